use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::bodies;
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render_status};

use super::Held;
use super::agenda::{self, TopicView};
use super::differs::{self, Follow, Typed};
use crate::model::register::Estate;
use crate::model::table::{
    Decision, DecisionOwner, DecisionState, Meeting, MeetingActName as A, Side, Way, bounds,
};
use crate::ops::table as ops;
use crate::pages::both::{self, Other};
use crate::pages::estate_of;
use crate::rules::table::may;
use crate::store::table::{decisions, meetings};
use crate::{Compounds, TABLE, VOTES};

/// Earlier decisions that are still owed.
struct Owed {
    meeting: Id,
    month: String,
    line: DecisionLine,
}

pub(super) struct DecisionLine {
    pub id: Id,
    pub text: String,
    owner: String,
    pub due: String,
    is_late: bool,
    way: String,
    matter: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    pub said: String,
    is_open: bool,
    is_task: bool,
    /// Where a vote about it is drafted, for who may.
    draft_vote: String,
    /// The vote that took it up.
    vote: String,
    postponed: u16,
    /// What the forms below it begin with.
    follow: Follow,
}

pub(super) struct SideLine {
    pub name: &'static str,
    pub persons_field: String,
    pub office_field: String,
    pub label: String,
    pub present: bool,
    pub persons: String,
    pub office: String,
    /// Whether the form of a meeting that is held ticks it.
    pub is_there: bool,
    pub agreed: String,
    /// The day that its form of agreement begins with.
    agreed_on: String,
    may_agree: bool,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
#[derive(Template)]
#[template(path = "compounds/table/meeting.html")]
pub(super) struct View {
    page: Page,
    errors: Errors,
    estate: Id,
    name: String,
    id: Id,
    version: u32,
    month: String,
    month_name: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    pub appointment: String,
    pub held_on: String,
    is_reminded: bool,
    pub correcting: String,
    editions: u32,
    pub topics: Vec<TopicView>,
    owed: Vec<Owed>,
    pub decisions: Vec<DecisionLine>,
    pub sides: Vec<SideLine>,
    owners: Vec<Choice>,
    today: String,
    pub typed: Typed,
    /// Where the meeting stands otherwise than this person saw it.
    others: Vec<Other>,
    may_appoint: bool,
    may_hold: bool,
    may_write: bool,
    may_follow: bool,
    may_amend: bool,
    may_publish: bool,
    may_correct: bool,
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(ids): Path<(Id, Id)>) -> PageResult {
    let view = view(&ctx, &compounds, ids, None, Errors::default()).await?;
    render_status(StatusCode::OK, &view)
}

/// The page once more, after something was refused.
pub(super) async fn again(
    ctx: &Ctx,
    compounds: &Arc<Compounds>,
    ids: (Id, Id),
    form: Form,
    errors: Errors,
) -> PageResult {
    let (is_stale, status) = (both::is_stale(&errors), both::status(&errors));
    let seen = form.parse("version");
    let mut view = view(ctx, compounds, ids, Some(form), errors).await?;
    if is_stale {
        view.others = differs::others(ctx, &view);
    } else if let Some(seen) = seen {
        // Only who was shown both writes on top of what stands now.
        view.version = seen;
    }
    render_status(status, &view)
}

async fn view(
    ctx: &Ctx,
    compounds: &Arc<Compounds>,
    (estate, id): (Id, Id),
    form: Option<Form>,
    errors: Errors,
) -> Result<View, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (estate, by) = estate_of(ctx, &mut tx, estate, TABLE).await?;
    let it = ops::load(&mut tx, &by, id).await?;
    if it.estate != estate.id {
        return Err(PageError::NotFound);
    }
    let facts = match &it.facts {
        Some(then) => then.clone(),
        None => ops::facts(&mut tx, &estate, it.month, ctx.now).await?,
    };
    let owed = owed(ctx, &mut tx, &it).await?;
    let today = ctx.now.date().to_string();
    let typed = Typed(form);
    let state = it.state.name();
    let (tone, icon) = agenda::tone(state);
    let appointment = it.appointment.as_ref();
    Ok(View {
        page: ctx.page(),
        errors,
        estate: estate.id,
        id,
        version: it.version,
        month: it.month.to_string(),
        month_name: agenda::month(ctx, it.month),
        state: ctx.t(&format!("compounds-table-state-{}", state.key())),
        tone,
        icon,
        appointment: appointment.map_or_else(String::new, |wish| {
            format!("{} {} · {}", ctx.day(wish.on), wish.time, wish.place)
        }),
        held_on: it
            .state
            .held_on()
            .map_or_else(String::new, |day| ctx.day(day)),
        is_reminded: it.reminded_on.is_some() && may(&it, A::Hold),
        correcting: it.correcting.clone().unwrap_or_default(),
        editions: it.editions,
        topics: agenda::topics(ctx, &facts, &it.notes),
        owed,
        decisions: decided(ctx, &mut tx, &it, (&typed, &today)).await?,
        sides: sides(ctx, &it, (&typed, &today)),
        owners: owners(ctx, &mut tx, &estate, typed.0.as_ref()).await?,
        today,
        typed,
        others: Vec::new(),
        may_appoint: may(&it, A::Appoint),
        may_hold: may(&it, A::Hold),
        may_write: may(&it, A::Minute),
        may_follow: may(&it, A::Complete),
        may_amend: may(&it, A::Amend),
        may_publish: may(&it, A::Publish),
        may_correct: may(&it, A::Correct),
        name: estate.name,
    })
}

