use std::fmt::Write;

use crate::model::house_rules::{HouseRule, RuleActName as A, RuleStateName as S};

/// One line of the table: in these states this act is open, and leads there, or leaves the state.
#[derive(Clone, Copy, Debug)]
pub struct RuleRule {
    pub act: A,
    pub from: &'static [S],
    pub to: Option<S>,
}

const fn rule(act: A, from: &'static [S], to: Option<S>) -> RuleRule {
    RuleRule { act, from, to }
}

/// The whole life of an edition.
pub const RULE_TRANSITIONS: &[RuleRule] = &[
    rule(A::Write, &[S::Draft], None),
    rule(A::Propose, &[S::Draft], Some(S::Proposed)),
    rule(A::TakeBack, &[S::Proposed], Some(S::Draft)),
    rule(A::Adopt, &[S::Proposed], Some(S::Adopted)),
    rule(A::Supersede, &[S::Adopted], Some(S::Superseded)),
    rule(A::Repeal, &[S::Adopted], Some(S::Repealed)),
    rule(A::Discard, &[S::Draft, S::Proposed], Some(S::Discarded)),
];

/// Whether the state is one in which this act is open.
pub fn may(rule: &HouseRule, act: A) -> bool {
    let state = rule.state.name();
    let line = RULE_TRANSITIONS.iter().find(|it| it.act == act);
    line.is_some_and(|it| it.from.contains(&state))
}

const HEAD: &str = "\
# States of an edition of a rule

Written from the table of transitions (`crates/compounds/src/rules/house_rules/transitions.rs`); a
test holds the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo
test -p huiyin-compounds --test rules_table`.

An edition begins as a draft from the model or from the edition in force. Once it is adopted its
text never changes; a later edition takes its place, and the old one stays to be read.

```mermaid
stateDiagram-v2
    [*] --> draft
";

/// The page of the states.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    for rule in RULE_TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to |\n|---|---|---|\n");
    for rule in RULE_TRANSITIONS {
        let from: Vec<&str> = rule.from.iter().map(|it| it.name()).collect();
        let to = rule.to.map_or("same", S::name);
        let _ = writeln!(page, "| {} | {} | {to} |", rule.act, from.join(", "));
    }
    page
}
