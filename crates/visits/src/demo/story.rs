//! Three rounds, told from their making to the present.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use huiyin_db::StoreError;
use huiyin_forms::{Form, household_visit};
use huiyin_kernel::{Clock as _, Id, Instant};
use huiyin_registry::areas;
use serde_json::json;

use super::said::{self, FIRST_MATTER, Heard};
use super::{COORDINATOR, Past, TEAMS, account, dice, doors};
use crate::model::{
    Actor, DwellingKind, FormRef, Minute, PlanOrder, Round, RoundDraft, Session, Span, VisitAct,
};
use crate::notebook::{self, Notebook, Outcome, Submission};
use crate::ops::take::AtDoors;
use crate::ops::{self, By, OpError};
use crate::rules::teams::TeamDraft;
use crate::store::visits::{self as rows, Stored};
use crate::store::{rounds, teams};

/// One round of the demo. Days are counted from today.
pub(super) struct Story {
    key: &'static str,
    number: usize,
    title: &'static str,
    made: i64,
    days: &'static [i64],
    /// Which of the demo's compounds it goes to.
    compounds: std::ops::Range<usize>,
    /// Whether residents and teams were told.
    is_announced: bool,
}

/// Compounds that the stories go to, all together.
pub(super) const COMPOUNDS: usize = 10;

pub(super) const STORIES: [Story; 3] = [
    Story {
        key: "over",
        number: 1,
        title: "秋季入户走访",
        made: -40,
        days: &[-33, -32, -26],
        compounds: 0..4,
        is_announced: true,
    },
    Story {
        key: "running",
        number: 2,
        title: "冬季入户走访（第一批）",
        made: -10,
        days: &[-3, -2, 0, 1, 3],
        compounds: 4..8,
        is_announced: true,
    },
    Story {
        key: "planned",
        number: 3,
        title: "冬季入户走访（第二批）",
        made: -1,
        days: &[9, 10],
        compounds: 8..10,
        is_announced: false,
    },
];

/// Within the hours of every day of the week (rule V1).
const MORNING: Span = Span::new(Minute::at(9, 30), Minute::at(12, 0));
const AFTERNOON: Span = Span::new(Minute::at(14, 0), Minute::at(18, 0));
/// Effort of a plan for a hundred doors.
const PLAN_SECONDS: u32 = 1;

fn form() -> Result<Form, OpError> {
    let shipped = household_visit();
    Ok(shipped.map_err(|it| StoreError::Inconsistent(format!("the shipped form: {it:?}")))?)
}

pub(super) async fn tell(past: &Past, story: &Story) -> Result<(), OpError> {
    let id = Id::derived("huiyin demo round", story.key);
    let visits = &past.visits;
    let mut tx = visits.site.db.read().await?;
    let known = rounds::load(&mut tx, id).await?;
    drop(tx);
    if known.is_some() {
        return Ok(());
    }
    let by = By::everywhere(account(COORDINATOR));
    let day = past.now.date().plus_days(story.made);
    past.clock.set(Minute::at(9, 0).on(day));
    let round = set_up(past, &by, id, story).await?;
    plan(past, &by, &round).await?;
    if !story.is_announced {
        past.clock.set(past.now);
        return Ok(());
    }
    past.clock.set(Minute::at(15, 0).on(day));
    let mut tx = visits.site.db.write().await?;
    ops::announce(visits, &mut tx, &by, id, None).await?;
    tx.commit().await?;
    ops::ask_due(visits, &by, id).await?;
    appoint(past, &round).await?;
    walk(past, &round, story).await?;
    past.clock.set(past.now);
    ops::turn_days(visits).await
}

async fn set_up(past: &Past, by: &By, id: Id, story: &Story) -> Result<Round, OpError> {
    let visits = &past.visits;
    let mut tx = visits.site.db.write().await?;
    let all = areas::all(&mut tx).await?;
    let chosen = doors::compounds(&all);
    let chosen = chosen.get(story.compounds.clone()).unwrap_or_default();
    let communities: BTreeSet<Id> = chosen.iter().filter_map(|it| it.parent_id).collect();
    let form = form()?;
    let today = past.now.date();
    let sessions = story.days.iter().flat_map(|day| {
        let on = today.plus_days(*day);
        [MORNING, AFTERNOON].map(|span| Session {
            on,
            span,
            id: Id::derived(
                "huiyin demo session",
                &format!("{} {on} {span:?}", story.key),
            ),
        })
    });
    let draft = RoundDraft {
        title: story.title.to_owned(),
        kinds: BTreeSet::from([DwellingKind::Household, DwellingKind::Merchant]),
        areas: communities,
        form: Some(FormRef {
            id: form.id.to_string(),
            version: 1,
        }),
        sessions: sessions.collect(),
    };
    let round = ops::create_round(visits, &mut tx, by, id, draft).await?;
    for [first, second] in TEAMS {
        let team = TeamDraft {
            first: account(first),
            second: account(second),
            areas: Vec::new(),
        };
        ops::add_team(visits, &mut tx, by, (id, None), team).await?;
    }
    tx.commit().await?;
    ops::admit_doors(visits, by, id).await?;
    Ok(round)
}

