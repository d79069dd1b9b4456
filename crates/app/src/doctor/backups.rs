//! Whether the district would survive the loss of this machine, and whether a thief of a backup
//! would learn anything.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use huiyin_kernel::Instant;
use huiyin_registry::{backups, settings};

use super::check::{Check, said};
use crate::config::BackupSettings;
use crate::{Config, Failure, House, slices};

const HOUR_SECONDS: i64 = 3600;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;
/// Where nothing is scheduled.
const BACKUP_LATE_SECONDS: i64 = 7 * DAY_SECONDS;
/// A quarter and a few days of grace.
const DRILL_LATE_SECONDS: i64 = 100 * DAY_SECONDS;
/// Small files in the folder of backups that are looked into.
const FILES_LOOKED_AT: usize = 200;
const KEY_FILE_BYTES: u64 = 4096;

pub(super) async fn all(
    house: &House,
    config: &Config,
    now: Instant,
) -> Result<Vec<Check>, Failure> {
    let mut tx = house.db.read().await?;
    let is_demo = settings::get(&mut tx, slices::IS_DEMO).await?.as_deref() == Some("true");
    let last = backups::last(&mut tx).await?;
    let drill = backups::last_drill(&mut tx).await?;
    drop(tx);
    if is_demo && last.is_none() {
        return Ok(vec![Check::ok(
            "backup",
            "演示区，没有备份。",
            "A demo district without backups.",
        )]);
    }
    let backup = &config.operating.backup;
    let mut checks = vec![age(last.as_ref(), backup, now)];
    checks.push(lock(last.as_ref(), backup));
    checks.push(offsite(backup, &house.place.files));
    checks.push(keys_beside(backup, config));
    checks.push(trial(drill.as_ref(), now));
    Ok(checks)
}

fn age(last: Option<&backups::BackupNote>, backup: &BackupSettings, now: Instant) -> Check {
    let limit = if backup.is_scheduled() {
        // Twice missed is not a coincidence.
        i64::from(backup.every_hours) * HOUR_SECONDS * 2
    } else {
        BACKUP_LATE_SECONDS
    };
    let found = match last {
        Some(note) => {
            let (name, at) = (&note.name, note.at().to_display());
            let found = said(
                format!("最近一次备份：{at}（{name}）。"),
                format!("The last backup was made at {at} ({name})."),
            );
            if now.seconds_since(note.at()) <= limit {
                return Check::ok("backup", found.zh, found.en);
            }
            found
        }
        None => said("还没有备份过。", "There was never a backup."),
    };
    let advice = if backup.is_scheduled() {
        said(
            "定时备份没有按时完成：在“系统”页面看 app.backup 的错误，或运行 huiyin backup now。",
            "Scheduled backups are not being made: see the error of app.backup on the system page, or run `huiyin backup now`.",
        )
    } else {
        said(
            "在 huiyin.toml 的 [backup] 里设置 folder 或 s3_bucket，服务会自动备份；或每天运行 huiyin backup FILE。",
            "Set folder or s3_bucket under [backup] in huiyin.toml and the service makes them by itself; or run `huiyin backup FILE` daily.",
        )
    };
    Check::warn("backup", found, advice)
}

fn lock(last: Option<&backups::BackupNote>, backup: &BackupSettings) -> Check {
    let is_open = last.is_some_and(|note| !note.is_locked);
    if !backup.recipients.is_empty() && !is_open {
        let count = backup.recipients.len();
        return Check::ok(
            "backup_lock",
            format!("备份加密，{count} 个接收公钥。"),
            format!("Backups are locked for {count} recipients."),
        );
    }
    let found = if backup.recipients.is_empty() {
        said(
            "备份没有加密：拿到备份文件的人能读到居民写的内容和照片。",
            "Backups are not locked: whoever gets the file reads residents' words and photos.",
        )
    } else {
        said(
            "设了接收公钥，但最近一次备份没有加密。",
            "A recipient is configured, but the last backup is not locked.",
        )
    };
    let advice = said(
        "在别的机器上运行 huiyin backup keygen，把公钥写进 [backup] recipient，再运行 huiyin backup now。",
        "Run `huiyin backup keygen` on another machine, write the public key into [backup] recipient, and run `huiyin backup now`.",
    );
    Check::warn("backup_lock", found, advice)
}

