//! The document of the states, written from the table. `docs/states/rights_case.md` is held
//! against it by a test, and rewritten with `HUIYIN_BLESS=1`.

use std::fmt::Write;

use super::decide::is_end;
use super::table::{Rule, TRANSITIONS, Target};
use crate::model::StateName;

const HEAD: &str = "\
# States of a case about somebody's rights

Written from the table of transitions (`crates/privacy/src/rules/table.rs`); a test holds the two
together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test -p
huiyin-privacy --test rules_case`.

What can be asked for: see, copy, correct, delete, object, withdraw_consent. Whoever proves
themselves by the echo code gets `see`, `copy` and `withdraw_consent` at once: the system grants
them. Everything else waits for the privacy officer and has a clock of 15 working days.
";

/// The whole page.
pub fn document() -> String {
    let mut page = format!("{HEAD}\n```mermaid\nstateDiagram-v2\n");
    for rule in TRANSITIONS {
        let Target::To(to) = rule.to else { continue };
        let starts: Vec<&str> = if rule.from.is_empty() {
            vec!["[*]"]
        } else {
            rule.from.iter().map(|state| state.name()).collect()
        };
        for from in starts {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    for state in StateName::ALL.iter().filter(|state| is_end(**state)) {
        let _ = writeln!(page, "    {state} --> [*]");
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to | who | needs |\n|---|---|---|---|---|\n");
    for rule in TRANSITIONS {
        page.push_str(&line(rule));
    }
    page
}

fn line(rule: &Rule) -> String {
    let from = match rule.from {
        [] => "—".to_owned(),
        some => joined(some.iter().map(|state| state.name())),
    };
    let to = match rule.to {
        Target::Same => "same",
        Target::To(state) => state.name(),
    };
    let parts = joined(rule.parts.iter().map(|part| part.name()));
    let needs = joined(rule.needs.iter().map(|field| field.name()));
    format!("| {} | {from} | {to} | {parts} | {needs} |\n", rule.act)
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
