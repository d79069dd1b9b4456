use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};

use super::OpError;
use crate::Visits;
use crate::model::{Actor, Refused, Round, Visit, VisitAct};
use crate::rules::{VisitChange, VisitFacts, visit as rules};
use crate::store::dwellings::{self, Door};
use crate::store::{rounds, visits};

/// A visit with all that a decision about it needs.
struct Known {
    visit: Visit,
    door: Door,
    round: Round,
}

async fn known(slice: &Visits, tx: &mut Tx, id: Id) -> Result<Known, OpError> {
    let keys = &slice.site.keys;
    let stored = visits::load(tx, keys, id).await?.ok_or(OpError::NotFound)?;
    let visit = stored.visit;
    let missing = |what: &str| StoreError::Inconsistent(format!("visit {id} has no {what}"));
    let door = dwellings::load(tx, keys, visit.dwelling).await?;
    let door = door.ok_or_else(|| missing("door"))?;
    let round = rounds::load(tx, visit.round).await?;
    let round = round.ok_or_else(|| missing("round"))?;
    Ok(Known { visit, door, round })
}

fn judged(
    slice: &Visits,
    known: &Known,
    actor: Actor,
    act: &VisitAct,
    now: Instant,
) -> Result<VisitChange, Refused> {
    let facts = VisitFacts {
        round: &known.round,
        dwelling: &known.door.dwelling,
        hours: slice.hours,
    };
    rules::decide(&known.visit, actor, act, &facts, now)
}

/// Why an act would be refused; nothing where it would not.
pub async fn could(
    slice: &Visits,
    tx: &mut Tx,
    id: Id,
    actor: Actor,
    act: &VisitAct,
    now: Instant,
) -> Result<Option<Refused>, OpError> {
    let known = known(slice, tx, id).await?;
    Ok(judged(slice, &known, actor, act, now).err())
}

/// Does something about a visit within the caller's transaction. With `seen`, somebody who looked
/// at an older version is told so; without it the act is judged as things stand.
pub async fn act(
    slice: &Visits,
    tx: &mut Tx,
    id: Id,
    seen: Option<u32>,
    actor: Actor,
    act: &VisitAct,
    now: Instant,
) -> Result<Visit, OpError> {
    let known = known(slice, tx, id).await?;
    let version = known.visit.version;
    if let Some(expected) = seen.filter(|seen| *seen != version) {
        let expected = i64::from(expected);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    let change = judged(slice, &known, actor, act, now)?;
    let with = (&slice.site.keys, &*slice.site.entropy);
    let by = actor.journal_name();
    visits::save(tx, with, version, &change, &known.door, &by, now).await?;
    Ok(change.visit)
}
