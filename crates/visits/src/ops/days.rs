use huiyin_db::Tx;

use crate::Visits;
use crate::model::{Refused, Round, RoundAct, RoundStateName};
use crate::ops::{By, OpError, ask_due};
use crate::rules::round::decide;
use crate::store::{rounds, teams};

/// Rounds begin and end by themselves with their days. Run twice, the second run does nothing.
pub async fn turn_days(slice: &Visits) -> Result<(), OpError> {
    let due = [
        (RoundStateName::Announced, RoundAct::Start),
        (RoundStateName::Running, RoundAct::Finish),
    ];
    for (state, act) in due {
        let mut tx = slice.site.db.read().await?;
        let waiting = rounds::in_state(&mut tx, state).await?;
        drop(tx);
        for round in waiting {
            let mut tx = slice.site.db.write().await?;
            turn(slice, &mut tx, &round, act.clone()).await?;
            tx.commit().await?;
        }
    }
    // Whoever was not asked for a time before the program stopped is asked now.
    for state in [RoundStateName::Announced, RoundStateName::Running] {
        let mut tx = slice.site.db.read().await?;
        let open = rounds::in_state(&mut tx, state).await?;
        drop(tx);
        for round in open {
            ask_due(slice, &By::system(), round.id).await?;
        }
    }
    Ok(())
}

async fn turn(slice: &Visits, tx: &mut Tx, round: &Round, act: RoundAct) -> Result<(), OpError> {
    let now = slice.site.now();
    let teams = teams::of_round(tx, round.id).await?;
    match decide(round, act, &teams, slice.hours, now) {
        Ok(change) => Ok(rounds::save(tx, &change, "system", now).await?),
        Err(Refused::NotYet) => Ok(()),
        Err(refused) => Err(refused.into()),
    }
}
