//! The measurements of `docs/speed.md`, side by side in one run: what the server does beside what the
//! database alone does with the same rows, a large district beside a small one, PostgreSQL beside
//! SQLite. Figures are printed and written as JSON; nothing is asserted here or elsewhere.

mod corpus;
mod district;
mod evening;
mod facts;
mod grow;
mod http;
mod import;
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
mod targets;
mod votes;
mod year;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};

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
    let postgres = std::env::var("HUIYIN_TEST_POSTGRES")
        .ok()
        .filter(|it| !it.is_empty());
    if let Some(told) = runtime.block_on(alone(&words, postgres.as_deref()))? {
        std::io::stdout().write_all(told.as_bytes())?;
        return Ok(());
    }
    let options = Options::read(&words, postgres)?;
    let mut figures = runtime.block_on(run::all(&options))?;
    let aimed = targets::of(&figures);
    figures["targets"] = targets::json(&aimed);
    for (store, name) in [("sqlite", "SQLite"), ("postgres", "PostgreSQL")] {
        if !figures[store].is_null() {
            std::io::stdout().write_all(table::of(name, &figures[store]).as_bytes())?;
        }
    }
    std::io::stdout().write_all(table::of_rounds(&figures["rounds"]).as_bytes())?;
    std::io::stdout().write_all(table::of_votes(&figures["votes"]).as_bytes())?;
    std::io::stdout().write_all(table::of_facts(&figures["facts"]).as_bytes())?;
    std::io::stdout().write_all(table::of_import(&figures["import"]).as_bytes())?;
    std::io::stdout().write_all(table::of_year(&figures["year"]).as_bytes())?;
    std::io::stdout().write_all(table::of_ledger(&figures["ledger"]).as_bytes())?;
    std::io::stdout().write_all(table::of_evening(&figures["evening"]).as_bytes())?;
    std::io::stdout().write_all(targets::table(&aimed).as_bytes())?;
    std::fs::write(&options.out, serde_json::to_string_pretty(&figures)?)?;
    say(&format!("figures as JSON: {}", options.out.display()));
    match figures["failed"].as_object() {
        Some(failed) => {
            let names: Vec<&str> = failed.keys().map(String::as_str).collect();
            bail!("not measured: {}", names.join(", "))
        }
        None => Ok(()),
    }
}

/// One measurement and nothing else, where the command names one.
async fn alone(words: &[String], postgres: Option<&str>) -> Result<Option<String>> {
    let Some((verb, rest)) = words.split_first() else {
        return Ok(None);
    };
    let count = |usual: u64| rest.first().map_or(Ok(usual), |it| it.parse());
    Ok(Some(match verb.as_str() {
        "votes" => table::of_votes(&votes::measure()?),
        "facts" => table::of_facts(&run::facts_alone(count(1_000_000)?).await?),
        "ledger" => table::of_ledger(&run::ledger_alone(count(1_000_000)?).await?),
        "evening" => {
            let phones = usize::try_from(count(100)?)?;
            table::of_evening(&run::evening_alone(phones).await?)
        }
        "import" => table::of_import(&run::import_alone()?),
        "year" => table::of_year(&run::year_alone(postgres)?),
        _ => return Ok(None),
    }))
}
