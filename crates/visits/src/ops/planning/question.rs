use huiyin_db::Tx;
use huiyin_kernel::Instant;

use crate::Visits;
use crate::model::{Priority, Round, Team};
use crate::ops::{OpError, Places};
use crate::rules::planning::{Asked, DoorIn, Inputs, build};
use crate::store::{plans, teams};

/// What a plan of a round depends on, as it stands now.
#[derive(Debug)]
pub struct Question {
    pub round: Round,
    pub teams: Vec<Team>,
    pub doors: Vec<DoorIn>,
    pub inputs: Inputs,
}

pub async fn question(
    visits: &Visits,
    tx: &mut Tx,
    (round, places): (Round, &Places),
    priority: Priority,
    now: Instant,
) -> Result<Question, OpError> {
    let teams = teams::of_round(tx, round.id).await?;
    let doors = plans::all_doors(tx, round.id).await?;
    let areas = places.paths(&round);
    let inputs = build(&Asked {
        round: &round,
        areas: &areas,
        teams: &teams,
        doors: &doors,
        hours: visits.hours,
        priority,
        now,
    });
    Ok(Question {
        round,
        teams,
        doors,
        inputs,
    })
}
