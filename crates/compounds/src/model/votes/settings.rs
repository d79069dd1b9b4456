use huiyin_kernel::Date;
use huiyin_tally::presets::{DEFAULT, Preset};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    Meeting {
        Regular = "regular",
        Extraordinary = "extraordinary",
    }
}

/// A clause of the rules of procedure: its words and since when they hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    pub text: String,
    pub on: Date,
}

/// What the silence of an owner means to whom the ballot was delivered (rules 8.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Silence {
    /// Nothing: only who returns a ballot takes part.
    None,
    /// Silence counts as having taken part.
    Participation { clause: Clause },
    /// Silence counts with the majority of those who returned a ballot.
    Majority { clause: Clause },
}

impl Silence {
    pub const NAMES: [&'static str; 3] = ["none", "participation", "majority"];

    pub const fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Participation { .. } => "participation",
            Self::Majority { .. } => "majority",
        }
    }

    pub const fn clause(&self) -> Option<&Clause> {
        match self {
            Self::None => None,
            Self::Participation { clause } | Self::Majority { clause } => Some(clause),
        }
    }
}

/// How one vote is run and counted. Printed on the notice, fixed with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteSettings {
    /// City whose rules it starts from, as `huiyin-tally` names it.
    pub preset: String,
    pub meeting: Meeting,
    /// Days of notice that the preset asks for; never less than it, whoever writes it.
    pub notice_days: u16,
    /// Whether parking bays count by area and as persons (rule O7).
    pub count_parking: bool,
    /// Whether who returns an invalid ballot took part.
    pub invalid_takes_part: bool,
    pub silence: Silence,
    /// The local rule that allows a ballot by the page; without it there is paper only.
    pub electronic: Option<String>,
    /// Days by which voting may be made longer where too few took part; 0 where it may not.
    pub extension_days: u16,
    /// Another way of counting that a local rule lets the assembly agree on (rule O9): said on the
    /// notice and in the file, and worked out by hand beside this count.
    pub other_count: Option<Clause>,
}

impl VoteSettings {
    /// The city whose rules the vote follows; the national rules where a name is no longer known.
    pub fn city(&self) -> &'static Preset {
        Preset::find(&self.preset).unwrap_or(&DEFAULT)
    }
}
