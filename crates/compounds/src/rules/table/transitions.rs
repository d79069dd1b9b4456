use std::fmt::Write;

use crate::model::table::{Meeting, MeetingActName as A, MeetingStateName as S};

/// One line of the table: in these states this act is open, and leads there, or leaves the state.
#[derive(Clone, Copy, Debug)]
pub struct MeetingRule {
    pub act: A,
    pub from: &'static [S],
    pub to: Option<S>,
}

const fn rule(act: A, from: &'static [S], to: Option<S>) -> MeetingRule {
    MeetingRule { act, from, to }
}

const AFTER: &[S] = &[S::Held, S::MinutesAgreed, S::Published];

/// The whole life of a meeting. The last of the sides that were present agrees, and the minutes
/// are agreed; until then `agree` leaves the state as it is.
pub const MEETING_TRANSITIONS: &[MeetingRule] = &[
    rule(A::Appoint, &[S::Planned], None),
    rule(A::Remind, &[S::Planned], None),
    rule(A::Hold, &[S::Planned], Some(S::Held)),
    rule(A::Minute, &[S::Held], None),
    rule(A::Decide, &[S::Held], None),
    rule(A::Withdraw, &[S::Held], None),
    rule(A::Agree, &[S::Held], Some(S::MinutesAgreed)),
    rule(A::Amend, &[S::MinutesAgreed], Some(S::Held)),
    rule(A::Publish, &[S::MinutesAgreed], Some(S::Published)),
    rule(A::Correct, &[S::Published], Some(S::Held)),
    rule(A::Turn, AFTER, None),
    rule(A::Complete, AFTER, None),
    rule(A::Drop, AFTER, None),
    rule(A::Postpone, AFTER, None),
];

/// Whether the state is one in which this act is open.
pub fn may(meeting: &Meeting, act: A) -> bool {
    let state = meeting.state.name();
    let line = MEETING_TRANSITIONS.iter().find(|it| it.act == act);
    line.is_some_and(|it| it.from.contains(&state))
}

const HEAD: &str = "\
# States of a meeting of the three sides

Written from the table of transitions (`crates/compounds/src/rules/table/transitions.rs`); a test
holds the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test
-p huiyin-compounds --test rules_table`.

A meeting comes into being by itself with its month. `agree` leads to agreed minutes once every
side that was present has agreed. A correction takes a published meeting back; what was published
stays to be read until the next edition takes its place.

```mermaid
stateDiagram-v2
    [*] --> planned
";

/// The page of the states.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    for rule in MEETING_TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to |\n|---|---|---|\n");
    for rule in MEETING_TRANSITIONS {
        let from: Vec<&str> = rule.from.iter().map(|it| it.name()).collect();
        let to = rule.to.map_or("same", S::name);
        let _ = writeln!(page, "| {} | {} | {to} |", rule.act, from.join(", "));
    }
    page
}
