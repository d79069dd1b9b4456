//! The built binary in a real browser: Playwright drives Debian's Chromium.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::cargo::{build_binary, unbuilt};
use super::{Outcome, STEP_LIMIT, time_over_note};
use crate::command::{Ended, read, watch};
use crate::counts::{self, Counts};
use crate::ground::{Ground, free_port, program};

pub(super) fn run(ground: &Ground) -> Result<Outcome> {
    let playwright = ground.root.join("tests/e2e/node_modules/.bin/playwright");
    if program("npm").is_none() || !playwright.is_file() {
        return Ok(Outcome::skipped(
            1,
            "the browser tests' packages are missing: make setup",
        ));
    }
    let Some(chromium) = browser() else {
        let count = listed(&mut test_command(ground, &playwright))?;
        return Ok(Outcome::skipped(count, "Chromium is missing: make setup"));
    };
    if !build_binary(ground)? {
        return Ok(unbuilt());
    }
    let report = ground.root.join("target/e2e/report.json");
    drop(std::fs::remove_file(&report));
    let ended = watch(
        test_command(ground, &playwright)
            .env("HUIYIN_BIN", ground.binary())
            .env("HUIYIN_CHROMIUM", chromium)
            .env("HUIYIN_E2E_PORT", free_port()?.to_string())
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report),
        STEP_LIMIT,
        |_| (),
    )?;
    let mut outcome = Outcome::default();
    if ended == Ended::TimeOver {
        outcome.notes.push(time_over_note());
    }
    if let Ok(text) = std::fs::read_to_string(&report) {
        outcome.counts = counts::from_playwright(&text)?;
    }
    if !ended.well() && outcome.counts.failed == 0 {
        outcome.counts += Counts::FAILED;
        outcome.notes.push("Playwright itself failed".to_owned());
    }
    Ok(outcome)
}

fn test_command(ground: &Ground, playwright: &PathBuf) -> Command {
    let mut command = Command::new(playwright);
    command
        .current_dir(ground.root.join("tests/e2e"))
        .arg("test");
    command
}

fn browser() -> Option<PathBuf> {
    std::env::var_os("HUIYIN_CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| program("chromium"))
        .or_else(|| program("chromium-browser"))
}

/// How many tests there are, when they cannot be run. Playwright closes its list with
/// `Total: 12 tests in 3 files`.
fn listed(command: &mut Command) -> Result<u64> {
    let list = read(command.args(["--list", "--reporter=list"]))?;
    list.lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix("Total: ")?
                .split(' ')
                .next()?
                .parse()
                .ok()
        })
        .context("Playwright's list has no total")
}
