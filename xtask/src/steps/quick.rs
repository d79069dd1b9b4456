//! The checks that read the code without running it.

use std::process::Command;

use anyhow::Result;

use super::{Outcome, STEP_LIMIT};
use crate::command::{read, watch};
use crate::counts::{self, Counts};
use crate::ground::{Ground, program};
use crate::tidy;

pub(super) fn format(ground: &Ground) -> Result<Outcome> {
    cargo_check(ground, &["fmt", "--all", "--check"])
}

pub(super) fn clippy(ground: &Ground) -> Result<Outcome> {
    cargo_check(
        ground,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )
}

pub(super) fn tidy(ground: &Ground) -> Result<Outcome> {
    let findings = tidy::report(ground)?;
    Ok(Outcome {
        counts: if findings == 0 {
            Counts::PASSED
        } else {
            Counts::FAILED
        },
        notes: if findings == 0 {
            Vec::new()
        } else {
            vec![format!("{findings} findings")]
        },
    })
}

/// Licences, duplicate bans and sources; the advisory data base is not fetched, so that the run
/// needs nothing but package registries.
pub(super) fn deny(ground: &Ground) -> Result<Outcome> {
    if read(Command::new(&ground.cargo).args(["deny", "--version"])).is_err() {
        return Ok(Outcome::skipped(
            1,
            "cargo-deny is missing: cargo install --locked cargo-deny",
        ));
    }
    cargo_check(ground, &["deny", "check", "licenses", "bans", "sources"])
}

/// Lints and types of the front end, and of the tests that walk it.
pub(super) fn front_end(ground: &Ground) -> Result<Outcome> {
    const FOLDERS: [&str; 2] = ["ui", "tests/e2e"];
    if program("npm").is_none() {
        return Ok(Outcome::skipped(
            FOLDERS.len() as u64,
            "npm is missing: make setup",
        ));
    }
    let mut outcome = Outcome::default();
    for folder in FOLDERS {
        let mut command = Command::new("npm");
        command
            .current_dir(&ground.root)
            .args(["run", "--silent", "check", "--prefix", folder]);
        let mut tests = Counts::default();
        let ended = watch(&mut command, STEP_LIMIT, |line| {
            tests += counts::from_node(line);
        })?;
        // A failed test is the reason that the check failed, and is not counted twice.
        if tests.failed == 0 {
            outcome.counts += Outcome::of_check(ended).counts;
        }
        outcome.counts += tests;
    }
    Ok(outcome)
}

fn cargo_check(ground: &Ground, arguments: &[&str]) -> Result<Outcome> {
    let mut command = Command::new(&ground.cargo);
    command.current_dir(&ground.root).args(arguments);
    Ok(Outcome::of_check(watch(&mut command, STEP_LIMIT, |_| ())?))
}
