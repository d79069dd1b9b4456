//! The page of the states, written from the table. `docs/states/vote.md` is held against it by a
//! test, and rewritten with `HUIYIN_BLESS=1`.

use std::fmt::Write;

use super::table::TRANSITIONS;

const HEAD: &str = "\
# States of an owners' vote

Written from the table of transitions (`crates/compounds/src/rules/votes/table.rs`); a test holds
the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test -p
huiyin-compounds --test stories`.

A vote opens, closes and commits to its ballots by itself when the day has come and nothing is
left to be read; counting, publishing and filing are done by people.
";

/// The page about a vote.
pub fn vote_document() -> String {
    let mut page = format!("{HEAD}\n```mermaid\nstateDiagram-v2\n    [*] --> proposed\n");
    for rule in TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("    filed --> [*]\n    withdrawn --> [*]\n    void --> [*]\n");
    page.push_str("```\n\n## Acts\n\n| act | from | to | who |\n|---|---|---|---|\n");
    for rule in TRANSITIONS {
        let from = joined(rule.from.iter().map(|it| it.name()));
        let to = rule.to.map_or("same", |it| it.name());
        let parts = joined(rule.parts.iter().map(|it| it.name()));
        let _ = writeln!(page, "| {} | {from} | {to} | {parts} |", rule.act);
    }
    page
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
