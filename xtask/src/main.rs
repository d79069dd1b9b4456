//! The house's own commands, called as `cargo xtask COMMAND`:
//!
//! | command | what it does |
//! |---|---|
//! | `test` | every check and test, with a summary and one closing line of counts |
//! | `check` | the quick part of it: format, style, lints |
//! | `tidy` | the style rules of the house alone |
//! | `postgres -- COMMAND…` | runs a command beside a private PostgreSQL |
//! | `bench [--full]` | the measurements of `docs/speed.md`, beside a private PostgreSQL where there is one |
//! | `bless` | writes generated files and snapshots anew |
//!
//! Nothing here is part of the product, and nothing in the product may import it.

mod command;
mod counts;
mod ground;
mod ignored;
mod interrupt;
mod plain;
mod postgres;
mod say;
mod steps;
mod stopwatch;
mod tidy;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::ground::Ground;

const USAGE: &str =
    "usage: cargo xtask test | check | tidy | postgres -- COMMAND… | bench [--full] | bless";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            say::warn(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    plain::surroundings()?;
    interrupt::listen()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ground = Ground::find()?;
    match words.as_slice() {
        ["test"] => Ok(steps::run_all(&ground, steps::TEST)),
        ["check"] => Ok(steps::run_all(&ground, steps::CHECK)),
        ["tidy"] => Ok(if tidy::report(&ground)? == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }),
        ["postgres", "--", program, rest @ ..] => postgres::beside(&ground, program, rest),
        ["bench", rest @ ..] => bench(&ground, rest),
        ["bless"] => pass_on(
            &ground,
            &["test", "--workspace", "--no-fail-fast"],
            &[("HUIYIN_BLESS", "1"), ("INSTA_UPDATE", "always")],
        ),
        _ => bail!(USAGE),
    }
}

/// The measurements, with PostgreSQL beside SQLite where its programs are installed.
fn bench(ground: &Ground, options: &[&str]) -> Result<ExitCode> {
    let mut arguments = vec!["run", "--release", "--package", "huiyin-bench", "--"];
    arguments.extend(options);
    if postgres::Binaries::find().is_some() {
        return postgres::beside(ground, &ground.cargo.to_string_lossy(), &arguments);
    }
    say::warn(
        "PostgreSQL is not installed here, so SQLite is measured alone; make setup installs it",
    );
    pass_on(ground, &arguments, &[])
}

/// Runs cargo with the terminal as it is and hands its exit code on.
fn pass_on(ground: &Ground, arguments: &[&str], variables: &[(&str, &str)]) -> Result<ExitCode> {
    let status = std::process::Command::new(&ground.cargo)
        .current_dir(&ground.root)
        .args(arguments)
        .envs(variables.iter().copied())
        .status()
        .context("cargo could not be started")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