fn offsite(backup: &BackupSettings, files: &Path) -> Check {
    let device = |path: &Path| std::fs::metadata(path).map(|facts| facts.dev()).ok();
    let is_apart = backup.folder.as_ref().is_some_and(|folder| {
        let (there, here) = (device(folder), device(files));
        there.is_some() && there != here
    });
    if let Some(s3) = &backup.s3 {
        let bucket = &s3.bucket;
        if s3.endpoint.starts_with("http://") && backup.recipients.is_empty() {
            return Check::bad(
                "backup_offsite",
                said(
                    "备份以明文 http 传到对象存储，且没有加密。",
                    "Backups travel to the object store in clear http, and are not locked.",
                ),
                said(
                    "把 s3_endpoint 改成 https，并设置 recipient。",
                    "Make s3_endpoint https, and set a recipient.",
                ),
            );
        }
        return Check::ok(
            "backup_offsite",
            format!("异地备份：对象存储 {bucket}。"),
            format!("Backups go off-site to the bucket {bucket}."),
        );
    }
    if is_apart {
        return Check::ok(
            "backup_offsite",
            "备份目录在另一个文件系统上；请确认它不在这台机器里。",
            "The folder of backups is on another file system; make sure that it is not in this machine.",
        );
    }
    Check::warn(
        "backup_offsite",
        said(
            "没有异地备份：这台机器坏了、被盗或失火，备份也一起没了。",
            "No backup leaves this machine: what takes it takes the backups too.",
        ),
        said(
            "设置 s3_bucket，或把 folder 放在网络存储上，或每天把备份文件拷到别处。",
            "Set s3_bucket, or put folder on network storage, or copy the files elsewhere daily.",
        ),
    )
}

/// A key beside the backups makes the lock a decoration.
fn keys_beside(backup: &BackupSettings, config: &Config) -> Check {
    let Some(folder) = &backup.folder else {
        return fine_keys();
    };
    let holds_key = config
        .key_source
        .file()
        .and_then(Path::parent)
        .is_some_and(|home| same(home, folder));
    let found = holds_key
        .then(|| config.key_file.clone())
        .or_else(|| private_key_in(folder));
    let Some(path) = found else {
        return fine_keys();
    };
    let path = path.display();
    Check::bad(
        "backup_keys",
        said(
            format!("密钥 {path} 与备份放在一起：拿到这个目录就什么都能读。"),
            format!(
                "The key {path} lies beside the backups: whoever gets that folder reads everything."
            ),
        ),
        said(
            "把密钥移到别处，与备份分开保管。",
            "Move the key elsewhere, apart from the backups.",
        ),
    )
}

fn fine_keys() -> Check {
    Check::ok(
        "backup_keys",
        "备份位置没有发现密钥。",
        "No key was found beside the backups.",
    )
}

fn same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some() && real(one) == real(other)
}

/// Looks into small files only: a key is short.
fn private_key_in(folder: &Path) -> Option<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let small = entries.filter(|entry| {
        let facts = entry.metadata();
        facts.is_ok_and(|facts| facts.is_file() && facts.len() <= KEY_FILE_BYTES)
    });
    let is_key = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let text = text.trim();
        let is_master = text.len() == 64 && text.bytes().all(|it| it.is_ascii_hexdigit());
        is_master || text.contains("AGE-SECRET-KEY-1")
    };
    small
        .take(FILES_LOOKED_AT)
        .map(|entry| entry.path())
        .find(is_key)
}

fn trial(drill: Option<&backups::DrillNote>, now: Instant) -> Check {
    let advice = said(
        "运行 huiyin backup drill（加密的备份加 --identity），每季度一次。",
        "Run `huiyin backup drill` (with --identity for locked ones), once a quarter.",
    );
    let Some(drill) = drill else {
        let found = said("还没有演练过恢复。", "No restore was ever tried.");
        return Check::warn("backup_drill", found, advice);
    };
    let (at, name, seconds) = (drill.at().to_display(), &drill.name, drill.seconds);
    if !drill.is_sound {
        return Check::bad(
            "backup_drill",
            said(
                format!("{at} 的恢复演练没有成功（{name}）。"),
                format!("The drill of {at} did not succeed ({name})."),
            ),
            said(
                "再演练一次看错误；备份坏了就马上重新备份。",
                "Try again to see the error; where the backup is bad, make a new one at once.",
            ),
        );
    }
    let found = said(
        format!("最近一次恢复演练：{at}，{name}，用时 {seconds} 秒。"),
        format!("The last drill was at {at} with {name}, in {seconds} s."),
    );
    if now.seconds_since(drill.at()) > DRILL_LATE_SECONDS {
        return Check::warn("backup_drill", found, advice);
    }
    Check::ok("backup_drill", found.zh, found.en)
}
