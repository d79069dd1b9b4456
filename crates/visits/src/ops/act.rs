use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};

use super::OpError;
use crate::Visits;
use crate::model::{Actor, Visit, VisitAct};
use crate::rules::{VisitFacts, visit as rules};
use crate::store::{dwellings, rounds, visits};

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
    let keys = &slice.site.keys;
    let stored = visits::load(tx, keys, id).await?.ok_or(OpError::NotFound)?;
    let visit = stored.visit;
    if let Some(expected) = seen.filter(|seen| *seen != visit.version) {
        let expected = i64::from(expected);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    let missing = |what: &str| StoreError::Inconsistent(format!("visit {id} has no {what}"));
    let door = dwellings::load(tx, keys, visit.dwelling).await?;
    let door = door.ok_or_else(|| missing("door"))?;
    let round = rounds::load(tx, visit.round).await?;
    let round = round.ok_or_else(|| missing("round"))?;
    let facts = VisitFacts {
        round: &round,
        dwelling: &door.dwelling,
        hours: slice.hours,
    };
    let change = rules::decide(&visit, actor, act, &facts, now)?;
    let entropy = &*slice.site.entropy;
    let by = actor.journal_name();
    visits::save(tx, entropy, visit.version, &change, &door, &by, now).await?;
    Ok(change.visit)
}
