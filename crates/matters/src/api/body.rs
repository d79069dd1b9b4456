//! Bodies of requests: cleaned, read, and where they cannot be read the field that is wrong.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use huiyin_web::json::{Unique, named_twice};
use huiyin_web::{Ctx, PageError, forms};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a request carries, as a body that may be malformed.
pub(super) type Body = Result<Json<Unique>, JsonRejection>;

/// Fields of a body among which the wrong one is looked for; none of ours has more.
const FIELDS_MOST: usize = 20;
/// The field that says what all others mean.
const TAG: &str = "act";

/// Why a body is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Unreadable {
    Missing(String),
    Wrong(String),
    Unknown,
}

/// Reads a body; every text in it is cleaned as the fields of a form are.
pub(super) fn read<T: DeserializeOwned>(ctx: &Ctx, body: Body) -> Result<T, PageError> {
    let Json(Unique(value)) = body.map_err(|why| match named_twice(&why) {
        Some(name) => bad_field(ctx, name, "web-field-twice"),
        None => PageError::BadFields(Vec::new()),
    })?;
    parse(value).map_err(|why| match why {
        Unreadable::Missing(name) => bad_field(ctx, name, "web-field-required"),
        Unreadable::Wrong(name) => bad_field(ctx, name, "web-field-unreadable"),
        Unreadable::Unknown => PageError::BadFields(Vec::new()),
    })
}

pub(super) fn bad_field(ctx: &Ctx, name: impl Into<String>, key: &str) -> PageError {
    PageError::BadFields(vec![(name.into(), ctx.t(key))])
}

fn parse<T: DeserializeOwned>(mut value: Value) -> Result<T, Unreadable> {
    clean(&mut value);
    // Only a body that cannot be read is looked at a second time.
    serde_json::from_value(value.clone()).map_err(|error| blame::<T>(&value, &error.to_string()))
}

/// The field that an error is about. The reader of JSON names a missing one and says of a wrong one
/// only what it is, so the wrong one is that without which the error is another.
fn blame<T: DeserializeOwned>(value: &Value, error: &str) -> Unreadable {
    let missing = error.strip_prefix("missing field `");
    if let Some((name, _)) = missing.and_then(|rest| rest.split_once('`')) {
        return Unreadable::Missing(name.to_owned());
    }
    let Some(fields) = value.as_object().filter(|it| it.len() <= FIELDS_MOST) else {
        return Unreadable::Unknown;
    };
    let is_wrong = |name: &str| {
        let mut rest = fields.clone();
        rest.remove(name);
        serde_json::from_value::<T>(Value::Object(rest))
            .err()
            .is_none_or(|other| other.to_string() != error)
    };
    // Without its tag nothing can be read, so the tag is blamed last.
    let mut names: Vec<&str> = fields.keys().map(String::as_str).collect();
    names.sort_by_key(|name| *name == TAG);
    names
        .into_iter()
        .find(|name| is_wrong(name))
        .map_or(Unreadable::Unknown, |name| {
            Unreadable::Wrong(name.to_owned())
        })
}

/// The reader of JSON bounds how deep values nest.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = forms::clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::acts::StaffAct;
    use super::super::echo::ReporterAct;
    use super::super::report::NewMatter;
    use super::*;
    use serde_json::json;

    fn why<T: DeserializeOwned>(sent: Value) -> Unreadable {
        parse::<T>(sent)
            .err()
            .unwrap_or_else(|| panic!("it was read"))
    }

    fn missing(name: &str) -> Unreadable {
        Unreadable::Missing(name.to_owned())
    }

    fn wrong(name: &str) -> Unreadable {
        Unreadable::Wrong(name.to_owned())
    }

    #[test]
    fn texts_of_a_body_are_cleaned_at_every_depth() {
        let sent = json!({"a": " x\u{0}\u{1b}y\n", "b": [{"c": "\u{0}"}], "n": 1});
        let read: Value = parse(sent).unwrap();
        assert_eq!(read, json!({"a": "xy", "b": [{"c": ""}], "n": 1}));
    }

    #[test]
    fn a_missing_field_is_named() {
        assert_eq!(why::<NewMatter>(json!({"name": "x"})), missing("text"));
        assert_eq!(why::<ReporterAct>(json!({"text": "x"})), missing("act"));
        for (act, field) in [
            ("withdraw", "reason"),
            ("reopen", "reason"),
            ("chase", "text"),
        ] {
            assert_eq!(why::<ReporterAct>(json!({"act": act})), missing(field));
        }
    }

    #[test]
    fn a_wrong_field_is_named() {
        let text = json!({"text": 5, "name": "x", "lon": 1.5});
        assert_eq!(why::<NewMatter>(text), wrong("text"));
        let lon = json!({"text": "x", "lon": "east", "lat": 29.5});
        assert_eq!(why::<NewMatter>(lon), wrong("lon"));
        let chase = json!({"act": "chase", "text": 5});
        assert_eq!(why::<ReporterAct>(chase), wrong("text"));
        let act = json!({"act": "shout", "text": "x"});
        assert_eq!(why::<ReporterAct>(act), wrong("act"));
        let staff = json!({"version": "four", "act": {"act": "acknowledge"}});
        assert_eq!(why::<StaffAct>(staff), wrong("version"));
        assert_eq!(why::<NewMatter>(json!([1])), Unreadable::Unknown);
    }
}
