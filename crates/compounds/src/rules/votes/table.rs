use crate::model::votes::{Part, VoteActName, VoteState, VoteStateName};

use Part as P;
use VoteActName as A;
use VoteStateName as S;

/// One line of the table: an act, from which states to which, and by whom.
#[derive(Debug)]
pub struct VoteRule {
    pub act: VoteActName,
    pub from: &'static [VoteStateName],
    /// Nothing where the state stays what it was.
    pub to: Option<VoteStateName>,
    pub parts: &'static [Part],
}

const fn rule(
    act: VoteActName,
    from: &'static [VoteStateName],
    to: Option<VoteStateName>,
    parts: &'static [Part],
) -> VoteRule {
    VoteRule {
        act,
        from,
        to,
        parts,
    }
}

const DESK: &[Part] = &[P::Secretary, P::Street];
const DESK_OR_DAYS: &[Part] = &[P::Secretary, P::Street, P::System];

/// Everything that may happen to a vote. Buttons, rights and `docs/states/vote.md` are read from
/// it.
pub const TRANSITIONS: &[VoteRule] = &[
    // Nothing is changed once the roll is posted, so that only announced items are voted on (rule
    // 8.4; Beijing property regulation art. 35).
    rule(A::Change, &[S::Proposed, S::Preparing], None, DESK),
    rule(A::Accept, &[S::Proposed], Some(S::Preparing), DESK),
    rule(A::FixRoll, &[S::Preparing], Some(S::RollPosted), DESK),
    rule(A::ReopenRoll, &[S::RollPosted], Some(S::Preparing), DESK),
    rule(A::Announce, &[S::RollPosted], Some(S::Announced), DESK),
    rule(A::Open, &[S::Announced], Some(S::Voting), DESK_OR_DAYS),
    rule(A::Extend, &[S::Voting], None, DESK),
    rule(A::Close, &[S::Voting], Some(S::Closed), DESK_OR_DAYS),
    rule(A::Commit, &[S::Closed], Some(S::Committed), DESK_OR_DAYS),
    rule(A::Count, &[S::Committed], Some(S::Counted), DESK),
    rule(A::Publish, &[S::Counted], Some(S::Published), DESK),
    rule(A::File, &[S::Published], Some(S::Filed), &[P::Street]),
    rule(
        A::Withdraw,
        &[S::Proposed, S::Preparing, S::RollPosted, S::Announced],
        Some(S::Withdrawn),
        DESK,
    ),
    rule(
        A::Annul,
        &[
            S::Voting,
            S::Closed,
            S::Committed,
            S::Counted,
            S::Published,
            S::Filed,
        ],
        Some(S::Void),
        &[P::Street],
    ),
];

/// Whether somebody may do this in this state, as far as the table goes.
pub fn may(state: &VoteState, part: Part, act: VoteActName) -> bool {
    let state = state.name();
    let fits = |rule: &&VoteRule| rule.act == act && rule.from.contains(&state);
    TRANSITIONS
        .iter()
        .find(fits)
        .is_some_and(|rule| rule.parts.contains(&part))
}

/// The acts that the table has for somebody with these parts, in its order.
pub fn next_steps(state: &VoteState, parts: &[Part]) -> Vec<VoteActName> {
    let mine = |rule: &&VoteRule| parts.iter().any(|part| may(state, *part, rule.act));
    TRANSITIONS.iter().filter(mine).map(|it| it.act).collect()
}
