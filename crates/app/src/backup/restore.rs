//! Putting a backup in place. Everything is laid out and proven in a folder beside; the store's
//! file is moved last, so that a district is there either whole or not at all.

use std::path::{Path, PathBuf};

use huiyin_db::Db;
use huiyin_db::ring::Ring;
use huiyin_db::seal::{self, Verdict};
use huiyin_kernel::Instant;

use super::archive::read;
use super::key;
use super::lock::OWN_NAMES;
use super::make_folder;
use super::manifest::{Manifest, StoreKind};
use super::opened::open;
use crate::age::Identity;
use crate::key_source::{self, KeySource};
use crate::{Failure, key_file, slices, store};

/// What may lie in a folder that counts as empty.
const WELCOME: [&str; 3] = ["huiyin.key", "huiyin.toml", "huiyin.lock"];
/// How a folder begins in which a backup is laid out and proven.
pub(crate) const STAGING: &str = ".restoring-";
/// How a folder begins into which an earlier district was moved.
pub(crate) const ASIDE: &str = "before-restore-";

/// What is known of the key afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAfter {
    /// There, and it fits.
    Fits,
    /// Not there: the district does not start without it.
    Missing,
}

#[derive(Debug, Clone)]
pub struct Restored {
    pub manifest: Manifest,
    pub key: KeyAfter,
    /// Where an earlier district was moved to.
    pub moved_to: Option<PathBuf>,
    /// What an earlier schema is called now.
    pub moved_schema: Option<String>,
}

/// Where and how to restore.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub file: &'a Path,
    /// Opens a locked backup.
    pub identity: Option<&'a Identity>,
    pub folder: &'a Path,
    /// A key to be put in place.
    pub key: Option<&'a Path>,
    /// Where the key is kept.
    pub key_file: &'a Path,
    /// Where it comes from when none is given.
    pub key_source: &'a KeySource,
    /// Moves an earlier district aside.
    pub force: bool,
    pub now: Instant,
}

pub async fn restore(wish: Wish<'_>, progress: &dyn Fn(u64)) -> Result<Restored, Failure> {
    let present = empty_unless_forced(wish)?;
    make_folder(wish.folder)?;
    let staging = Staging::create(wish.folder)?;
    let source = open(wish.file, wish.identity)?;
    let manifest = read(source, wish.file, Some(&staging.0), progress)?;
    if manifest.store != StoreKind::Sqlite {
        return Err(Failure::new(
            "这是 PostgreSQL 的备份，请用 --database 指明数据库。什么也没有改动。",
            "This backup is of PostgreSQL: name the database with --database. Nothing was changed.",
        ));
    }
    let ring = find_key(wish, &manifest).await?;
    prove_file(&staging.0.join("huiyin.db"), &manifest, ring.as_ref()).await?;
    sync(&staging.0)?;
    let moved_to = move_aside(wish, &present)?;
    place_key(wish)?;
    for name in ["blobs", "huiyin.db"] {
        let from = staging.0.join(name);
        if from.exists() {
            rename(&from, &wish.folder.join(name))?;
        }
    }
    sync(wish.folder)?;
    Ok(Restored {
        manifest,
        key: ring.map_or(KeyAfter::Missing, |_| KeyAfter::Fits),
        moved_to,
        moved_schema: None,
    })
}

/// What is in the way and must be moved aside; refused where nobody asked for that.
pub(super) fn empty_unless_forced(wish: Wish<'_>) -> Result<Vec<PathBuf>, Failure> {
    let present = present(wish.folder)?;
    if !present.is_empty() && !wish.force {
        let shown = wish.folder.display();
        return Err(Failure::new(
            format!(
                "{shown} 不是空目录，不会覆盖。请换一个目录，或停止服务后加 --force（旧数据会移到一旁保留）。"
            ),
            format!(
                "{shown} is not empty and will not be overwritten. Choose another folder, or stop the service and add --force: the old data are moved aside and kept."
            ),
        ));
    }
    Ok(present)
}

