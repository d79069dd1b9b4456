use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    Channel {
        Paper = "paper",
        Electronic = "electronic",
    }
}

named! {
    /// What stands at one item of a ballot.
    Mark {
        Yes = "yes",
        No = "no",
        Abstain = "abstain",
        /// Unreadable, two marks, none, or unsigned.
        Invalid = "invalid",
        /// The item is not this voter's to decide: another building's lift.
        NotAsked = "not_asked",
    }
}

impl Mark {
    /// As typed in a batch, by letter or by the number pad.
    pub const fn of_char(typed: char) -> Option<Self> {
        match typed {
            'y' | 'Y' | '1' | '同' | '√' => Some(Self::Yes),
            'n' | 'N' | '2' | '反' => Some(Self::No),
            'a' | 'A' | '3' | '弃' => Some(Self::Abstain),
            'x' | 'X' | '0' | '废' => Some(Self::Invalid),
            '-' => Some(Self::NotAsked),
            _ => None,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            Self::Yes => 'y',
            Self::No => 'n',
            Self::Abstain => 'a',
            Self::Invalid => 'x',
            Self::NotAsked => '-',
        }
    }
}

/// One mark for each item, in the order of the items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub Vec<Mark>);

impl Marks {
    /// As typed: `yna`. Spaces between do not matter.
    pub fn of_letters(text: &str) -> Option<Self> {
        let typed = text.chars().filter(|it| !it.is_whitespace());
        typed.map(Mark::of_char).collect::<Option<_>>().map(Self)
    }

    pub fn letters(&self) -> String {
        self.0.iter().map(|it| it.letter()).collect()
    }
}

named! {
    BallotState {
        /// A paper that one person has read in.
        First = "first",
        /// Two people read it differently; somebody looks at the paper again.
        Differs = "differs",
        /// Counts, unless something replaces it.
        Valid = "valid",
        /// Kept, and replaced by a later one of the same voter.
        Replaced = "replaced",
        /// Co-owners said different things; none counts until they agree.
        Contradicted = "contradicted",
        /// Kept, and read by mistake: whoever read it first said so.
        TakenBack = "taken_back",
    }
}

/// What one person read on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub by: Id,
    pub marks: Marks,
}

/// A ballot with its marks opened, as a decision needs it. At rest they are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    pub id: Id,
    pub voter: Id,
    pub channel: Channel,
    pub state: BallotState,
    pub marks: Marks,
    /// Who read it in first; nobody where the owner cast it on the page.
    pub read_by: Option<Id>,
    /// The second reading: what it says while it differs, and whose it was afterwards.
    pub second: Option<Reading>,
    /// It is meant to take the place of an earlier one.
    pub replaces: bool,
    pub at: Instant,
}
