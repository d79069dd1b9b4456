use huiyin_forms::answers::{Raw, check, check_visit};
use huiyin_forms::expr::{Expr, Pattern};
use huiyin_forms::xform::{self, Extras};
use huiyin_forms::xlsform::{Source, export, import};
use huiyin_forms::{Number, household_visit};
use proptest::prelude::*;
use serde_json::Value;

use super::form;

/// Pieces of which expressions are made, well and badly.
fn expression() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "${a}",
        "${n}",
        ".",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "and",
        "or",
        "not(",
        "(",
        ")",
        "selected(",
        "regex(",
        ",",
        "'a'",
        "\"b\"",
        "3",
        "-1.5",
        "string-length(",
        "true()",
        "''",
        "${",
        "'",
        "+",
        "今",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "yes",
            "no",
            "phone",
            "2026-01-01",
            "13800001234",
            "09:30"
        ])
        .prop_map(Value::from),
        prop::collection::vec(".{0,4}", 0..4).prop_map(Value::from),
        Just(serde_json::json!({"declined": true})),
    ]
}

proptest! {
    #[test]
    fn an_expression_is_refused_or_written_as_it_was_read(text in expression()) {
        if let Ok(expr) = Expr::parse(&text) {
            prop_assert_eq!(Expr::parse(&expr.to_string()), Ok(expr));
        }
    }

    #[test]
    fn any_text_is_an_expression_or_refused(text in ".{0,60}") {
        let _ = Expr::parse(&text);
    }

    #[test]
    fn a_pattern_is_refused_or_answers_quickly(text in r"[\[\](){}*+?|^$.\\d0-9a,:-]{0,24}", answer in "[a-z0-9]{0,40}") {
        if let Ok(pattern) = Pattern::new(&text) {
            let _ = pattern.fits(&answer);
        }
    }

    #[test]
    fn numbers_keep_what_they_say(text in "-?[0-9]{1,9}(\\.[0-9]{1,6})?") {
        let number: Number = text.parse().unwrap();
        prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
        let (same, close): (f64, f64) = (text.parse().unwrap(), number.to_string().parse().unwrap());
        prop_assert_eq!(same.to_bits() & !(1 << 63), close.to_bits() & !(1 << 63));
    }

    #[test]
    fn whatever_arrives_is_kept_or_told(answers in prop::collection::btree_map("[a-z_]{1,12}|has_matter|matter_text|contact_wish|contact_phone|care_consent|care_needs|suggestions", value(), 0..12)) {
        let form = household_visit().unwrap();
        let raw: Raw = answers;
        for checked in [check(&form, &raw), check_visit(&form, &raw)] {
            for (name, value) in &raw {
                let empty = value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty)
                    || value.as_str().is_some_and(|text| text.trim().is_empty());
                let kept = checked.answers.contains_key(name);
                let told = checked.faults.iter().any(|fault| fault.question == *name);
                prop_assert!(kept || told || empty, "{} {}", name, value);
            }
        }
    }

    #[test]
    fn any_survey_is_refused_or_survives_every_way_out(
        kinds in prop::collection::vec(prop::sample::select(vec!["text", "integer", "select_one abc", "select_multiple abc", "note", "begin_group", "end_group", "date", "repeat", ""]), 0..10),
        label in "[^\\p{C},\"]{0,10}",
        relevant in expression(),
    ) {
        use std::fmt::Write as _;
        let mut survey = String::from("type,name,label,relevant\nselect_one abc,a,甲,\ninteger,n,数,\n");
        for (index, kind) in kinds.iter().enumerate() {
            let relevant = relevant.replace('"', "'");
            let _ = writeln!(survey, "{kind},q{index},问{label},\"{relevant}\"");
        }
        if let Ok(form) = form(&survey) {
            let workbook = export(&form).unwrap();
            prop_assert_eq!(import(Source::Workbook(&workbook)), Ok(form.clone()));
            prop_assert!(form.compact().is_ok());
            prop_assert!(xform::write(&form, Extras::default()).is_ok());
        }
    }
}