/// What lies in the folder and is in the way.
fn present(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let wrong = |error: std::io::Error| Failure::file(folder, &error);
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(wrong)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(wrong)?;
        let name = entry.file_name();
        // A restore that was killed leaves this behind, and it holds nothing that is not in its
        // backup. The folder is ours alone, so nobody is at work in it.
        if name.to_str().is_some_and(|it| it.starts_with(STAGING)) {
            std::fs::remove_dir_all(entry.path()).map_err(wrong)?;
            continue;
        }
        let mut welcome = WELCOME.iter().chain(&OWN_NAMES);
        if !welcome.any(|it| name == *it) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// The key that is given or already there, which must fit before anything is moved.
pub(super) async fn find_key(wish: Wish<'_>, manifest: &Manifest) -> Result<Option<Ring>, Failure> {
    let given = wish.key.map(|path| KeySource::File(path.to_owned()));
    let source = given.as_ref().unwrap_or(wish.key_source);
    let Some(ring) = source.load().await? else {
        return match wish.key {
            None => Ok(None),
            Some(path) => Err(Failure::file(path, &std::io::ErrorKind::NotFound.into())),
        };
    };
    if !key::belongs(&ring, &manifest.key_check) {
        return Err(key_source::foreign(source));
    }
    if key_would_change(wish)? && !wish.force {
        let shown = wish.key_file.display();
        return Err(Failure::new(
            format!("{shown} 处已有另一把密钥，不会覆盖。加 --force 会把它移到一旁保留。"),
            format!(
                "Another key stands at {shown} and will not be overwritten. With --force it is moved aside and kept."
            ),
        ));
    }
    Ok(Some(ring))
}

/// Opens a restored SQLite file and proves it.
pub(super) async fn prove_file(
    path: &Path,
    manifest: &Manifest,
    ring: Option<&Ring>,
) -> Result<Option<Verdict>, Failure> {
    let db = Db::open_sqlite(path).await?;
    let proven = prove(&db, manifest, ring).await;
    db.close().await;
    proven
}

/// Proves a restored store: its shape, its file, and its journal where the key is there. An older
/// shape lacks tables that the proof of the journal reads; `audit verify` proves it after the
/// first start has brought it up to date.
pub(super) async fn prove(
    db: &Db,
    manifest: &Manifest,
    ring: Option<&Ring>,
) -> Result<Option<Verdict>, Failure> {
    let shape = store::shape(db, slices::MIGRATIONS).await?;
    if let Some(step) = shape.unknown.first() {
        return Err(Failure::new(
            format!("备份来自更新版本的程序（{step}），请用那个版本恢复。什么也没有改动。"),
            format!(
                "A later huiyin made this backup ({step}): restore it with that version. Nothing was changed."
            ),
        ));
    }
    let integrity = db.integrity().await?;
    if integrity != "ok" {
        return Err(Failure::new(
            format!("备份里的数据库已损坏：{integrity}。什么也没有改动。"),
            format!("The database in the backup is damaged: {integrity}. Nothing was changed."),
        ));
    }
    let (Some(ring), true) = (ring, shape.pending.is_empty()) else {
        return Ok(None);
    };
    let keys = key::keys_in(db, ring).await?;
    let verdict = seal::verify(db, &keys, &slices::heads()).await?;
    if let (Verdict::Broken(fault), true) = (&verdict, manifest.journal.sound) {
        return Err(Failure::new(
            format!("备份里的办理记录对不上（{}）。什么也没有改动。", fault.why),
            format!(
                "The journal in the backup does not fit together ({}). Nothing was changed.",
                fault.why
            ),
        ));
    }
    Ok(Some(verdict))
}

pub(super) fn move_aside(wish: Wish<'_>, present: &[PathBuf]) -> Result<Option<PathBuf>, Failure> {
    let key_changes = key_would_change(wish)?;
    if present.is_empty() && !key_changes {
        return Ok(None);
    }
    let stamp = stamp(wish.now);
    let aside = wish
        .folder
        .join(format!("{ASIDE}{stamp}-{}", std::process::id()));
    make_folder(&aside)?;
    if key_changes {
        rename(wish.key_file, &aside.join("huiyin.key"))?;
    }
    for path in present {
        if let Some(name) = path.file_name() {
            rename(path, &aside.join(name))?;
        }
    }
    Ok(Some(aside))
}

/// The minute as part of a name.
pub(super) fn stamp(now: Instant) -> String {
    let minute = now.to_local_minute();
    minute.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// True when a key is given and another one stands in its place.
fn key_would_change(wish: Wish<'_>) -> Result<bool, Failure> {
    let Some(given) = wish.key else {
        return Ok(false);
    };
    if !wish.key_file.is_file() {
        return Ok(false);
    }
    let text = |path: &Path| {
        std::fs::read_to_string(path)
            .map(|text| text.trim().to_owned())
            .map_err(|error| Failure::file(path, &error))
    };
    Ok(text(given)? != text(wish.key_file)?)
}

pub(super) fn place_key(wish: Wish<'_>) -> Result<(), Failure> {
    match wish.key {
        Some(key) if !wish.key_file.is_file() => {
            let text = std::fs::read_to_string(key).map_err(|error| Failure::file(key, &error))?;
            key_file::write(wish.key_file, &text)
        }
        _ => Ok(()),
    }
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::rename(from, to).map_err(|error| Failure::file(to, &error))
}

/// One call for the whole file system instead of one for each of many thousand photos.
pub(super) fn sync(folder: &Path) -> Result<(), Failure> {
    let synced = std::fs::File::open(folder)
        .and_then(|open| rustix::fs::syncfs(open).map_err(std::io::Error::from));
    synced.map_err(|error| Failure::file(folder, &error))
}

/// Inside the target folder, so that moving into place works where that folder is a volume of
/// its own; removed whatever happens.
pub(super) struct Staging(pub(super) PathBuf);

impl Staging {
    pub(super) fn create(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(format!("{STAGING}{}", std::process::id()));
        make_folder(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a working folder was left behind");
        }
    }
}
