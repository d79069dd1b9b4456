//! Elections of an owners' committee (rule 8.5): who stands and what was looked into, who was
//! elected, who sits, and when their time ends.

mod candidate;
mod refused;

use huiyin_kernel::{Date, Id, Instant};
use huiyin_tally::presets::{DEFAULT, Preset};
use huiyin_tally::ranking::{Ranking, TieRule};
use serde::{Deserialize, Serialize};

pub use candidate::{Candidate, Check, Checked, Finding};
pub use refused::ElectionRefused;

use huiyin_kernel::named;

pub mod bounds {
    //! Limits, each with its unit.

    /// Candidates of one election.
    pub const CANDIDATES: usize = 40;
    /// Characters.
    pub const NAME_CHARS: usize = 60;
    pub const ABOUT_CHARS: usize = 1_000;
    pub const EVIDENCE_CHARS: usize = 500;
    pub const NUMBER_CHARS: usize = 60;
}

named! {
    StateName {
        Candidacy = "candidacy",
        Noticed = "noticed",
        Voting = "voting",
        Ranked = "ranked",
        Seated = "seated",
        Withdrawn = "withdrawn",
    }
}

named! {
    /// Why a seat ended before its time (rule 8.5; Beijing property regulation art. 46).
    SeatEnd {
        NoLongerOwner = "no_longer_owner",
        Resigned = "resigned",
        CannotServe = "cannot_serve",
        Recalled = "recalled",
    }
}

named! {
    ElectionActName {
        Nominate = "nominate",
        Check = "check",
        StandDown = "stand_down",
        Notice = "notice",
        PutToVote = "put_to_vote",
        TakeResult = "take_result",
        Seat = "seat",
        File = "file",
        EndSeat = "end_seat",
        Withdraw = "withdraw",
    }
}

/// What was announced with the election and holds to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectionSettings {
    /// The city whose rules it follows, as `huiyin-tally` names it.
    pub preset: String,
    pub seats: u32,
    pub alternates: u32,
    pub term_years: u32,
    pub ties: TieRule,
    /// For how many days the candidates hang out before anybody votes.
    pub notice_days: u32,
}

/// A seat of the committee, in the order of votes; alternates behind the members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The number of the candidate.
    pub candidate: u32,
    pub since: Date,
    pub ended: Option<(Date, SeatEnd)>,
}

/// The vote in which candidates stand: the candidate numbers in the order of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    pub vote: Id,
    pub candidates: Vec<u32>,
    /// For how many seats.
    pub places: u32,
}

/// How far an election has come. Each variant owns exactly what is true in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum ElectionState {
    Candidacy,
    Noticed {
        on: Date,
        /// The last day of the notice.
        until: Date,
    },
    Voting {
        ballot: Ballot,
        /// Seated by a vote before this run-off, in the order of votes.
        before: Vec<u32>,
    },
    /// Counted; where equals stand at a seat, a run-off comes before anybody sits.
    Ranked {
        vote: Id,
        before: Vec<u32>,
        ranking: Ranking,
    },
    Seated {
        vote: Id,
        since: Date,
        /// The first day without a mandate.
        until: Date,
        members: Vec<Seat>,
        alternates: Vec<u32>,
        filed: Option<(Date, String)>,
        /// The end of the term was announced.
        warned_on: Option<Date>,
    },
    Withdrawn {
        on: Date,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    pub id: Id,
    pub version: u32,
    pub estate: Id,
    pub settings: ElectionSettings,
    pub state: ElectionState,
    pub candidates: Vec<Candidate>,
    pub created_at: Instant,
    pub created_by: Id,
    /// The election whose committee lost half of its seats, where that is why this one is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Id>,
}

impl ElectionState {
    pub const fn name(&self) -> StateName {
        match self {
            Self::Candidacy => StateName::Candidacy,
            Self::Noticed { .. } => StateName::Noticed,
            Self::Voting { .. } => StateName::Voting,
            Self::Ranked { .. } => StateName::Ranked,
            Self::Seated { .. } => StateName::Seated,
            Self::Withdrawn { .. } => StateName::Withdrawn,
        }
    }
}

impl Election {
    pub fn candidate(&self, number: u32) -> Option<&Candidate> {
        self.candidates.iter().find(|it| it.number == number)
    }

    /// Those who still stand, in the order of their numbers.
    pub fn standing(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|it| !it.stood_down)
    }

    /// Seats that somebody holds now.
    pub fn filled(&self) -> u32 {
        let ElectionState::Seated { members, .. } = &self.state else {
            return 0;
        };
        let held = members.iter().filter(|it| it.ended.is_none()).count();
        u32::try_from(held).unwrap_or(u32::MAX)
    }

    /// Half of the seats or more are empty.
    pub fn is_half_empty(&self) -> bool {
        matches!(self.state, ElectionState::Seated { .. })
            && self.settings.seats.saturating_sub(self.filled()) * 2 >= self.settings.seats
    }

    /// A later election of the same estate that was not withdrawn, whether it was opened for the
    /// empty seats or in the ordinary way.
    pub fn overtaken_by<'e>(&self, of_estate: &'e [Self]) -> Option<&'e Self> {
        of_estate.iter().find(|it| {
            let is_later = it.follows == Some(self.id) || it.created_at > self.created_at;
            is_later
                && it.estate == self.estate
                && !matches!(it.state, ElectionState::Withdrawn { .. })
        })
    }

    /// All are to be elected anew (Beijing property regulation art. 48), and nobody has begun to.
    pub fn needs_by_election(&self, of_estate: &[Self]) -> bool {
        self.is_half_empty() && self.overtaken_by(of_estate).is_none()
    }

    /// The city whose rules the election follows; the national rules where a name is no longer
    /// known.
    pub fn city(&self) -> &'static Preset {
        Preset::find(&self.settings.preset).unwrap_or(&DEFAULT)
    }

    /// Since when a committee sits whose papers the street has not got.
    fn unfiled_since(&self) -> Option<Date> {
        match &self.state {
            ElectionState::Seated {
                since, filed: None, ..
            } => Some(*since),
            _ => None,
        }
    }

    /// The day by which the street must have the papers, where it has not (Property Management
    /// Regulation art. 16: thirty days at most; a city may want them earlier).
    pub fn file_by(&self) -> Option<Date> {
        let days = i64::from(self.city().filing_days());
        self.unfiled_since().map(|since| since.plus_days(days))
    }

    /// The last day for the first meeting of a new committee, until its papers are with the street
    /// (rule 8.5; Beijing property regulation arts. 42-45). The papers come out of that meeting.
    pub fn first_meeting_by(&self) -> Option<Date> {
        let days = i64::from(self.city().committee.first_meeting_days);
        self.unfiled_since().map(|since| since.plus_days(days))
    }
}
