//! What is seen from outside and what is written down: metrics, traces, logs, the clock.

use std::net::IpAddr;
use std::path::Path;

use super::check::{Check, said};
use crate::Config;

/// The law on cyber security asks for logs of the network of six months.
const RETENTION_DAYS: u64 = 180;
const JOURNALD: &str = "/etc/systemd/journald.conf";
const JOURNALD_PARTS: &str = "/etc/systemd/journald.conf.d";
const LASTING: &str = "/var/log/journal";
const SYSTEMD: &str = "/run/systemd/system";
const TIMESYNC: &str = "/run/systemd/timesync";

pub(super) fn of_settings(
    config: &Config,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Vec<Check> {
    let mut checks = vec![metrics(config), logs(environment("HUIYIN_LOG").as_deref())];
    checks.extend(traces(config));
    if Path::new(SYSTEMD).exists() {
        checks.push(retention(&journald_settings(), Path::new(LASTING).exists()));
        checks.push(clock(Path::new(TIMESYNC)));
    }
    checks
}

fn metrics(config: &Config) -> Check {
    match config.operating.metrics_listen {
        None => Check::ok("metrics", "没有开指标端口。", "No listener for metrics."),
        Some(address) if address.ip().is_loopback() => Check::ok(
            "metrics",
            format!("指标在 {address}，只在本机可达。"),
            format!("Metrics are at {address}, for this machine only."),
        ),
        Some(address) => {
            let found = said(
                format!("指标在 {address}，别的机器也能读；没有口令。"),
                format!(
                    "Metrics are at {address}, which other machines reach; there is no password."
                ),
            );
            let advice = said(
                "只监听 127.0.0.1，或监听内网地址并用防火墙只放行监控服务器。",
                "Listen on 127.0.0.1, or on an inner address with only the monitoring server let through.",
            );
            if is_anywhere(address.ip()) {
                Check::bad("metrics", found, advice)
            } else {
                Check::warn("metrics", found, advice)
            }
        }
    }
}

/// Every address of the machine, or one that the whole internet can reach.
fn is_anywhere(ip: IpAddr) -> bool {
    let is_inner = match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    !is_inner
}

fn traces(config: &Config) -> Option<Check> {
    let endpoint = config.operating.otlp_endpoint.as_ref()?;
    if endpoint.starts_with("https://") || is_local(endpoint) {
        return Some(Check::ok(
            "traces",
            "链路追踪发往本机或经 https。",
            "Traces go to this machine or over https.",
        ));
    }
    Some(Check::warn(
        "traces",
        said(
            "链路追踪以明文 http 发往别的机器（只含路由和用时）。",
            "Traces go to another machine in clear http (routes and durations only).",
        ),
        said(
            "把 otlp_endpoint 改成 https，或在本机放一个收集器。",
            "Make otlp_endpoint https, or put a collector on this machine.",
        ),
    ))
}

/// True for addresses that do not leave the machine.
pub(super) fn is_local(address: &str) -> bool {
    let host = address.split("://").nth(1).unwrap_or(address);
    let host = host.split('/').next().unwrap_or_default();
    let host = host.strip_prefix('[').map_or_else(
        || host.split(':').next().unwrap_or_default(),
        |rest| rest.split(']').next().unwrap_or_default(),
    );
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn logs(filter: Option<&str>) -> Check {
    let filter = filter.unwrap_or_default().to_ascii_lowercase();
    if filter.contains("debug") || filter.contains("trace") {
        return Check::warn(
            "logs",
            said(
                format!("日志级别很细（HUIYIN_LOG={filter}），数据库语句和网络细节也可能写进去。"),
                format!(
                    "Logs are very fine (HUIYIN_LOG={filter}): statements and details of the network may be in them."
                ),
            ),
            said(
                "查完问题就去掉 HUIYIN_LOG。",
                "Remove HUIYIN_LOG when you have found what you looked for.",
            ),
        );
    }
    Check::ok(
        "logs",
        "日志级别正常，不含个人信息。",
        "Logs are at their usual level, without personal data.",
    )
}

/// The journal's settings, parts after the main file as systemd reads them.
fn journald_settings() -> String {
    let mut text = std::fs::read_to_string(JOURNALD).unwrap_or_default();
    let parts = std::fs::read_dir(JOURNALD_PARTS);
    let mut paths: Vec<_> = parts
        .into_iter()
        .flatten()
        .flatten()
        .map(|it| it.path())
        .collect();
    paths.sort();
    for path in paths {
        text.push('\n');
        text.push_str(&std::fs::read_to_string(path).unwrap_or_default());
    }
    text
}

fn retention(settings: &str, is_lasting: bool) -> Check {
    let value = |name: &str| {
        let lines = settings
            .lines()
            .filter_map(|line| line.trim().split_once('='));
        let found = lines.rev().find(|(key, _)| key.trim() == name);
        found.map(|(_, value)| value.trim().to_owned())
    };
    if !is_lasting || value("Storage").is_some_and(|it| it == "volatile" || it == "none") {
        return Check::warn(
            "log_retention",
            said(
                "系统日志重启后就没了。",
                "The system's journal is lost at a restart.",
            ),
            said(
                "执行 mkdir -p /var/log/journal && systemctl restart systemd-journald",
                "Run mkdir -p /var/log/journal && systemctl restart systemd-journald",
            ),
        );
    }
    let days = value("MaxRetentionSec").and_then(|text| days(&text));
    if let Some(days) = days.filter(|days| *days > 0 && *days < RETENTION_DAYS) {
        return Check::warn(
            "log_retention",
            said(
                format!("系统日志只留 {days} 天，网络日志依法不少于六个月。"),
                format!(
                    "The system's journal is kept for {days} days; network logs must be kept for six months."
                ),
            ),
            said(
                "把 journald.conf 的 MaxRetentionSec 设为 7month 或更长。",
                "Set MaxRetentionSec in journald.conf to 7month or longer.",
            ),
        );
    }
    Check::ok(
        "log_retention",
        "系统日志保存到磁盘，没有设过短的期限。",
        "The system's journal is kept on disk, without too short a limit.",
    )
}

/// A span of systemd in whole days; a bare number is seconds.
fn days(text: &str) -> Option<u64> {
    let digits = text
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let hours = match unit.trim() {
        "" | "s" | "sec" | "second" | "seconds" => return Some(number / 86_400),
        "h" | "hr" | "hour" | "hours" => number,
        "d" | "day" | "days" => number * 24,
        "w" | "week" | "weeks" => number * 24 * 7,
        "M" | "month" | "months" => number * 24 * 30,
        "y" | "year" | "years" => number * 24 * 365,
        _ => return None,
    };
    Some(hours / 24)
}

fn clock(timesync: &Path) -> Check {
    if timesync.is_dir() && !timesync.join("synchronized").exists() {
        return Check::warn(
            "clock",
            said(
                "系统时间没有与时间服务器同步。",
                "The system's clock is not synchronised.",
            ),
            said(
                "检查 timedatectl，期限和记录的时间都取自系统时间。",
                "Look at timedatectl: deadlines and the journal take their time from it.",
            ),
        );
    }
    Check::ok(
        "clock",
        "系统时间没有发现问题。",
        "Nothing is wrong with the clock.",
    )
}

#[cfg(test)]
mod tests {
    use super::super::check::Level;
    use super::*;

    #[test]
    fn only_addresses_of_this_machine_are_local() {
        for local in [
            "http://127.0.0.1:4318",
            "http://localhost/x",
            "http://[::1]:4318/v1",
        ] {
            assert!(is_local(local), "{local}");
        }
        for other in [
            "http://10.0.0.1",
            "http://localhost.example.cn",
            "http://[fd00::1]:1",
        ] {
            assert!(!is_local(other), "{other}");
        }
    }

    #[test]
    fn a_short_memory_of_the_journal_is_found() {
        let level = |settings: &str, lasting| retention(settings, lasting).level;
        assert_eq!(level("", true), Level::Ok);
        assert_eq!(level("", false), Level::Warn);
        assert_eq!(level("[Journal]\n#MaxRetentionSec=1day\n", true), Level::Ok);
        assert_eq!(level("MaxRetentionSec=30day", true), Level::Warn);
        assert_eq!(
            level("MaxRetentionSec=30day\nMaxRetentionSec=7month", true),
            Level::Ok
        );
        assert_eq!(level("MaxRetentionSec=0", true), Level::Ok);
        assert_eq!(level("Storage=volatile", true), Level::Warn);
    }

    #[test]
    fn fine_logs_are_named() {
        assert_eq!(logs(None).level, Level::Ok);
        assert_eq!(logs(Some("warn,huiyin=info")).level, Level::Ok);
        assert_eq!(logs(Some("DEBUG")).level, Level::Warn);
    }
}
