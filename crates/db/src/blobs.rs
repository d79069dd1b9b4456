//! Photos: checked, stripped and kept by the hash of their content.
//!
//! What arrives is never what is stored: the bytes are decoded within bounds, turned the way the
//! camera meant, made no larger than a screen needs, and written anew as JPEG. Position, camera
//! and every other hidden word stay behind; a file that lies about being a picture is refused.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use huiyin_kernel::{Id, Instant};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::{Dialect, Result, StoreError, Tx, args, queries};

queries! {
    /// The same photo again is as young as when it came last, to the hour (in microseconds): a form
    /// that is not sent yet may wait with it, while the sweep, which counts in days, looks for
    /// photos that nobody has used for long. Within the hour no row is touched twice.
    ADD = "INSERT INTO blob (id, media_type, byte_count, width_px, height_px, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at
        WHERE blob.created_at < excluded.created_at - 3600000000";
    FIND = "SELECT media_type FROM blob WHERE id = $1";
    REMOVE = "DELETE FROM blob WHERE id = $1";
    /// Whoever writes a photo takes this table for writing too, and waits. SQLite has one writer.
    WAIT_FOR_WRITERS = sqlite "SELECT 1 AS n" postgres "LOCK TABLE blob IN SHARE ROW EXCLUSIVE MODE";
    USE = "INSERT INTO blob_use (blob_id, holder) VALUES ($1, $2) ON CONFLICT (blob_id, holder) DO NOTHING";
    LET_GO = "DELETE FROM blob_use WHERE blob_id = $1 AND holder = $2";
    LIST = "SELECT id, byte_count FROM blob WHERE id > $1 ORDER BY id LIMIT $2";
}

/// How whoever clears photos away learns that a column names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The table is asked itself.
    Counted,
    /// Whoever writes the column calls [`Blobs::hold_for`], and [`Blobs::let_go`] when it goes.
    Held,
    /// As held, where the column names them among other things.
    HeldWithin,
    /// It only remembers what came; whether the photo is kept, another table says.
    Remembered,
}

/// A column that names photos or files. Each slice lists its own; a test of the whole house holds
/// the lists against the tables, for a photo that is named nowhere known is swept away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    pub table: &'static str,
    pub column: &'static str,
    pub kept: Kept,
}

impl Naming {
    pub const fn new(table: &'static str, column: &'static str, kept: Kept) -> Self {
        Self {
            table,
            column,
            kept,
        }
    }
}

/// The uses that slices hold.
pub const NAMINGS: &[Naming] = &[Naming::new("blob_use", "blob_id", Kept::Counted)];

/// Upload limit of one photo, in bytes.
pub const UPLOAD_BYTES: usize = 12 * 1024 * 1024;
const SIDE_PX_STORED: u32 = 1600;
const SIDE_PX_ACCEPTED: u32 = 12_000;
const PIXELS_ACCEPTED: u64 = 50_000_000;
const DECODE_BYTES: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 80;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoRefused {
    #[error("the file is larger than 12 MB")]
    TooLarge,
    #[error("the file is not a JPEG, PNG or WebP picture")]
    NotAPicture,
    #[error("the picture has too many pixels")]
    TooManyPixels,
    #[error("the picture is damaged")]
    Damaged,
}

/// A photo as it will be stored.
#[derive(Debug, Clone)]
pub struct Photo {
    pub id: String,
    pub jpeg: Vec<u8>,
    pub width_px: u32,
    pub height_px: u32,
}

