use huiyin_forms::xlsform::{Source, export, import};
use huiyin_forms::{Form, Kind, Meaning, household_visit};

fn shipped() -> Form {
    household_visit().unwrap_or_else(|refusals| panic!("refused: {refusals:#?}"))
}

#[test]
fn the_shipped_form_is_short_and_in_both_languages() {
    let form = shipped();
    let asked: Vec<_> = form
        .questions()
        .into_iter()
        .filter(|placed| placed.question.kind.is_asked())
        .collect();
    assert!(asked.len() <= 12, "{} questions", asked.len());
    for placed in form.questions() {
        let question = placed.question;
        for text in [
            Some(&question.label),
            question.hint.as_ref(),
            question.required_for.as_ref(),
            question.constraint_message.as_ref(),
        ]
        .into_iter()
        .flatten()
        {
            assert!(
                !text.zh.is_empty() && !text.en.is_empty(),
                "{}: {text:?}",
                question.name
            );
        }
    }
    for choice in form.lists.values().flatten() {
        assert!(!choice.label.en.is_empty(), "{}", choice.name);
    }
}

#[test]
fn the_shipped_form_asks_what_is_to_be_asked_and_nothing_else() {
    let form = shipped();
    let meanings: Vec<Meaning> = form
        .questions()
        .iter()
        .filter_map(|placed| placed.question.meaning)
        .collect();
    for meaning in Meaning::ALL {
        assert!(meanings.contains(&meaning), "{meaning:?}");
    }
    let text = form.to_json().unwrap();
    for word in [
        "宗教",
        "信仰",
        "政治",
        "党员",
        "收入",
        "身份证号",
        "religio",
        "politic",
        "income",
        "ID number",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    let care = form.question("care_needs").unwrap().question;
    assert!(care.sensitive && care.consent.is_some());
    assert!(
        form.questions()
            .iter()
            .all(|placed| placed.question.kind != Kind::Geopoint)
    );
}

#[test]
fn a_form_survives_the_workbook_and_the_store() {
    let form = shipped();
    let workbook = export(&form).unwrap();
    assert_eq!(import(Source::Workbook(&workbook)), Ok(form.clone()));
    let stored = form.to_json().unwrap();
    assert_eq!(Form::from_json(&stored).unwrap(), form);
    assert_eq!(
        form.digest().unwrap(),
        Form::from_json(&stored).unwrap().digest().unwrap()
    );
}

#[test]
fn any_change_of_a_word_is_another_edition() {
    let form = shipped();
    let mut other = form.clone();
    other.title.en.push('.');
    assert_ne!(form.digest().unwrap(), other.digest().unwrap());
}

#[test]
fn a_stored_form_that_was_tampered_with_is_refused() {
    let stored = shipped().to_json().unwrap();
    for (from, to) in [
        ("has_matter", "has matter"),
        ("\"consent\":\"photo_consent\",", ""),
        ("${has_matter} = 'yes'", "today() = 1"),
        ("${has_matter} = 'yes'", "${later} = 'yes'"),
        ("\"edition\":", "\"else\":1,\"edition\":"),
    ] {
        let changed = stored.replacen(from, to, 1);
        assert_ne!(changed, stored, "{from}");
        assert!(Form::from_json(&changed).is_err(), "{from} to {to}");
    }
}

#[test]
fn the_notebook_gets_conditions_it_need_not_parse() {
    let compact = shipped().compact().unwrap();
    let matter = compact["parts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|part| part["matter"] == true)
        .unwrap();
    assert_eq!(
        matter["relevant"],
        serde_json::json!(["=", ["$", "has_matter"], "yes"])
    );
    assert_eq!(compact["digest"].as_str().unwrap().len(), 64);
    assert!(
        compact.to_string().len() < 12_000,
        "{}",
        compact.to_string().len()
    );
}
