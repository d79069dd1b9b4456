//! JSON of other programs, in which no object names the same field twice. Readers of JSON disagree
//! about which of two counts, so whoever checked such a body saw another one than whoever kept it.

use std::fmt;

use axum::extract::rejection::JsonRejection;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// As the derived readers of structs say it, too.
const TWICE: &str = "duplicate field `";
/// Characters of a field's name that are told.
const NAME_CHARACTERS: usize = 60;

/// Any JSON that names no field of an object twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Unique(pub Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

/// The field that a body names twice, where that is why it was not read.
pub fn named_twice(rejection: &JsonRejection) -> Option<String> {
    name_in(&rejection.body_text())
}

fn name_in(error: &str) -> Option<String> {
    let (_, rest) = error.split_once(TWICE)?;
    let (name, _) = rest.split_once('`')?;
    Some(name.to_owned())
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Unique(value)) = all.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = all.next_key::<String>()? {
            if fields.contains_key(&name) {
                let name: String = name.chars().take(NAME_CHARACTERS).collect();
                return Err(A::Error::custom(format_args!("{TWICE}{name}`")));
            }
            let Unique(value) = all.next_value()?;
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use axum::Json;

    use super::*;

    fn twice(text: &str) -> Option<String> {
        let read = Json::<Unique>::from_bytes(text.as_bytes());
        named_twice(&read.expect_err("it was read"))
    }

    #[test]
    fn a_field_that_is_named_twice_is_told_at_every_depth() {
        let text = r#"{"act": "close", "act": "withdraw"}"#;
        assert_eq!(twice(text).as_deref(), Some("act"));
        let text = r#"{"version": 4, "act": [{"note": "甲", "原因": 1, "原因": 1}]}"#;
        assert_eq!(twice(text).as_deref(), Some("原因"));
        assert_eq!(twice(r#"{"a": "duplicate"#), None);
        assert_eq!(twice("[1, 2"), None);
    }

    #[test]
    fn everything_else_is_read_as_ever() {
        for text in [
            r#"{"a": {"b": 1}, "b": [{"b": -2}, {"b": 0.5}], "c": null, "d": true, "e": "x\n"}"#,
            "[18446744073709551615, 1e300, []]",
            r#""words""#,
            "{}",
        ] {
            let Unique(read) = serde_json::from_str(text).unwrap();
            assert_eq!(read, serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
        let deep = "[".repeat(5_000);
        assert!(serde_json::from_str::<Unique>(&deep).is_err());
    }
}
