//! What happens by itself: reminders, escalation, the return of parked matters, closing, and the
//! question after thirty days.
//!
//! Every job is a reconciler. It asks the rules what is due on each matter it passes and carries
//! that out as the system, each act in a transaction of its own; twice, late or after a crash does
//! no harm. A run has an end: it looks at so many matters and does so many acts, and the next run
//! goes on from there.

mod open;
mod quiet;
mod walk;

use huiyin_db::StoreError;
use huiyin_registry::settings;

use crate::Matters;
use crate::handover::{self, LEFT_BEHIND};
use crate::model::Act;
use crate::model::bounds::ASK_AGAIN_DAYS;
use crate::ops::OpError;
use crate::rules::desk::Queue;
use crate::rules::reminders::CLOSE_AFTER_DAYS;
use crate::store::headlines;
use crate::store::jobs::{Path, Place};
use open::walk_open;
pub(crate) use quiet::Quiet;
use walk::walk;

const REMINDERS: &str = "matters.reminders";
const RESUME_SUSPENDED: &str = "matters.resume_suspended";
const CLOSE_VERIFIED: &str = "matters.close_verified";
const ASK_AGAIN: &str = "matters.ask_again";
const MEND_HEADLINES: &str = "matters.mend_headlines";

/// Learning suggestions anew; the program runs it beside these.
pub const TRAIN_SUGGESTIONS: &str = "matters.train_suggestions";
const SWEEP_LIGHT: &str = "matters.sweep_light";

/// Name and how often, in seconds.
pub const JOBS: &[(&str, i64)] = &[
    (REMINDERS, 60),
    (RESUME_SUSPENDED, 900),
    (CLOSE_VERIFIED, 900),
    (ASK_AGAIN, 3600),
    (MEND_HEADLINES, 3600),
    (LEFT_BEHIND, 6 * 3600),
    (SWEEP_LIGHT, 3600),
];

/// Where the last walk over open matters stopped.
const REMINDERS_PLACE: &str = "matters.reminders.place";
/// Up to which closing time reporters were asked once more.
const ASK_AGAIN_PLACE: &str = "matters.ask_again.place";
/// Behind which matter headlines are still to be made anew.
const HEADLINES_PLACE: &str = "matters.headlines.place";
const HEADLINES_DONE: &str = "done";
const HEADLINES_AT_ONCE: i64 = 500;
const HEADLINE_PAGES_OF_A_RUN: usize = 100;
/// Nobody is asked about a matter closed longer ago than this.
const ASK_AGAIN_AT_MOST_DAYS: i64 = 60;
/// A walk over closed matters begins so much before the place it came to, in case a matter was
/// held up by somebody acting at the same moment.
const LOOK_BACK_HOURS: i64 = 48;

/// Does one job and says how many acts it carried out.
///
/// # Errors
/// When the store fails, and when an act was refused that should have been possible, such as for
/// want of next year's working days. The rest of the run is done all the same.
pub async fn run(matters: &Matters, job: &str) -> Result<usize, OpError> {
    match job {
        REMINDERS => reminders(matters).await,
        RESUME_SUSPENDED => resume_suspended(matters).await,
        CLOSE_VERIFIED => close_verified(matters).await,
        ASK_AGAIN => ask_again(matters).await,
        MEND_HEADLINES => mend_headlines(matters).await,
        LEFT_BEHIND => Ok(handover::tell_of_left_behind(matters).await?),
        SWEEP_LIGHT => Ok(crate::ops::light::sweep(&matters.site).await?),
        _ => Err(StoreError::Inconsistent(format!("matters have no job {job}")).into()),
    }
}

/// Reminds of what is due, late or unread, and lets it go up the line of responsibility.
pub async fn reminders(matters: &Matters) -> Result<usize, OpError> {
    let begin = place(matters, REMINDERS_PLACE)
        .await?
        .unwrap_or(Place::START);
    let walked = walk_open(matters, begin).await?;
    let end = if walked.is_at_end {
        Place::START
    } else {
        walked.place
    };
    if end != begin {
        remember(matters, REMINDERS_PLACE, end).await?;
    }
    walked.outcome()
}

/// Takes parked matters back to work on their review day.
pub async fn resume_suspended(matters: &Matters) -> Result<usize, OpError> {
    let path = Path::Queue {
        queue: Queue::Parked,
        until: matters.site.now(),
    };
    let walked = walk(matters, path, Place::START, |act| {
        matches!(act, Act::Resume { .. })
    })
    .await?;
    walked.outcome()
}

/// Closes what the reporter has confirmed, once there was time to think again.
pub async fn close_verified(matters: &Matters) -> Result<usize, OpError> {
    let until = matters.site.now().plus_hours(-24 * CLOSE_AFTER_DAYS);
    let path = Path::Queue {
        queue: Queue::Close,
        until,
    };
    let walked = walk(matters, path, Place::START, |act| {
        matches!(act, Act::Close {})
    })
    .await?;
    walked.outcome()
}

/// Asks once more, thirty days after closing.
pub async fn ask_again(matters: &Matters) -> Result<usize, OpError> {
    let today = matters.site.now().date();
    let before = today.plus_days(1 - ASK_AGAIN_DAYS).start();
    let earliest = today.plus_days(-ASK_AGAIN_AT_MOST_DAYS).start();
    let known = place(matters, ASK_AGAIN_PLACE).await?;
    let begin = known.map_or(earliest, |it| {
        it.at.plus_hours(-LOOK_BACK_HOURS).max(earliest)
    });
    let path = Path::Closed { before };
    let walked = walk(matters, path, Place::at(begin), |act| {
        matches!(act, Act::AskAgain {})
    })
    .await?;
    let end = if walked.is_at_end {
        Place::at(before)
    } else {
        walked.place
    };
    if Some(end) != known {
        remember(matters, ASK_AGAIN_PLACE, end).await?;
    }
    walked.outcome()
}

/// Blots phones out of headlines that an earlier program wrote, until all were passed once.
pub async fn mend_headlines(matters: &Matters) -> Result<usize, OpError> {
    let mut mended = 0;
    for _ in 0..HEADLINE_PAGES_OF_A_RUN {
        let mut tx = matters.site.db.write().await?;
        let place = settings::get(&mut tx, HEADLINES_PLACE).await?;
        let place = place.unwrap_or_default();
        if place == HEADLINES_DONE {
            break;
        }
        let next = match headlines::mend(&mut tx, &place, HEADLINES_AT_ONCE).await? {
            Some((last, changed)) => {
                mended += changed;
                last.to_string()
            }
            None => HEADLINES_DONE.to_owned(),
        };
        settings::set(&mut tx, HEADLINES_PLACE, &next).await?;
        tx.commit().await?;
    }
    Ok(mended)
}

async fn place(matters: &Matters, key: &str) -> Result<Option<Place>, OpError> {
    let mut tx = matters.site.db.read().await?;
    Ok(settings::get(&mut tx, key)
        .await?
        .as_deref()
        .and_then(Place::parse))
}

async fn remember(matters: &Matters, key: &str, place: Place) -> Result<(), OpError> {
    let mut tx = matters.site.db.write().await?;
    settings::set(&mut tx, key, &place.to_string()).await?;
    Ok(tx.commit().await?)
}