/// Checks and rewrites an uploaded picture. Slow (tens of milliseconds): call it off the async
/// threads.
pub fn clean_photo(bytes: &[u8]) -> std::result::Result<Photo, PhotoRefused> {
    if bytes.len() > UPLOAD_BYTES {
        return Err(PhotoRefused::TooLarge);
    }
    let format = image::guess_format(bytes).map_err(|_| PhotoRefused::NotAPicture)?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(PhotoRefused::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_PX_ACCEPTED);
    limits.max_image_height = Some(SIDE_PX_ACCEPTED);
    limits.max_alloc = Some(DECODE_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_ACCEPTED {
        return Err(PhotoRefused::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(|error| refusal(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > SIDE_PX_STORED {
        picture = picture.thumbnail(SIDE_PX_STORED, SIDE_PX_STORED);
    }
    encode(&picture)
}

/// Photos in the order in which one transaction puts them, each once. Two transactions that put the
/// same photos meet at the first of them; in orders of their own each could wait for the other.
pub fn in_order<'p>(photos: impl IntoIterator<Item = &'p Photo>) -> Vec<&'p Photo> {
    let mut photos: Vec<&Photo> = photos.into_iter().collect();
    photos.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    photos.dedup_by(|one, other| one.id == other.id);
    photos
}

fn refusal(error: &image::ImageError) -> PhotoRefused {
    match error {
        image::ImageError::Limits(_) => PhotoRefused::TooManyPixels,
        image::ImageError::Unsupported(_) => PhotoRefused::NotAPicture,
        _ => PhotoRefused::Damaged,
    }
}

fn encode(picture: &DynamicImage) -> std::result::Result<Photo, PhotoRefused> {
    let picture = picture.to_rgb8();
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    picture
        .write_with_encoder(encoder)
        .map_err(|_| PhotoRefused::Damaged)?;
    let id = blake3::hash(&jpeg).to_hex().to_string();
    Ok(Photo {
        id,
        jpeg,
        width_px: picture.width(),
        height_px: picture.height(),
    })
}

/// Where photos lie: a folder beside the store.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// Tells files apart that are being written.
static NEXT_PART: AtomicU64 = AtomicU64::new(0);

impl Blobs {
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The id comes from an address, so it must be a hash and nothing else.
    pub fn path_of(&self, id: &str) -> Option<PathBuf> {
        let plain = id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain.then(|| self.folder.join(&id[..2]).join(format!("{id}.jpg")))
    }

    /// Writes the file durably first and the row in the caller's transaction second: a crash
    /// between them leaves a file that nobody knows, never a row without its file.
    pub async fn put(&self, tx: &mut Tx, photo: &Photo, now: Instant) -> Result<()> {
        let path = self
            .path_of(&photo.id)
            .ok_or(StoreError::inconsistent("photo id"))?;
        write_if_missing(&path, &photo.jpeg).await?;
        let bytes = i64::try_from(photo.jpeg.len()).unwrap_or(i64::MAX);
        let values = args![
            &photo.id,
            "image/jpeg",
            bytes,
            photo.width_px,
            photo.height_px,
            now
        ];
        tx.execute(ADD, values).await?;
        // Somebody may have removed the last use of the same photo while we waited for its row.
        write_if_missing(&path, &photo.jpeg).await
    }

    /// As [`Self::put`], for a file that is no photo and is kept as it came; says under which id.
    /// Whoever takes it in has bounded it and looked into it.
    pub async fn put_file(
        &self,
        tx: &mut Tx,
        media_type: &str,
        bytes: &[u8],
        now: Instant,
    ) -> Result<String> {
        let id = blake3::hash(bytes).to_hex().to_string();
        let path = self
            .path_of(&id)
            .ok_or(StoreError::inconsistent("file id"))?;
        let count = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        write_if_missing(&path, bytes).await?;
        tx.execute(ADD, args![&id, media_type, count, 0, 0, now])
            .await?;
        // As above: the last use of the same file may have gone meanwhile.
        write_if_missing(&path, bytes).await?;
        Ok(id)
    }

    /// Keeps others from storing photos until this transaction ends, so that a use that is looked
    /// for is not just coming into being.
    pub async fn hold(&self, tx: &mut Tx) -> Result<()> {
        if tx.dialect() == Dialect::Postgres {
            tx.execute(WAIT_FOR_WRITERS, args![]).await?;
        }
        Ok(())
    }

    /// Notes that something outside of matters shows a photo, in the transaction that stored it.
    pub async fn hold_for(&self, tx: &mut Tx, id: &str, holder: Id) -> Result<()> {
        tx.execute(USE, args![id, holder]).await.map(drop)
    }

    /// The holder shows it no more; whoever looks for photos without a use may take it.
    pub async fn let_go(&self, tx: &mut Tx, id: &str, holder: Id) -> Result<()> {
        tx.execute(LET_GO, args![id, holder]).await.map(drop)
    }

    /// Removes a photo that nobody uses, row and file. Call [`Self::hold`] before looking for
    /// uses. The file goes first: a crash leaves a row without use, which the next run removes.
    pub async fn remove(&self, tx: &mut Tx, id: &str) -> Result<()> {
        if let Some(path) = self.path_of(id) {
            remove_if_there(&path).await?;
        }
        tx.execute(REMOVE, args![id]).await.map(drop)
    }

    /// Files of which no row knows, older than `before`; at most `most`. A crash leaves them, and
    /// so does a restored store beside younger files.
    pub async fn unknown_files(
        &self,
        tx: &mut Tx,
        before: Instant,
        most: usize,
    ) -> Result<Vec<String>> {
        let folder = self.folder.clone();
        let old = tokio::task::spawn_blocking(move || files_before(&folder, before))
            .await
            .map_err(StoreError::inconsistent)??;
        let mut unknown = Vec::new();
        for id in old {
            if unknown.len() >= most {
                break;
            }
            if tx.fetch_optional(FIND, args![&id]).await?.is_none() {
                unknown.push(id);
            }
        }
        Ok(unknown)
    }

    /// Removes a file of which still no row knows; call [`Self::hold`] first.
    pub async fn remove_unknown(&self, tx: &mut Tx, id: &str) -> Result<bool> {
        let Some(path) = self.path_of(id) else {
            return Ok(false);
        };
        if tx.fetch_optional(FIND, args![id]).await?.is_some() {
            return Ok(false);
        }
        remove_if_there(&path).await
    }

    pub async fn read(&self, tx: &mut Tx, id: &str) -> Result<Option<Vec<u8>>> {
        let Some(path) = self.path_of(id) else {
            return Ok(None);
        };
        if tx.fetch_optional(FIND, args![id]).await?.is_none() {
            return Ok(None);
        }
        match tokio::fs::read(&path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

async fn write_if_missing(path: &Path, bytes: &[u8]) -> Result<()> {
    if tokio::fs::try_exists(path).await? {
        return Ok(());
    }
    let (path, bytes) = (path.to_owned(), bytes.to_owned());
    tokio::task::spawn_blocking(move || write_durably(&path, &bytes))
        .await
        .map_err(StoreError::inconsistent)?
}

async fn remove_if_there(path: &Path) -> Result<bool> {
    match tokio::fs::remove_file(path).await {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Names of photos in the folder that were written before a time.
fn files_before(folder: &Path, before: Instant) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for shelf in std::fs::read_dir(folder)? {
        let shelf = shelf?.path();
        if !shelf.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(shelf)? {
            let file = file?;
            let written = file.metadata()?.modified()?;
            let age = written
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |it| it.as_micros());
            let is_old = i64::try_from(age).is_ok_and(|micros| micros < before.as_micros());
            let path = file.path();
            let name = path.file_stem().and_then(|it| it.to_str());
            if let Some(name) = name.filter(|_| is_old) {
                names.push(name.to_owned());
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn write_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    let folder = path
        .parent()
        .ok_or(StoreError::inconsistent("photo path"))?;
    std::fs::create_dir_all(folder)?;
    // The same photo may come twice at the same moment, and each writes a file of its own.
    let number = NEXT_PART.fetch_add(1, Ordering::Relaxed);
    let temporary = path.with_extension(format!("{}-{number}.part", std::process::id()));
    let written = (|| {
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        std::fs::File::open(folder)?.sync_all()
    })();
    written.map_err(|error: std::io::Error| {
        drop(std::fs::remove_file(&temporary));
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ => StoreError::File(error),
        }
    })
}
