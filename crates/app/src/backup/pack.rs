//! Making a backup beside a running server.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huiyin_db::seal::{self, Verdict};
use huiyin_db::{Db, Tx, rows};
use huiyin_kernel::Instant;
use huiyin_registry::backups::{self, BackupNote};
use huiyin_registry::settings;

use super::archive::{Summing, Writer, read};
use super::lock::Workshop;
use super::manifest::{FORMAT, FileSum, Manifest, StoreKind};
use super::places::off_thread;
use super::{key, postgres, private_file};
use crate::age::{self, Recipient};
use crate::machine::OsEntropy;
use crate::{Failure, House, Store, slices, store};

/// When the last backup was finished, for `doctor`.
pub const LAST_BACKUP_AT: &str = "last_backup_at";
const BUFFER_BYTES: usize = 64 * 1024;

/// Told how many photos more are in.
pub type Progress = Arc<dyn Fn(u64) + Send + Sync>;

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Order {
    /// Must not exist; appears whole or not at all.
    pub target: PathBuf,
    /// Nobody: the file is not locked.
    pub recipients: Vec<Recipient>,
    pub now: Instant,
}

/// A finished backup.
#[derive(Debug, Clone)]
pub struct Packed {
    pub manifest: Manifest,
    /// Named when the journal that was backed up does not fit together.
    pub journal: Verdict,
    pub bytes: u64,
}

/// The store copied at one moment, and what was found in it.
struct Copied {
    path: PathBuf,
    kind: StoreKind,
    schema: String,
    rows: BTreeMap<String, u64>,
    photos: Vec<String>,
    journal: Verdict,
}

/// Copies the store as it stands at one moment, proves the copy, packs it with the photos, and
/// reads the finished file back before it gets its name.
pub async fn pack(
    house: &House,
    workshop: &Workshop,
    order: Order,
    progress: Progress,
) -> Result<Packed, Failure> {
    if order.target.symlink_metadata().is_ok() {
        let shown = order.target.display();
        return Err(Failure::new(
            format!("{shown} 已经存在，不会覆盖。请换一个文件名。"),
            format!("{shown} is there already and will not be overwritten. Choose another name."),
        ));
    }
    let copied = match house.place.store {
        Store::Sqlite(_) => copy_sqlite(house, workshop.path()).await?,
        Store::Postgres(ref address) => copy_postgres(house, address, workshop.path()).await?,
    };
    let photos: Vec<(String, PathBuf)> = copied
        .photos
        .iter()
        .filter_map(|id| Some((id.clone(), house.blobs.path_of(id)?)))
        .collect();
    let (check, journal) = (key::check_of(house).await?, copied.journal.clone());
    let writing = move || write(&copied, &photos, &order, check, &progress);
    let (manifest, bytes) = off_thread(writing).await?;
    Ok(Packed {
        manifest,
        journal,
        bytes,
    })
}

async fn copy_sqlite(house: &House, folder: &Path) -> Result<Copied, Failure> {
    let path = folder.join(StoreKind::Sqlite.file_name());
    house.db.copy_to(&path).await?;
    let db = Db::open_sqlite(&path).await?;
    let proven = async {
        let integrity = db.integrity().await?;
        if integrity != "ok" {
            return Err(Failure::new(
                format!("数据库文件已损坏，备份没有生成：{integrity}"),
                format!("The database file is damaged; no backup was made: {integrity}"),
            ));
        }
        let journal = seal::verify(&db, &house.keys, &slices::heads()).await?;
        let mut tx = db.read().await?;
        Ok((
            rows::count(&mut tx).await?,
            photos_of(&mut tx).await?,
            journal,
        ))
    };
    let proven = proven.await;
    db.close().await;
    let (rows, photos, journal) = proven?;
    Ok(Copied {
        path,
        kind: StoreKind::Sqlite,
        schema: String::new(),
        rows,
        photos,
        journal,
    })
}

/// Rows and photos are read in the very view that `pg_dump` copies.
async fn copy_postgres(house: &House, address: &str, folder: &Path) -> Result<Copied, Failure> {
    let path = folder.join(StoreKind::Postgres.file_name());
    let journal = seal::verify(&house.db, &house.keys, &slices::heads()).await?;
    let schema = house.db.schema().unwrap_or_default().to_owned();
    let (mut tx, view) = house.db.shared_view().await?;
    postgres::dump(address, &schema, &view, &path).await?;
    Ok(Copied {
        rows: rows::count(&mut tx).await?,
        photos: photos_of(&mut tx).await?,
        path,
        kind: StoreKind::Postgres,
        schema,
        journal,
    })
}

