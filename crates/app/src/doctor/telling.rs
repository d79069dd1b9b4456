//! Whether people can be told, and whether it works.

use huiyin_kernel::Instant;
use huiyin_notices::{Channel, Fate, notices};

use super::check::{Check, said};
use crate::{Config, Failure, House};

const DAY_SECONDS: i64 = 86_400;
/// A notice that is due so long ago has found no worker.
const LATE_SECONDS: i64 = 3600;

/// One line for each way.
pub(super) async fn carriers(
    house: &House,
    config: &Config,
    now: Instant,
) -> Result<Vec<Check>, Failure> {
    let mut tx = house.db.read().await?;
    let counts = notices::counts(&mut tx, now.plus_seconds(-DAY_SECONDS)).await?;
    let next = notices::next_due(&mut tx).await?;
    drop(tx);
    let telling = &config.telling;
    let ways = [
        (
            Channel::Mail,
            "carrier_mail",
            "邮件",
            telling.mail.is_some(),
        ),
        (Channel::Sms, "carrier_sms", "短信", telling.sms.is_some()),
        (
            Channel::Wecom,
            "carrier_wecom",
            "企业微信",
            telling.wecom.is_some(),
        ),
    ];
    let mut checks: Vec<Check> = ways
        .into_iter()
        .map(|(channel, name, zh, is_on)| {
            let count = |fate: Fate| {
                let found = counts.iter().find(|it| it.0 == channel && it.1 == fate);
                found.map_or(0, |it| it.2)
            };
            way(
                name,
                (zh, channel.name()),
                is_on,
                count(Fate::Sent),
                count(Fate::GivenUp),
            )
        })
        .collect();
    if next.is_some_and(|next| now.seconds_since(next) > LATE_SECONDS) {
        checks.push(Check::warn(
            "notices_late",
            said(
                "有通知早该发出却还在等。",
                "Notices that were due long ago still wait.",
            ),
            said(
                "确认 huiyin serve 在运行。",
                "Make sure that `huiyin serve` is running.",
            ),
        ));
    }
    Ok(checks)
}

fn way(name: &'static str, (zh, en): (&str, &str), is_on: bool, sent: i64, lost: i64) -> Check {
    if !is_on {
        return Check::ok(
            name,
            format!("{zh}：没有配置，不会发出任何内容。"),
            format!("{en}: not configured, nothing goes out."),
        );
    }
    if lost > 0 {
        return Check::warn(
            name,
            said(
                format!("{zh}：一天内有 {lost} 条没有送出（送出 {sent} 条）。"),
                format!("{en}: {lost} notices were given up within a day ({sent} went out)."),
            ),
            said(
                format!(
                    "运行 huiyin notices test --channel {en} --to …，看对方怎么回答；再到“告知”页重新发送。"
                ),
                format!(
                    "Run `huiyin notices test --channel {en} --to …` to see what the carrier answers; then send them again on the page for notices."
                ),
            ),
        );
    }
    Check::ok(
        name,
        format!("{zh}：已配置，一天内送出 {sent} 条；可用 huiyin notices test 试发。"),
        format!(
            "{en}: configured, {sent} went out within a day; try it with `huiyin notices test`."
        ),
    )
}
