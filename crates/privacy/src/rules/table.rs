use crate::model::{ActName, Field, Part, StateName};

/// Where an act leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Same,
    To(StateName),
}

/// One line of the table: in these states, these parts may do this act, which needs these fields.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub act: ActName,
    /// Empty for the act that makes a case.
    pub from: &'static [StateName],
    pub to: Target,
    pub parts: &'static [Part],
    pub needs: &'static [Field],
}

use ActName as A;
use Field as F;
use Part as P;
use StateName as S;
use Target::{Same, To};

const fn rule(
    act: ActName,
    from: &'static [StateName],
    to: Target,
    parts: &'static [Part],
    needs: &'static [Field],
) -> Rule {
    Rule {
        act,
        from,
        to,
        parts,
        needs,
    }
}

const OFFICER: &[Part] = &[P::Officer];

/// The whole of a case. What is not in here cannot happen.
pub const TRANSITIONS: &[Rule] = &[
    rule(A::Ask, &[], To(S::Asked), &[P::Person, P::Officer], &[]),
    rule(A::Take, &[S::Asked], To(S::InReview), OFFICER, &[]),
    rule(A::Grant, &[S::Asked], To(S::Done), &[P::System], &[]),
    rule(A::Grant, &[S::InReview], To(S::Done), OFFICER, &[]),
    rule(
        A::Refuse,
        &[S::InReview],
        To(S::Refused),
        OFFICER,
        &[F::Reason],
    ),
    rule(A::Extend, &[S::InReview], Same, OFFICER, &[F::Reason]),
    rule(A::Withdraw, S::OPEN, To(S::Withdrawn), &[P::Person], &[]),
    rule(A::HandOver, &[S::Done], Same, OFFICER, &[]),
    rule(A::Remind, S::OPEN, Same, &[P::System], &[]),
];
