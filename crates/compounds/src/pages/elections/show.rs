use askama::Template;
use axum::extract::Path;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::Errors;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render, render_status};

use super::differs::{self, Late, Typed};
use super::frame::{Held, Row, warnings};
use super::list::is_public;
use crate::model::elections::{Candidate, Check, Election, ElectionState, Finding, Seat, SeatEnd};
use crate::model::register::Estate;
use crate::ops::{OpError, elections as ops, register};
use crate::pages::both::{self, Other};
use crate::pages::{by, estate_of};
use crate::store::elections as rows;
use crate::store::votes as votes_rows;
use crate::{LOOK, VOTES};

/// Votes offered for an election, the newest first.
const VOTES_OFFERED: i64 = 20;

struct CandidateRow {
    number: u32,
    name: String,
    about: String,
    stood_down: bool,
    may_stand: bool,
    checks: Vec<(String, String, String)>,
}

struct SeatRow {
    number: u32,
    name: String,
    note: String,
    held: bool,
}

/// How a vote ended, by names.
#[derive(Default)]
struct Result {
    seated: Vec<String>,
    run_off: Vec<String>,
    alternates: Vec<String>,
    without_place: Vec<String>,
    fallen: Vec<String>,
    empty_seats: u32,
}

#[derive(Template)]
#[template(path = "compounds/elections/show.html")]
struct View {
    page: Page,
    estate: Id,
    estate_name: String,
    /// The list that this page belongs to.
    list: String,
    /// Where acts are sent; empty in public.
    action: String,
    version: u32,
    id: Id,
    /// The candidates hang out now.
    is_noticed: bool,
    row: Row,
    state: &'static str,
    facts: Vec<(String, String)>,
    warnings: Vec<String>,
    candidates: Vec<CandidateRow>,
    numbers: Vec<Choice>,
    checks: Vec<Choice>,
    findings: Vec<Choice>,
    votes: Vec<Choice>,
    vote: String,
    result: Option<Result>,
    may_run_off: bool,
    members: Vec<SeatRow>,
    seated: Vec<Choice>,
    reasons: Vec<Choice>,
    to_file: bool,
    /// Half of the seats are empty, and this person may open the election of all.
    again: String,
    notice_days: String,
    errors: Errors,
    /// Where the election stands otherwise than this person saw it.
    others: Vec<Other>,
    typed: Typed,
}

impl View {
    /// A form that was not carried out is there again as it was typed.
    fn take(&mut self, ctx: &Ctx, election: &Election, late: Late) {
        let is_stale = both::is_stale(&late.errors);
        self.errors = late.errors;
        let Some(form) = late.form else {
            return;
        };
        if is_stale {
            self.others = differs::others(ctx, election, &form, &self.votes);
        } else if let Some(seen) = form.parse("version") {
            // Only who was shown both writes on top of what stands now.
            self.version = seen;
        }
        self.typed = Typed::new(form);
        for (choices, act, field) in [
            (&mut self.numbers, "check", "candidate"),
            (&mut self.checks, "check", "check"),
            (&mut self.findings, "check", "finding"),
            (&mut self.votes, "put_to_vote", "vote"),
            (&mut self.seated, "end_seat", "candidate"),
            (&mut self.reasons, "end_seat", "why"),
        ] {
            let chosen = self.typed.or(act, field, "");
            for it in choices {
                it.chosen = it.value == chosen;
            }
        }
    }
}

pub(super) async fn desk(ctx: Ctx, compounds: Held, Path(which): Path<(Id, Id)>) -> PageResult {
    page(&ctx, &compounds, which, Late::default()).await
}

