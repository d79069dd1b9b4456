//! Writing and reading the tar file. Reading trusts nothing: names, sizes, order and sums are
//! checked, and only what belongs in a backup is ever written to disk.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use huiyin_db::blobs::UPLOAD_BYTES;

use super::manifest::{FORMAT, FileSum, Manifest, PhotosSum, StoreKind};
use super::private_file;
use crate::Failure;

const MANIFEST: &str = "manifest.json";
const MANIFEST_BYTES: u64 = 1024 * 1024;
const CHUNK_BYTES: usize = 64 * 1024;
const MODE: u32 = 0o600;

/// A tar file being written.
pub(super) struct Writer<W: Write> {
    tar: tar::Builder<W>,
    path: PathBuf,
    made_seconds: u64,
    photos: PhotosSum,
    names: blake3::Hasher,
}

impl<W: Write> Writer<W> {
    /// Writes to `target`; `path` is only named where something goes wrong.
    pub(super) fn new(target: W, path: &Path, made_seconds: u64) -> Self {
        Self {
            tar: tar::Builder::new(target),
            path: path.to_owned(),
            made_seconds,
            photos: PhotosSum::default(),
            names: blake3::Hasher::new(),
        }
    }

    pub(super) fn database(&mut self, path: &Path, kind: StoreKind) -> Result<FileSum, Failure> {
        let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
        let facts = file
            .metadata()
            .map_err(|error| Failure::file(path, &error))?;
        let mut reader = Summing::new(BufReader::with_capacity(CHUNK_BYTES, file));
        self.append(kind.file_name(), facts.len(), &mut reader)?;
        Ok(reader.finish())
    }

    /// Adds a photo; false when its file is not there.
    pub(super) fn photo(&mut self, id: &str, path: &Path) -> Result<bool, Failure> {
        let jpeg = match std::fs::read(path) {
            Ok(jpeg) => jpeg,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.photos.missing += 1;
                return Ok(false);
            }
            Err(error) => return Err(Failure::file(path, &error)),
        };
        if blake3::hash(&jpeg).to_hex().as_str() != id {
            // An altered photo is as good as none, and would spoil the proof of the others.
            self.photos.missing += 1;
            return Ok(false);
        }
        let bytes = jpeg.len() as u64;
        self.append(&photo_name(id), bytes, &mut jpeg.as_slice())?;
        self.names.update(id.as_bytes());
        self.photos.count += 1;
        self.photos.bytes += bytes;
        Ok(true)
    }

    pub(super) fn photos(&self) -> PhotosSum {
        PhotosSum {
            blake3: self.names.finalize().to_hex().to_string(),
            ..self.photos.clone()
        }
    }

    /// Writes the manifest and gives back what was written to.
    pub(super) fn finish(mut self, manifest: &Manifest) -> Result<W, Failure> {
        let text = serde_json::to_vec_pretty(manifest)
            .map_err(|error| Failure::file(&self.path, &std::io::Error::other(error)))?;
        self.append(MANIFEST, text.len() as u64, &mut text.as_slice())?;
        let written = self.tar.into_inner();
        written.map_err(|error| Failure::file(&self.path, &error))
    }

    fn append(&mut self, name: &str, bytes: u64, content: &mut dyn Read) -> Result<(), Failure> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(MODE);
        header.set_mtime(self.made_seconds);
        let appended = self.tar.append_data(&mut header, name, content);
        appended.map_err(|error| Failure::file(&self.path, &error))
    }
}

/// Reads a whole backup and holds every sum against its manifest; with `into`, lays its files out
/// in that folder. `progress` is told how many bytes were read; `path` is only named where
/// something is wrong.
pub fn read(
    source: impl Read,
    path: &Path,
    into: Option<&Path>,
    progress: &dyn Fn(u64),
) -> Result<Manifest, Failure> {
    let mut archive = tar::Archive::new(BufReader::with_capacity(CHUNK_BYTES, source));
    let mut found = Found::default();
    let entries = archive.entries().map_err(|_| no_backup(path))?;
    for entry in entries {
        let mut entry = entry.map_err(|_| no_backup(path))?;
        if found.manifest.is_some() || entry.header().entry_type() != tar::EntryType::Regular {
            return Err(no_backup(path));
        }
        let name = entry
            .path()
            .ok()
            .and_then(|name| name.to_str().map(str::to_owned))
            .ok_or_else(|| no_backup(path))?;
        let bytes = entry.size();
        found.take(path, &name, bytes, &mut entry, into)?;
        progress(bytes);
    }
    found.proven(path)
}

#[derive(Default)]
struct Found {
    database: Option<(StoreKind, FileSum)>,
    photos: PhotosSum,
    names: blake3::Hasher,
    manifest: Option<Manifest>,
}

