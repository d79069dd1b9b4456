//! What is said at the doors of the demo.

use std::collections::BTreeMap;

use huiyin_kernel::Id;
use huiyin_matters::demo::words;
use serde_json::{Value, json};

use super::dice;
use crate::notebook::{MatterAnswers, Outcome};

/// Stories of matters that begin at a door have numbers of their own.
pub(super) const FIRST_MATTER: usize = 5_000;

/// The outcome at one door, and what was answered there.
pub(super) struct Heard {
    pub outcome: Outcome,
    pub answers: BTreeMap<String, Value>,
    pub matters: Vec<MatterAnswers>,
}

/// Nothing where the team did not come so far.
pub(super) fn heard(index: usize) -> Option<Heard> {
    let outcome = match dice("outcome", index) % 100 {
        0..=68 => Outcome::Visited,
        69..=83 => Outcome::NotMet,
        84..=92 => Outcome::Declined,
        93..=94 => Outcome::DoNotDisturb,
        _ => return None,
    };
    let mut answers = BTreeMap::new();
    let mut matters = Vec::new();
    if outcome == Outcome::Visited {
        let has_matter = dice("matter", index).is_multiple_of(3);
        let word = if has_matter { "yes" } else { "no" };
        answers.insert("has_matter".to_owned(), json!(word));
        if has_matter {
            answers.insert("contact_wish".to_owned(), json!("self"));
            matters.push(matter(index));
        }
        if dice("suggestion", index).is_multiple_of(9) {
            let text = SUGGESTIONS[dice("which", index) % SUGGESTIONS.len()];
            answers.insert("suggestions".to_owned(), json!(text));
        }
    }
    Some(Heard {
        outcome,
        answers,
        matters,
    })
}

const SUGGESTIONS: [&str; 4] = [
    "希望社区每个月能有一次修小家电的活动。",
    "活动室晚上能不能多开一个小时？",
    "楼下的长椅能多放两把就好了。",
    "通知请贴在电梯里，字大一点。",
];

pub(super) fn matter_id(index: usize) -> Id {
    Id::derived("huiyin demo found matter", &index.to_string())
}

fn matter(index: usize) -> MatterAnswers {
    let mut answers = BTreeMap::new();
    let text = words(FIRST_MATTER + index);
    answers.insert("matter_text".to_owned(), json!(text));
    answers.insert("matter_urgency".to_owned(), json!("normal"));
    MatterAnswers {
        id: matter_id(index),
        answers,
    }
}
