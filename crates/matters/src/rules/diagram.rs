//! The document of the states, written from the table. `docs/states/matter.md` is held against it
//! by a test, and rewritten with `HUIYIN_BLESS=1`.

use std::fmt::Write;

use crate::model::StateName;

use super::table::{Rule, TRANSITIONS, Target};

const HEAD: &str = "\
# States of a matter

Written from the table of transitions (`crates/matters/src/rules/table.rs`); a test holds the two
together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test -p
huiyin-matters --test rules_matter`.

The outcome of a matter (solved, partly, explained, refused, referred) is kept apart from its
state. Acts that leave the state as it is stand in the table only.
";

/// The whole page.
pub fn document() -> String {
    let mut page = format!("{HEAD}\n```mermaid\n{}```\n\n## Acts\n\n", mermaid());
    page.push_str("| act | from | to | who | needs |\n|---|---|---|---|---|\n");
    for rule in TRANSITIONS {
        page.push_str(&table_line(rule));
    }
    page
}

/// Every arrow once, as `from --> to: act`.
pub fn arrows() -> Vec<(String, String, &'static str)> {
    let mut arrows = Vec::new();
    for rule in TRANSITIONS {
        for target in rule.to {
            let Target::To(to) = target else { continue };
            let starts: Vec<&str> = if rule.from.is_empty() {
                vec!["[*]"]
            } else {
                rule.from.iter().map(|state| state.name()).collect()
            };
            for from in starts {
                let arrow = (from.to_owned(), to.name().to_owned(), rule.act.name());
                if !arrows.contains(&arrow) {
                    arrows.push(arrow);
                }
            }
        }
    }
    arrows
}

fn mermaid() -> String {
    let mut text = String::from("stateDiagram-v2\n");
    for (from, to, act) in arrows() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {from} --> {to}: {act}");
    }
    for state in StateName::ALL.iter().filter(|state| !state.is_open()) {
        let _ = writeln!(text, "    {state} --> [*]");
    }
    text
}

fn table_line(rule: &Rule) -> String {
    let from = match rule.from {
        [] => "—".to_owned(),
        all if all == StateName::ALL => "every state".to_owned(),
        all if all == StateName::OPEN => "every open state".to_owned(),
        some => joined(some.iter().map(|state| state.name())),
    };
    let to = joined(rule.to.iter().map(|target| match target {
        Target::Same => "same",
        Target::To(state) => state.name(),
    }));
    let parts = joined(rule.parts.iter().map(|part| part.name()));
    let needs = joined(rule.needs.iter().map(|field| field.name()));
    format!("| {} | {from} | {to} | {parts} | {needs} |\n", rule.act)
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
