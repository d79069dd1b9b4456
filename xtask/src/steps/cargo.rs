//! The tests that cargo runs: the plain ones, and those that need a server or data.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{COMPILING_LIMIT, Outcome, STEP_LIMIT, time_over_note};
use crate::command::{Ended, watch, watch_both};
use crate::counts::{CargoTally, Counts};
use crate::ground::{Ground, has_clippy, program};
use crate::ignored::Need;
use crate::postgres::{Binaries, Server, VARIABLE};

pub(super) fn plain(ground: &Ground) -> Result<Outcome> {
    let mut command = ground.cargo_for_tests();
    command.args(["test", "--workspace", "--no-fail-fast"]);
    tally(&mut command)
}

pub(super) fn on_postgres(ground: &Ground) -> Result<Outcome> {
    let count = ground.ignored()?.needing(Need::Postgres);
    if count == 0 {
        return Ok(Outcome::default());
    }
    let Some(binaries) = Binaries::find() else {
        return Ok(Outcome::skipped(count, "PostgreSQL is missing: make setup"));
    };
    let server = Server::start(&binaries)?;
    tally(ignored_tests(ground, Need::Postgres).env(VARIABLE, server.address()))
}

pub(super) fn on_shared_data(ground: &Ground) -> Result<Outcome> {
    on_data(ground, Need::SharedData)
}

pub(super) fn on_internal_data(ground: &Ground) -> Result<Outcome> {
    on_data(ground, Need::InternalData)
}

fn on_data(ground: &Ground, need: Need) -> Result<Outcome> {
    let count = ground.ignored()?.needing(need);
    if count == 0 {
        return Ok(Outcome::default());
    }
    if ground.shared_data().is_none() {
        return Ok(Outcome::skipped(
            count,
            "the data is not beside this checkout",
        ));
    }
    tally(&mut ignored_tests(ground, need))
}

/// Backups in a bucket, on a server that others wrote.
pub(super) fn on_an_object_store(ground: &Ground) -> Result<Outcome> {
    let missing = "moto_server is missing: pip install 'moto[server]'";
    beside_program(ground, Need::ObjectStore, "moto_server", missing)
}

/// Locked files, opened and written by the program whose format they have.
pub(super) fn beside_age(ground: &Ground) -> Result<Outcome> {
    let missing = "age is missing: apt install age";
    beside_program(ground, Need::AgeProgram, "age", missing)
}

/// The owners' books, recomputed by a program that others wrote.
pub(super) fn before_hledger(ground: &Ground) -> Result<Outcome> {
    let missing = "hledger is missing: apt install hledger";
    beside_program(ground, Need::HledgerProgram, "hledger", missing)
}

/// Finished papers, measured by a program that others wrote.
pub(super) fn beside_poppler(ground: &Ground) -> Result<Outcome> {
    let missing = "pdftotext is missing: apt install poppler-utils";
    beside_program(ground, Need::PopplerProgram, "pdftotext", missing)
}

/// Filled forms and other files of offices, opened by a program that others wrote.
pub(super) fn before_libreoffice(ground: &Ground) -> Result<Outcome> {
    let missing =
        "LibreOffice is missing: apt install libreoffice-calc-nogui libreoffice-writer-nogui";
    beside_program(ground, Need::LibreofficeProgram, "soffice", missing)
}

fn beside_program(
    ground: &Ground,
    need: Need,
    name: &str,
    missing: &'static str,
) -> Result<Outcome> {
    let count = ground.ignored()?.needing(need);
    if count == 0 {
        return Ok(Outcome::default());
    }
    if program(name).is_none() {
        return Ok(Outcome::skipped(count, missing));
    }
    tally(&mut ignored_tests(ground, need))
}

/// Pythons that may have what others wrote for tests; Debian's own comes behind one's own choice.
const PYTHONS: [&str; 2] = ["python3", "/usr/bin/python3"];
/// Where the set-up puts what is only to be had from PyPI, below the root.
const OUTSIDE_PYTHON: &str = "target/outside/bin/python";

fn pythons(ground: &Ground) -> impl Iterator<Item = String> {
    let outside = ground.root.join(OUTSIDE_PYTHON).display().to_string();
    std::iter::once(outside).chain(PYTHONS.map(str::to_owned))
}

pub(super) fn on_mail_server(ground: &Ground) -> Result<Outcome> {
    let count = ground.ignored()?.needing(Need::MailServer);
    if count == 0 {
        return Ok(Outcome::default());
    }
    let Some(python) = PYTHONS.into_iter().find(|python| has_mail_server(python)) else {
        return Ok(Outcome::skipped(
            count,
            "aiosmtpd or openssl is missing: make setup",
        ));
    };
    tally(ignored_tests(ground, Need::MailServer).env("HUIYIN_TEST_PYTHON", python))
}

/// Forms before the validator that comes with Python's pyxform and runs on Java.
pub(super) fn before_odk(ground: &Ground) -> Result<Outcome> {
    let count = ground.ignored()?.needing(Need::OdkValidator);
    if count == 0 {
        return Ok(Outcome::default());
    }
    let validator = pythons(ground).find_map(|python| odk_validator(&python));
    let (Some(validator), Some(_)) = (validator, program("java")) else {
        return Ok(Outcome::skipped(
            count,
            "ODK Validate or java is missing: make setup",
        ));
    };
    tally(ignored_tests(ground, Need::OdkValidator).env("HUIYIN_TEST_ODK_VALIDATE", validator))
}

