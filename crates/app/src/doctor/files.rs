//! The folder of the district: who may look into it, and whether there is room.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::check::{Check, said};
use super::keys;
use crate::{Config, Place, Store};

const MIB: u64 = 1024 * 1024;
/// Below this, reports may soon be refused.
const ROOM_BAD: u64 = 200 * MIB;
const ROOM_WARN: u64 = 2048 * MIB;
/// SQLite folds its log back in by itself; one that has grown so large does not.
const WAL_WARN: u64 = 256 * MIB;

pub(super) fn of_folder(place: &Place, config: &Config) -> Vec<Check> {
    let mut checks = vec![keys::source(config), folder(&place.files)];
    checks.extend(configuration(config));
    checks.extend(room(&place.files));
    if let Store::Sqlite(path) = &place.store {
        checks.push(wal(path));
    }
    checks
}

fn folder(files: &Path) -> Check {
    let others =
        std::fs::metadata(files).is_ok_and(|facts| facts.permissions().mode() & 0o007 != 0);
    let shown = files.display();
    if others {
        return Check::warn(
            "folder",
            said(
                format!("目录 {shown} 对本机其他用户开放。"),
                format!("The folder {shown} is open to others on this machine."),
            ),
            said(
                format!("执行 chmod 700 {shown}"),
                format!("Run chmod 700 {shown}"),
            ),
        );
    }
    Check::ok(
        "folder",
        "数据目录不对其他用户开放。",
        "The folder is closed to others.",
    )
}

/// A configuration with a secret in it is as good as the secret.
fn configuration(config: &Config) -> Option<Check> {
    let path = &config.file;
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    let shown = path.display();
    if config.has_secrets_in_file && mode & 0o007 != 0 {
        return Some(Check::bad(
            "configuration",
            said(
                format!("配置 {shown} 里有口令，而本机其他用户可以读。"),
                format!(
                    "The configuration {shown} holds a secret, and others on this machine can read it."
                ),
            ),
            said(
                format!("执行 chmod 640 {shown}，或把口令放进单独的文件。"),
                format!("Run chmod 640 {shown}, or keep the secret in a file of its own."),
            ),
        ));
    }
    if mode & 0o022 != 0 {
        return Some(Check::bad(
            "configuration",
            said(
                format!("配置 {shown} 可被其他用户改写。"),
                format!("Others can change the configuration {shown}."),
            ),
            said(
                format!("执行 chmod go-w {shown}"),
                format!("Run chmod go-w {shown}"),
            ),
        ));
    }
    Some(Check::ok(
        "configuration",
        format!("配置 {shown} 的权限没有问题。"),
        format!("Nobody else may change the configuration {shown}."),
    ))
}

fn room(files: &Path) -> Option<Check> {
    let facts = rustix::fs::statvfs(files).ok()?;
    let free = facts.f_bavail.saturating_mul(facts.f_frsize);
    let mib = free / MIB;
    let found = said(
        format!("磁盘剩余 {mib} MiB。"),
        format!("{mib} MiB of disk are free."),
    );
    let advice = said(
        "腾出空间或换更大的磁盘；写满后只能看、不能报。",
        "Make room or move to a larger disk; when it is full, pages can be read but nothing reported.",
    );
    Some(if free < ROOM_BAD {
        Check::bad("disk", found, advice)
    } else if free < ROOM_WARN {
        Check::warn("disk", found, advice)
    } else {
        Check::ok("disk", found.zh, found.en)
    })
}

fn wal(store: &Path) -> Check {
    let mut log = store.as_os_str().to_owned();
    log.push("-wal");
    let bytes = std::fs::metadata(Path::new(&log)).map_or(0, |facts| facts.len());
    let mib = bytes / MIB;
    if bytes > WAL_WARN {
        return Check::warn(
            "wal",
            said(
                format!("SQLite 的写前日志有 {mib} MiB，没有及时归并。"),
                format!("SQLite's write-ahead log has {mib} MiB and is not folded in."),
            ),
            said(
                "重启一次服务；若又变大，查看是否有长时间打开数据库的其他程序。",
                "Restart the service once; if it grows again, look for another program that keeps the store open.",
            ),
        );
    }
    Check::ok(
        "wal",
        format!("写前日志 {mib} MiB。"),
        format!("The write-ahead log has {mib} MiB."),
    )
}
