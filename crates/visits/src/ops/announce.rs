use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::{By, OpError, act, load_round, round::turn};
use crate::Visits;
use crate::model::{Actor, Round, RoundAct, VisitAct, VisitStateName};
use crate::rules::{Approach, approach};
use crate::store::plans;

/// Doors that are looked at, and at most asked, in one transaction: residents' own writes pass in
/// between.
const PIECE: i64 = 200;

/// Makes a plan known: the round is announced, and [`ask_due`] asks the people at its doors.
pub async fn announce(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    id: Id,
    seen: Option<u32>,
) -> Result<Round, OpError> {
    turn(visits, tx, by, (id, seen), RoundAct::Announce).await
}

/// Asks for a time wherever a phone is known and nobody was asked yet (rule V2), in a round that is
/// announced. Says how many were asked now; a second call asks nobody twice, so that a search that
/// was cut off goes on where it stood.
pub async fn ask_due(visits: &Visits, by: &By, round: Id) -> Result<usize, OpError> {
    let mut behind = None;
    let mut asked = 0;
    loop {
        let mut tx = visits.site.db.write().await?;
        let (known, _) = load_round(&mut tx, by, round).await?;
        if !known.state.is_open() {
            return Ok(asked);
        }
        let piece = plans::doors(&mut tx, round, behind, PIECE).await?;
        let due = piece.iter().filter(|door| {
            let visit = &door.visit;
            let planned = visit.state.name() == VisitStateName::Planned && door.spot.is_some();
            let first = approach(&door.dwelling) == Approach::AskFirst;
            planned && first && visit.asked_at.is_none()
        });
        let now = visits.site.now();
        let actor = by.account.map_or(Actor::System, Actor::Coordinator);
        for door in due {
            act(
                visits,
                &mut tx,
                door.visit.id,
                None,
                actor,
                &VisitAct::Ask,
                now,
            )
            .await?;
            asked += 1;
        }
        tx.commit().await?;
        match piece.last() {
            Some(last) => behind = Some(last.visit.id),
            None => return Ok(asked),
        }
    }
}