/// The variable that names a Python of one's own for the tests of open data.
const FRICTIONLESS: &str = "HUIYIN_TEST_FRICTIONLESS";

/// Packages of open data before the validator of the people whose format it is, and their parquet
/// before pyarrow.
pub(super) fn before_frictionless(ground: &Ground) -> Result<Outcome> {
    let count = ground.ignored()?.needing(Need::FrictionlessValidator);
    if count == 0 {
        return Ok(Outcome::default());
    }
    let own = std::env::var(FRICTIONLESS).ok();
    let mut pythons = own.into_iter().chain(pythons(ground));
    let Some(python) = pythons.find(|python| has_frictionless(python)) else {
        return Ok(Outcome::skipped(
            count,
            "Frictionless or pyarrow is missing: make setup",
        ));
    };
    tally(ignored_tests(ground, Need::FrictionlessValidator).env(FRICTIONLESS, python))
}

fn has_frictionless(python: &str) -> bool {
    imports(python, "import frictionless, pyarrow.parquet")
}

fn odk_validator(python: &str) -> Option<PathBuf> {
    let find = "import pathlib, pyxform; print(pathlib.Path(pyxform.__file__).parent \
                / 'validators' / 'odk_validate' / 'bin' / 'ODK_Validate.jar')";
    let said = Command::new(python).args(["-c", find]).output().ok()?;
    let file = PathBuf::from(String::from_utf8_lossy(&said.stdout).trim());
    file.is_file().then_some(file)
}

fn has_mail_server(python: &str) -> bool {
    imports(
        python,
        "import aiosmtpd, shutil, sys; sys.exit(0 if shutil.which('openssl') else 1)",
    )
}

fn imports(python: &str, check: &str) -> bool {
    Command::new(python)
        .args(["-c", check])
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Tests that are ignored for a reason the run does not know are skipped, and said so.
pub(super) fn left_out(ground: &Ground) -> Result<Outcome> {
    let count = ground.ignored()?.elsewhere();
    if count == 0 {
        return Ok(Outcome::default());
    }
    Ok(Outcome::skipped(
        count,
        "ignored in a module that names no need",
    ))
}

/// Runs the left-out tests of one need, in every crate.
pub(super) fn ignored_tests(ground: &Ground, need: Need) -> Command {
    let mut command = ground.cargo_for_tests();
    command
        .args([
            "test",
            "--workspace",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ])
        .args(["--", "--ignored", need.filter()]);
    command
}

/// Runs cargo's tests and adds up what they say of themselves.
pub(super) fn tally(command: &mut Command) -> Result<Outcome> {
    let mut tally = CargoTally::default();
    let ended = watch(command, STEP_LIMIT, |line| tally.read(line))?;
    let tally = tally.close(ended.well());
    let mut notes: Vec<String> = tally
        .failures
        .iter()
        .map(|name| format!("✗ {name}"))
        .collect();
    if ended == Ended::TimeOver {
        notes.push(time_over_note());
    }
    Ok(Outcome {
        counts: tally.counts,
        notes,
    })
}

fn compiling(ground: &Ground) -> Command {
    let mut command = ground.cargo_for_tests();
    command.args(["test", "--workspace", "--no-run"]);
    command
}

/// Compiles all that the tests need, and counts it as failed when the compiler or clippy found
/// anything to say. A warning does not keep the tests from running.
pub(super) fn linted(ground: &Ground) -> Result<Outcome> {
    if !has_clippy() {
        return Ok(Outcome::skipped(
            1,
            "clippy is missing: rustup component add clippy",
        ));
    }
    let mut warned = Vec::new();
    let ended = watch_both(&mut compiling(ground), COMPILING_LIMIT, |line| {
        warned.extend(warning_of(line).map(str::to_owned));
    })?;
    let mut outcome = Outcome::of_check(ended);
    if ended.well() && !warned.is_empty() {
        outcome = Outcome::of_check(Ended::Badly);
    }
    outcome.notes.extend(warned);
    Ok(outcome)
}

/// What cargo says of a crate that was compiled with warnings, each time anew even when it had
/// nothing to compile.
fn warning_of(line: &str) -> Option<&str> {
    let said = line.strip_prefix("warning: `")?;
    said.contains(" generated ").then_some(line)
}

/// Builds what the tests from outside drive: the binary, and the example that the notebook's test
/// talks to. As part of all tests, because alone they would ask their dependencies for fewer
/// features, and half of those would be compiled once more.
pub(super) fn build_binary(ground: &Ground) -> Result<bool> {
    let mut command = compiling(ground);
    Ok(watch(&mut command, STEP_LIMIT, |_| ())?.well())
}

/// The outcome of tests whose binary could not be built: they did not run, and that is a failure.
pub(super) fn unbuilt() -> Outcome {
    Outcome {
        counts: Counts::FAILED,
        notes: vec!["the binary could not be built".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::warning_of;

    #[test]
    fn a_crate_with_warnings_is_named_and_a_single_warning_is_not_counted_twice() {
        let of_crate = "warning: `huiyin-db` (lib test) generated 2 warnings";
        assert_eq!(warning_of(of_crate), Some(of_crate));
        assert_eq!(warning_of("warning: unused variable: `generated `"), None);
        assert_eq!(warning_of("   Compiling huiyin-db v0.1.0"), None);
    }
}
