//! The measurements of the README, side by side in one run: what the server does beside what the
//! database alone does with the same rows, a large district beside a small one, PostgreSQL beside
//! SQLite. Figures are printed and written as JSON; nothing is asserted here or elsewhere.

mod corpus;
mod district;
mod evening;
mod facts;
mod grow;
mod http;
mod intake;
mod ledger;
mod load;
mod memory;
mod mold;
mod options;
mod pages;
mod prototype;
mod replay;
mod rounds;
mod run;
mod server;
mod stopwatch;
mod table;
mod tables;
mod votes;
mod year;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;

use crate::options::Options;

/// Writes a line to the terminal; a closed one ends nothing.
pub(crate) fn say(text: &str) {
    drop(writeln!(std::io::stderr(), "{text}"));
}

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // One thread is enough to press a server on the same two cores, and leaves it the other.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    if let [verb, folder, count] = words.as_slice()
        && verb == "fill"
    {
        return runtime.block_on(run::fill(folder.as_ref(), count.parse()?));
    }
    if words == ["votes"] {
        let figures = votes::measure()?;
        std::io::stdout().write_all(table::of_votes(&figures).as_bytes())?;
        return Ok(());
    }
    if let [verb, rest @ ..] = words.as_slice()
        && verb == "facts"
    {
        let most = rest.first().map_or(Ok(1_000_000), |it| it.parse())?;
        let figures = runtime.block_on(run::facts_alone(most))?;
        std::io::stdout().write_all(table::of_facts(&figures).as_bytes())?;
        return Ok(());
    }
    if let [verb, rest @ ..] = words.as_slice()
        && verb == "ledger"
    {
        let most = rest.first().map_or(Ok(1_000_000), |it| it.parse())?;
        let figures = runtime.block_on(run::ledger_alone(most))?;
        std::io::stdout().write_all(table::of_ledger(&figures).as_bytes())?;
        return Ok(());
    }
    if let [verb, rest @ ..] = words.as_slice()
        && verb == "evening"
    {
        let phones = rest.first().map_or(Ok(evening::PHONES), |it| it.parse())?;
        let figures = runtime.block_on(run::evening_alone(phones))?;
        std::io::stdout().write_all(table::of_evening(&figures).as_bytes())?;
        return Ok(());
    }
    let postgres = std::env::var("HUIYIN_TEST_POSTGRES")
        .ok()
        .filter(|it| !it.is_empty());
    if words == ["year"] {
        let figures = run::year_alone(postgres.as_deref())?;
        std::io::stdout().write_all(table::of_year(&figures).as_bytes())?;
        return Ok(());
    }
    let options = Options::read(&words, postgres)?;
    let figures = runtime.block_on(run::all(&options))?;
    for (store, name) in [("sqlite", "SQLite"), ("postgres", "PostgreSQL")] {
        if !figures[store].is_null() {
            std::io::stdout().write_all(table::of(name, &figures[store]).as_bytes())?;
        }
    }
    std::io::stdout().write_all(table::of_rounds(&figures["rounds"]).as_bytes())?;
    std::io::stdout().write_all(table::of_votes(&figures["votes"]).as_bytes())?;
    std::io::stdout().write_all(table::of_facts(&figures["facts"]).as_bytes())?;
    std::io::stdout().write_all(table::of_year(&figures["year"]).as_bytes())?;
    std::io::stdout().write_all(table::of_ledger(&figures["ledger"]).as_bytes())?;
    std::io::stdout().write_all(table::of_evening(&figures["evening"]).as_bytes())?;
    if let Some(folder) = options.out.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&options.out, serde_json::to_string_pretty(&figures)?)?;
    say(&format!("figures as JSON: {}", options.out.display()));
    Ok(())
}
