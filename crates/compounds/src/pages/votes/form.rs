use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};
use serde::Deserialize;

use super::claim::claim;
use super::differs;
use super::frame::{Frame, Held, vote_of};
use super::reading::{Typed, TypedItem};
use super::sources::City;
use crate::VOTES;
use crate::model::register::Estate;
use crate::model::votes::{Matter, Meeting, Part, Proposer, Silence, Vote, VoteActName, VoteDraft};
use crate::ops::votes::{self as ops, Desk};
use crate::pages::both::{self, Other, Unsaved};
use crate::pages::estate_of;
use crate::rules::votes::{may, presets};
use crate::store::table::decisions;
use huiyin_web::forms::Claim;

struct ItemRow {
    typed: TypedItem,
    matters: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "compounds/votes/form.html")]
struct View {
    page: Page,
    frame: Option<Frame>,
    estate: Id,
    estate_name: String,
    action: String,
    errors: Errors,
    typed: Typed,
    proposers: Vec<Choice>,
    presets: Vec<Choice>,
    /// Where the numbers of each city come from; the chosen one lies open.
    cities: Vec<City>,
    meetings: Vec<Choice>,
    silences: Vec<Choice>,
    rows: Vec<ItemRow>,
    /// Where the draft stands otherwise than this person saw it.
    others: Vec<Other>,
    /// Its roll is posted, so that nothing is changed any more.
    is_closed: bool,
}

impl View {
    /// Still on the version that was seen: only who was shown both writes on top of what stands now.
    fn on_what_was_seen(mut self, form: &Form) -> Self {
        if let (Some(frame), Some(seen)) = (&mut self.frame, form.parse("version")) {
            frame.version = seen;
        }
        self
    }
}

fn choices<'n>(
    ctx: &Ctx,
    prefix: &str,
    names: impl Iterator<Item = &'n str>,
    chosen: &str,
) -> Vec<Choice> {
    let choice = |name: &str| {
        let key = format!("compounds-votes-{prefix}-{}", name.replace('_', "-"));
        Choice::new(name, ctx.t(&key), name == chosen)
    };
    names.map(choice).collect()
}

/// What was typed beside what stands now, where it came too late.
fn others(ctx: &Ctx, vote: Option<&Vote>, typed: &Typed, errors: &Errors) -> Vec<Other> {
    let late = vote.filter(|_| both::is_stale(errors));
    late.map_or_else(Vec::new, |vote| {
        differs::others(ctx, &Typed::of(vote), typed)
    })
}

fn view(ctx: &Ctx, estate: &Estate, vote: Option<&Vote>, typed: Typed, errors: Errors) -> View {
    let action = vote.map_or_else(
        || format!("/desk/estates/{}/votes/new", estate.id),
        |vote| format!("/desk/estates/{}/votes/{}/edit", estate.id, vote.id),
    );
    let typed = if typed.items.is_empty() {
        typed.with_rows(3)
    } else {
        typed
    };
    let matters = |chosen: &str| {
        let mut all = vec![Choice::new(
            "",
            ctx.t("compounds-votes-choose"),
            chosen.is_empty(),
        )];
        let names = Matter::ALL.iter().map(|it| it.name());
        all.extend(choices(ctx, "matter", names, chosen));
        all
    };
    View {
        page: ctx.page(),
        others: others(ctx, vote, &typed, &errors),
        frame: vote.map(|vote| Frame::of(ctx, estate, vote, "edit")),
        estate: estate.id,
        estate_name: estate.name.clone(),
        action,
        errors,
        proposers: choices(
            ctx,
            "proposer",
            Proposer::ALL.iter().map(|it| it.name()),
            &typed.proposer,
        ),
        presets: choices(
            ctx,
            "preset",
            presets::ALL.iter().map(|it| it.id),
            &typed.preset,
        ),
        cities: City::all(ctx, &typed.preset),
        meetings: choices(
            ctx,
            "meeting",
            Meeting::ALL.iter().map(|it| it.name()),
            &typed.meeting,
        ),
        silences: choices(ctx, "silence", Silence::NAMES.into_iter(), &typed.silence),
        rows: typed
            .items
            .iter()
            .map(|it| ItemRow {
                typed: it.clone(),
                matters: matters(&it.matter),
            })
            .collect(),
        typed,
        is_closed: vote.is_some_and(|vote| !may(&vote.state, Part::Secretary, VoteActName::Change)),
    }
}

