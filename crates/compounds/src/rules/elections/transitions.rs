use std::fmt::Write;

use super::act::ElectionAct;
use crate::model::elections::{ElectionActName as A, ElectionState, StateName as S};

/// One line of the table: in these states this act is open, and may lead there, or leaves the state.
#[derive(Clone, Copy, Debug)]
pub struct ElectionRule {
    pub act: &'static str,
    pub from: &'static [S],
    pub to: Option<S>,
}

const fn rule(act: &'static str, from: &'static [S], to: Option<S>) -> ElectionRule {
    ElectionRule { act, from, to }
}

/// What only the days do: the end of a term is announced.
const WARN: &str = "warn";

/// The whole life of an election. From a ranking it goes to a vote again only where equals stand at
/// the last seat, and then nobody sits before.
pub const ELECTION_TRANSITIONS: &[ElectionRule] = &[
    rule(A::Nominate.name(), &[S::Candidacy], None),
    rule(A::Check.name(), &[S::Candidacy], None),
    rule(A::StandDown.name(), &[S::Candidacy, S::Noticed], None),
    rule(A::Notice.name(), &[S::Candidacy], Some(S::Noticed)),
    rule(
        A::PutToVote.name(),
        &[S::Noticed, S::Ranked],
        Some(S::Voting),
    ),
    rule(A::TakeResult.name(), &[S::Voting], Some(S::Ranked)),
    rule(A::Seat.name(), &[S::Ranked], Some(S::Seated)),
    rule(A::File.name(), &[S::Seated], None),
    rule(A::EndSeat.name(), &[S::Seated], None),
    rule(WARN, &[S::Seated], None),
    rule(
        A::Withdraw.name(),
        &[S::Candidacy, S::Noticed, S::Voting, S::Ranked],
        Some(S::Withdrawn),
    ),
];

impl ElectionAct {
    /// Its name in the table and in the form that asks for it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Nominate { .. } => A::Nominate.name(),
            Self::Check { .. } => A::Check.name(),
            Self::StandDown { .. } => A::StandDown.name(),
            Self::Notice { .. } => A::Notice.name(),
            Self::PutToVote { .. } => A::PutToVote.name(),
            Self::TakeResult { .. } => A::TakeResult.name(),
            Self::Seat { .. } => A::Seat.name(),
            Self::File { .. } => A::File.name(),
            Self::EndSeat { .. } => A::EndSeat.name(),
            Self::Warn => WARN,
            Self::Withdraw => A::Withdraw.name(),
        }
    }
}

/// Whether the state is one in which this act is open.
pub(super) fn may(state: &ElectionState, act: &ElectionAct) -> bool {
    let (state, name) = (state.name(), act.name());
    let line = ELECTION_TRANSITIONS.iter().find(|it| it.act == name);
    line.is_some_and(|it| it.from.contains(&state))
}

const HEAD: &str = "\
# States of an election

Written from the table of transitions (`crates/compounds/src/rules/elections/transitions.rs`); a
test holds the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo
test -p huiyin-compounds --test rules_table`.

An election begins with its candidates; the vote itself has states of its own (vote.md). Where
equals stand at the last seat, they stand again before anybody sits. A committee that sits stays
until its term is over; its seats end one by one.

```mermaid
stateDiagram-v2
    [*] --> candidacy
";

/// The page of the states.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    for rule in ELECTION_TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to |\n|---|---|---|\n");
    for rule in ELECTION_TRANSITIONS {
        let from: Vec<&str> = rule.from.iter().map(|it| it.name()).collect();
        let to = rule.to.map_or("same", S::name);
        let _ = writeln!(page, "| {} | {} | {to} |", rule.act, from.join(", "));
    }
    page
}
