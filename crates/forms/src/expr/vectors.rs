//! The phone judges the same conditions: `ui/build/judge.test.mjs` reads the same file.

use serde::Deserialize;
use serde_json::Value;

use super::{Answered, Expr, as_json, holds};
use crate::answers::Raw;

#[derive(Deserialize)]
struct Case {
    text: String,
    json: Value,
    answers: Raw,
    here: String,
    holds: bool,
}

struct Given(Raw);

impl Answered for Given {
    fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Array(values)) => {
                let choices: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
                choices.join(" ")
            }
            _ => String::new(),
        }
    }
}

#[test]
fn conditions_hold_as_on_the_phone() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../tests/vectors/conditions.json")).unwrap();
    for case in cases {
        let expr = Expr::parse(&case.text).unwrap();
        assert_eq!(as_json(&expr), case.json, "{}", case.text);
        let given = Given(case.answers);
        assert_eq!(
            holds(&expr, &given, &case.here),
            case.holds,
            "{}",
            case.text
        );
    }
}
