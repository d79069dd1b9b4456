//! What may stand behind a line of the books (rule 9.2).

use huiyin_kernel::Id;

use crate::model::ledger::LedgerRefused as No;
use crate::model::votes::{Carried, ItemOutcome};

/// What of a vote decides whether money may rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voted {
    pub estate: Id,
    /// The result is out.
    pub published: bool,
    /// How each item ended, in their order.
    pub items: Vec<ItemOutcome>,
}

/// Whether an item of a vote may stand behind a line of an estate. Where it passed only with silent
/// owners counted, the line must say in words on what that rests.
///
/// # Errors
/// A vote of another estate, one whose result is not out, an item that did not pass.
pub fn may_stand_behind(estate: Id, place: u32, vote: &Voted, words: &str) -> Result<(), No> {
    if vote.estate != estate {
        return Err(No::DecisionElsewhere);
    }
    let item = usize::try_from(place)
        .ok()
        .and_then(|place| vote.items.get(place))
        .filter(|_| vote.published)
        .ok_or(No::DecisionNotPassed)?;
    match item.carried() {
        Some(Carried::BySilence) if words.trim().is_empty() => Err(No::DecisionOnlyDeemed),
        Some(Carried::ByBallots | Carried::BySilence) => Ok(()),
        None => Err(No::DecisionNotPassed),
    }
}

/// What the house says of a record, before words about it that somebody typed. The words stay
/// whole: the house's own part gives way where both do not fit, since the line leads to the record
/// all the same.
pub fn named(house: &str, words: &str, most: usize) -> String {
    if words.is_empty() {
        return cut(house, most);
    }
    let room = most.saturating_sub(words.chars().count() + 1);
    if room == 0 {
        return words.to_owned();
    }
    format!("{} {words}", cut(house, room))
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most.saturating_sub(1));
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::votes::Verdict;

    fn item(strict: bool, deemed: Option<bool>) -> ItemOutcome {
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

    #[test]
    fn only_what_the_owners_of_this_estate_passed_stands_behind_their_money() {
        let (here, there) = (Id::derived("estate", "1"), Id::derived("estate", "2"));
        let vote = Voted {
            estate: here,
            published: true,
            items: vec![
                item(true, None),
                item(false, None),
                item(false, Some(true)),
                item(false, Some(false)),
            ],
        };
        let judge = |place, words| may_stand_behind(here, place, &vote, words);
        assert_eq!(judge(0, ""), Ok(()));
        assert_eq!(judge(1, "words change nothing"), Err(No::DecisionNotPassed));
        assert_eq!(judge(2, " "), Err(No::DecisionOnlyDeemed));
        assert_eq!(judge(2, "rules of procedure, article 9"), Ok(()));
        assert_eq!(judge(3, "x"), Err(No::DecisionNotPassed));
        assert_eq!(judge(4, ""), Err(No::DecisionNotPassed));
        assert_eq!(
            may_stand_behind(there, 0, &vote, ""),
            Err(No::DecisionElsewhere)
        );
        let early = Voted {
            published: false,
            ..vote.clone()
        };
        assert_eq!(
            may_stand_behind(here, 0, &early, ""),
            Err(No::DecisionNotPassed)
        );
    }
    #[test]
    fn words_stay_whole_and_the_record_gives_way() {
        assert_eq!(named("更换电梯", "", 5), "更换电梯");
        assert_eq!(named("更换电梯", "第三项", 8), "更换电梯 第三项");
        assert_eq!(named("更换电梯", "第三项", 7), "更换… 第三项");
        assert_eq!(named("更换电梯", "", 3), "更换…");
        assert_eq!(named("更换电梯", "第三项", 4), "第三项");
        assert_eq!(named("更换电梯", "第三项", 2), "第三项");
        let (title, words) = ("题".repeat(80), "字".repeat(200));
        for many in [1, 100, 118, 119, 120, 198, 199, 200] {
            let words: String = words.chars().take(many).collect();
            let all = named(&title, &words, 200);
            assert!(all.ends_with(&words) && all.chars().count() <= 200, "{all}");
        }
    }
}
