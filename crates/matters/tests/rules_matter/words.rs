//! Every name a person may meet has a sentence in both languages.

use std::collections::BTreeSet;

use huiyin_matters::model::*;

fn keys(lang: &str) -> BTreeSet<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../locales")
        .join(lang)
        .join("matters-rules.ftl");
    let text = std::fs::read_to_string(path).unwrap();
    let key = |line: &str| {
        let (key, sentence) = line.split_once(" = ")?;
        (!sentence.trim().is_empty() && !key.starts_with([' ', '#'])).then(|| key.to_owned())
    };
    text.lines().filter_map(key).collect()
}

fn wanted() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut add = |group: &str, names: Vec<String>| {
        keys.extend(names.iter().map(|name| format!("matters-{group}-{name}")));
    };
    macro_rules! all {
        ($($group:literal: $name:ident),+ $(,)?) => {
            $(add($group, $name::ALL.iter().map(|one| one.key()).collect());)+
        };
    }
    all! {
        "state": StateName, "act": ActName, "source": Source, "kind": Kind, "nature": Nature,
        "urgency": Urgency, "channel": Channel, "flag": Flag, "level": Level,
        "body-kind": BodyKind, "role": Role, "part": Part, "reject": RejectCode,
        "number": EmergencyNumber, "outcome": OutcomeName, "result": CallBackResult,
        "rating": Rating, "reopened": ReopenCause, "forgotten": Forgotten, "exclusion": ExclusionReason,
        "whistle-answer": WhistleAnswerName, "step": Step, "field": Field, "text": TextKind,
        "event": EventKind, "notice": NoticeKind, "refused": RefusedCode,
    }
    keys.insert("matters-rating-none".to_owned());
    keys.insert("matters-event-not-reached-by-body".to_owned());
    keys
}

#[test]
fn every_name_has_a_sentence_in_both_languages_and_no_sentence_is_left_over() {
    for lang in ["zh-CN", "en"] {
        let (have, want) = (keys(lang), wanted());
        let missing: Vec<_> = want.difference(&have).collect();
        let left_over: Vec<_> = have.difference(&want).collect();
        assert!(missing.is_empty(), "{lang} lacks {missing:?}");
        assert!(left_over.is_empty(), "{lang} has no use for {left_over:?}");
    }
}

#[test]
fn names_read_back_as_written() {
    for state in StateName::ALL {
        assert_eq!(StateName::from_name(state.name()), Some(*state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.name());
    }
    assert_eq!(StateName::from_name("lost"), None);
}

#[test]
fn a_broken_table_of_categories_names_its_line() {
    let good = "code,…\n0408,04,道路,路灯,street_light,市政照明,N,24,5,,部件-公用设施\n";
    assert_eq!(Categories::parse(good).unwrap().len(), 1);
    for (bad, part) in [
        ("code\n0408,04\n", "2 fields"),
        (
            "code\n04x8,04,道路,路灯,l,市政,N,24,5,,\n",
            "not a category code",
        ),
        ("code\n0408,04,道路,路灯,l,市政,X,24,5,,\n", "urgency"),
        ("code\n0408,04,道路,路灯,l,市政,N,0.25,5,,\n", "hours"),
        ("code\n0408,04,道路,路灯,l,市政,N,24,5,brave,\n", "flag"),
        ("code\n0408,04,道路,路灯,l,市政,N,24,-1,,\n", "working days"),
    ] {
        let error = Categories::parse(bad).unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains(part), "{error}");
    }
    let twice = format!("{good}0408,04,道路,路灯,l,市政,N,24,5,,\n");
    assert!(
        Categories::parse(&twice)
            .unwrap_err()
            .to_string()
            .contains("twice")
    );
}
