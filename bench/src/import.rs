//! A file of another system: how long ten thousand rows take to be judged and taken, and how long
//! the same file takes when it comes again.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::corpus;
use crate::district::{District, binary};
use crate::load::rounded;
use crate::say;
use crate::stopwatch::Stopwatch;

const ROWS: u64 = 10_000;

const MAP: &str = r#"
source_id = "bench"
title = { zh = "测量用的导出", en = "An export for measuring" }
[columns]
number = "number"
text = "text"
place = "place"
received_at = "received"
closed_at = "closed"
status = "status"
source = { constant = "hotline" }
body = { constant = "环卫所" }
[statuses.from]
at_work = ["open"]
closed = ["closed"]
[categories]
default = "1299"
[[bodies.body]]
zh = "区环境卫生管理所"
en = "Sanitation Office"
spellings = ["环卫所"]
"#;

pub fn measure(ground: &Path) -> Result<Value> {
    say("an import of ten thousand rows …");
    let district = District::demo(ground, "import", None)?;
    let (file, map) = (ground.join("import.csv"), ground.join("import.toml"));
    std::fs::write(&file, rows()?)?;
    std::fs::write(&map, MAP)?;
    let (seconds, told) = import(&district, &file, &map)?;
    let (again_seconds, again) = import(&district, &file, &map)?;
    if told["taken"] != ROWS || again["unchanged"] != ROWS {
        bail!("of {ROWS} rows not all were taken, or not all known again: {told} {again}");
    }
    Ok(json!({ "rows": ROWS, "seconds": seconds, "again_seconds": again_seconds }))
}

/// Two of three are closed, each after some days of last year.
fn rows() -> Result<String> {
    let mut out = String::from("number,text,place,received,closed,status\n");
    for index in 0..ROWS {
        let report = corpus::report(index);
        let (month, day) = (index % 11 + 1, index / 11 % 20 + 1);
        let (closed, status) = if index.is_multiple_of(3) {
            (String::new(), "open")
        } else {
            (format!("2025-{month:02}-{:02} 16:30", day + 7), "closed")
        };
        writeln!(
            out,
            "{index},{},{},2025-{month:02}-{day:02} 09:15,{closed},{status}",
            report.text, report.place,
        )?;
    }
    Ok(out)
}

fn import(district: &District, file: &Path, map: &Path) -> Result<(f64, Value)> {
    let watch = Stopwatch::start();
    let output = Command::new(binary()?)
        .args(["matters", "import"])
        .arg(file)
        .arg("--map")
        .arg(map)
        .arg("--data")
        .arg(district.folder())
        .arg("--json")
        .stdin(Stdio::null())
        .output()?;
    let seconds = rounded(watch.elapsed().as_secs_f64());
    let told = serde_json::from_slice(&output.stdout);
    let told = told.with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    Ok((seconds, told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_six_cells_and_a_day_that_exists() {
        let rows = rows().unwrap();
        assert_eq!(rows.lines().count(), usize::try_from(ROWS).unwrap() + 1);
        for line in rows.lines() {
            assert_eq!(line.matches(',').count(), 5, "{line}");
        }
    }
}
