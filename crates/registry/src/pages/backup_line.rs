//! What the system page says of backups: the last one and the last trial, each with how it is.

use huiyin_db::{Result, Tx};
use huiyin_kernel::Instant;
use huiyin_web::Page;

use crate::store::backups::{self, BackupNote, DrillNote};

const DAY_SECONDS: i64 = 24 * 3600;
/// A district that lives without a fresh backup for so long should look.
const BACKUP_LATE_SECONDS: i64 = 2 * DAY_SECONDS;
/// A quarter and a few days of grace.
const DRILL_LATE_SECONDS: i64 = 100 * DAY_SECONDS;
const MIB: u64 = 1024 * 1024;

/// A word with its colour and sign.
pub(super) struct Badge {
    pub tone: &'static str,
    pub icon: &'static str,
    pub label: String,
}

/// One line of the table.
pub(super) struct BackupLine {
    pub what: String,
    /// Empty where it never happened.
    pub when: String,
    pub name: String,
    pub badges: Vec<Badge>,
}

pub(super) async fn lines(tx: &mut Tx, page: &Page, now: Instant) -> Result<Vec<BackupLine>> {
    let last = backups::last(tx).await?;
    let drill = backups::last_drill(tx).await?;
    Ok(vec![
        of_backup(last.as_ref(), page, now),
        of_drill(drill.as_ref(), page, now),
    ])
}

fn of_backup(last: Option<&BackupNote>, page: &Page, now: Instant) -> BackupLine {
    let Some(last) = last else {
        return never(page, "registry-system-backup");
    };
    let mut badges = vec![age(page, now.seconds_since(last.at()), BACKUP_LATE_SECONDS)];
    badges.push(if last.is_locked {
        badge("ok", "lock", page.t("registry-system-backup-locked"))
    } else {
        badge(
            "warn",
            "triangle-alert",
            page.t("registry-system-backup-open"),
        )
    });
    badges.push(if last.places.iter().any(|place| place == "s3") {
        badge("ok", "share-2", page.t("registry-system-backup-offsite"))
    } else {
        badge(
            "warn",
            "triangle-alert",
            page.t("registry-system-backup-here"),
        )
    });
    let size = page.t1(
        "registry-system-backup-size",
        "size",
        last.bytes.div_ceil(MIB),
    );
    badges.push(badge("", "info", size));
    BackupLine {
        what: page.t("registry-system-backup"),
        when: last.at().to_display(),
        name: last.name.clone(),
        badges,
    }
}

fn of_drill(drill: Option<&DrillNote>, page: &Page, now: Instant) -> BackupLine {
    let Some(drill) = drill else {
        return never(page, "registry-system-drill");
    };
    let state = if drill.is_sound {
        age(page, now.seconds_since(drill.at()), DRILL_LATE_SECONDS)
    } else {
        badge(
            "danger",
            "octagon-alert",
            page.t("registry-system-drill-failed"),
        )
    };
    BackupLine {
        what: page.t("registry-system-drill"),
        when: drill.at().to_display(),
        name: drill.name.clone(),
        badges: vec![state],
    }
}

fn never(page: &Page, what: &str) -> BackupLine {
    BackupLine {
        what: page.t(what),
        when: String::new(),
        name: String::new(),
        badges: vec![badge(
            "warn",
            "triangle-alert",
            page.t("registry-system-backup-never"),
        )],
    }
}

fn age(page: &Page, seconds: i64, limit: i64) -> Badge {
    if seconds > limit {
        let days = seconds / DAY_SECONDS;
        let label = page.t1("registry-system-backup-old", "days", days);
        return badge("warn", "clock-alert", label);
    }
    badge("ok", "circle-check", page.t("registry-system-fine"))
}

fn badge(tone: &'static str, icon: &'static str, label: String) -> Badge {
    Badge { tone, icon, label }
}
