//! Teams of two (rule V5), and what of a round is written down about them.

use huiyin_kernel::Id;

use super::RoundChange;
use super::round::check_teams;
use crate::model::{Pair, Refused, Round, RoundEvent, Team};

/// What somebody wants a team to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamDraft {
    pub first: Id,
    pub second: Id,
    /// Paths of areas; none means everywhere in the round.
    pub areas: Vec<String>,
}

/// A team more. It gets the next number, also where one dropped out: numbers stand on sheets.
pub fn add(id: Id, round: &Round, teams: &[Team], draft: TeamDraft) -> Result<Team, Refused> {
    let highest = teams.iter().map(|it| it.number).max().unwrap_or(0);
    let team = Team {
        id,
        round: round.id,
        number: highest.checked_add(1).ok_or(Refused::TooManyTeams)?,
        pair: Pair::new(draft.first, draft.second)?,
        areas: draft.areas,
        active: true,
    };
    check_with(round, teams, &team)?;
    Ok(team)
}

/// The same team with other people or areas.
pub fn change(
    round: &Round,
    teams: &[Team],
    team: &Team,
    draft: TeamDraft,
) -> Result<Team, Refused> {
    let changed = Team {
        pair: Pair::new(draft.first, draft.second)?,
        areas: draft.areas,
        ..team.clone()
    };
    check_with(round, teams, &changed)?;
    Ok(changed)
}

/// The team goes out no more.
pub fn drop_out(round: &Round, team: &Team) -> Result<Team, Refused> {
    is_open(round)?;
    if !team.active {
        return Err(Refused::WrongState);
    }
    Ok(Team {
        active: false,
        ..team.clone()
    })
}

fn check_with(round: &Round, teams: &[Team], team: &Team) -> Result<(), Refused> {
    is_open(round)?;
    let others = teams.iter().filter(|it| it.id != team.id).cloned();
    let all: Vec<Team> = others.chain([team.clone()]).collect();
    check_teams(&all)
}

/// Teams change until a round is over; afterwards they say who was where.
pub fn is_open(round: &Round) -> Result<(), Refused> {
    match round.state.ended_at() {
        Some(_) => Err(Refused::WrongState),
        None => Ok(()),
    }
}

/// A change of the teams is one of the round: whoever looked at it before is told.
pub fn noted(round: &Round, event: RoundEvent) -> RoundChange {
    let mut round = round.clone();
    round.version = round.version.saturating_add(1);
    RoundChange { round, event }
}
