//! Backups by themselves: what is due is made, put on every shelf, and the shelves are tidied.
//! A reconciler: it looks at what lies there, so that twice, late and after a crash do no harm.

use std::sync::Arc;

use huiyin_kernel::{Entropy as _, Instant};
use huiyin_registry::backups::BackupNote;
use huiyin_registry::settings;

use super::keep::superfluous;
use super::lock::Workshop;
use super::names::{self, Kept};
use super::pack::{Order, Packed, note, pack};
use super::places::Shelf;
use crate::config::BackupSettings;
use crate::machine::OsEntropy;
use crate::{Failure, House};

/// Tells this store's backups from others on a shared shelf, also after its key was changed.
const STORE_ID: &str = "backup_store_id";
const HOUR_SECONDS: i64 = 3600;
/// A backup that is due in five minutes is made now, so that the hour of day does not wander.
const EARLY_SECONDS: i64 = 300;

/// Makes backups of one district.
#[derive(Debug, Clone)]
pub struct Backups {
    pub house: Arc<House>,
    pub settings: BackupSettings,
}

/// What a run did.
#[derive(Debug, Clone)]
pub struct Made {
    pub name: String,
    pub packed: Packed,
    pub removed: Vec<String>,
}

impl Backups {
    /// Makes a backup where one of the shelves lacks a recent one; None where all have it.
    pub async fn make_due(&self, now: Instant) -> Result<Option<Made>, Failure> {
        let id = self.store_id().await?;
        let every = i64::from(self.settings.every_hours) * HOUR_SECONDS;
        let mut is_due = false;
        for shelf in Shelf::all(&self.settings)? {
            // One from the future was made under a wrong clock and is no reason to wait until then.
            let kept = shelf.list(&id).await?;
            let newest = kept.iter().map(|it| it.made_at);
            let newest = newest
                .filter(|at| now.seconds_since(*at) > -HOUR_SECONDS)
                .max();
            let age = newest.map(|newest| now.seconds_since(newest));
            is_due |= age.is_none_or(|age| age + EARLY_SECONDS >= every);
        }
        if !is_due {
            return Ok(None);
        }
        self.make_now(now).await.map(Some)
    }

    /// Makes a backup and puts it on every shelf. A shelf that fails does not keep it from the
    /// others; the run fails all the same, so that somebody looks.
    pub async fn make_now(&self, now: Instant) -> Result<Made, Failure> {
        let shelves = Shelf::all(&self.settings)?;
        if shelves.is_empty() {
            return Err(Failure::new(
                "没有设置备份位置：请在 huiyin.toml 的 [backup] 里写 folder 或 s3_bucket，或运行 huiyin backup FILE。",
                "No place for backups is set: write folder or s3_bucket under [backup] in huiyin.toml, or run `huiyin backup FILE`.",
            ));
        }
        let id = self.store_id().await?;
        let is_locked = !self.settings.recipients.is_empty();
        let name = names::name(&id, now, is_locked);
        let workshop = Workshop::open(&self.house.place.files)?;
        let ready = workshop.path().join("ready.tar");
        let order = Order {
            target: ready.clone(),
            recipients: self.settings.recipients.clone(),
            now,
        };
        let packed = pack(&self.house, &workshop, order, Arc::new(|_| ())).await?;
        let (mut places, mut failed) = (Vec::new(), None);
        for shelf in &shelves {
            match shelf.put(&ready, &name).await {
                Ok(()) => places.push(shelf.word().to_owned()),
                Err(failure) => failed = Some(failure),
            }
        }
        if !places.is_empty() {
            let made = BackupNote {
                at_micros: now.as_micros(),
                name: name.clone(),
                bytes: packed.bytes,
                is_locked,
                places,
            };
            note(&self.house, &made).await;
        }
        if let Some(failure) = failed {
            return Err(failure);
        }
        let removed = self.tidy(&shelves, &id, &name).await?;
        Ok(Made {
            name,
            packed,
            removed,
        })
    }

    /// What lies on each shelf, newest first.
    pub async fn list(&self) -> Result<Vec<(Shelf, Vec<Kept>)>, Failure> {
        let id = self.store_id().await?;
        let mut listed = Vec::new();
        for shelf in Shelf::all(&self.settings)? {
            let kept = shelf.list(&id).await?;
            listed.push((shelf, kept));
        }
        Ok(listed)
    }

    /// Removes what no rule keeps, and only where the backup just made really lies there.
    async fn tidy(&self, shelves: &[Shelf], id: &str, name: &str) -> Result<Vec<String>, Failure> {
        let mut removed = Vec::new();
        for shelf in shelves {
            let kept = shelf.list(id).await?;
            if !kept.iter().any(|it| it.name == name && it.bytes > 0) {
                continue;
            }
            for name in superfluous(&kept, self.settings.keep) {
                shelf.remove(&name).await?;
                removed.push(name);
            }
        }
        removed.sort();
        removed.dedup();
        Ok(removed)
    }

    async fn store_id(&self) -> Result<String, Failure> {
        let mut tx = self.house.db.read().await?;
        if let Some(id) = settings::get(&mut tx, STORE_ID).await? {
            return Ok(id);
        }
        drop(tx);
        let mut bytes = [0u8; 4];
        OsEntropy.fill(&mut bytes);
        let id = format!("{:08x}", u32::from_be_bytes(bytes));
        let mut tx = self.house.db.write().await?;
        // Somebody may have been faster.
        if let Some(id) = settings::get(&mut tx, STORE_ID).await? {
            return Ok(id);
        }
        settings::set(&mut tx, STORE_ID, &id).await?;
        tx.commit().await?;
        Ok(id)
    }
}
