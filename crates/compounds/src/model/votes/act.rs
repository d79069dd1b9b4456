use huiyin_kernel::Date;
use serde::{Deserialize, Serialize};

use super::state::{RollFixed, VoidCause};
use super::vote::VoteDraft;
use huiyin_kernel::named;

named! {
    VoteActName {
        Change = "change",
        Accept = "accept",
        FixRoll = "fix_roll",
        ReopenRoll = "reopen_roll",
        Announce = "announce",
        Open = "open",
        Extend = "extend",
        Close = "close",
        Commit = "commit",
        Count = "count",
        Publish = "publish",
        File = "file",
        Withdraw = "withdraw",
        Annul = "annul",
    }
}

named! {
    /// Who acts on a vote.
    Part {
        /// The owners' committee's secretary, or who runs the vote in its place.
        Secretary = "secretary",
        Street = "street",
        /// The days themselves.
        System = "system",
    }
}

/// Who watched a count; names stand sealed beside the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountDone {
    pub witnesses: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoteAct {
    Change(Box<VoteDraft>),
    /// The proposal holds; the vote is prepared.
    Accept,
    FixRoll {
        roll: RollFixed,
    },
    /// An objection to the roll was right: the register is mended, and the roll made anew.
    ReopenRoll,
    Announce {
        committee_told_on: Option<Date>,
        opens_on: Date,
        last_on: Date,
    },
    Open,
    Extend,
    Close,
    /// `root` stands for all ballots and is published with it.
    Commit {
        root: String,
        ballots: u32,
    },
    Count(CountDone),
    Publish,
    File {
        number: String,
    },
    Withdraw,
    Annul {
        cause: VoidCause,
    },
}

impl VoteAct {
    pub const fn name(&self) -> VoteActName {
        match self {
            Self::Change(_) => VoteActName::Change,
            Self::Accept => VoteActName::Accept,
            Self::FixRoll { .. } => VoteActName::FixRoll,
            Self::ReopenRoll => VoteActName::ReopenRoll,
            Self::Announce { .. } => VoteActName::Announce,
            Self::Open => VoteActName::Open,
            Self::Extend => VoteActName::Extend,
            Self::Close => VoteActName::Close,
            Self::Commit { .. } => VoteActName::Commit,
            Self::Count(_) => VoteActName::Count,
            Self::Publish => VoteActName::Publish,
            Self::File { .. } => VoteActName::File,
            Self::Withdraw => VoteActName::Withdraw,
            Self::Annul { .. } => VoteActName::Annul,
        }
    }
}

/// What happened to a vote; no name, no choice of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VoteEvent {
    Created {},
    Changed { items: usize },
    Accepted {},
    RollFixed { on: Date, persons: u32, area: u64 },
    RollReopened {},
    Announced { opens_on: Date, last_on: Date },
    Opened {},
    Extended { to: Date },
    Closed {},
    Committed { root: String, ballots: u32 },
    Counted { witnesses: usize },
    Published {},
    Filed {},
    Withdrawn {},
    Annulled { cause: VoidCause },
}

impl VoteEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Created {} => "created",
            Self::Changed { .. } => "changed",
            Self::Accepted {} => "accepted",
            Self::RollFixed { .. } => "roll_fixed",
            Self::RollReopened {} => "roll_reopened",
            Self::Announced { .. } => "announced",
            Self::Opened {} => "opened",
            Self::Extended { .. } => "extended",
            Self::Closed {} => "closed",
            Self::Committed { .. } => "committed",
            Self::Counted { .. } => "counted",
            Self::Published {} => "published",
            Self::Filed {} => "filed",
            Self::Withdrawn {} => "withdrawn",
            Self::Annulled { .. } => "annulled",
        }
    }
}