/// What this table decided, with what was typed about one of it.
async fn decided(
    ctx: &Ctx,
    tx: &mut Tx,
    it: &Meeting,
    (typed, today): (&Typed, &str),
) -> Result<Vec<DecisionLine>, PageError> {
    let mut lines = Vec::with_capacity(it.decisions.len());
    for one in &it.decisions {
        let mut line = decision(ctx, tx, it.estate, one).await?;
        line.follow = typed.follow(&one.id.to_string(), today);
        lines.push(line);
    }
    Ok(lines)
}

/// What earlier tables decided and nobody has done: the meeting begins with it.
async fn owed(ctx: &Ctx, tx: &mut Tx, it: &Meeting) -> Result<Vec<Owed>, PageError> {
    let found = decisions::open_before(tx, it.estate, &it.month.to_string()).await?;
    let mut all = Vec::with_capacity(found.len());
    for one in found {
        let from = meetings::load(tx, one.meeting).await?;
        let month = from.map(|it| it.month);
        all.push(Owed {
            meeting: one.meeting,
            month: month.map_or_else(String::new, |it| agenda::month(ctx, it)),
            line: decision(ctx, tx, it.estate, &one.decision).await?,
        });
    }
    Ok(all)
}

/// Where an open proposal becomes a vote.
fn draft_vote(ctx: &Ctx, estate: Id, it: &Decision) -> String {
    let may = ctx.viewer.as_ref().is_some_and(|it| it.may(VOTES));
    if may && it.is_open() && it.way == (Way::Proposal { vote: None }) {
        format!("/desk/estates/{estate}/votes/new?decision={}", it.id)
    } else {
        String::new()
    }
}

async fn decision(
    ctx: &Ctx,
    tx: &mut Tx,
    estate: Id,
    it: &Decision,
) -> Result<DecisionLine, PageError> {
    let owner = match it.owner {
        DecisionOwner::Side { side } => ctx.t(&format!("compounds-table-side-{}", side.key())),
        DecisionOwner::Body { id } => {
            let body = bodies::by_id(tx, id).await?;
            body.map_or_else(String::new, |it| it.name.get(ctx.lang).to_owned())
        }
    };
    let (tone, icon, said) = match &it.state {
        DecisionState::Open => ("info", "clock", String::new()),
        DecisionState::Done { note, .. } => ("ok", "circle-check", note.clone()),
        DecisionState::Dropped { why, .. } => ("neutral", "circle-x", why.clone()),
    };
    let matter = match &it.way {
        Way::Matter { number, .. } => number.clone(),
        Way::Task | Way::Proposal { .. } => String::new(),
    };
    Ok(DecisionLine {
        id: it.id,
        text: it.text.clone(),
        owner,
        due: ctx.day(it.due),
        is_late: it.is_open() && it.due < ctx.now.date(),
        way: ctx.t(&format!("compounds-table-way-{}", it.way.name().key())),
        matter,
        state: ctx.t(&format!(
            "compounds-table-decision-{}",
            it.state.name().key()
        )),
        tone,
        icon,
        said,
        is_open: it.is_open(),
        is_task: it.way == Way::Task,
        draft_vote: draft_vote(ctx, estate, it),
        vote: match &it.way {
            Way::Proposal { vote: Some(vote) } => format!("/desk/estates/{estate}/votes/{vote}"),
            _ => String::new(),
        },
        postponed: it.postponed.min(bounds::POSTPONED),
        follow: Follow::default(),
    })
}

fn sides(ctx: &Ctx, it: &Meeting, (typed, today): (&Typed, &str)) -> Vec<SideLine> {
    let line = |side: &Side| {
        let seat = it.attendance.get(side);
        let present = seat.is_some_and(|seat| seat.present);
        let agreed = it.agreed.get(side);
        SideLine {
            name: side.name(),
            persons_field: format!("persons_{side}"),
            office_field: format!("office_{side}"),
            label: ctx.t(&format!("compounds-table-side-{}", side.key())),
            present,
            persons: seat
                .filter(|seat| seat.present)
                .map_or_else(String::new, |seat| seat.persons.to_string()),
            office: seat.map_or_else(String::new, |seat| seat.office.clone()),
            is_there: typed.is_there(*side),
            agreed_on: typed.agreed_on(*side, today),
            agreed: agreed.map_or_else(String::new, |day| ctx.day(*day)),
            may_agree: present && agreed.is_none() && may(it, A::Agree),
        }
    };
    Side::ALL.iter().map(line).collect()
}

/// The three sides, then the bodies that work at the place of the estate.
async fn owners(
    ctx: &Ctx,
    tx: &mut Tx,
    estate: &Estate,
    form: Option<&Form>,
) -> Result<Vec<Choice>, PageError> {
    let chosen = form.map_or_else(String::new, |it| it.text("owner"));
    let mut all = vec![Choice::new(
        "",
        ctx.t("compounds-table-owner-choose"),
        false,
    )];
    for side in Side::ALL {
        let value = format!("side:{side}");
        let label = ctx.t(&format!("compounds-table-side-{}", side.key()));
        let is_chosen = value == chosen;
        all.push(Choice::new(value, label, is_chosen));
    }
    for body in bodies::for_area(tx, &estate.area_path).await? {
        let value = format!("body:{}", body.id);
        let is_chosen = value == chosen;
        all.push(Choice::new(value, body.name.get(ctx.lang), is_chosen));
    }
    Ok(all)
}
