use huiyin_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    VoteStateName {
        Proposed = "proposed",
        Preparing = "preparing",
        RollPosted = "roll_posted",
        Announced = "announced",
        Voting = "voting",
        Closed = "closed",
        Committed = "committed",
        Counted = "counted",
        Published = "published",
        Filed = "filed",
        Withdrawn = "withdrawn",
        Void = "void",
    }
}

named! {
    /// Who asked for the vote.
    Proposer {
        Owners = "owners",
        Committee = "committee",
        Street = "street",
    }
}

named! {
    VoidCause {
        /// A court annulled it (Civil Code art. 280).
        Annulled = "annulled",
        /// A step of the procedure was missed.
        Procedure = "procedure",
        /// The register was wrong in what decided it.
        Roll = "roll",
        Other = "other",
    }
}

/// How a vote came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub by: Proposer,
    /// Owners who signed, and how many there are; both 0 where the committee or the street asks.
    pub signed: u32,
    pub of: u32,
}

/// The roll as it was fixed for one day: a sum, the voters themselves stand beside the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollFixed {
    pub on: Date,
    pub posted_on: Date,
    pub units: u32,
    pub persons: u32,
    /// In 0.01 m².
    pub area: u64,
}

/// What the notice says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    pub announced_on: Date,
    /// The residents' committee was told (Regulation art. 14).
    pub committee_told_on: Date,
    pub opens_on: Date,
    /// The last day on which ballots are taken.
    pub last_on: Date,
    /// The last day after the announced extension, once it was used.
    pub extended_to: Option<Date>,
}

impl Timetable {
    pub fn ends_on(&self) -> Date {
        self.extended_to.unwrap_or(self.last_on)
    }

    /// Ballots are taken strictly before this instant.
    pub fn closes_before(&self) -> Instant {
        self.ends_on().plus_days(1).start()
    }
}

/// How far a vote has come. Each variant owns exactly what is true in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum VoteState {
    Proposed,
    Preparing,
    RollPosted {
        roll: RollFixed,
    },
    Announced {
        roll: RollFixed,
        times: Timetable,
    },
    Voting {
        roll: RollFixed,
        times: Timetable,
    },
    /// No ballot is taken any more; papers in the box are read in.
    Closed {
        roll: RollFixed,
        times: Timetable,
        closed_at: Instant,
    },
    /// Every ballot is fixed, and the commitment to all of them is published.
    Committed {
        roll: RollFixed,
        times: Timetable,
        committed_at: Instant,
    },
    Counted {
        roll: RollFixed,
        times: Timetable,
        counted_at: Instant,
    },
    Published {
        roll: RollFixed,
        times: Timetable,
        counted_at: Instant,
        published_at: Instant,
    },
    Filed {
        roll: RollFixed,
        times: Timetable,
        published_at: Instant,
        filed_at: Instant,
    },
    Withdrawn {
        at: Instant,
    },
    Void {
        at: Instant,
        cause: VoidCause,
    },
}

impl VoteState {
    pub const fn name(&self) -> VoteStateName {
        match self {
            Self::Proposed => VoteStateName::Proposed,
            Self::Preparing => VoteStateName::Preparing,
            Self::RollPosted { .. } => VoteStateName::RollPosted,
            Self::Announced { .. } => VoteStateName::Announced,
            Self::Voting { .. } => VoteStateName::Voting,
            Self::Closed { .. } => VoteStateName::Closed,
            Self::Committed { .. } => VoteStateName::Committed,
            Self::Counted { .. } => VoteStateName::Counted,
            Self::Published { .. } => VoteStateName::Published,
            Self::Filed { .. } => VoteStateName::Filed,
            Self::Withdrawn { .. } => VoteStateName::Withdrawn,
            Self::Void { .. } => VoteStateName::Void,
        }
    }

    pub const fn roll(&self) -> Option<&RollFixed> {
        match self {
            Self::RollPosted { roll }
            | Self::Announced { roll, .. }
            | Self::Voting { roll, .. }
            | Self::Closed { roll, .. }
            | Self::Committed { roll, .. }
            | Self::Counted { roll, .. }
            | Self::Published { roll, .. }
            | Self::Filed { roll, .. } => Some(roll),
            Self::Proposed | Self::Preparing | Self::Withdrawn { .. } | Self::Void { .. } => None,
        }
    }

    pub const fn times(&self) -> Option<&Timetable> {
        match self {
            Self::Announced { times, .. }
            | Self::Voting { times, .. }
            | Self::Closed { times, .. }
            | Self::Committed { times, .. }
            | Self::Counted { times, .. }
            | Self::Published { times, .. }
            | Self::Filed { times, .. } => Some(times),
            _ => None,
        }
    }

    /// Everybody may see it: from the notice on.
    pub const fn is_public(&self) -> bool {
        !matches!(
            self,
            Self::Proposed | Self::Preparing | Self::RollPosted { .. }
        )
    }

    pub const fn is_over(&self) -> bool {
        matches!(
            self,
            Self::Filed { .. } | Self::Withdrawn { .. } | Self::Void { .. }
        )
    }

    /// The roll may not move under a vote: from the day it is fixed to the count.
    pub const fn freezes_register(&self) -> bool {
        matches!(
            self,
            Self::RollPosted { .. }
                | Self::Announced { .. }
                | Self::Voting { .. }
                | Self::Closed { .. }
                | Self::Committed { .. }
        )
    }

    /// The result is out, whatever becomes of it.
    pub const fn is_result_public(&self) -> bool {
        matches!(self, Self::Published { .. } | Self::Filed { .. })
    }

    /// When the next step is due, where one is: counting and publishing within so many days, as the
    /// rules of the city have it ([`super::Vote::due_before`]).
    pub(super) fn due_before(&self, publish_days: u32) -> Option<Instant> {
        match self {
            Self::Announced { times, .. } => Some(times.opens_on.plus_days(1).start()),
            Self::Voting { times, .. } => Some(times.closes_before()),
            Self::Closed { times, .. }
            | Self::Committed { times, .. }
            | Self::Counted { times, .. } => {
                // The starting day does not count (Civil Code art. 201).
                let days = i64::from(publish_days) + 1;
                Some(times.ends_on().plus_days(days).start())
            }
            _ => None,
        }
    }
}
