use huiyin_db::seal::Verdict;
use serde::{Deserialize, Serialize};

/// The layout that this program writes and reads.
pub const FORMAT: u32 = 1;

/// What a backup holds, and how to prove that it is all there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// RFC 3339, UTC.
    pub made_at: String,
    pub database: FileSum,
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
