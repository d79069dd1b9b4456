//! What the notebook is given, and what it must find: `ui/build/judge.test.mjs` reads the same files.

use std::collections::BTreeMap;

use huiyin_forms::answers::{AnswerFault, Raw, check};
use huiyin_forms::household_visit;
use serde::Deserialize;
use serde_json::Value;

const COMPACT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/household_visit.json"
);

#[test]
fn the_form_that_the_notebook_is_tested_with_is_the_shipped_one() {
    let fresh = household_visit().unwrap().compact().unwrap();
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&fresh).unwrap();
        std::fs::write(COMPACT, text + "\n").unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(COMPACT).unwrap()).unwrap();
    assert_eq!(kept, fresh, "make bless");
}

#[derive(Deserialize)]
struct Set {
    name: String,
    answers: Raw,
    asked: Vec<String>,
    faults: BTreeMap<String, String>,
}

#[test]
fn sets_of_answers_are_judged_as_on_the_phone() {
    let sets: Vec<Set> = serde_json::from_str(include_str!("../vectors/sets.json")).unwrap();
    let form = household_visit().unwrap();
    for set in sets {
        let checked = check(&form, &set.answers);
        let faults: BTreeMap<String, String> = checked
            .faults
            .iter()
            .filter(|fault| fault.fault != AnswerFault::NotAsked)
            .map(|fault| (fault.question.clone(), fault.fault.code().to_owned()))
            .collect();
        assert_eq!(faults, set.faults, "{}", set.name);
        for fault in &checked.faults {
            let asked = set.asked.contains(&fault.question);
            assert_eq!(asked, fault.fault != AnswerFault::NotAsked, "{}", set.name);
        }
    }
}
