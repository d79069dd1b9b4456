use huiyin_forms::answers::{Answer, AnswerFault, Checked, Raw, check, check_matter, check_visit};
use huiyin_forms::{Form, household_visit};
use serde_json::{Value, json};

use super::good;

fn raw(value: Value) -> Raw {
    serde_json::from_value(value).unwrap()
}

fn faults(checked: &Checked) -> Vec<(&str, &AnswerFault)> {
    checked
        .faults
        .iter()
        .map(|fault| (fault.question.as_str(), &fault.fault))
        .collect()
}

fn shipped() -> Form {
    household_visit().unwrap()
}

#[test]
fn a_visit_without_a_matter_needs_one_word() {
    let checked = check(&shipped(), &raw(json!({"has_matter": "no"})));
    assert_eq!(checked.faults, []);
    assert_eq!(
        faults(&check(&shipped(), &Raw::new())),
        [("has_matter", &AnswerFault::Missing)]
    );
}

#[test]
fn would_rather_not_say_is_an_answer_to_everything() {
    let form = shipped();
    for placed in form
        .questions()
        .iter()
        .filter(|placed| placed.question.kind.is_asked())
    {
        let name = placed.question.name.as_str();
        let mut answers = raw(
            json!({"has_matter": "yes", "matter_text": "电梯停了", "photo_consent": "yes", "care_consent": "yes", "contact_wish": "phone"}),
        );
        answers.insert(name.to_owned(), json!({"declined": true}));
        if name == "has_matter" {
            answers.retain(|key, _| key == name || key == "care_consent");
        }
        if name == "contact_wish" {
            answers.remove("contact_phone");
        }
        let checked = check(&form, &answers);
        assert_eq!(checked.answers.get(name), Some(&Answer::Declined), "{name}");
        assert_eq!(checked.faults, [], "{name}");
    }
}

#[test]
fn faults_stand_beside_what_was_said_and_lose_nothing() {
    let form = shipped();
    let checked = check(
        &form,
        &raw(json!({
            "has_matter": "yes", "matter_text": "漏", "matter_kind": "99", "matter_photo": "p.jpg",
            "contact_wish": "phone", "contact_phone": "12", "suggestions": "字".repeat(2_001), "spy": 1,
        })),
    );
    assert_eq!(
        faults(&checked),
        [
            ("matter_text", &AnswerFault::Constraint),
            ("matter_kind", &AnswerFault::NoSuchChoice),
            ("matter_photo", &AnswerFault::NotAsked),
            ("contact_phone", &AnswerFault::Constraint),
            ("suggestions", &AnswerFault::TooLong),
            ("spy", &AnswerFault::Unknown),
        ]
    );
    assert_eq!(
        checked.answers["matter_text"],
        Answer::Text("漏".to_owned())
    );
    let own = &checked.faults[0].sentence;
    assert!(own.zh.contains("4个字") && own.en.contains("four"));
}

#[test]
fn each_matter_is_judged_by_itself() {
    let form = shipped();
    let around = raw(json!({"has_matter": "yes"}));
    let checked = check_matter(
        &form,
        &around,
        &raw(json!({"matter_text": "楼道灯不亮", "matter_urgency": "normal"})),
    );
    assert_eq!(checked.faults, []);
    assert_eq!(checked.answers.len(), 2);
    assert_eq!(
        faults(&check_matter(&form, &around, &Raw::new())),
        [("matter_text", &AnswerFault::Missing)]
    );
    // Where nothing was to be raised, nothing is to be written down as if it were.
    let without = check_matter(
        &form,
        &raw(json!({"has_matter": "no"})),
        &raw(json!({"matter_text": "楼道灯不亮"})),
    );
    assert_eq!(faults(&without), [("matter_text", &AnswerFault::NotAsked)]);
    let foreign = check_matter(
        &form,
        &around,
        &raw(json!({"matter_text": "楼道灯不亮", "suggestions": "x"})),
    );
    assert_eq!(faults(&foreign), [("suggestions", &AnswerFault::Unknown)]);
    assert_eq!(check_visit(&form, &around).faults, []);
}

#[test]
fn what_is_not_asked_does_not_open_what_stands_behind_it() {
    let form = good(
        "type,name,label,relevant\nselect_one yes_no,a,甲,\nselect_one yes_no,b,乙,${a} = 'yes'\ntext,c,丙,${b} = 'yes'\n",
    );
    let checked = check(&form, &raw(json!({"a": "no", "b": "yes", "c": "x"})));
    assert_eq!(
        faults(&checked),
        [("b", &AnswerFault::NotAsked), ("c", &AnswerFault::NotAsked)]
    );
}

#[test]
fn each_kind_takes_its_own_and_nothing_else() {
    let form = good(
        "type,name,label\ninteger,i,整\ndecimal,d,小\ndate,day,日\ntime,t,时\nselect_one abc,o,一\nselect_multiple abc,m,多\ngeopoint,g,点\ntext,x,文\n",
    );
    let one = |name: &str, value: Value| {
        let checked = check(&form, &[(name.to_owned(), value)].into());
        (
            checked.answers.get(name).map(Answer::text),
            checked.faults.first().map(|fault| fault.fault.clone()),
        )
    };
    for (name, value, text) in [
        ("i", json!(3), "3"),
        ("i", json!("-3"), "-3"),
        ("d", json!("2.50"), "2.5"),
        ("d", json!(0.1), "0.1"),
        ("day", json!("2026-02-28"), "2026-02-28"),
        ("t", json!("09:30"), "09:30"),
        ("t", json!("09:30:00.000+08:00"), "09:30"),
        ("o", json!("a"), "a"),
        ("m", json!(["b", "a", "b"]), "a b"),
        ("m", json!("b a"), "a b"),
        (
            "g",
            json!({"lat": 295_000_000, "lon": 1_065_000_000}),
            "295000000 1065000000",
        ),
    ] {
        assert_eq!(
            one(name, value.clone()),
            (Some(text.to_owned()), None),
            "{name} {value}"
        );
    }
    for (name, value, fault) in [
        ("i", json!(3.5), AnswerFault::WrongKind),
        ("i", json!(99_999_999_999_i64), AnswerFault::OutOfBounds),
        ("i", json!("drei"), AnswerFault::WrongKind),
        ("d", json!("0.1234567"), AnswerFault::OutOfBounds),
        ("day", json!("2026-02-30"), AnswerFault::WrongKind),
        ("t", json!("24:00"), AnswerFault::WrongKind),
        ("t", json!("9点"), AnswerFault::WrongKind),
        ("o", json!(["a"]), AnswerFault::WrongKind),
        ("o", json!("z"), AnswerFault::NoSuchChoice),
        ("m", json!(["a", 1]), AnswerFault::WrongKind),
        ("g", json!({"lat": 1}), AnswerFault::WrongKind),
        (
            "g",
            json!({"lat": 910_000_000, "lon": 0}),
            AnswerFault::OutOfBounds,
        ),
        ("x", json!({"a": 1}), AnswerFault::WrongKind),
    ] {
        assert_eq!(
            one(name, value.clone()),
            (None, Some(fault)),
            "{name} {value}"
        );
    }
    assert_eq!(one("x", json!("")), (None, None));
    assert_eq!(one("m", json!([])), (None, None));
}

#[test]
fn a_flood_of_answers_is_refused_as_a_whole() {
    let many: Raw = (0..500).map(|n| (format!("q{n}"), json!("x"))).collect();
    let checked = check(&shipped(), &many);
    assert_eq!(faults(&checked), [("", &AnswerFault::TooMany)]);
}
