//! Where backups are kept: a folder, a bucket, or both. A backup appears under its name only when
//! it is whole; until then it has another name, or is an upload that was never completed.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum};
use object_store::path::Path as Key;
use object_store::{ObjectStore as _, ObjectStoreExt as _, RetryConfig, WriteMultipart};

use super::names::{self, Kept};
use crate::config::{BackupSettings, S3};
use crate::{Failure, outside};

/// One part of an upload; S3 takes ten thousand of them.
const PART_BYTES: usize = 8 * 1024 * 1024;
/// Parts under way at once, which bounds the memory.
const PARTS_AT_ONCE: usize = 2;
const TRIES: usize = 3;

/// A place for backups.
#[derive(Debug)]
pub enum Shelf {
    Folder(PathBuf),
    Bucket {
        store: Box<AmazonS3>,
        prefix: String,
    },
}

impl Shelf {
    /// All that are configured.
    pub fn all(settings: &BackupSettings) -> Result<Vec<Self>, Failure> {
        let mut shelves = Vec::new();
        if let Some(folder) = &settings.folder {
            shelves.push(Self::Folder(folder.clone()));
        }
        if let Some(s3) = &settings.s3 {
            shelves.push(bucket(s3)?);
        }
        Ok(shelves)
    }

    /// The word in notes and figures.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Folder(_) => "folder",
            Self::Bucket { .. } => "s3",
        }
    }

    pub fn shown(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Bucket { store, prefix } => format!("{store}/{prefix}"),
        }
    }

    /// The backups of one store, newest first. Whatever else lies there is not looked at.
    pub async fn list(&self, store_id: &str) -> Result<Vec<Kept>, Failure> {
        let mut found = match self {
            Self::Folder(folder) => list_folder(folder, store_id)?,
            Self::Bucket { store, prefix } => {
                let prefix = (!prefix.is_empty()).then(|| Key::from(prefix.as_str()));
                let listed = store.list_with_delimiter(prefix.as_ref()).await;
                let listed = listed.map_err(|error| self.wrong(&error))?;
                let named = listed.objects.into_iter().filter_map(|object| {
                    let name = object.location.filename()?.to_owned();
                    kept(store_id, name, object.size)
                });
                named.collect()
            }
        };
        found.sort_by_key(|backup| std::cmp::Reverse(backup.made_at));
        Ok(found)
    }

    /// Puts a finished archive there under its name.
    pub async fn put(&self, archive: &Path, name: &str) -> Result<(), Failure> {
        match self {
            Self::Folder(folder) => {
                let (folder, archive, name) = (folder.clone(), archive.to_owned(), name.to_owned());
                off_thread(move || put_in_folder(&folder, &archive, &name)).await
            }
            Self::Bucket { store, .. } => self.upload(store, archive, name).await,
        }
    }

    pub async fn remove(&self, name: &str) -> Result<(), Failure> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                std::fs::remove_file(&path).map_err(|error| Failure::file(&path, &error))
            }
            Self::Bucket { store, .. } => {
                let removed = store.delete(&self.key(name)).await;
                removed.map_err(|error| self.wrong(&error))
            }
        }
    }

    /// The backup as a file: where it lies, or fetched into `folder`.
    pub async fn fetch(&self, name: &str, folder: &Path) -> Result<PathBuf, Failure> {
        let (store, target) = match self {
            Self::Folder(path) => return Ok(path.join(name)),
            Self::Bucket { store, .. } => (store, folder.join(name)),
        };
        let key = self.key(name);
        let size = store.head(&key).await.map_err(|it| self.wrong(&it))?.size;
        let mut file =
            std::fs::File::create_new(&target).map_err(|error| Failure::file(&target, &error))?;
        let step = u64::try_from(PART_BYTES).unwrap_or(u64::MAX);
        let mut from = 0;
        while from < size {
            let to = size.min(from + step);
            let part = store.get_range(&key, from..to).await;
            let part = part.map_err(|error| self.wrong(&error))?;
            std::io::Write::write_all(&mut file, &part)
                .map_err(|error| Failure::file(&target, &error))?;
            from = to;
        }
        Ok(target)
    }

    async fn upload(&self, store: &AmazonS3, archive: &Path, name: &str) -> Result<(), Failure> {
        let key = self.key(name);
        let unreadable = |error: std::io::Error| Failure::file(archive, &error);
        let mut file = std::fs::File::open(archive).map_err(unreadable)?;
        let begun = store.put_multipart(&key).await;
        let begun = begun.map_err(|error| self.wrong(&error))?;
        let mut upload = WriteMultipart::new_with_chunk_size(begun, PART_BYTES);
        let mut total = 0u64;
        loop {
            let (next, read) = read_part(file).await.map_err(unreadable)?;
            file = next;
            if read.is_empty() {
                break;
            }
            total += read.len() as u64;
            if let Err(error) = upload.wait_for_capacity(PARTS_AT_ONCE).await {
                drop(upload.abort().await);
                return Err(self.wrong(&error));
            }
            upload.write(&read);
        }
        // A part that fails here leaves an upload that was never completed: no object appears.
        upload.finish().await.map_err(|error| self.wrong(&error))?;
        let there = store.head(&key).await.map_err(|it| self.wrong(&it))?.size;
        if there == total {
            return Ok(());
        }
        let shown = self.shown();
        Err(Failure::new(
            format!("{shown} 里的 {name} 只有 {there} 字节，应为 {total}。"),
            format!("{name} has {there} bytes in {shown} where {total} were sent."),
        ))
    }

    fn key(&self, name: &str) -> Key {
        match self {
            Self::Bucket { prefix, .. } if !prefix.is_empty() => {
                Key::from(format!("{prefix}/{name}"))
            }
            _ => Key::from(name),
        }
    }

    fn wrong(&self, error: &object_store::Error) -> Failure {
        let shown = self.shown();
        Failure::new(
            format!("备份存储 {shown} 出错：{error}"),
            format!("The object store {shown} failed: {error}"),
        )
    }
}