async fn plan(past: &Past, by: &By, round: &Round) -> Result<(), OpError> {
    let visits = &past.visits;
    let order = PlanOrder {
        seconds: PLAN_SECONDS,
        ..PlanOrder::default()
    };
    let made = ops::make_plan(visits, by, round.id, order).await?;
    let mut tx = visits.site.db.write().await?;
    ops::take_plan(visits, &mut tx, by, (round.id, None), made.id).await?;
    Ok(tx.commit().await?)
}

/// Every visit of a round; a round of the demo is small.
async fn all(past: &Past, round: Id) -> Result<Vec<Stored>, OpError> {
    let mut tx = past.visits.site.db.read().await?;
    let keys = &past.visits.site.keys;
    Ok(rows::of_round(&mut tx, keys, round, None, 2_000).await?)
}

/// Some of those who were asked for a time name the half day that the plan has for them.
async fn appoint(past: &Past, round: &Round) -> Result<(), OpError> {
    let visits = &past.visits;
    for (index, stored) in all(past, round.id).await?.into_iter().enumerate() {
        let session = stored.place.session.and_then(|id| round.session(id));
        let Some(session) = session.filter(|_| stored.visit.asked_at.is_some()) else {
            continue;
        };
        if dice("appoint", index).is_multiple_of(3) {
            let window = session.window();
            let act = VisitAct::Appoint { window };
            let mut tx = visits.site.db.write().await?;
            let now = past.clock.now();
            ops::act(
                visits,
                &mut tx,
                stored.visit.id,
                None,
                Actor::Resident,
                &act,
                now,
            )
            .await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// The teams go from door to door, as far as the present.
async fn walk(past: &Past, round: &Round, story: &Story) -> Result<(), OpError> {
    let visits = &past.visits;
    let mut tx = visits.site.db.read().await?;
    let people: BTreeMap<Id, [Id; 2]> = teams::of_round(&mut tx, round.id)
        .await?
        .into_iter()
        .map(|team| (team.id, team.pair.both()))
        .collect();
    drop(tx);
    let mut stops = all(past, round.id).await?;
    stops.sort_by_key(|it| (it.place.arrive_at, it.visit.id));
    let mut day = None;
    for (number, stored) in stops.iter().enumerate() {
        let place = &stored.place;
        let (Some(team), Some(at)) = (place.team, place.arrive_at) else {
            continue;
        };
        let Some(pair) = people.get(&team) else {
            continue;
        };
        let at = at.plus_seconds(600);
        let index = 1_000 * story.number + number;
        let Some(heard) = said::heard(index).filter(|_| at < past.now) else {
            continue;
        };
        past.clock.set(at);
        if day.replace(at.date()) != Some(at.date()) {
            ops::turn_days(visits).await?;
        }
        at_the_door(past, stored, *pair, index, &heard, at).await?;
    }
    Ok(())
}

async fn at_the_door(
    past: &Past,
    stored: &Stored,
    pair: [Id; 2],
    index: usize,
    heard: &Heard,
    at: Instant,
) -> Result<(), OpError> {
    send(past, stored, pair[index % 2], (index, "first"), heard, at).await?;
    for matter in &heard.matters {
        let number = FIRST_MATTER + index;
        let matters = &past.visits.matters;
        huiyin_matters::demo::follow(matters, &past.clock, (matter.id, number), at, past.now)
            .await?;
    }
    // Here and there the other one of the team wrote something else about the same door.
    let differs = heard.outcome == Outcome::Visited && dice("differs", index).is_multiple_of(25);
    if differs {
        let mut answers = heard.answers.clone();
        answers.insert("suggestions".to_owned(), json!("希望走访的时间能早点说。"));
        let other = Heard {
            outcome: heard.outcome,
            answers,
            matters: Vec::new(),
        };
        past.clock.set(at.plus_seconds(120));
        let author = pair[(index + 1) % 2];
        send(past, stored, author, (index, "second"), &other, at).await?;
    }
    Ok(())
}

/// As the notebook sends it.
async fn send(
    past: &Past,
    stored: &Stored,
    author: Id,
    (index, which): (usize, &str),
    heard: &Heard,
    at: Instant,
) -> Result<(), OpError> {
    let visits = &past.visits;
    let form = form()?;
    let digest = form.digest().map_err(StoreError::inconsistent)?;
    let submission = Submission {
        id: Id::derived("huiyin demo submission", &format!("{which} {index}")),
        visit: stored.visit.id,
        form: form.id.to_string(),
        form_version: 1,
        form_digest: digest,
        replaces: None,
        outcome: heard.outcome,
        answers: heard.answers.clone(),
        matters: heard.matters.clone(),
        made_at: at,
        skew_seconds: 0,
        author,
    };
    let notebook = Notebook {
        site: Arc::clone(&visits.site),
        doors: Arc::new(AtDoors(Arc::clone(visits))),
    };
    let mut tx = visits.site.db.write().await?;
    let taken = notebook::take(&notebook, &mut tx, submission, author, "notebook").await;
    taken.map_err(|error| StoreError::Inconsistent(format!("{error:?}")))?;
    Ok(tx.commit().await?)
}
