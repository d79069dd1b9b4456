use std::fmt::Write;

use crate::model::mediation::{Case, CaseActName as A, CaseStateName as S};

/// One line of the table: in these states this act is open, and may lead there.
#[derive(Clone, Copy, Debug)]
pub struct CaseRule {
    pub act: A,
    pub from: &'static [S],
    pub to: Option<S>,
}

const fn rule(act: A, from: &'static [S], to: Option<S>) -> CaseRule {
    CaseRule { act, from, to }
}

/// Until there is an agreement in force, a party may end it.
const BEFORE: &[S] = &[S::Registered, S::InMediation, S::Drafted];
const OVER: &[S] = &[S::Effective, S::Ended];
/// Who somebody is can be corrected as long as it is kept.
const KEPT: &[S] = &[
    S::Registered,
    S::InMediation,
    S::Drafted,
    S::Effective,
    S::Ended,
];

/// The whole life of a case. `volunteer` leads on once every party has said yes, a signature once
/// it is the last of all that are needed.
pub const CASE_TRANSITIONS: &[CaseRule] = &[
    rule(A::Mediators, BEFORE, None),
    rule(A::Volunteer, &[S::Registered], Some(S::InMediation)),
    rule(A::Session, &[S::InMediation], None),
    rule(A::Draft, &[S::InMediation], Some(S::Drafted)),
    rule(A::Redraft, &[S::Drafted], Some(S::InMediation)),
    rule(A::Sign, &[S::Drafted], Some(S::Effective)),
    rule(A::SignMediator, &[S::Drafted], Some(S::Effective)),
    rule(A::AgreeOrally, &[S::InMediation], Some(S::Effective)),
    rule(A::End, BEFORE, Some(S::Ended)),
    rule(A::Confirm, &[S::Effective], None),
    rule(A::Remind, &[S::Effective], None),
    rule(A::Correct, KEPT, None),
    rule(A::Forget, OVER, None),
];

/// Whether the state is one in which this act is open.
pub fn may(case: &Case, act: A) -> bool {
    let state = case.state.name();
    let line = CASE_TRANSITIONS.iter().find(|it| it.act == act);
    line.is_some_and(|it| it.from.contains(&state))
}

const HEAD: &str = "\
# States of a mediation

Written from the table of transitions (`crates/compounds/src/rules/mediation/transitions.rs`); a
test holds the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo
test -p huiyin-compounds --test rules_table`.

A case begins when it is registered; violence at home never becomes one. Mediation begins once
every party has said that they want it, and any party ends it at any time. A written agreement is
in force with the last signature of parties and mediator, an oral one when it is reached.

```mermaid
stateDiagram-v2
    [*] --> registered
";

/// The page of the states.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    for rule in CASE_TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to |\n|---|---|---|\n");
    for rule in CASE_TRANSITIONS {
        let from: Vec<&str> = rule.from.iter().map(|it| it.name()).collect();
        let to = rule.to.map_or("same", S::name);
        let _ = writeln!(page, "| {} | {} | {to} |", rule.act, from.join(", "));
    }
    page
}
