use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_registry::AreaKind;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::frame::{Frame, Held, round_of};
use super::reading::{Row, Typed};
use super::{Claim, claim};
use crate::model::{DwellingKind, Refused, Round, RoundActName, RoundDraft};
use crate::ops::{self, By, OpError, Places};
use crate::rules::round::may;
use crate::store::forms;

/// An area to tick; communities stand below their street.
struct Tick {
    id: String,
    label: String,
    chosen: bool,
    below: Vec<Tick>,
    /// Some below are ticked, so that the fold opens.
    is_open: bool,
}

#[derive(Template)]
#[template(path = "round_form.html")]
struct View {
    page: Page,
    frame: Option<Frame>,
    action: String,
    errors: Errors,
    title: String,
    kinds: Vec<Choice>,
    forms: Vec<Choice>,
    ticks: Vec<Tick>,
    rows: Vec<Row>,
    /// A round that was announced is no longer set up anew.
    is_closed: bool,
    has_plan: bool,
}

async fn view(
    ctx: &Ctx,
    tx: &mut Tx,
    (by, places): (&By, &Places),
    round: Option<&Round>,
    typed: &Typed,
    errors: Errors,
) -> Result<View, PageError> {
    let kinds = DwellingKind::ALL.iter().map(|kind| {
        let label = ctx.t(&format!("visits-round-kind-{}", kind.key()));
        let chosen = typed.kinds.iter().any(|it| it == kind.name());
        Choice::new(kind.name(), label, chosen)
    });
    let action = round.map_or_else(
        || "/desk/rounds/new".to_owned(),
        |round| format!("/desk/rounds/{}/edit", round.id),
    );
    Ok(View {
        page: ctx.page(),
        frame: round.map(|round| Frame::of(ctx, round, "edit")),
        action,
        errors,
        title: typed.title.clone(),
        kinds: kinds.collect(),
        forms: form_choices(ctx, tx, &typed.form).await?,
        ticks: ticks(ctx, by, places, typed),
        rows: typed.shown_rows(),
        is_closed: round.is_some_and(|round| !may(round, RoundActName::Change)),
        has_plan: round.is_some_and(|round| round.state.plan().is_some()),
    })
}

/// Forms of the district, and the one that every district has.
async fn form_choices(ctx: &Ctx, tx: &mut Tx, chosen: &str) -> Result<Vec<Choice>, PageError> {
    let shipped = (
        "household_visit@1".to_owned(),
        ctx.t("visits-round-form-shipped"),
    );
    let mut all = vec![(String::new(), ctx.t("visits-round-form-none"))];
    let known = forms::all(tx).await?;
    for form in known.into_iter().filter(|it| it.retired_at.is_none()) {
        let args = [
            ("title", form.title.get(ctx.lang).to_owned().into()),
            ("version", i64::from(form.version).into()),
        ];
        let label = ctx.say("visits-round-form-version", &args);
        all.push((format!("{}@{}", form.id, form.version), label));
    }
    if !all.iter().any(|(value, _)| *value == shipped.0) {
        all.push(shipped);
    }
    let choice = |(value, label): (String, String)| {
        let is_chosen = value == chosen;
        Choice::new(value, label, is_chosen)
    };
    Ok(all.into_iter().map(choice).collect())
}

/// The areas within reach as a tree; whoever reaches a community only finds it on the top.
fn ticks(ctx: &Ctx, by: &By, places: &Places, typed: &Typed) -> Vec<Tick> {
    let mut tree: Vec<(String, Tick)> = Vec::new();
    let own = places.all().iter().filter(|it| by.reaches(&it.path));
    for area in own {
        let id = area.id.to_string();
        let tick = Tick {
            chosen: typed.areas.contains(&id),
            id,
            label: area.get(ctx.lang).to_owned(),
            below: Vec::new(),
            is_open: false,
        };
        let above = tree
            .iter_mut()
            .find(|(path, _)| area.kind == AreaKind::Community && area.path.starts_with(path));
        if let Some((_, street)) = above {
            street.is_open |= tick.chosen;
            street.below.push(tick);
            continue;
        }
        // The district as a whole holds everything; its streets stand beside it.
        let path = match area.kind {
            AreaKind::District => "-".to_owned(),
            _ => area.path.clone(),
        };
        tree.push((path, tick));
    }
    tree.into_iter().map(|(_, tick)| tick).collect()
}