fn bucket(s3: &S3) -> Result<Shelf, Failure> {
    outside::choose_cryptography();
    let retry = RetryConfig {
        max_retries: TRIES,
        ..RetryConfig::default()
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_access_key_id(&s3.access_key)
        .with_secret_access_key(&s3.secret_key)
        .with_checksum_algorithm(Checksum::SHA256)
        .with_retry(retry);
    if !s3.endpoint.is_empty() {
        builder = builder
            .with_endpoint(&s3.endpoint)
            .with_allow_http(s3.endpoint.starts_with("http://"));
    }
    let store = builder.build().map_err(|error| {
        Failure::new(
            format!("备份的 S3 设置不对：{error}"),
            format!("The S3 settings of backups are wrong: {error}"),
        )
    })?;
    Ok(Shelf::Bucket {
        store: Box::new(store),
        prefix: s3.prefix.clone(),
    })
}

fn kept(store_id: &str, name: String, bytes: u64) -> Option<Kept> {
    let made_at = names::made_at(store_id, &name)?;
    Some(Kept {
        name,
        made_at,
        bytes,
    })
}

fn list_folder(folder: &Path, store_id: &str) -> Result<Vec<Kept>, Failure> {
    let wrong = |error: std::io::Error| Failure::file(folder, &error);
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(wrong)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(wrong)?;
        let (name, facts) = (entry.file_name(), entry.metadata().map_err(wrong)?);
        if let (Some(name), true) = (name.to_str(), facts.is_file()) {
            found.extend(kept(store_id, name.to_owned(), facts.len()));
        }
    }
    Ok(found)
}

/// Copied beside its place first: only a whole and durable file gets the name.
fn put_in_folder(folder: &Path, archive: &Path, name: &str) -> Result<(), Failure> {
    super::make_folder(folder)?;
    let (partial, target) = (folder.join(format!(".{name}.part")), folder.join(name));
    let put = (|| {
        let mut source = std::fs::File::open(archive)?;
        let mut file = super::private_file(&partial, true)?;
        std::io::copy(&mut source, &mut file)?;
        file.sync_all()?;
        std::fs::rename(&partial, &target)?;
        std::fs::File::open(folder)?.sync_all()
    })();
    put.map_err(|error: std::io::Error| {
        drop(std::fs::remove_file(&partial));
        Failure::file(&target, &error)
    })
}

async fn read_part(file: std::fs::File) -> std::io::Result<(std::fs::File, Vec<u8>)> {
    let part = tokio::task::spawn_blocking(move || {
        let mut part = Vec::new();
        let most = u64::try_from(PART_BYTES).unwrap_or(u64::MAX);
        let mut limited = file.take(most);
        limited.read_to_end(&mut part)?;
        Ok((limited.into_inner(), part))
    });
    part.await.map_err(std::io::Error::other)?
}

/// Work on large files, away from the threads that answer residents.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        Failure::new(
            format!("备份中断：{error}"),
            format!("The backup broke off: {error}"),
        )
    })?
}
