use huiyin_kernel::{Date, Id};
use serde::Serialize;

use super::transitions::may;
use super::{candidacy, seats, vote};
use crate::model::elections::{Check, Election, ElectionRefused, ElectionState, Finding, SeatEnd};

/// What somebody does with an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ElectionAct {
    Nominate {
        name: String,
        about: String,
    },
    Check {
        candidate: u32,
        check: Check,
        finding: Finding,
        evidence: String,
    },
    StandDown {
        candidate: u32,
    },
    Notice {
        days: u32,
    },
    PutToVote {
        vote: vote::VoteFacts,
    },
    TakeResult {
        vote: vote::VoteFacts,
    },
    Seat {
        since: Date,
    },
    File {
        on: Date,
        number: String,
    },
    EndSeat {
        candidate: u32,
        on: Date,
        why: SeatEnd,
    },
    Warn,
    Withdraw,
}

/// What the journal says. Candidates are numbers in it; their names lie sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ElectionEvent {
    Opened {
        seats: u32,
        alternates: u32,
        preset: String,
    },
    Nominated {
        candidate: u32,
    },
    Checked {
        candidate: u32,
        check: Check,
        finding: Finding,
    },
    StoodDown {
        candidate: u32,
    },
    Noticed {
        until: Date,
    },
    PutToVote {
        vote: Id,
        candidates: Vec<u32>,
    },
    Ranked {
        vote: Id,
        seated: Vec<u32>,
        run_off: bool,
    },
    Seated {
        members: Vec<u32>,
        alternates: Vec<u32>,
        until: Date,
    },
    Filed {
        on: Date,
    },
    SeatEnded {
        candidate: u32,
        why: SeatEnd,
        moved_up: Option<u32>,
    },
    TermWarned {
        until: Date,
    },
    Withdrawn,
}

impl ElectionEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Nominated { .. } => "nominated",
            Self::Checked { .. } => "checked",
            Self::StoodDown { .. } => "stood_down",
            Self::Noticed { .. } => "noticed",
            Self::PutToVote { .. } => "put_to_vote",
            Self::Ranked { .. } => "ranked",
            Self::Seated { .. } => "seated",
            Self::Filed { .. } => "filed",
            Self::SeatEnded { .. } => "seat_ended",
            Self::TermWarned { .. } => "term_warned",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An election after an act, and what is written down about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectionChange {
    pub election: Election,
    pub event: ElectionEvent,
}

/// Decides an act.
pub fn act(
    election: &Election,
    act: &ElectionAct,
    today: Date,
) -> Result<ElectionChange, ElectionRefused> {
    if !may(&election.state, act) {
        return Err(ElectionRefused::NotNow);
    }
    let mut next = election.clone();
    next.version = election.version.saturating_add(1);
    let event = match act {
        ElectionAct::Nominate { name, about } => candidacy::nominate(&mut next, name, about)?,
        ElectionAct::Check {
            candidate,
            check,
            finding,
            evidence,
        } => {
            let found = (*check, *finding, evidence.as_str());
            candidacy::check(&mut next, *candidate, found, today)?
        }
        ElectionAct::StandDown { candidate } => candidacy::stand_down(&mut next, *candidate)?,
        ElectionAct::Notice { days } => candidacy::notice(&mut next, *days, today)?,
        ElectionAct::PutToVote { vote } => vote::put(&mut next, vote, today)?,
        ElectionAct::TakeResult { vote } => vote::take(&mut next, vote)?,
        ElectionAct::Seat { since } => seats::seat(&mut next, *since, today)?,
        ElectionAct::File { on, number } => seats::file(&mut next, *on, number, today)?,
        ElectionAct::EndSeat { candidate, on, why } => {
            seats::end(&mut next, *candidate, (*on, *why), today)?
        }
        ElectionAct::Warn => seats::warn(&mut next, today)?,
        ElectionAct::Withdraw => {
            next.state = ElectionState::Withdrawn { on: today };
            ElectionEvent::Withdrawn
        }
    };
    Ok(ElectionChange {
        election: next,
        event,
    })
}