pub(super) async fn create(ctx: Ctx, visits: Held) -> PageResult {
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.read().await?;
    let places = Places::load(&mut tx).await?;
    let typed = Typed {
        kinds: DwellingKind::ALL
            .iter()
            .map(|it| it.name().to_owned())
            .collect(),
        form: "household_visit@1".to_owned(),
        ..Typed::default()
    };
    let reach = (&by, &places);
    let view = view(&ctx, &mut tx, reach, None, &typed, Errors::default()).await?;
    render_status(StatusCode::OK, &view)
}

pub(super) async fn edit(ctx: Ctx, visits: Held, Path(id): Path<String>) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, places, by) = round_of(&ctx, &mut tx, &id).await?;
    let typed = Typed::of(&draft_of(&round));
    let reach = (&by, &places);
    let view = view(
        &ctx,
        &mut tx,
        reach,
        Some(&round),
        &typed,
        Errors::default(),
    )
    .await?;
    render_status(StatusCode::OK, &view)
}

fn draft_of(round: &Round) -> RoundDraft {
    RoundDraft {
        title: round.title.clone(),
        kinds: round.kinds.clone(),
        areas: round.areas.clone(),
        form: round.form.clone(),
        sessions: round.sessions.clone(),
    }
}

pub(super) async fn submit_new(ctx: Ctx, visits: Held, posted: Posted) -> PageResult {
    submit(&ctx, &visits, None, &posted.0).await
}

pub(super) async fn submit_edit(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    submit(&ctx, &visits, Some(&id), &posted.0).await
}

async fn submit(ctx: &Ctx, visits: &Held, id: Option<&str>, form: &Form) -> PageResult {
    let mut typed = Typed::read(form);
    let mut errors = Errors::default();
    let mut tx = visits.site.db.read().await?;
    let (round, places, by) = match id {
        Some(id) => {
            let (round, places, by) = round_of(ctx, &mut tx, id).await?;
            (Some(round), places, by)
        }
        None => (
            None,
            Places::load(&mut tx).await?,
            By::viewer(ctx.signed_in()?),
        ),
    };
    let reach = (&by, &places);
    if form.some("fill").is_some() {
        typed.add_weekends(ctx.now.date());
        let shown = view(ctx, &mut tx, reach, round.as_ref(), &typed, errors).await?;
        return render_status(StatusCode::OK, &shown);
    }
    let before = round.as_ref().map_or(&[][..], |it| &it.sessions);
    let draft = typed.draft(ctx, &places, before, &mut errors);
    if errors.is_empty() {
        drop(tx);
        match save(ctx, visits, &by, round.as_ref(), form, draft).await? {
            Ok(response) => return Ok(response),
            Err(why) => errors.add(
                field_of(why),
                ctx.t(&format!("visits-refused-{}", why.key())),
            ),
        }
        tx = visits.site.db.read().await?;
    }
    let shown = view(ctx, &mut tx, reach, round.as_ref(), &typed, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn save(
    ctx: &Ctx,
    visits: &Held,
    by: &By,
    round: Option<&Round>,
    form: &Form,
    draft: RoundDraft,
) -> Result<Result<Response, Refused>, PageError> {
    let id = round.map_or_else(|| ctx.site.new_id(), |it| it.id);
    let location = format!("/desk/rounds/{id}?done=visits-round-saved");
    let mut tx = match claim(&visits.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    let saved = if round.is_none() {
        ops::create_round(visits, &mut tx, by, id, draft).await
    } else {
        let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
        ops::change_round(visits, &mut tx, by, id, Some(seen), draft).await
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(OpError::Refused(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}

const fn field_of(why: Refused) -> &'static str {
    match why {
        Refused::NotAllowed | Refused::AreasMissing => "areas",
        Refused::TitleMissing | Refused::TooLong | Refused::WrongState => "title",
        Refused::KindsMissing => "kind",
        Refused::FormMissing => "form",
        _ => "sessions",
    }
}
