use askama::Template;
use axum::extract::Path;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};

use super::frame::{Frame, Held, area, vote_of};
use super::result::{ItemView, item_views, settings_lines};
use super::sources::City;
use crate::LOOK;
use crate::model::register::Estate;
use crate::model::table::{Meeting as TableMeeting, Month};
use crate::model::votes::{Meeting, Proposer, VoidCause, Vote, VoteActName};
use crate::ops::votes::{self as ops, Desk};
use crate::pages::table::month_name;
use crate::rules::votes::{next_steps, presets};
use crate::store::table::{decisions, meetings};
use crate::store::votes::notes::Prints;
use crate::store::votes::voters::{self, Figures};
use crate::store::votes::{counts, notes, objections};

/// A step that may come next: one button or one small form.
pub(super) struct Step {
    pub act: &'static str,
    pub label: String,
    pub hint: String,
    pub primary: bool,
}

#[derive(Template)]
#[template(path = "compounds/votes/show.html")]
struct View {
    page: Page,
    frame: Frame,
    proposal: String,
    facts: Vec<(String, String)>,
    settings: Vec<String>,
    city: City,
    items: Vec<ItemView>,
    figures: Option<FiguresView>,
    steps: Vec<Step>,
    causes: Vec<Choice>,
    today: String,
    opens_on: String,
    last_on: String,
    open_objections: u32,
    overdue: Option<String>,
    root: String,
    witnesses: Vec<String>,
    filing: String,
    /// How often ballots were printed, and when last.
    printed: Option<String>,
    public_href: Option<String>,
    /// Month and page of the meeting that asked for it.
    table: Option<(String, String)>,
    is_counted: bool,
}

pub(super) struct FiguresView {
    pub persons: u64,
    pub area: String,
    pub delivered: u64,
    pub took_persons: u64,
    pub took_area: String,
    pub open_readings: u32,
    pub unresolved: u32,
}

pub(super) fn figures_view(it: Figures) -> FiguresView {
    FiguresView {
        persons: it.persons,
        area: area(it.area),
        delivered: it.delivered,
        took_persons: it.took_persons,
        took_area: area(it.took_area),
        open_readings: it.open_readings,
        unresolved: it.unresolved,
    }
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(&ctx, &mut tx, path, LOOK).await?;
    let desk = Desk::viewer(ctx.signed_in()?);
    let view = view(&ctx, &compounds, &mut tx, (&estate, &vote, &desk)).await?;
    render(&view)
}

fn causes(ctx: &Ctx) -> Vec<Choice> {
    VoidCause::ALL
        .iter()
        .map(|it| {
            let label = ctx.t(&format!("compounds-votes-cause-{}", it.key()));
            Choice::new(it.name(), label, false)
        })
        .collect()
}

async fn view(
    ctx: &Ctx,
    compounds: &Held,
    tx: &mut Tx,
    (estate, vote, desk): (&Estate, &Vote, &Desk),
) -> Result<View, PageError> {
    let keys = &compounds.site.keys;
    let count = counts::load(tx, vote.id).await?;
    let outcome = ops::outcome_of(count.as_ref())?;
    let figures = match vote.state.roll() {
        Some(_) => Some(figures_view(voters::figures(tx, vote.id).await?)),
        None => None,
    };
    let facts = ops::facts_of(tx, vote).await?;
    let open_objections = objections::open(tx, vote.id, "roll").await?
        + objections::open(tx, vote.id, "result").await?;
    let witnesses = notes::of_kind(tx, keys, vote.id, notes::WITNESSES).await?;
    let filing = notes::of_kind(tx, keys, vote.id, notes::FILING).await?;
    let acts = next_steps(&vote.state, &desk.parts(estate));
    let floor = presets::notice_days(vote.settings.city());
    let notice = i64::from(vote.settings.notice_days.max(floor));
    let opens_on = ctx.now.date().plus_days(notice + 1);
    let overdue = vote.due_before().filter(|due| *due <= ctx.now);
    Ok(View {
        page: ctx.page(),
        frame: Frame::of(ctx, estate, vote, "overview"),
        proposal: proposal(ctx, vote),
        facts: fact_lines(ctx, vote),
        settings: settings_lines(ctx, vote),
        city: city_of(ctx, vote),
        items: item_views(ctx, vote, outcome.as_ref()),
        figures,
        steps: acts
            .iter()
            .filter(|act| !is_idle(vote, **act, &facts, ctx))
            .map(|act| step(ctx, *act))
            .collect(),
        causes: causes(ctx),
        today: ctx.now.date().to_string(),
        opens_on: opens_on.to_string(),
        last_on: opens_on.plus_days(14).to_string(),
        open_objections,
        overdue: overdue.map(|due| {
            let day = ctx.day(due.plus_seconds(-1).date());
            ctx.say("compounds-votes-overdue-since", &[("day", day.into())])
        }),
        root: count.map_or_else(String::new, |it| it.root),
        witnesses: witnesses
            .iter()
            .flat_map(|(names, _)| names.lines().map(str::to_owned))
            .collect(),
        filing: filing.last().map_or_else(String::new, |it| it.0.clone()),
        printed: printed_line(ctx, notes::prints(tx, vote.id).await?),
        public_href: vote
            .state
            .is_public()
            .then(|| format!("/estates/{}/votes/{}", estate.id, vote.id)),
        table: asked_by(ctx, tx, vote).await?,
        is_counted: outcome.is_some(),
    })
}

