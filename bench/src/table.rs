//! The figures as a table for people. Ratios come first: they hold from one machine to the next,
//! the rest does not.

use std::fmt::Write as _;

use serde_json::Value;

use crate::intake::CROWD;

/// One store's figures: `intake`, `echo`, `sizes`, `memory`.
pub fn of(store: &str, figures: &Value) -> String {
    let mut out = format!("\n== {store}\n");
    intake(&mut out, &figures["intake"]);
    echo(&mut out, &figures["echo"]);
    growing(&mut out, figures);
    let memory = &figures["memory"];
    let _ = writeln!(
        out,
        "memory         at rest {} MiB, under load {} MiB",
        number(&memory["at_rest_mib"]),
        number(&memory["under_load_mib"]),
    );
    out
}

/// A large vote, counted and sealed.
pub fn of_votes(votes: &Value) -> String {
    if votes.is_null() {
        return String::new();
    }
    format!(
        "\n== Owners' votes\n{} units: counted in {} ms, sealed in {} ms, published ballots checked in {} ms\n",
        votes["units"],
        number(&votes["tally_ms"]),
        number(&votes["seal_ms"]),
        number(&votes["verify_ms"]),
    )
}

/// A file of another system, taken and known again.
pub fn of_import(import: &Value) -> String {
    if import.is_null() {
        return String::new();
    }
    format!(
        "\n== Import\n{} rows: judged and taken in {} s, known again in {} s\n",
        import["rows"],
        number(&import["seconds"]),
        number(&import["again_seconds"]),
    )
}

/// The page of figures over few and over many facts.
pub fn of_facts(facts: &Value) -> String {
    let Some(facts) = facts.as_array() else {
        return String::new();
    };
    let mut out = String::from("\n== The page of figures, one reader\n");
    for entry in facts {
        let _ = writeln!(
            out,
            "{:>12} facts   p50 {} ms   p99 {} ms   {} times the smallest",
            entry["facts"],
            number(&entry["page"]["p50_ms"]),
            number(&entry["page"]["p99_ms"]),
            number(&entry["to_smallest"]),
        );
    }
    out
}

/// A part of a year on both databases; the ratio holds from one machine to the next.
pub fn of_year(year: &Value) -> String {
    if year.is_null() {
        return String::new();
    }
    let mut out = String::from("\n== A year, 1/10 of the district, a quarter of its days\n");
    for (store, name) in [("sqlite", "SQLite"), ("postgres", "PostgreSQL")] {
        let told = &year[store];
        if told.is_null() {
            continue;
        }
        let _ = writeln!(
            out,
            "{name:<11} {} s   {} matters   {} operations   {} operations a second",
            number(&told["seconds"]),
            told["matters"],
            told["operations"],
            told["operations_per_second"],
        );
        let of = &told["seconds_of"];
        let _ = writeln!(
            out,
            "{:<11} of them {} s what happens, {} s jobs, {} s proofs",
            "",
            number(&of["events"]),
            number(&of["jobs"]),
            number(&of["proofs"]),
        );
    }
    if !year["to_sqlite"].is_null() {
        let _ = writeln!(
            out,
            "PostgreSQL takes {} times as long",
            number(&year["to_sqlite"])
        );
    }
    out
}

/// The book of an estate with few and with many lines.
pub fn of_ledger(figures: &Value) -> String {
    let Some(figures) = figures.as_array() else {
        return String::new();
    };
    let mut out = String::from("\n== The book of an estate, one reader\n");
    for entry in figures {
        let _ = writeln!(
            out,
            "{:>12} lines   page p50 {} ms, {} times the smallest   check {} s, {} times the smallest",
            entry["lines"],
            number(&entry["page"]["p50_ms"]),
            number(&entry["page_to_smallest"]),
            number(&entry["check_seconds"]),
            number(&entry["check_to_smallest"]),
        );
    }
    out
}

/// A Saturday evening.
pub fn of_evening(evening: &Value) -> String {
    if evening.is_null() {
        return String::new();
    }
    let mut out = format!(
        "\n== A Saturday evening\n{} phones with {} visits and {} photos of {} MiB: all there after {} s\n",
        evening["phones"],
        evening["visits"],
        evening["photos"],
        number(&evening["photo_mib"]),
        number(&evening["seconds"]),
    );
    for (label, key) in [
        ("visits", "submissions"),
        ("pieces", "pieces"),
        ("pages beside", "pages"),
    ] {
        let _ = writeln!(out, "{}", times(label, &evening[key]));
    }
    out
}

/// Plans of rounds, each beside the best public solver.
pub fn of_rounds(rounds: &Value) -> String {
    let Some(rounds) = rounds.as_array() else {
        return String::new();
    };
    let mut out = String::from("\n== Rounds of visits, one thread\n");
    for round in rounds {
        let text = |key: &str| round[key].as_str().unwrap_or("–").to_owned();
        let share = |key: &str| round[key].as_f64().unwrap_or(0.0);
        let _ = writeln!(
            out,
            "{:<6} {:<8} {:>3} s asked, {} s taken   J {:.0}, {:.3} of the best known   sessions {}   familiar {:.3}   load {:.3}   teams a compound {:.2}",
            text("instance"),
            text("weights"),
            round["asked_seconds"],
            number(&round["seconds"]),
            share("objective"),
            share("to_best_known"),
            number(&round["team_sessions"]),
            share("familiar"),
            share("load_most_to_mean"),
            share("teams_a_compound"),
        );
    }
    out
}

fn number(value: &Value) -> String {
    value.as_f64().map_or_else(
        || "–".to_owned(),
        |number| match number {
            number if number >= 100.0 => format!("{number:.0}"),
            number if number >= 10.0 => format!("{number:.1}"),
            number => format!("{number:.2}"),
        },
    )
}

fn times(label: &str, value: &Value) -> String {
    format!(
        "{label:<15}{:>9}/s   p50 {:>7} ms   p99 {:>7} ms",
        number(&value["per_second"]),
        number(&value["p50_ms"]),
        number(&value["p99_ms"]),
    )
}

fn intake(out: &mut String, intake: &Value) {
    let bare = number(&intake["bare_per_second"]);
    let rows = &intake["rows_per_report"];
    let _ = writeln!(
        out,
        "bare loop      {bare:>9}/s   {rows} rows a report, one transaction each"
    );
    for (label, key, ratio) in [
        ("intake, 1".to_owned(), "one_client", "one_client_to_bare"),
        (format!("intake, {CROWD}"), "crowd", "crowd_to_bare"),
    ] {
        let ratio = number(&intake[ratio]);
        let _ = writeln!(
            out,
            "{}   {ratio} of the bare loop",
            times(&label, &intake[key])
        );
    }
}

fn echo(out: &mut String, echo: &Value) {
    for (name, value) in echo.as_object().into_iter().flatten() {
        let _ = writeln!(out, "{}", times(name, value));
    }
}

fn growing(out: &mut String, figures: &Value) {
    for size in figures["sizes"].as_array().into_iter().flatten() {
        let pages = size["pages"].as_object().into_iter().flatten();
        let _ = writeln!(
            out,
            "-- {} matters (filled in {} s, {} MiB; {} MiB of memory at rest)",
            size["matters"],
            number(&size["filled_seconds"]),
            number(&size["file_mib"]),
            number(&size["at_rest_mib"]),
        );
        for (name, value) in pages {
            let ratio = &size["to_smallest"][name]["p50"];
            let ratio = if ratio.is_null() {
                String::new()
            } else {
                format!("   {} of the smallest's p50", number(ratio))
            };
            let _ = writeln!(out, "{}{ratio}", times(name, value));
        }
    }
}
