use huiyin_kernel::{Id, Instant, named};
use serde::{Deserialize, Serialize};

use super::licence::OpenLicence;
use crate::rules::bulletin::Hand;

named! {
    OpenStateName {
        Draft = "draft",
        Checked = "checked",
        Released = "released",
        Discarded = "discarded",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum OpenState {
    Draft,
    Checked { checked: Hand },
    Released { checked: Hand, released: Hand },
    Discarded { at: Instant },
}

impl OpenState {
    pub const fn name(&self) -> OpenStateName {
        match self {
            Self::Draft => OpenStateName::Draft,
            Self::Checked { .. } => OpenStateName::Checked,
            Self::Released { .. } => OpenStateName::Released,
            Self::Discarded { .. } => OpenStateName::Discarded,
        }
    }

    pub const fn released(&self) -> Option<Hand> {
        match self {
            Self::Released { released, .. } => Some(*released),
            _ => None,
        }
    }
}

/// A file as it is published; its bytes lie beside the store, under their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    pub name: String,
    pub blob: String,
    pub sha256: String,
    pub bytes: u64,
}

/// What was done to protect people, counted in the finished table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    pub rows: u64,
    pub groups: u64,
    pub smallest: u64,
    pub uniform: u64,
    pub left_out: u64,
    /// Rows on each rung of the ladder, the finest first.
    pub rungs: [u64; super::ladder::LADDER.len()],
}

/// The open data of one year, once made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenEdition {
    pub id: Id,
    pub version: u32,
    pub year: i16,
    /// Counted from 1; a correction is the next.
    pub edition: u32,
    /// The released edition before it.
    pub corrects: Option<Id>,
    pub licence: OpenLicence,
    pub made: Hand,
    pub protection: Protection,
    pub files: Vec<KeptFile>,
    pub state: OpenState,
}

/// The file that holds all others.
pub const PACKAGE: &str = "package.zip";

impl OpenEdition {
    pub fn file(&self, name: &str) -> Option<&KeptFile> {
        self.files.iter().find(|it| it.name == name)
    }
}

named! {
    OpenActName {
        Check = "check",
        Release = "release",
        Discard = "discard",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenAct {
    Check,
    Release,
    Discard,
}

impl OpenAct {
    pub const fn name(self) -> OpenActName {
        match self {
            Self::Check => OpenActName::Check,
            Self::Release => OpenActName::Release,
            Self::Discard => OpenActName::Discard,
        }
    }
}

/// What happened. The digests prove the files that lie beside the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OpenEvent {
    Made {
        year: i16,
        edition: u32,
        corrects: Option<Id>,
        licence: OpenLicence,
        protection: Protection,
        /// Name and SHA-256 of every file.
        files: Vec<(String, String)>,
    },
    Checked {},
    Released {},
    Discarded {},
}

impl OpenEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Made { .. } => "made",
            Self::Checked {} => "checked",
            Self::Released {} => "released",
            Self::Discarded {} => "discarded",
        }
    }
}
