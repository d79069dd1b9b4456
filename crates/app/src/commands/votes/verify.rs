//! Checks a file of published ballots. It reads nothing but the file, so anyone can run it on a
//! machine of their own.

use std::fs;
use std::path::Path;

use huiyin_kernel::Said;
use huiyin_tally::commit::{PublishedVote, Report, verify};
use serde_json::json;

use crate::{CommandResult, Exit, Failure, Terminal};

const FILE_BYTES: u64 = 512 * 1024 * 1024;
/// Findings told one by one; the number of all is told too.
const TOLD: usize = 20;

pub fn run(file: &Path, terminal: Terminal) -> CommandResult {
    let about = fs::metadata(file).map_err(|error| Failure::file(file, &error))?;
    let shown = file.display();
    if !about.is_file() || about.len() > FILE_BYTES {
        return Err(Failure::new(
            format!("{shown}：不是文件，或超过 512 MiB。"),
            format!("{shown}: not a file, or more than 512 MiB."),
        ));
    }
    let bytes = fs::read(file).map_err(|error| Failure::file(file, &error))?;
    let published: PublishedVote = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::new(
            format!("{shown}：不是公开的选票文件：{error}"),
            format!("{shown}: not a file of published ballots: {error}"),
        )
    })?;
    let report = verify(&published);
    tell(terminal, &report);
    Ok(if report.is_fine() {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

fn tell(terminal: Terminal, report: &Report) {
    let findings = report.findings.iter().map(|finding| {
        let Said { zh, en } = finding.said();
        json!({ "finding": finding, "zh-CN": zh, "en": en })
    });
    terminal.result(&json!({
        "fine": report.is_fine(),
        "vote": report.vote,
        "title": report.title,
        "head": report.head,
        "ballots": report.ballots,
        "items": report.items,
        "areas_exact": report.areas_exact,
        "findings": findings.collect::<Vec<_>>(),
    }));
    for finding in report.findings.iter().take(TOLD) {
        let Said { zh, en } = finding.said();
        terminal.line(format_args!("✗ {zh}\n  {en}"));
    }
    let (ballots, items) = (report.ballots, report.items);
    if !report.is_fine() {
        let count = report.findings.len();
        terminal.line(format_args!(
            "不相符，共 {count} 处：不要相信这份文件。\nDoes not hold, {count} findings: do not believe this file."
        ));
        return;
    }
    terminal.line(format_args!(
        "相符：{ballots} 张选票就是封存码 {} 所封的选票，{items} 个议题的人数逐票相加，结论由数字得出。\nHolds: the {ballots} ballots are those sealed under the code above, persons add up ballot by ballot for {items} items, and each verdict follows from its figures.",
        report.head
    ));
    if report.areas_exact {
        terminal
            .line("面积逐票相加，精确到 0.01 平方米。\nAreas add up ballot by ballot, to 0.01 m².");
    } else {
        terminal.line("面积以分段核对（选票不公开每户面积）。请把封存码与公告栏上的比对。\nAreas hold within their classes, for no ballot shows an exact one. Compare the code with the one on the board.");
    }
}