impl Found {
    fn take(
        &mut self,
        path: &Path,
        name: &str,
        bytes: u64,
        content: &mut dyn Read,
        into: Option<&Path>,
    ) -> Result<(), Failure> {
        match name {
            "huiyin.db" | "huiyin.dump" if self.database.is_none() => {
                let kind = if name == StoreKind::Sqlite.file_name() {
                    StoreKind::Sqlite
                } else {
                    StoreKind::Postgres
                };
                let target = into.map(|folder| folder.join(name));
                self.database = Some((kind, copy(path, content, target.as_deref())?));
            }
            MANIFEST if bytes <= MANIFEST_BYTES => {
                let mut text = Vec::new();
                let read = content.take(MANIFEST_BYTES).read_to_end(&mut text);
                read.map_err(|_| no_backup(path))?;
                self.manifest = Some(manifest(path, &text)?);
            }
            _ => {
                let id = photo_id(name).ok_or_else(|| no_backup(path))?;
                if bytes > UPLOAD_BYTES as u64 {
                    return Err(no_backup(path));
                }
                let target = into.map(|folder| folder.join(name));
                let sum = copy(path, content, target.as_deref())?;
                if sum.blake3 != id {
                    return Err(altered(path, name));
                }
                self.names.update(id.as_bytes());
                self.photos.count += 1;
                self.photos.bytes += sum.bytes;
            }
        }
        Ok(())
    }

    fn proven(self, path: &Path) -> Result<Manifest, Failure> {
        let manifest = self.manifest.ok_or_else(|| cut_off(path))?;
        if self.database != Some((manifest.store, manifest.database.clone())) {
            return Err(altered(path, manifest.store.file_name()));
        }
        let photos = PhotosSum {
            blake3: self.names.finalize().to_hex().to_string(),
            missing: manifest.photos.missing,
            ..self.photos
        };
        if photos != manifest.photos {
            return Err(altered(path, "blobs"));
        }
        Ok(manifest)
    }
}

fn manifest(path: &Path, text: &[u8]) -> Result<Manifest, Failure> {
    let value: serde_json::Value = serde_json::from_slice(text).map_err(|_| no_backup(path))?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format.is_some_and(|format| format > u64::from(FORMAT)) {
        let shown = path.display();
        return Err(Failure::new(
            format!("{shown} 由更新版本的 huiyin 备份，请用那个版本恢复。"),
            format!("{shown} was made by a later huiyin: restore it with that version."),
        ));
    }
    serde_json::from_value(value).map_err(|_| no_backup(path))
}

/// Copies content to a new file, or nowhere, and sums it on the way.
fn copy(path: &Path, content: &mut dyn Read, target: Option<&Path>) -> Result<FileSum, Failure> {
    let mut reader = Summing::new(content);
    let Some(target) = target else {
        std::io::copy(&mut reader, &mut std::io::sink()).map_err(|_| cut_off(path))?;
        return Ok(reader.finish());
    };
    let wrong = |error: std::io::Error| Failure::file(target, &error);
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(wrong)?;
    }
    let mut file = private_file(target, false).map_err(wrong)?;
    let mut chunk = vec![0u8; CHUNK_BYTES];
    loop {
        let count = reader.read(&mut chunk).map_err(|_| cut_off(path))?;
        if count == 0 {
            return Ok(reader.finish());
        }
        file.write_all(&chunk[..count]).map_err(wrong)?;
    }
}

fn photo_name(id: &str) -> String {
    format!("blobs/{}/{id}.jpg", id.get(..2).unwrap_or_default())
}

/// The id in `blobs/ab/abcd….jpg`; nothing else passes, so no name leads out of the folder.
fn photo_id(name: &str) -> Option<&str> {
    let id = name.strip_suffix(".jpg")?.rsplit('/').next()?;
    let plain = id.len() == 64
        && id
            .bytes()
            .all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    (plain && name == photo_name(id)).then_some(id)
}

fn no_backup(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!("{path} 不是 huiyin 的备份文件，或者已经损坏。什么也没有改动。"),
        format!("{path} is no backup of huiyin, or it is damaged. Nothing was changed."),
    )
}

fn cut_off(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!("{path} 不完整（没有写完或被截断）。请换另一份备份。什么也没有改动。"),
        format!("{path} is incomplete: it was cut off. Take another backup. Nothing was changed."),
    )
}

fn altered(path: &Path, name: &str) -> Failure {
    let path = path.display();
    Failure::new(
        format!("{path} 里的 {name} 与校验和不符。请换另一份备份。什么也没有改动。"),
        format!("{path}: {name} does not fit its sum. Take another backup. Nothing was changed."),
    )
}

/// Counts and hashes what is read or written through it.
pub(super) struct Summing<R> {
    inner: R,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<R> Summing<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
            bytes: 0,
        }
    }

    pub(super) fn inner(&self) -> &R {
        &self.inner
    }

    pub(super) fn finish(&self) -> FileSum {
        FileSum {
            bytes: self.bytes,
            blake3: self.hasher.finalize().to_hex().to_string(),
        }
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_photos_pass() {
        let id = "ab".repeat(32);
        assert_eq!(photo_id(&photo_name(&id)), Some(id.as_str()));
        for wrong in [
            format!("blobs/ac/{id}.jpg"),
            format!("../blobs/ab/{id}.jpg"),
            format!("/blobs/ab/{id}.jpg"),
            format!("blobs/ab/../ab/{id}.jpg"),
            format!("blobs/AB/{}.jpg", "AB".repeat(32)),
            "blobs/ab/ab.jpg".to_owned(),
            "huiyin.key".to_owned(),
            String::new(),
        ] {
            assert_eq!(photo_id(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_backup_is_refused() {
        for content in [&b""[..], b"not a tar", &[0u8; 2048], &[0xff; 5000]] {
            assert!(read(content, Path::new("a.tar"), None, &|_| ()).is_err());
        }
    }
}