/// What asks for the vote.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    decision: String,
}

pub(super) async fn create(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    let typed = if wanted.decision.is_empty() {
        Typed::fresh()
    } else {
        let id: Id = wanted.decision.parse().map_err(|_| PageError::NotFound)?;
        let found = decisions::one(&mut tx, estate.id, id).await?;
        Typed::about(&found.ok_or(PageError::NotFound)?.decision)
    };
    let shown = view(&ctx, &estate, None, typed, Errors::default());
    render_status(StatusCode::OK, &shown)
}

pub(super) async fn edit(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    let typed = Typed::of(&vote).with_rows(1);
    let shown = view(&ctx, &estate, Some(&vote), typed, Errors::default());
    render_status(StatusCode::OK, &shown)
}

pub(super) async fn submit_new(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
    posted: Posted,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    drop(tx);
    submit(&ctx, &compounds, &estate, None, &posted.0).await
}

pub(super) async fn submit_edit(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    drop(tx);
    submit(&ctx, &compounds, &estate, Some(&vote), &posted.0).await
}

async fn submit(
    ctx: &Ctx,
    compounds: &Held,
    estate: &Estate,
    vote: Option<&Vote>,
    form: &Form,
) -> PageResult {
    let typed = Typed::read(form);
    let mut errors = Errors::default();
    if form.some("more").is_some() {
        let shown = view(ctx, estate, vote, typed.with_rows(3), errors).on_what_was_seen(form);
        return render_status(StatusCode::OK, &shown);
    }
    let draft = typed.draft(ctx, &mut errors);
    if let (Some(draft), true) = (draft, errors.is_empty()) {
        match save(ctx, compounds, estate, vote, form, draft).await? {
            Ok(response) => return Ok(response),
            Err(why) => {
                let field = match &why {
                    Unsaved::Refused(key) => field_of(key),
                    Unsaved::Stale => "",
                };
                why.tell(ctx, &mut errors, field);
            }
        }
    }
    let status = both::status(&errors);
    let is_stale = both::is_stale(&errors);
    let shown = view(ctx, estate, vote, typed, errors);
    let shown = if is_stale {
        shown
    } else {
        shown.on_what_was_seen(form)
    };
    render_status(status, &shown)
}

async fn save(
    ctx: &Ctx,
    compounds: &Held,
    estate: &Estate,
    vote: Option<&Vote>,
    form: &Form,
    draft: VoteDraft,
) -> Result<Result<Response, Unsaved>, PageError> {
    let id = vote.map_or_else(|| compounds.site.new_id(), |it| it.id);
    let location = format!(
        "/desk/estates/{}/votes/{id}?done=compounds-votes-saved",
        estate.id
    );
    let desk = Desk::viewer(ctx.signed_in()?);
    let mut tx = match claim(&compounds.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    let saved = if vote.is_none() {
        match form.some("decision") {
            None => ops::create(compounds, &mut tx, &desk, (estate.id, id), draft).await,
            Some(text) => {
                let decision: Id = text.parse().map_err(|_| PageError::FormExpired)?;
                let which = (estate.id, id, decision);
                ops::create_from(compounds, &mut tx, &desk, which, draft).await
            }
        }
    } else {
        let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
        ops::change(
            compounds,
            &mut tx,
            &desk,
            (estate.id, id, Some(seen)),
            draft,
        )
        .await
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(error) => Unsaved::read(error).map(Err),
    }
}

fn field_of(key: &str) -> &'static str {
    match key.trim_start_matches("compounds-votes-refused-") {
        "title-missing" => "title",
        "clause-missing" | "clause-later" => "clause",
        "reference-missing" | "electronic-unknown" | "electronic-city" => "electronic",
        "notice-short" => "notice_days",
        "voting-long" => "extension_days",
        "too-few-proposers" => "signed",
        _ => "items",
    }
}