pub(super) async fn page(
    ctx: &Ctx,
    compounds: &Held,
    (estate, id): (Id, Id),
    late: Late,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, looks) = estate_of(ctx, &mut tx, estate, LOOK).await?;
    let found = ops::load(&mut tx, &compounds.site, &looks, (estate.id, id)).await?;
    let may_act = by(ctx, VOTES)?.reaches(&estate.area_path);
    let list = format!("/desk/estates/{}/elections", estate.id);
    let is_due = ops::needs_by_election(&mut tx, &compounds.site, &found.1).await?;
    let mut view = view(ctx, (&found.0, &found.1, is_due), list.clone());
    if may_act {
        view.action = format!("{list}/{id}/act");
        if is_due {
            view.again = format!("{list}/{id}/again");
        }
        view.votes = offered(&mut tx, estate.id).await?;
    }
    view.take(ctx, &found.1, late);
    render_status(both::status(&view.errors), &view)
}

pub(super) async fn public(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let site = &compounds.site;
    let mut tx = site.db.read().await?;
    let estate = register::estate(&mut tx, estate).await?;
    let election = rows::load(&mut tx, &site.keys, id).await?;
    let election = election
        .filter(|it| it.estate == estate.id && is_public(it.state.name()))
        .ok_or(PageError::NotFound)?;
    let list = format!("/estates/{}/elections", estate.id);
    let is_due = ops::needs_by_election(&mut tx, site, &election).await?;
    let mut view = view(&ctx, (&estate, &election, is_due), list);
    // What was looked into about a person is for those who look into it.
    for candidate in &mut view.candidates {
        candidate.checks.clear();
    }
    view.candidates.retain(|it| !it.stood_down);
    render(&view)
}

async fn offered(tx: &mut Tx, estate: Id) -> std::result::Result<Vec<Choice>, OpError> {
    let votes = votes_rows::of_estate(tx, estate, None, VOTES_OFFERED).await?;
    let choices = votes
        .into_iter()
        .map(|it| Choice::new(it.id.to_string(), it.title, false));
    Ok(choices.collect())
}

fn words(ctx: &Ctx, of: &str, names: impl Iterator<Item = String>) -> Vec<Choice> {
    let label = |name: &str| {
        ctx.t(&format!(
            "compounds-elections-{of}-{}",
            name.replace('_', "-")
        ))
    };
    names
        .map(|name| Choice::new(name.clone(), label(&name), false))
        .collect()
}

fn view(ctx: &Ctx, (estate, election, is_due): (&Estate, &Election, bool), list: String) -> View {
    let name = |it: &Candidate| Choice::new(it.number.to_string(), &it.name, false);
    let members = members(ctx, election);
    let held = members.iter().filter(|it| it.held);
    let held = held
        .map(|it| Choice::new(it.number.to_string(), &it.name, false))
        .collect();
    let state = election.state.name();
    let may_run_off = matches!(&election.state,
        ElectionState::Ranked { ranking, .. } if ranking.run_off.is_some());
    View {
        page: ctx.page(),
        estate: estate.id,
        estate_name: estate.name.clone(),
        row: Row::of(ctx, &list, election),
        list,
        action: String::new(),
        version: election.version,
        id: election.id,
        is_noticed: matches!(election.state, ElectionState::Noticed { .. }),
        state: state.name(),
        facts: facts(ctx, election),
        warnings: warnings(ctx, (election, is_due), ctx.now.date()),
        candidates: election
            .candidates
            .iter()
            .map(|it| candidate(ctx, it))
            .collect(),
        numbers: election.standing().map(name).collect(),
        checks: words(
            ctx,
            "check",
            Check::ALL.iter().map(|it| it.name().to_owned()),
        ),
        findings: words(
            ctx,
            "finding",
            Finding::ALL.iter().map(|it| it.name().to_owned()),
        ),
        votes: Vec::new(),
        vote: vote_of(election).map_or_else(String::new, |it| it.to_string()),
        result: result(election),
        may_run_off,
        members,
        seated: held,
        reasons: words(
            ctx,
            "end",
            SeatEnd::ALL.iter().map(|it| it.name().to_owned()),
        ),
        to_file: election.file_by().is_some(),
        again: String::new(),
        notice_days: election.settings.notice_days.to_string(),
        errors: Errors::default(),
        others: Vec::new(),
        typed: Typed::default(),
    }
}

