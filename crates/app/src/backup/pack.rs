//! Making a backup beside a running server.

use std::path::{Path, PathBuf};

use huiyin_db::Db;
use huiyin_db::seal::{self, Verdict};
use huiyin_kernel::Instant;
use huiyin_registry::settings;

use super::archive::{Writer, read};
use super::manifest::{FORMAT, Manifest};
use crate::house::key_check;
use crate::{Failure, House, Store, slices, store};

/// When the last backup was finished, for `doctor`.
pub const LAST_BACKUP_AT: &str = "last_backup_at";

/// A finished backup.
#[derive(Debug, Clone)]
pub struct Packed {
    pub manifest: Manifest,
    /// Named when the journal that was backed up does not fit together.
    pub journal: Verdict,
    pub bytes: u64,
}

/// Copies the store as it stands at one moment, proves the copy, packs it with the photos, and
/// reads the finished file back before it gets its name.
pub async fn pack(
    house: &House,
    target: &Path,
    now: Instant,
    progress: &mut dyn FnMut(u64),
) -> Result<Packed, Failure> {
    refuse_target(house, target)?;
    let working = Working::create(target)?;
    let copy = working.path().join("huiyin.db");
    house.db.copy_to(&copy).await?;
    let (journal, photos) = prove_copy(house, &copy).await?;
    let archive = working.path().join("backup.tar");
    let seconds = u64::try_from(now.as_micros() / 1_000_000).unwrap_or(0);
    let mut writer = Writer::create(&archive, seconds)?;
    let database = writer.database(&copy)?;
    for id in &photos {
        if let Some(path) = house.blobs.path_of(id) {
            writer.photo(id, &path)?;
            progress(1);
        }
    }
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.to_rfc3339(),
        database,
        photos: writer.photos(),
        journal: (&journal).into(),
        key_check: key_check(&house.keys),
    };
    writer.finish(&manifest)?;
    let read_back = read(&archive, None, &mut |_| ())?;
    if read_back != manifest {
        return Err(Failure::new(
            "备份写完后读回来不一致，已放弃。请检查磁盘。",
            "The backup read back differs from what was written, and was given up. Check the disk.",
        ));
    }
    let bytes = publish(&archive, target)?;
    note_backup(house, now).await;
    Ok(Packed {
        manifest,
        journal,
        bytes,
    })
}

fn refuse_target(house: &House, target: &Path) -> Result<(), Failure> {
    if let Store::Postgres(_) = house.place.store {
        return Err(postgres());
    }
    if target.symlink_metadata().is_ok() {
        let shown = target.display();
        return Err(Failure::new(
            format!("{shown} 已经存在，不会覆盖。请换一个文件名。"),
            format!("{shown} is there already and will not be overwritten. Choose another name."),
        ));
    }
    Ok(())
}

/// Why there is no own backup beside PostgreSQL.
pub fn postgres() -> Failure {
    Failure::new(
        "PostgreSQL 请用 pg_dump 备份、pg_restore 恢复，照片目录另外复制；做法见 docs/operations.md。",
        "PostgreSQL is backed up with pg_dump and restored with pg_restore, its photos by copying \
         their folder: see docs/operations.md.",
    )
}

async fn prove_copy(house: &House, copy: &Path) -> Result<(Verdict, Vec<String>), Failure> {
    let db = Db::open_sqlite(copy).await?;
    let proven = async {
        let integrity = db.integrity().await?;
        if integrity != "ok" {
            return Err(Failure::new(
                format!("数据库文件已损坏，备份没有生成：{integrity}"),
                format!("The database file is damaged; no backup was made: {integrity}"),
            ));
        }
        let verdict = seal::verify(&db, &house.keys, slices::HEADS).await?;
        let mut photos: Vec<String> = Vec::new();
        loop {
            let after = photos.last().map_or("", String::as_str);
            let page = store::photos_after(&db, after).await?;
            if page.is_empty() {
                return Ok((verdict, photos));
            }
            photos.extend(page);
        }
    };
    let proven = proven.await;
    db.close().await;
    proven
}

fn publish(archive: &Path, target: &Path) -> Result<u64, Failure> {
    let published = (|| {
        let bytes = std::fs::metadata(archive)?.len();
        std::fs::rename(archive, target)?;
        std::fs::File::open(folder_of(target))?.sync_all()?;
        Ok(bytes)
    })();
    published.map_err(|error| Failure::file(target, &error))
}

/// The backup is good whether or not the store could note it: a full disk must not spoil it.
async fn note_backup(house: &House, now: Instant) {
    let noted = async {
        let mut tx = house.db.write().await?;
        settings::set(&mut tx, LAST_BACKUP_AT, &now.as_micros().to_string()).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the time of this backup could not be noted in the store");
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|it| !it.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A folder beside the target, so that the last step is a rename; removed whatever happens.
struct Working(PathBuf);

impl Working {
    fn create(target: &Path) -> Result<Self, Failure> {
        use std::os::unix::fs::DirBuilderExt as _;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = folder_of(target).join(format!(".{name}.{}", std::process::id()));
        let made = std::fs::DirBuilder::new().mode(0o700).create(&path);
        made.map_err(|error| Failure::file(&path, &error))?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a working folder was left behind");
        }
    }
}
