//! The way back from an upgrade. Before the first step changes a SQLite store, the store as it
//! was is kept beside it: the older program can go on with that file at once. On PostgreSQL it is
//! the operator who takes a backup first; the steps themselves are transactions on both.

use std::path::{Path, PathBuf};

use huiyin_db::Db;

use crate::{Failure, Place, Store, Terminal};

const START: &str = "before-upgrade-";
const END: &str = ".db";
const PARTIAL: &str = ".before-upgrade.part";
/// Older ones go when a new one is made.
const COPIES_KEPT: usize = 2;
/// What must be left on the disk after the copy, so that the service still has room.
const RESERVE_BYTES: u64 = 200 * 1024 * 1024;
const MIB: u64 = 1024 * 1024;

/// What became of the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeforeUpgrade {
    /// Nothing was changed, or there was nothing yet.
    NotNeeded,
    Kept(PathBuf),
    /// The upgrade was done without one.
    NoRoom {
        needed_mib: u64,
        free_mib: u64,
    },
    /// PostgreSQL is copied by its own means.
    OnlyBackups,
}

/// Keeps the store as it is now. Without room the upgrade goes on: a district that cannot start
/// is worse off than one with yesterday's backup.
pub async fn keep(db: &Db, place: &Place) -> Result<BeforeUpgrade, Failure> {
    let Store::Sqlite(store) = &place.store else {
        return Ok(BeforeUpgrade::OnlyBackups);
    };
    let needed = bytes_of(store) + RESERVE_BYTES;
    let free = rustix::fs::statvfs(&place.files).map_or(u64::MAX, |facts| {
        facts.f_bavail.saturating_mul(facts.f_frsize)
    });
    if free < needed {
        return Ok(BeforeUpgrade::NoRoom {
            needed_mib: needed / MIB,
            free_mib: free / MIB,
        });
    }
    let partial = place.files.join(PARTIAL);
    drop(std::fs::remove_file(&partial));
    db.copy_to(&partial).await?;
    let target = free_name(&place.files);
    finish(&partial, &target, &place.files).map_err(|error| Failure::file(&target, &error))?;
    for old in copies(&place.files)?.into_iter().skip(COPIES_KEPT) {
        std::fs::remove_file(&old).map_err(|error| Failure::file(&old, &error))?;
    }
    Ok(BeforeUpgrade::Kept(target))
}

/// The copies that lie in a folder, newest first.
pub fn copies(files: &Path) -> Result<Vec<PathBuf>, Failure> {
    let wrong = |error: std::io::Error| Failure::file(files, &error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(files).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let name = entry.file_name();
        let is_copy = name
            .to_str()
            .is_some_and(|name| name.starts_with(START) && name.ends_with(END));
        if is_copy {
            let changed = entry.metadata().and_then(|facts| facts.modified());
            found.push((changed.map_err(wrong)?, entry.path()));
        }
    }
    found.sort();
    found.reverse();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

impl BeforeUpgrade {
    /// Tells whoever started the program, when there is something to tell.
    pub fn tell(&self, terminal: Terminal) {
        match self {
            Self::NotNeeded => {}
            Self::Kept(path) => {
                let path = path.display();
                terminal.note(
                    format!("升级前的数据库留在 {path}；要退回旧版本，见 docs/operations.md。"),
                    format!("The store as it was before is kept as {path}; docs/operations.md says how to go back."),
                );
            }
            Self::NoRoom {
                needed_mib,
                free_mib,
            } => terminal.note(
                format!("磁盘只剩 {free_mib} MiB（需要 {needed_mib} MiB），没有留升级前的副本；要退回旧版本只能用备份。"),
                format!("No copy was kept before the upgrade: {free_mib} MiB are free and {needed_mib} MiB needed. The way back is a backup."),
            ),
            Self::OnlyBackups => terminal.note(
                "PostgreSQL 不留升级前的副本；要退回旧版本请用升级前的备份。",
                "On PostgreSQL no copy is kept; the way back is a backup made before the upgrade.",
            ),
        }
    }
}

/// With the log that SQLite has not folded in yet.
fn bytes_of(store: &Path) -> u64 {
    let mut log = store.as_os_str().to_owned();
    log.push("-wal");
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |facts| facts.len());
    size(store) + size(Path::new(&log))
}

/// The version that is coming, and a number where it has come before.
fn free_name(files: &Path) -> PathBuf {
    let version = env!("CARGO_PKG_VERSION");
    let first = files.join(format!("{START}{version}{END}"));
    let more = (2..).map(|number| files.join(format!("{START}{version}-{number}{END}")));
    std::iter::once(first)
        .chain(more)
        .find(|path| !path.exists())
        .unwrap_or_else(|| files.join(format!("{START}{version}-last{END}")))
}

fn finish(partial: &Path, target: &Path, files: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(partial, std::fs::Permissions::from_mode(0o600))?;
    std::fs::File::open(partial)?.sync_all()?;
    std::fs::rename(partial, target)?;
    std::fs::File::open(files)?.sync_all()
}
