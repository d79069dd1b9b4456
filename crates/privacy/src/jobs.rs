//! What happens by itself: reminders of cases, the nightly run of retention, and emptying old
//! pages after somebody was erased. Each looks at the world and does what is missing.

use huiyin_db::{StoreError, search};
use huiyin_kernel::Instant;

use crate::Privacy;
use crate::model::{Act, Actor, Kind, StateName};
use crate::ops::{self, Expected, OpError};
use crate::rules;
use crate::store::cases::{self, Known};

const REMIND: &str = "privacy.remind";
const RETENTION: &str = "privacy.retention";
pub(crate) const SCRUB: &str = "privacy.scrub";

const DAY_SECONDS: i64 = 24 * 3600;
/// Open cases passed with one reading, and in one run.
const CASES_AT_ONCE: i64 = 200;
const CASES_OF_A_RUN: usize = 10_000;
/// Ended cases looked through for what a crash left undone.
const ENDED_LOOKED_AT: i64 = 200;

/// Name and how often, in seconds.
pub const JOBS: &[(&str, i64)] = &[
    (REMIND, 3600),
    (RETENTION, DAY_SECONDS),
    (SCRUB, DAY_SECONDS),
];

/// Does one job.
pub async fn run(privacy: &Privacy, job: &str) -> Result<(), OpError> {
    match job {
        REMIND => {
            remind(privacy).await?;
            withdraw_left_over(privacy).await
        }
        RETENTION => ops::run(privacy).await.map(drop),
        SCRUB => scrub(privacy).await,
        _ => Err(StoreError::Inconsistent(format!("privacy has no job {job}")).into()),
    }
}

/// Reminds of cases that fall due; says how many reminders were given.
pub async fn remind(privacy: &Privacy) -> Result<usize, OpError> {
    let site = &privacy.matters.site;
    let mut behind: Option<Known> = None;
    let (mut reminded, mut passed) = (0, 0);
    while passed < CASES_OF_A_RUN {
        let mut tx = site.db.read().await?;
        let world = privacy.matters.world(&mut tx).await?;
        let found = cases::open(&mut tx, &site.keys, behind.as_ref(), CASES_AT_ONCE).await?;
        drop(tx);
        for known in &found {
            let due = rules::due_step(&known.case, &world.calendar, site.now());
            if let Some(due) = due {
                let act = Act::Remind { step: due.step };
                let id = known.case.id;
                match ops::act(privacy, id, Actor::System, &act, Expected::default()).await {
                    Ok(()) => reminded += 1,
                    // Somebody was faster; the next run looks again.
                    Err(OpError::Refused(_) | OpError::Store(StoreError::Conflict { .. })) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        passed += found.len();
        let Some(last) = found.into_iter().next_back() else {
            break;
        };
        behind = Some(last);
    }
    Ok(reminded)
}

/// A case says that a consent was withdrawn, and a crash kept the matter from hearing of it.
async fn withdraw_left_over(privacy: &Privacy) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let mut tx = site.db.read().await?;
    let newest = Instant::from_micros(i64::MAX);
    let ended = cases::ended(&mut tx, &site.keys, newest, "", ENDED_LOOKED_AT).await?;
    let mut people = Vec::new();
    for known in ended {
        let done = known.case.state.name() == StateName::Done;
        if done && known.case.kind == Kind::WithdrawConsent {
            let ended_at = known.case.state.ended_at();
            for person in cases::people(&mut tx, known.case.id).await? {
                people.push((person, ended_at));
            }
        }
    }
    let mut open = Vec::new();
    for (person, ended_at) in people {
        let consents = huiyin_matters::store::consents_of(&mut tx, person.matter).await?;
        // A consent that was given again afterwards is a new one.
        let left = consents
            .iter()
            .any(|it| it.withdrawn_at.is_none() && Some(it.given_at) < ended_at);
        if left {
            open.push(person.matter);
        }
    }
    drop(tx);
    for matter in open {
        huiyin_matters::personal::withdraw_consent(&privacy.matters, matter).await?;
    }
    Ok(())
}

/// Takes removed words out of the index's pages and the log of the store.
async fn scrub(privacy: &Privacy) -> Result<(), OpError> {
    let db = &privacy.matters.site.db;
    search::forget_removed(db).await?;
    db.empty_log().await?;
    Ok(())
}
