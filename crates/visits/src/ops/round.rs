use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};

use super::{By, OpError, Places};
use crate::Visits;
use crate::model::{CancelCause, Refused, Round, RoundAct, RoundDraft};
use crate::rules::round as rules;
use crate::store::proof::Proof;
use crate::store::{rounds, teams};

/// A round that this person may look at.
pub async fn load_round(tx: &mut Tx, by: &By, id: Id) -> Result<(Round, Places), OpError> {
    let round = rounds::load(tx, id).await?.ok_or(OpError::NotFound)?;
    let places = Places::load(tx).await?;
    by.must_reach(&places, &round)?;
    Ok((round, places))
}

/// Whoever decided on an older version looks again first.
pub(super) fn as_seen(round: &Round, seen: Option<u32>) -> Result<(), OpError> {
    match seen {
        Some(version) if version != round.version => Err(StoreError::Conflict {
            subject: round.id,
            expected: i64::from(version),
        }
        .into()),
        _ => Ok(()),
    }
}

fn within_reach(by: &By, places: &Places, draft: &RoundDraft) -> Result<(), OpError> {
    let own = |area: &Id| places.path(*area).is_some_and(|path| by.reaches(path));
    if draft.areas.iter().all(own) {
        Ok(())
    } else {
        Err(Refused::NotAllowed.into())
    }
}

/// Makes a round, as a draft.
pub async fn create_round(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    id: Id,
    draft: RoundDraft,
) -> Result<Round, OpError> {
    let places = Places::load(tx).await?;
    within_reach(by, &places, &draft)?;
    let now = visits.site.now();
    let change = rules::create(id, by.person()?, draft, visits.hours, now)?;
    rounds::save(tx, &change, &by.actor(), now).await?;
    Ok(change.round)
}

/// Sets a round up anew. A plan that was taken for something else falls away.
pub async fn change_round(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    id: Id,
    seen: Option<u32>,
    draft: RoundDraft,
) -> Result<Round, OpError> {
    let places = Places::load(tx).await?;
    within_reach(by, &places, &draft)?;
    turn(visits, tx, by, (id, seen), RoundAct::Change(draft)).await
}

/// Does something with a round as it stands.
pub(super) async fn turn(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    act: RoundAct,
) -> Result<Round, OpError> {
    let now = visits.site.now();
    turn_with(visits, tx, by, (id, seen), (act, None), now).await
}

/// The same with what the journal is to prove beside the event.
pub(super) async fn turn_with(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    (act, proof): (RoundAct, Option<&Proof>),
    now: Instant,
) -> Result<Round, OpError> {
    let (round, _) = load_round(tx, by, id).await?;
    as_seen(&round, seen)?;
    let teams = teams::of_round(tx, id).await?;
    let change = rules::decide(&round, act, &teams, visits.hours, now)?;
    rounds::save_with(tx, &change, proof, &by.actor(), now).await?;
    Ok(change.round)
}

/// The first day has come.
pub async fn start(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    id: Id,
    seen: Option<u32>,
) -> Result<Round, OpError> {
    turn(visits, tx, by, (id, seen), RoundAct::Start).await
}

/// The last day is over.
pub async fn finish(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    id: Id,
    seen: Option<u32>,
) -> Result<Round, OpError> {
    turn(visits, tx, by, (id, seen), RoundAct::Finish).await
}

/// The round does not take place, or no further.
pub async fn cancel(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    cause: CancelCause,
) -> Result<Round, OpError> {
    visits.runs.stop(id);
    turn(visits, tx, by, (id, seen), RoundAct::Cancel { cause }).await
}