const fn vote_of(election: &Election) -> Option<Id> {
    match &election.state {
        ElectionState::Voting { ballot, .. } => Some(ballot.vote),
        ElectionState::Ranked { vote, .. } | ElectionState::Seated { vote, .. } => Some(*vote),
        _ => None,
    }
}

fn facts(ctx: &Ctx, election: &Election) -> Vec<(String, String)> {
    let settings = &election.settings;
    let fact = |key: &str, value: String| (ctx.t(&format!("compounds-elections-{key}")), value);
    let mut all = vec![
        fact("seats", settings.seats.to_string()),
        fact("alternates", settings.alternates.to_string()),
        fact("term", settings.term_years.to_string()),
    ];
    if election.follows.is_some() {
        all.push(fact("because", ctx.t("compounds-elections-by-election")));
    }
    match &election.state {
        ElectionState::Noticed { until, .. } => all.push(fact("notice-until", ctx.day(*until))),
        ElectionState::Seated {
            since,
            until,
            filed,
            ..
        } => {
            all.push(fact("since", ctx.day(*since)));
            all.push(fact("until", ctx.day(*until)));
            if let Some(day) = election.first_meeting_by() {
                all.push(fact("first-meeting-by", ctx.day(day)));
            }
            if let Some((on, number)) = filed {
                all.push(fact("filed", format!("{} · {number}", ctx.day(*on))));
            }
        }
        _ => {}
    }
    all
}

fn candidate(ctx: &Ctx, it: &Candidate) -> CandidateRow {
    let word = |of: &str, key: String| ctx.t(&format!("compounds-elections-{of}-{key}"));
    let checks = Check::ALL.iter().map(|check| {
        let label = word("check", check.key());
        match it.checked(*check) {
            Some(found) => {
                let evidence = format!("{} · {}", ctx.day(found.on), found.evidence);
                (label, word("finding", found.finding.key()), evidence)
            }
            None => (label, ctx.t("compounds-elections-unchecked"), String::new()),
        }
    });
    CandidateRow {
        number: it.number,
        name: it.name.clone(),
        about: it.about.clone(),
        stood_down: it.stood_down,
        may_stand: it.may_stand(),
        checks: checks.collect(),
    }
}

fn name_of(election: &Election, number: u32) -> String {
    election
        .candidate(number)
        .map_or_else(|| number.to_string(), |it| it.name.clone())
}

fn result(election: &Election) -> Option<Result> {
    let ElectionState::Ranked {
        before, ranking, ..
    } = &election.state
    else {
        return None;
    };
    let named = |names: &[String]| {
        let numbers = names.iter().filter_map(|it| it.parse().ok());
        numbers.map(|it| name_of(election, it)).collect()
    };
    Some(Result {
        seated: before.iter().map(|it| name_of(election, *it)).collect(),
        run_off: ranking
            .run_off
            .as_ref()
            .map_or_else(Vec::new, |it| named(&it.candidates)),
        alternates: named(&ranking.alternates),
        without_place: named(&ranking.without_place),
        fallen: named(&ranking.fallen),
        empty_seats: ranking.empty_seats,
    })
}

fn members(ctx: &Ctx, election: &Election) -> Vec<SeatRow> {
    let ElectionState::Seated {
        members,
        alternates,
        ..
    } = &election.state
    else {
        return Vec::new();
    };
    let seat = |it: &Seat| SeatRow {
        number: it.candidate,
        name: name_of(election, it.candidate),
        note: it.ended.map_or_else(
            || {
                let args = [("day", ctx.day(it.since).into())];
                ctx.say("compounds-elections-sits-since", &args)
            },
            |(on, why)| {
                let why = ctx.t(&format!("compounds-elections-end-{}", why.key()));
                let args = [("day", ctx.day(on).into()), ("why", why.into())];
                ctx.say("compounds-elections-ended", &args)
            },
        ),
        held: it.ended.is_none(),
    };
    let alternate = |number: &u32| SeatRow {
        number: *number,
        name: name_of(election, *number),
        note: ctx.t("compounds-elections-alternate"),
        held: false,
    };
    members
        .iter()
        .map(seat)
        .chain(alternates.iter().map(alternate))
        .collect()
}
