//! A part of a year, told on SQLite and on PostgreSQL: how long it takes, and how the two compare.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::district::District;
use crate::load::rounded;
use crate::say;
use crate::stopwatch::Stopwatch;

/// A quarter of a year of a tenth of the district, in the season of storms.
const PART: [&str; 8] = [
    "--year",
    "--json",
    "--scale",
    "1/10",
    "--days",
    "91",
    "--until",
    "2026-07-31",
];

pub fn measure(ground: &Path, postgres: Option<&str>) -> Result<Value> {
    say("a year, 1/10 of the district and a quarter of its days …");
    let mut figures = json!({ "sqlite": told(ground, None)? });
    if let Some(address) = postgres {
        let beside = told(ground, Some(address))?;
        let seconds = |it: &Value| it["seconds"].as_f64().unwrap_or(0.0).max(0.1);
        figures["to_sqlite"] = json!(rounded(seconds(&beside) / seconds(&figures["sqlite"])));
        figures["postgres"] = beside;
    }
    Ok(figures)
}

fn told(ground: &Path, postgres: Option<&str>) -> Result<Value> {
    let district = District::empty(ground, "year", postgres)?;
    let mut command = district.command("demo")?;
    let watch = Stopwatch::start();
    let output = command.args(PART).stdin(Stdio::null()).output()?;
    let seconds = rounded(watch.elapsed().as_secs_f64());
    if !output.status.success() {
        bail!(
            "huiyin demo --year: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let result: Value = serde_json::from_slice(&output.stdout).context("the year as JSON")?;
    Ok(json!({
        "seconds": seconds,
        "matters": result["counts"]["matters"],
        "operations": result["counts"]["operations"],
        "operations_per_second": result["operations_per_second"],
        "seconds_of": {
            "events": seconds_of(&result["times"]["events"]),
            "jobs": seconds_of(&result["times"]["jobs"]),
            "proofs": seconds_of(&result["times"]["proofs"]),
        },
    }))
}

/// The seconds of all that a table of times names.
fn seconds_of(table: &Value) -> f64 {
    let all = table.as_object().into_iter().flatten();
    let micros = all.filter_map(|(_, spent)| spent["micros"].as_f64());
    rounded(micros.sum::<f64>() / 1e6)
}