async fn photos_of(tx: &mut Tx) -> Result<Vec<String>, Failure> {
    let mut photos: Vec<String> = Vec::new();
    loop {
        let after = photos.last().map_or("", String::as_str).to_owned();
        let page = store::photos_after_in(tx, &after).await?;
        if page.is_empty() {
            return Ok(photos);
        }
        photos.extend(page);
    }
}

fn write(
    copied: &Copied,
    photos: &[(String, PathBuf)],
    order: &Order,
    key_check: String,
    progress: &Progress,
) -> Result<(Manifest, u64), Failure> {
    let partial = Partial::beside(&order.target);
    let path = partial.0.as_path();
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    let seconds = u64::try_from(order.now.as_micros() / 1_000_000).unwrap_or(0);
    let target = Target::create(path, &order.recipients).map_err(wrong)?;
    let mut writer = Writer::new(target, path, seconds);
    let database = writer.database(&copied.path, copied.kind)?;
    for (id, photo) in photos {
        writer.photo(id, photo)?;
        progress(1);
    }
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: order.now.to_rfc3339(),
        store: copied.kind,
        schema: copied.schema.clone(),
        database,
        rows: copied.rows.clone(),
        photos: writer.photos(),
        journal: (&copied.journal).into(),
        key_check,
    };
    let written = writer.finish(&manifest)?.finish().map_err(wrong)?;
    prove(path, &written, &manifest, order.recipients.is_empty())?;
    publish(path, &order.target)?;
    Ok((manifest, written.bytes))
}

/// Reads the finished file back. A locked one cannot be looked into here; that every byte on the
/// disk is the one that was written can be told all the same.
fn prove(
    path: &Path,
    written: &FileSum,
    manifest: &Manifest,
    is_open: bool,
) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    let mut summed = Summing::new(File::open(path).map_err(wrong)?);
    std::io::copy(&mut summed, &mut std::io::sink()).map_err(wrong)?;
    let mut is_good = summed.finish() == *written;
    if is_open {
        let file = File::open(path).map_err(wrong)?;
        is_good &= read(file, path, None, &|_| ())? == *manifest;
    }
    if is_good {
        return Ok(());
    }
    Err(Failure::new(
        "备份写完后读回来不一致，已放弃。请检查磁盘。",
        "The backup read back differs from what was written, and was given up. Check the disk.",
    ))
}

/// What the tar file is written to: the disk, with a lock before it or without.
enum Target {
    Open(Box<Summing<BufWriter<File>>>),
    Locked(Box<age::Writer<Summing<BufWriter<File>>>>),
}

impl Target {
    fn create(path: &Path, recipients: &[Recipient]) -> std::io::Result<Self> {
        let file = BufWriter::with_capacity(BUFFER_BYTES, private_file(path, false)?);
        let summing = Summing::new(file);
        if recipients.is_empty() {
            return Ok(Self::Open(Box::new(summing)));
        }
        let locked = age::Writer::new(summing, recipients, &OsEntropy)?;
        Ok(Self::Locked(Box::new(locked)))
    }

    /// Durable, with the sum of what lies on the disk.
    fn finish(self) -> std::io::Result<FileSum> {
        let mut summing = match self {
            Self::Open(summing) => *summing,
            Self::Locked(locked) => locked.finish()?,
        };
        summing.flush()?;
        summing.inner().get_ref().sync_all()?;
        Ok(summing.finish())
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Open(summing) => summing.write(bytes),
            Self::Locked(locked) => locked.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Open(summing) => summing.flush(),
            Self::Locked(locked) => locked.flush(),
        }
    }
}

fn publish(partial: &Path, target: &Path) -> Result<(), Failure> {
    let published = (|| {
        std::fs::rename(partial, target)?;
        File::open(folder_of(target))?.sync_all()
    })();
    published.map_err(|error| Failure::file(target, &error))
}

/// Notes a backup for `doctor` and the system page. The backup is good whether or not the store
/// could note it: a full disk must not spoil it.
pub async fn note(house: &House, note: &BackupNote) {
    let noted = async {
        let mut tx = house.db.write().await?;
        settings::set(&mut tx, LAST_BACKUP_AT, &note.at_micros.to_string()).await?;
        backups::note(&mut tx, note).await?;
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

/// The unfinished file beside its target, so that the last step is a rename; removed unless it
/// got its name.
struct Partial(PathBuf);

impl Partial {
    fn beside(target: &Path) -> Self {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        Self(folder_of(target).join(format!(".{name}.{}.part", std::process::id())))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.0.exists()
            && let Err(error) = std::fs::remove_file(&self.0)
        {
            tracing::warn!(%error, "an unfinished backup was left behind");
        }
    }
}
