//! What happens by itself: each month has its meeting, a month that runs out is reminded of, and
//! a decision whose matter is closed is done.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_matters::model::StateName;
use huiyin_matters::store as matter_store;

use crate::Compounds;
use crate::model::register::Estate;
use crate::model::table::{Meeting, MeetingAct, MeetingStateName, Month, bounds};
use crate::ops::{By, OpError};
use crate::rules::table as rules;
use crate::store::register::estates;
use crate::store::table::{decisions, meetings};

/// Rows of one page that a run goes through.
const PAGE: i64 = 200;
/// Pages of one run at most: more estates than a city district has.
const PAGES: usize = 50;
/// Estates that the street looks at in one list.
const LISTED: i64 = 2_000;

/// What one run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turned {
    pub made: usize,
    pub reminded: usize,
    pub done: usize,
}

/// Makes the meetings of this month, reminds of those that are still missing, and closes
/// decisions whose matter is closed. Twice does no harm.
pub async fn due(compounds: &Compounds) -> Result<Turned, OpError> {
    let month = Month::of(compounds.site.now().date());
    Ok(Turned {
        made: make(compounds, month).await?,
        reminded: remind(compounds, month).await?,
        done: settle(compounds).await?,
    })
}

/// The meeting of a month, made where it is not there yet. Its id follows from both, so that it is
/// made once.
pub async fn ensure(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    month: Month,
) -> Result<Meeting, OpError> {
    if let Some(known) = meetings::of_month(tx, estate, month).await? {
        return Ok(known);
    }
    let id = Id::derived("tripartite meeting", &format!("{estate} {month}"));
    let change = rules::create(id, estate, month);
    let (keys, now) = (&compounds.site.keys, compounds.site.now());
    meetings::save(tx, keys, &change, &by.actor(), now).await?;
    Ok(change.meeting)
}

async fn make(compounds: &Compounds, month: Month) -> Result<usize, OpError> {
    let site = &compounds.site;
    let mut made = 0;
    let mut behind = None;
    for _ in 0..PAGES {
        let found = {
            let mut tx = site.db.read().await?;
            meetings::estates_without(&mut tx, month, behind, PAGE).await?
        };
        for estate in &found {
            let mut tx = site.db.write().await?;
            let before = meetings::of_month(&mut tx, *estate, month).await?;
            if before.is_none() {
                ensure(compounds, &mut tx, &By::system(), *estate, month).await?;
                made += 1;
            }
            tx.commit().await?;
        }
        behind = found.last().copied();
        if behind.is_none() {
            break;
        }
    }
    Ok(made)
}

/// Late in the month, whoever keeps a table that has not met is told on its page, once.
async fn remind(compounds: &Compounds, month: Month) -> Result<usize, OpError> {
    let site = &compounds.site;
    let now = site.now();
    if now.date() < month.last().plus_days(1 - bounds::REMIND_DAYS) {
        return Ok(0);
    }
    let mut reminded = 0;
    let mut behind = None;
    for _ in 0..PAGES {
        let found = {
            let mut tx = site.db.read().await?;
            let planned = MeetingStateName::Planned.name();
            meetings::in_state(&mut tx, month, planned, behind, PAGE).await?
        };
        for meeting in found.iter().filter(|it| it.reminded_on.is_none()) {
            let mut tx = site.db.write().await?;
            let Some(fresh) = meetings::load(&mut tx, meeting.id).await? else {
                continue;
            };
            if let Ok(change) = rules::decide(&fresh, MeetingAct::Remind, now) {
                let actor = By::system().actor();
                meetings::save(&mut tx, &site.keys, &change, &actor, now).await?;
                reminded += 1;
            }
            tx.commit().await?;
        }
        behind = found.last().map(|it| it.id);
        if behind.is_none() {
            break;
        }
    }
    Ok(reminded)
}

/// A decision that became a matter is done with it.
async fn settle(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let mut done = 0;
    let mut behind = None;
    for _ in 0..PAGES {
        let found = {
            let mut tx = site.db.read().await?;
            decisions::with_matters(&mut tx, behind, PAGE).await?
        };
        for owed in &found {
            done += usize::from(settle_one(compounds, owed).await?);
        }
        behind = found.last().map(|it| it.decision.id);
        if behind.is_none() {
            break;
        }
    }
    Ok(done)
}

async fn settle_one(compounds: &Compounds, owed: &decisions::Owed) -> Result<bool, OpError> {
    let site = &compounds.site;
    let id = super::turn::matter_of(owed.decision.id);
    let mut tx = site.db.write().await?;
    let known = matter_store::load(&mut tx, &site.keys, id).await?;
    let is_closed = known.is_some_and(|it| it.matter.state.name() == StateName::Closed);
    let meeting = meetings::load(&mut tx, owed.meeting).await?;
    let (true, Some(meeting)) = (is_closed, meeting) else {
        return Ok(false);
    };
    let now = site.now();
    let act = MeetingAct::Complete {
        decision: owed.decision.id,
        on: now.date(),
        note: String::new(),
    };
    let Ok(change) = rules::decide(&meeting, act, now) else {
        return Ok(false);
    };
    let actor = By::system().actor();
    meetings::save(&mut tx, &site.keys, &change, &actor, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// An estate whose table did not meet, or owes what it decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub estate: Estate,
    /// Newest first.
    pub missing: Vec<Month>,
    /// Whether the table of this month has met.
    pub met_now: bool,
    pub overdue: i64,
}

/// The estates within reach, as the street looks at them: in the order of their ids, never by
/// how well they do.
pub async fn gaps(compounds: &Compounds, by: &By) -> Result<Vec<Gap>, OpError> {
    let today = compounds.site.now().date();
    let mut tx = compounds.site.db.read().await?;
    let mut all = Vec::new();
    for path in &by.reach {
        for estate in estates::below(&mut tx, path, None, LISTED).await? {
            if !estate.active {
                continue;
            }
            let overdue = decisions::overdue(&mut tx, estate.id, today).await?;
            let met = meetings::met(&mut tx, estate.id).await?;
            let missing = met
                .as_ref()
                .map_or_else(Vec::new, |it| rules::missing(it.began, &it.met, today));
            all.push(Gap {
                estate,
                missing,
                met_now: met.is_some_and(|it| it.met.contains(&Month::of(today))),
                overdue,
            });
        }
    }
    Ok(all)
}
