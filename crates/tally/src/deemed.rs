//! Silence (rule 8.3). The Civil Code knows only owners who take part; whether those who received
//! a ballot and kept silent may be added to the majority is left to the rules of procedure by the
//! ministry's guideline for owners' assemblies, art. 26(2). A Shanghai court respected such a
//! clause in 2022 where delivery was proven and owners were told what silence would mean. Because
//! that is contested, the count of the ballots alone is always given first and the deemed one
//! stands beside it.

use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, Pair, Verdict};
use crate::threshold::Threshold;

/// What the rules of procedure say of an owner who was reached and kept silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deemed {
    /// Silence is silence.
    #[default]
    None,
    /// Silent owners took part, and said neither yes nor no.
    Participation,
    /// Silent owners took part and follow the majority of the ballots that were returned.
    Majority,
}

/// How the decision would stand with the silent ones added, or nothing where no clause says so.
/// Silence follows a yes only when yes leads both other choices in area and in persons: where the
/// two measures disagree there is no majority to follow, and doubt never helps a proposal.
pub(crate) fn verdict(mode: Deemed, threshold: Threshold, counted: &Outcome) -> Option<Verdict> {
    if mode == Deemed::None {
        return None;
    }
    let silent = counted.silent_delivered;
    let participated = counted.participated.plus(silent)?;
    let leads = |other: Pair| counted.yes.area > other.area && counted.yes.persons > other.persons;
    let follows = mode == Deemed::Majority && leads(counted.no) && leads(counted.abstain);
    let yes = if follows {
        counted.yes.plus(silent)?
    } else {
        counted.yes
    };
    Some(threshold.verdict(counted.total, participated, yes))
}
