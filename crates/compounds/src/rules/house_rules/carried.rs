//! Whether a vote carries a rule of the estate.

use huiyin_kernel::Date;

use crate::model::house_rules::{Adoption, RuleKind, RuleRefused as No};
use crate::model::votes::{Carried, ItemOutcome, Matter};

/// What of a vote decides about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub published: bool,
    /// The last day on which anybody could vote.
    pub ended_on: Option<Date>,
    /// What each item of all owners was about, and how it ended.
    pub items: Vec<(Matter, Option<ItemOutcome>)>,
}

/// The item under which owners decide on a rule (Civil Code art. 278: (1) for the rules of
/// procedure, (2) for the covenant, (9) for what else binds all). The covenant may hold the rest.
const fn fits(kind: RuleKind, matter: Matter) -> bool {
    match kind {
        RuleKind::AssemblyProcedure => matches!(matter, Matter::Procedure),
        RuleKind::Covenant => matches!(matter, Matter::Covenant),
        RuleKind::MaintenanceFund => {
            matches!(matter, Matter::Covenant | Matter::UseFund | Matter::Other)
        }
        _ => matches!(matter, Matter::Covenant | Matter::Procedure | Matter::Other),
    }
}

/// Whether the vote has adopted a rule. Where it passed only with silent owners counted, the words
/// must say on what it rests; nobody adopts by a vote that failed.
pub fn carried(kind: RuleKind, by: &Adoption, vote: &Decided) -> Result<(), No> {
    if !vote.published {
        return Err(No::VoteOpen);
    }
    if vote.ended_on.is_none_or(|ended| by.on < ended) {
        return Err(No::VoteLater);
    }
    let fitting = vote.items.iter().filter(|(matter, _)| fits(kind, *matter));
    let outcomes: Vec<&ItemOutcome> = fitting.filter_map(|(_, it)| it.as_ref()).collect();
    if outcomes.is_empty() {
        return Err(No::VoteElsewhere);
    }
    match outcomes.iter().filter_map(|it| it.carried()).max() {
        Some(Carried::BySilence) if by.words.trim().is_empty() => Err(No::VoteOnlyDeemed),
        Some(Carried::ByBallots | Carried::BySilence) => Ok(()),
        None => Err(No::VoteFailed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::votes::Verdict;

    fn outcome(strict: bool, deemed: Option<bool>) -> ItemOutcome {
        let verdict = |passed| Verdict {
            passed,
            ..Verdict::default()
        };
        ItemOutcome {
            strict: verdict(strict),
            deemed: deemed.map(verdict),
            ..ItemOutcome::default()
        }
    }

    fn by(words: &str, on: &str) -> Adoption {
        Adoption {
            vote: None,
            words: words.to_owned(),
            on: on.parse().unwrap(),
        }
    }

    fn vote(items: Vec<(Matter, Option<ItemOutcome>)>) -> Decided {
        Decided {
            published: true,
            ended_on: Some("2026-11-01".parse().unwrap()),
            items,
        }
    }

    #[test]
    fn a_rule_is_adopted_by_a_vote_that_passed_about_it() {
        let now = by("", "2026-11-02");
        let passed = vote(vec![(Matter::Covenant, Some(outcome(true, None)))]);
        assert_eq!(carried(RuleKind::Covenant, &now, &passed), Ok(()));
        assert_eq!(carried(RuleKind::Parking, &now, &passed), Ok(()));
        assert_eq!(
            carried(RuleKind::AssemblyProcedure, &now, &passed),
            Err(No::VoteElsewhere)
        );
        let early = by("", "2026-10-31");
        assert_eq!(
            carried(RuleKind::Covenant, &early, &passed),
            Err(No::VoteLater)
        );
        let open = Decided {
            published: false,
            ..passed
        };
        assert_eq!(carried(RuleKind::Covenant, &now, &open), Err(No::VoteOpen));
    }

    #[test]
    fn silence_alone_carries_nothing_without_words() {
        let failed = vote(vec![(Matter::Covenant, Some(outcome(false, None)))]);
        let silent = vote(vec![(Matter::Covenant, Some(outcome(false, Some(true))))]);
        let now = by("", "2026-11-02");
        let said = by("议事规则第八条，已送达计入多数", "2026-11-02");
        let of = |vote: &Decided, by: &Adoption| carried(RuleKind::Covenant, by, vote);
        assert_eq!(of(&failed, &said), Err(No::VoteFailed));
        assert_eq!(of(&silent, &now), Err(No::VoteOnlyDeemed));
        assert_eq!(of(&silent, &said), Ok(()));
    }
}
