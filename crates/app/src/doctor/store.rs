//! What lies in the store and what its worker is doing.

use huiyin_db::{jobs as db_jobs, outbox};
use huiyin_kernel::Instant;

use super::check::{Check, said};
use crate::{Failure, House, store};

const HOUR_SECONDS: i64 = 3600;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;
/// Seals are made hourly while the service runs.
const SEAL_LATE_SECONDS: i64 = 3 * HOUR_SECONDS;
/// A job that failed so often does not mend itself.
const JOB_FAILURES_BAD: i64 = 5;
const LETTERS_SHOWN: i64 = 100;

pub(super) async fn integrity(house: &House) -> Result<Check, Failure> {
    let found = house.db.integrity().await?;
    if found == "ok" {
        return Ok(Check::ok(
            "integrity",
            "数据库完好。",
            "The store is sound.",
        ));
    }
    Ok(Check::bad(
        "integrity",
        said(
            format!("数据库文件已损坏：{found}"),
            format!("The database file is damaged: {found}"),
        ),
        said(
            "停止服务，留存现状，用 huiyin restore 恢复最近的备份。",
            "Stop the service, keep the file as it is, and restore the last backup with `huiyin restore`.",
        ),
    ))
}

pub(super) async fn seals(house: &House, now: Instant) -> Result<Check, Failure> {
    let rows = store::journal_rows(&house.db).await?;
    let advice = said(
        "让 huiyin serve 持续运行，或运行 huiyin audit seal；再用 huiyin audit verify 核对。",
        "Keep `huiyin serve` running, or run `huiyin audit seal`; prove it with `huiyin audit verify`.",
    );
    let last = store::last_seal(&house.db).await?;
    let Some(last) = last else {
        if rows == 0 {
            return Ok(Check::ok(
                "seals",
                "还没有办理记录。",
                "The journal is empty yet.",
            ));
        }
        let found = said("办理记录还没有封存过。", "The journal was never sealed.");
        return Ok(Check::warn("seals", found, advice));
    };
    if last > now.plus_seconds(HOUR_SECONDS) {
        return Ok(Check::bad(
            "seals",
            said(
                format!(
                    "最近一次封存的时间 {} 在未来：本机时钟不对。",
                    last.to_display()
                ),
                format!(
                    "The last seal was made at {}, in the future: this machine's clock is wrong.",
                    last.to_display()
                ),
            ),
            said(
                "校准系统时间（如启用 NTP）。",
                "Set the system's clock, for example by NTP.",
            ),
        ));
    }
    let shown = last.to_display();
    if now.seconds_since(last) > SEAL_LATE_SECONDS {
        let found = said(
            format!("办理记录最近一次封存是 {shown}。"),
            format!("The journal was last sealed at {shown}."),
        );
        return Ok(Check::warn("seals", found, advice));
    }
    Ok(Check::ok(
        "seals",
        format!("办理记录 {rows} 条，{shown} 封存。"),
        format!("{rows} journal rows, sealed at {shown}."),
    ))
}

pub(super) async fn letters(house: &House) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let dead = outbox::dead_letters(&mut tx, LETTERS_SHOWN).await?;
    let waiting = outbox::backlog(&mut tx).await?;
    if let Some(letter) = dead.first() {
        let count = dead.len();
        return Ok(Check::warn(
            "outbox",
            said(
                format!(
                    "有 {count} 条消息多次未能送出，例如 {}：{}",
                    letter.topic, letter.last_error
                ),
                format!(
                    "{count} messages could not be delivered, for example {}: {}",
                    letter.topic, letter.last_error
                ),
            ),
            said(
                "系统管理员登录后在“系统”页面查看原因，改好后重新发送。",
                "Let the system administrator look at the system page, mend the cause and send them again.",
            ),
        ));
    }
    Ok(Check::ok(
        "outbox",
        format!("没有送不出去的消息，{waiting} 条待发。"),
        format!("No dead letters; {waiting} messages are waiting."),
    ))
}

pub(super) async fn jobs(house: &House, now: Instant) -> Result<Vec<Check>, Failure> {
    let mut tx = house.db.read().await?;
    let all = db_jobs::list(&mut tx).await?;
    let failing: Vec<Check> = all
        .iter()
        .filter(|job| job.failures > 0)
        .map(failing)
        .collect();
    if !failing.is_empty() {
        return Ok(failing);
    }
    let late = all
        .iter()
        .any(|job| now.seconds_since(job.next_at) > DAY_SECONDS);
    if late {
        return Ok(vec![Check::warn(
            "jobs",
            said(
                "定时工作已一天以上没有运行：提醒和升级会停住。",
                "Periodic work has not run for more than a day: no reminders, no escalation.",
            ),
            said(
                "确认 huiyin serve 在运行。",
                "Make sure that `huiyin serve` is running.",
            ),
        )]);
    }
    Ok(vec![Check::ok(
        "jobs",
        format!("{} 项定时工作正常。", all.len()),
        format!("{} periodic jobs are in order.", all.len()),
    )])
}

fn failing(job: &db_jobs::Job) -> Check {
    let found = said(
        format!(
            "定时工作 {} 连续失败 {} 次：{}",
            job.kind, job.failures, job.last_error
        ),
        format!(
            "The job {} failed {} times in a row: {}",
            job.kind, job.failures, job.last_error
        ),
    );
    let advice = said(
        "按错误提示处理；每分钟会自动再试。",
        "Mend what the error names; it is tried again every minute.",
    );
    if job.failures >= JOB_FAILURES_BAD {
        Check::bad("jobs", found, advice)
    } else {
        Check::warn("jobs", found, advice)
    }
}
