//! Settings for watching, stopping and backing up.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::keys;
use super::values::Reader;
use crate::Failure;
use crate::age::Recipient;

const PATH_CHARACTERS: usize = 1_000;
const ADDRESS_CHARACTERS: usize = 500;
const NAME_CHARACTERS: usize = 200;
const SECRET_CHARACTERS: usize = 500;
/// Longer than this nobody waits for a program to stop.
const DRAIN_SECONDS_MAX: u32 = 300;
/// A month between backups is no plan.
const EVERY_HOURS_MAX: u32 = 31 * 24;
/// A larger secret is a wrong file.
const SECRET_FILE_BYTES: u64 = 4096;

/// What whoever keeps the program running decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operating {
    /// Where `/metrics` is answered; nowhere unless told.
    pub metrics_listen: Option<SocketAddr>,
    /// Where traces are sent; nowhere unless told.
    pub otlp_endpoint: Option<String>,
    /// How long `/readyz` says no before the program stops listening.
    pub drain_seconds: u32,
    pub backup: BackupSettings,
}

/// When backups are made, where they go, and how long they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    pub every_hours: u32,
    pub folder: Option<PathBuf>,
    pub s3: Option<S3>,
    /// Who can open the backups; none means that they are written unencrypted.
    pub recipients: Vec<Recipient>,
    pub keep: Keep,
}

impl BackupSettings {
    /// True when the program makes backups by itself.
    pub fn is_scheduled(&self) -> bool {
        self.every_hours > 0 && (self.folder.is_some() || self.s3.is_some())
    }
}

/// The newest of each of so many days, weeks and months are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub daily: u32,
    pub weekly: u32,
    pub monthly: u32,
}

/// A bucket of an object store that speaks S3.
#[derive(Clone, PartialEq, Eq)]
pub struct S3 {
    pub bucket: String,
    pub prefix: String,
    /// Empty for Amazon's own.
    pub endpoint: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("S3")
            .field("bucket", &self.bucket)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl Operating {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let metrics_listen = reader.second_listener(keys::METRICS_LISTEN)?;
        let otlp_endpoint = reader.text(keys::OTLP_ENDPOINT, ADDRESS_CHARACTERS)?;
        if !otlp_endpoint.is_empty() && !is_http(&otlp_endpoint) {
            return Err(no_address("otlp_endpoint"));
        }
        let drain_seconds = reader.number(keys::DRAIN_SECONDS)?;
        if drain_seconds > DRAIN_SECONDS_MAX {
            return Err(Failure::new(
                format!("设置 drain_seconds 最多 {DRAIN_SECONDS_MAX}。"),
                format!("drain_seconds is at most {DRAIN_SECONDS_MAX}."),
            ));
        }
        Ok(Self {
            metrics_listen,
            otlp_endpoint: (!otlp_endpoint.is_empty()).then_some(otlp_endpoint),
            drain_seconds,
            backup: BackupSettings::read(reader)?,
        })
    }
}

impl BackupSettings {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let every_hours = reader.number(keys::BACKUP_EVERY_HOURS)?;
        if every_hours > EVERY_HOURS_MAX {
            return Err(Failure::new(
                format!("设置 backup.every_hours 最多 {EVERY_HOURS_MAX}。"),
                format!("backup.every_hours is at most {EVERY_HOURS_MAX}."),
            ));
        }
        let folder = reader.text(keys::BACKUP_FOLDER, PATH_CHARACTERS)?;
        let recipients = reader.text(keys::BACKUP_RECIPIENT, ADDRESS_CHARACTERS)?;
        let keep = Keep {
            daily: reader.number(keys::BACKUP_KEEP_DAILY)?,
            weekly: reader.number(keys::BACKUP_KEEP_WEEKLY)?,
            monthly: reader.number(keys::BACKUP_KEEP_MONTHLY)?,
        };
        Ok(Self {
            every_hours,
            folder: (!folder.is_empty()).then(|| PathBuf::from(folder)),
            s3: S3::read(reader)?,
            recipients: Recipient::list(&recipients)?,
            keep,
        })
    }
}

impl S3 {
    /// None where no bucket is named; half a description is refused.
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, Failure> {
        let found = Self {
            bucket: reader.text(keys::BACKUP_S3_BUCKET, NAME_CHARACTERS)?,
            prefix: reader.text(keys::BACKUP_S3_PREFIX, NAME_CHARACTERS)?,
            endpoint: reader.text(keys::BACKUP_S3_ENDPOINT, ADDRESS_CHARACTERS)?,
            region: reader.text(keys::BACKUP_S3_REGION, NAME_CHARACTERS)?,
            access_key: reader.text(keys::BACKUP_S3_ACCESS_KEY, NAME_CHARACTERS)?,
            secret_key: reader.text(keys::BACKUP_S3_SECRET_KEY, SECRET_CHARACTERS)?,
        };
        let secret_file = reader.text(keys::BACKUP_S3_SECRET_KEY_FILE, PATH_CHARACTERS)?;
        if found.bucket.is_empty() {
            return Ok(None);
        }
        if !found.endpoint.is_empty() && !is_http(&found.endpoint) {
            return Err(no_address("backup.s3_endpoint"));
        }
        let secret_key = match secret_file.as_str() {
            "" => found.secret_key,
            path => secret_in(Path::new(path))?,
        };
        if found.access_key.is_empty() || secret_key.is_empty() {
            return Err(Failure::new(
                "设了 backup.s3_bucket，还要设 backup.s3_access_key 和 backup.s3_secret_key（或 backup.s3_secret_key_file）。",
                "backup.s3_bucket also needs backup.s3_access_key and backup.s3_secret_key (or backup.s3_secret_key_file).",
            ));
        }
        Ok(Some(Self {
            prefix: found.prefix.trim_matches('/').to_owned(),
            endpoint: found.endpoint.trim_end_matches('/').to_owned(),
            secret_key,
            ..found
        }))
    }
}

fn is_http(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn no_address(name: &str) -> Failure {
    Failure::new(
        format!("设置 {name} 应以 https:// 或 http:// 开头。"),
        format!("{name} begins with https:// or http://."),
    )
}

fn secret_in(path: &Path) -> Result<String, Failure> {
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    if std::fs::metadata(path).map_err(wrong)?.len() > SECRET_FILE_BYTES {
        let shown = path.display();
        return Err(Failure::new(
            format!("{shown} 太大，不像是密钥文件。"),
            format!("{shown} is too large to hold a secret."),
        ));
    }
    let text = std::fs::read_to_string(path).map_err(wrong)?;
    Ok(text.trim().to_owned())
}
