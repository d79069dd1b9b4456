use std::collections::BTreeSet;

use huiyin_db::StoreError;
use huiyin_kernel::Id;

use crate::Matters;
use crate::model::{Act, Actor, Matter, Refused, RefusedCode};
use crate::ops::{self, Extra, OpError};
use crate::rules::reminders::system_acts;
use crate::store::jobs::{Path, Place, next};

/// Matters looked at with one reading.
pub(super) const MATTERS_AT_ONCE: i64 = 200;
/// Matters that one run looks at.
pub(super) const MATTERS_OF_A_RUN: usize = 20_000;
/// Acts that one run carries out, give or take those of one reading; each waits for the disk.
pub(super) const ACTS_OF_A_RUN: usize = 2_000;

/// How far a run came.
#[derive(Debug)]
pub(super) struct Walked {
    pub(super) done: usize,
    /// The last matter it looked at.
    pub(super) place: Place,
    pub(super) is_at_end: bool,
    /// The first act that was refused although it was due, and how many were.
    refused: Option<Refused>,
    refusals: usize,
}

impl Walked {
    pub(super) const fn from(begin: Place) -> Self {
        Self {
            done: 0,
            place: begin,
            is_at_end: false,
            refused: None,
            refusals: 0,
        }
    }

    /// The number of acts, or what kept one from being done.
    pub(super) fn outcome(self) -> Result<usize, OpError> {
        match self.refused {
            Some(refused) => {
                tracing::warn!(%refused, refusals = self.refusals, done = self.done, "the system could not do what is due");
                Err(refused.into())
            }
            None => Ok(self.done),
        }
    }
}

/// Goes along a path and does what the rules find due and this job is for.
pub(super) async fn walk(
    matters: &Matters,
    path: Path,
    begin: Place,
    wanted: fn(&Act) -> bool,
) -> Result<Walked, OpError> {
    let mut walked = Walked::from(begin);
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    while seen.len() < MATTERS_OF_A_RUN {
        let mut tx = matters.site.db.read().await?;
        let world = matters.world(&mut tx).await?;
        let found = next(&mut tx, path, walked.place, MATTERS_AT_ONCE).await?;
        drop(tx);
        let is_last = i64::try_from(found.len()).unwrap_or(i64::MAX) < MATTERS_AT_ONCE;
        let facts = matters.facts(&world, None);
        for (place, matter) in found {
            if walked.done >= ACTS_OF_A_RUN {
                return Ok(walked);
            }
            walked.place = place;
            if seen.insert(matter.id) {
                let due = system_acts(&matter, &facts, matters.site.now());
                for act in due.into_iter().filter(wanted) {
                    carry_out(matters, &matter, act, &mut walked).await?;
                }
            }
        }
        if is_last {
            walked.is_at_end = true;
            break;
        }
    }
    Ok(walked)
}

pub(super) async fn carry_out(
    matters: &Matters,
    matter: &Matter,
    act: Act,
    walked: &mut Walked,
) -> Result<(), OpError> {
    match ops::act(matters, matter.id, &Actor::SYSTEM, act, Extra::default()).await {
        Ok(_) => walked.done += 1,
        Err(OpError::Refused(refused)) if is_overtaken(&refused) => {}
        Err(OpError::NotFound | OpError::Store(StoreError::Conflict { .. })) => {}
        Err(OpError::Refused(refused)) => {
            walked.refusals += 1;
            walked.refused.get_or_insert(refused);
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

/// Between looking and acting somebody has done it, or has made it needless.
const fn is_overtaken(refused: &Refused) -> bool {
    matches!(
        refused.code,
        RefusedCode::AlreadyDone
            | RefusedCode::NotDue
            | RefusedCode::WrongState
            | RefusedCode::ReviewNotYet
            | RefusedCode::AskAgainTooEarly
    )
}
