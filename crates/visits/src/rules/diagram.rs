//! The documents of the states, written from the tables. `docs/states/visit.md` and
//! `docs/states/visit_round.md` are held against them by a test, and rewritten with
//! `HUIYIN_BLESS=1`.

use std::fmt::Write;

use super::round::ROUND_TRANSITIONS;
use super::visit::TRANSITIONS;

const VISIT_HEAD: &str = "\
# States of the visit at one door

Written from the table of transitions (`crates/visits/src/rules/visit.rs`); a test holds the two
together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test -p
huiyin-visits --test rules_visit`.

A visit is planned when its door is admitted to a round. Whoever declined may change their mind,
and nobody else may do it for them.
";

const ROUND_HEAD: &str = "\
# States of a round of visits

Written from the table of transitions (`crates/visits/src/rules/round.rs`); a test holds the two
together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test -p
huiyin-visits --test rules_visit`.

All acts are the coordinator's; a round starts and finishes by itself with its days.
";

/// The page about one door.
pub fn visit_document() -> String {
    let mut page = opened(VISIT_HEAD, "planned");
    for rule in TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to | who |\n|---|---|---|---|\n");
    for rule in TRANSITIONS {
        let from = joined(rule.from.iter().map(|it| it.name()));
        let to = rule.to.map_or("same", |it| it.name());
        let parts = joined(rule.parts.iter().map(|it| it.name()));
        let _ = writeln!(page, "| {} | {from} | {to} | {parts} |", rule.act);
    }
    page
}

/// The page about a round.
pub fn round_document() -> String {
    let mut page = opened(ROUND_HEAD, "draft");
    for rule in ROUND_TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("    finished --> [*]\n    cancelled --> [*]\n");
    page.push_str("```\n\n## Acts\n\n| act | from | to |\n|---|---|---|\n");
    for rule in ROUND_TRANSITIONS {
        let from = joined(rule.from.iter().map(|it| it.name()));
        let to = rule.to.map_or("same", |it| it.name());
        let _ = writeln!(page, "| {} | {from} | {to} |", rule.act);
    }
    page
}

fn opened(head: &str, first: &str) -> String {
    format!("{head}\n```mermaid\nstateDiagram-v2\n    [*] --> {first}\n")
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
