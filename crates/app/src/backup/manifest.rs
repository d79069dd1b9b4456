use std::collections::BTreeMap;

use huiyin_db::seal::Verdict;
use serde::{Deserialize, Serialize};

/// The layout that this program writes; it reads all earlier ones.
pub const FORMAT: u32 = 2;

/// What kind of store was backed up, and so what it can be restored to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreKind {
    /// `huiyin.db`, a whole SQLite file.
    #[default]
    Sqlite,
    /// `huiyin.dump`, in PostgreSQL's custom format.
    Postgres,
}

impl StoreKind {
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Sqlite => "huiyin.db",
            Self::Postgres => "huiyin.dump",
        }
    }
}

/// What a backup holds, and how to prove that it is all there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// RFC 3339, UTC.
    pub made_at: String,
    #[serde(default)]
    pub store: StoreKind,
    /// The schema of a PostgreSQL store.
    #[serde(default)]
    pub schema: String,
    pub database: FileSum,
    /// Rows of each table; empty in backups of the first format.
    #[serde(default)]
    pub rows: BTreeMap<String, u64>,
    pub photos: PhotosSum,
    pub journal: JournalSum,
    /// Tells whether a key belongs to this backup.
    pub key_check: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    pub bytes: u64,
    pub blake3: String,
}

/// Each photo is named by the hash of its content, so one hash over the names proves them all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotosSum {
    pub count: u64,
    pub bytes: u64,
    /// Photos that the store names and the folder did not have.
    pub missing: u64,
    pub blake3: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalSum {
    pub sound: bool,
    pub rows: u64,
    pub subjects: u64,
    pub seals: u64,
}

impl From<&Verdict> for JournalSum {
    fn from(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Sound {
                rows,
                subjects,
                seals,
            } => Self {
                sound: true,
                rows: *rows,
                subjects: *subjects,
                seals: *seals,
            },
            Verdict::Broken(_) => Self {
                sound: false,
                rows: 0,
                subjects: 0,
                seals: 0,
            },
        }
    }
}