/// The city whose rules a vote follows, with the texts that they come from.
pub(super) fn city_of(ctx: &Ctx, vote: &Vote) -> City {
    City::of(ctx, vote.settings.city(), &vote.settings.preset)
}

/// How often ballots were printed, and when last; nothing where they never were.
pub(in crate::pages) fn printed_line(ctx: &Ctx, prints: Prints) -> Option<String> {
    let last = ctx.moment(prints.last?);
    let args = [
        ("count", i64::from(prints.times).into()),
        ("last", last.into()),
    ];
    Some(ctx.say("compounds-votes-printed", &args))
}

/// The meeting of the three sides that asked for a vote, with its page at the desk.
async fn asked_by(
    ctx: &Ctx,
    tx: &mut Tx,
    vote: &Vote,
) -> Result<Option<(String, String)>, PageError> {
    let meeting = meeting_of(tx, vote).await?;
    Ok(meeting.map(|it| {
        let href = format!("/desk/estates/{}/table/{}", it.estate, it.id);
        (table_line(ctx, it.month), href)
    }))
}

/// The meeting of the three sides whose decision asked for a vote.
pub(super) async fn meeting_of(
    tx: &mut Tx,
    vote: &Vote,
) -> Result<Option<TableMeeting>, PageError> {
    let Some(decision) = vote.proposed else {
        return Ok(None);
    };
    let Some(found) = decisions::one(tx, vote.estate, decision).await? else {
        return Ok(None);
    };
    Ok(meetings::load(tx, found.meeting).await?)
}

pub(super) fn table_line(ctx: &Ctx, month: Month) -> String {
    let args = [("month", month_name(ctx, month).into())];
    ctx.say("compounds-votes-asked-by-table", &args)
}

/// Steps whose day has not come are not offered: there is nothing to press yet.
fn is_idle(
    vote: &Vote,
    act: VoteActName,
    facts: &crate::rules::votes::VoteFacts,
    ctx: &Ctx,
) -> bool {
    let times = vote.state.times();
    match act {
        VoteActName::Open => times.is_some_and(|it| ctx.now.date() < it.opens_on),
        VoteActName::Close => times.is_some_and(|it| ctx.now < it.closes_before()),
        VoteActName::Extend => {
            vote.settings.extension_days == 0
                || times.is_some_and(|it| it.extended_to.is_some())
                || vote
                    .state
                    .roll()
                    .is_some_and(|roll| !crate::rules::votes::needs_more(roll, facts.turnout))
        }
        VoteActName::Commit => facts.open_readings > 0,
        _ => false,
    }
}

fn step(ctx: &Ctx, act: VoteActName) -> Step {
    let quiet = matches!(
        act,
        VoteActName::Withdraw | VoteActName::Annul | VoteActName::Change | VoteActName::ReopenRoll
    );
    Step {
        act: act.name(),
        label: ctx.t(&format!("compounds-votes-act-{}", act.key())),
        hint: ctx.t(&format!("compounds-votes-act-{}-hint", act.key())),
        primary: !quiet,
    }
}

fn proposal(ctx: &Ctx, vote: &Vote) -> String {
    let it = &vote.proposal;
    let who = ctx.t(&format!("compounds-votes-proposer-{}", it.by.key()));
    if it.by == Proposer::Owners && it.of > 0 {
        let args = [
            ("signed", i64::from(it.signed).into()),
            ("of", i64::from(it.of).into()),
        ];
        return format!("{who} · {}", ctx.say("compounds-votes-signed-of", &args));
    }
    who
}

pub(super) fn fact_lines(ctx: &Ctx, vote: &Vote) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut add = |key: &str, value: String| {
        lines.push((ctx.t(&format!("compounds-votes-fact-{key}")), value));
    };
    let meeting = match vote.settings.meeting {
        Meeting::Regular => "regular",
        Meeting::Extraordinary => "extraordinary",
    };
    add(
        "meeting",
        ctx.t(&format!("compounds-votes-meeting-{meeting}")),
    );
    if let Some(roll) = vote.state.roll() {
        add("roll", ctx.day(roll.on));
    }
    if let Some(times) = vote.state.times() {
        add("announced", ctx.day(times.announced_on));
        add("told", ctx.day(times.committee_told_on));
        add("opens", ctx.day(times.opens_on));
        add("closes", ctx.day(times.ends_on()));
        if times.extended_to.is_some() {
            add("extended", ctx.day(times.last_on));
        }
    }
    lines
}
