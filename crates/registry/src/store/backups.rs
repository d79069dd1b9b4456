//! What is known of the last backup and the last trial of one, for the system page and `doctor`.

use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::Instant;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::settings;

const LAST: &str = "last_backup";
const DRILL: &str = "last_drill";

/// A finished backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupNote {
    pub at_micros: i64,
    pub name: String,
    pub bytes: u64,
    /// Only its recipients can open it.
    pub is_locked: bool,
    /// Where it lies: `file`, `folder`, `s3`.
    pub places: Vec<String>,
}

/// A trial of restoring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillNote {
    pub at_micros: i64,
    pub name: String,
    pub is_sound: bool,
    pub seconds: u64,
}

impl BackupNote {
    pub const fn at(&self) -> Instant {
        Instant::from_micros(self.at_micros)
    }
}

impl DrillNote {
    pub const fn at(&self) -> Instant {
        Instant::from_micros(self.at_micros)
    }
}

pub async fn last(tx: &mut Tx) -> Result<Option<BackupNote>> {
    read(tx, LAST).await
}

pub async fn note(tx: &mut Tx, note: &BackupNote) -> Result<()> {
    write(tx, LAST, note).await
}

pub async fn last_drill(tx: &mut Tx) -> Result<Option<DrillNote>> {
    read(tx, DRILL).await
}

pub async fn note_drill(tx: &mut Tx, note: &DrillNote) -> Result<()> {
    write(tx, DRILL, note).await
}

async fn read<T: DeserializeOwned>(tx: &mut Tx, key: &str) -> Result<Option<T>> {
    let text = settings::get(tx, key).await?;
    // A note of another program's making is as good as none.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

async fn write<T: Serialize>(tx: &mut Tx, key: &str, note: &T) -> Result<()> {
    let text = serde_json::to_string(note).map_err(StoreError::inconsistent)?;
    settings::set(tx, key, &text).await
}
