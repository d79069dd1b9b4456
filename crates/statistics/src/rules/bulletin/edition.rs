use huiyin_kernel::{Id, Instant, named};
use serde::{Deserialize, Serialize};

use super::blocks::{Block, BlockKind};
use super::figures::Locked;
use super::tables::{List, Table};

named! {
    BulletinStateName {
        Draft = "draft",
        Checked = "checked",
        Released = "released",
        Discarded = "discarded",
    }
}

/// Who looked, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    pub by: Id,
    pub at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum BulletinState {
    Draft,
    Checked { checked: Hand },
    Released { checked: Hand, released: Hand },
    Discarded { at: Instant },
}

impl BulletinState {
    pub const fn name(&self) -> BulletinStateName {
        match self {
            Self::Draft => BulletinStateName::Draft,
            Self::Checked { .. } => BulletinStateName::Checked,
            Self::Released { .. } => BulletinStateName::Released,
            Self::Discarded { .. } => BulletinStateName::Discarded,
        }
    }

    pub const fn released(&self) -> Option<Hand> {
        match self {
            Self::Released { released, .. } => Some(*released),
            _ => None,
        }
    }
}

/// Everything of a bulletin that is asked of the store, as it stood at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub as_of: Instant,
    pub figures: Vec<Locked>,
    pub tables: Vec<Table>,
    pub lists: Vec<List>,
}

/// What is printed above and below the blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub title: String,
    /// To whom it is addressed.
    pub to: String,
    /// Who issues it.
    pub issuer: String,
}

/// One edition of the bulletin of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    pub id: Id,
    pub version: u32,
    /// `yyyy-mm`
    pub month: String,
    /// Counted from 1; a correction is the next.
    pub edition: u32,
    /// The released edition that this one corrects.
    pub corrects: Option<Id>,
    pub frame: Frame,
    pub blocks: Vec<Block>,
    #[serde(flatten)]
    pub asked: Asked,
    /// Whoever wrote in it.
    pub writers: Vec<Id>,
    pub state: BulletinState,
}

impl Bulletin {
    pub fn figure(&self, name: &str) -> Option<&Locked> {
        self.asked.figures.iter().find(|it| it.name == name)
    }

    pub fn list(&self, name: &str) -> Option<&List> {
        self.asked.lists.iter().find(|it| it.name == name)
    }

    pub fn block(&self, kind: BlockKind) -> Option<&Block> {
        self.blocks.iter().find(|it| it.kind == kind)
    }
}

named! {
    BulletinActName {
        Write = "write",
        Refresh = "refresh",
        Check = "check",
        TakeBack = "take_back",
        Release = "release",
        Discard = "discard",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulletinAct {
    /// New words, and which matters of the lists are printed.
    Write {
        frame: Frame,
        blocks: Vec<Block>,
        kept: Vec<Id>,
    },
    /// Every query is asked again; the words stay.
    Refresh {
        asked: Asked,
    },
    Check,
    TakeBack,
    /// `content` is a digest of what is released, for the journal.
    Release {
        content: String,
    },
    Discard,
}

impl BulletinAct {
    pub const fn name(&self) -> BulletinActName {
        match self {
            Self::Write { .. } => BulletinActName::Write,
            Self::Refresh { .. } => BulletinActName::Refresh,
            Self::Check => BulletinActName::Check,
            Self::TakeBack => BulletinActName::TakeBack,
            Self::Release { .. } => BulletinActName::Release,
            Self::Discard => BulletinActName::Discard,
        }
    }
}

/// What happened. The words stand beside the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BulletinEvent {
    Drafted {
        month: String,
        edition: u32,
        corrects: Option<Id>,
    },
    Written {
        blocks: Vec<BlockKind>,
    },
    /// How many figures have another answer now.
    Refreshed {
        moved: usize,
    },
    Checked {},
    TakenBack {},
    Released {
        content: String,
    },
    Discarded {},
}

impl BulletinEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "drafted",
            Self::Written { .. } => "written",
            Self::Refreshed { .. } => "refreshed",
            Self::Checked {} => "checked",
            Self::TakenBack {} => "taken_back",
            Self::Released { .. } => "released",
            Self::Discarded {} => "discarded",
        }
    }
}
