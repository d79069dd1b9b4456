//! A vote as everybody sees it: what is decided, when, how many took part, and the result.

use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_tally::presets::LAW;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::frame::{Held, area, share, state_word, tone_of};
use super::list::Row;
use super::objections::{self, Row as ObjectionRow};
use super::result::{ItemView, item_views, settings_lines};
use super::show::{city_of, fact_lines, meeting_of, table_line};
use super::sources::City;
use crate::model::votes::bounds::KEPT_YEARS;
use crate::model::votes::{Sum, Vote, VoteState};
use crate::ops;
use crate::ops::votes::{self as vote_ops, public_vote};
use crate::store::votes as rows;
use crate::store::votes::{counts, objections as objection_rows, voters};

const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "compounds/votes/public_list.html")]
struct ListView {
    page: Page,
    estate: Id,
    estate_name: String,
    rows: Vec<Row>,
    /// Some ballot can be opened here and cast by the page, now or soon.
    has_ballots: bool,
}

pub(super) async fn list(ctx: Ctx, compounds: Held, Path(estate): Path<Id>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let estate = ops::register::estate(&mut tx, estate).await?;
    let all = rows::public_of_estate(&mut tx, estate.id, MOST).await?;
    let has_ballots = all.iter().any(takes_ballots);
    let shown = all.iter().map(|it| {
        let href = format!("/estates/{}/votes/{}", estate.id, it.id);
        Row::of(&ctx, href, it)
    });
    let rows = shown
        .map(|mut row| {
            // What is late is between the desk and the street.
            row.overdue = false;
            row
        })
        .collect();
    render(&ListView {
        page: ctx.page(),
        estate: estate.id,
        estate_name: estate.name,
        rows,
        has_ballots,
    })
}

/// Whether ballots may be cast by the page while this vote is announced or runs.
fn takes_ballots(vote: &Vote) -> bool {
    let is_on = matches!(
        vote.state,
        VoteState::Announced { .. } | VoteState::Voting { .. }
    );
    is_on && vote.settings.electronic.is_some()
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each part of the page that may be missing"
)]
#[derive(Template)]
#[template(path = "compounds/votes/public.html")]
struct View {
    page: Page,
    estate: Id,
    estate_name: String,
    id: Id,
    title: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    /// When and how to vote, while voting has not begun; empty afterwards.
    ahead: String,
    facts: Vec<(String, String)>,
    settings: Vec<String>,
    city: City,
    items: Vec<ItemView>,
    turnout: Option<Turnout>,
    /// The published meeting that asked for it: its line and its page.
    table: Option<(String, String)>,
    root: String,
    has_result: bool,
    may_object: bool,
    objections: Vec<ObjectionRow>,
    electronic: bool,
    is_void: bool,
    annulment: u32,
    kept: i16,
}

/// Who took part, by persons and by area: nothing of what they said.
struct Turnout {
    /// Ballots still come in.
    is_open: bool,
    persons: u64,
    of_persons: u64,
    persons_share: String,
    area: String,
    of_area: String,
    area_share: String,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote) = public_vote(&mut tx, estate, id).await?;
    let count = counts::load(&mut tx, vote.id).await?;
    let outcome = if vote.state.is_result_public() {
        vote_ops::outcome_of(count.as_ref())?
    } else {
        None
    };
    let figures = voters::figures(&mut tx, vote.id).await?;
    let meeting = meeting_of(&mut tx, &vote).await?;
    let meeting = meeting.filter(|it| it.editions > 0);
    let table = meeting.map(|it| {
        let href = format!("/estates/{}/table/{}", it.estate, it.month);
        (table_line(&ctx, it.month), href)
    });
    let state = vote.state.name();
    let (tone, icon) = tone_of(state);
    let answered = objection_rows::of_vote(&mut tx, &compounds.site.keys, vote.id).await?;
    // Whoever objects is not named; what was answered to an objection to the result is public.
    let objections = answered
        .into_iter()
        .filter(|it| it.stage == "result" && it.answered_at.is_some());
    render(&View {
        page: ctx.page(),
        estate: estate.id,
        estate_name: estate.name.clone(),
        id: vote.id,
        title: vote.title.clone(),
        state: state_word(&ctx, state),
        tone,
        icon,
        ahead: ahead(&ctx, &vote),
        facts: fact_lines(&ctx, &vote),
        settings: settings_lines(&ctx, &vote),
        city: city_of(&ctx, &vote),
        items: item_views(&ctx, &vote, outcome.as_ref()),
        turnout: turnout(&vote, figures),
        table,
        root: count.map_or_else(String::new, |it| it.root),
        has_result: outcome.is_some(),
        may_object: objections::is_open(&vote),
        objections: objections.map(|it| ObjectionRow::of(&ctx, it)).collect(),
        electronic: vote.settings.electronic.is_some()
            && matches!(vote.state, VoteState::Voting { .. }),
        is_void: matches!(vote.state, VoteState::Void { .. }),
        annulment: LAW.annulment_years,
        kept: KEPT_YEARS,
    })
}

/// When voting begins and ends and how the ballot comes, said before the first day of voting.
fn ahead(ctx: &Ctx, vote: &Vote) -> String {
    let VoteState::Announced { times, .. } = &vote.state else {
        return String::new();
    };
    let way = if vote.settings.electronic.is_some() {
        "electronic"
    } else {
        "paper"
    };
    let args = [
        ("from", ctx.day(times.opens_on).into()),
        ("until", ctx.day(times.ends_on()).into()),
    ];
    ctx.say(&format!("compounds-votes-ahead-{way}"), &args)
}

/// Nobody can have taken part before the first day of voting, so nothing is shown until then.
fn turnout(vote: &Vote, figures: voters::Figures) -> Option<Turnout> {
    let has_begun =
        vote.state.times().is_some() && !matches!(vote.state, VoteState::Announced { .. });
    if figures.persons == 0 || !has_begun {
        return None;
    }
    let part = Sum {
        persons: figures.took_persons,
        area: figures.took_area,
    };
    let all = Sum {
        persons: figures.persons,
        area: figures.area,
    };
    let (persons_share, area_share) = share(part, all);
    Some(Turnout {
        is_open: matches!(vote.state, VoteState::Voting { .. }),
        persons: part.persons,
        of_persons: all.persons,
        persons_share,
        area: area(part.area),
        of_area: area(all.area),
        area_share,
    })
}
