//! A form as the notebook holds it: flat where it can be, conditions as small lists, nothing
//! that the phone would have to parse.

use std::collections::BTreeMap;

use huiyin_kernel::Said;
use serde_json::{Map, Value, json};

use crate::expr::as_json;
use crate::model::{Form, Part, Question};

impl Form {
    /// `{id, title, edition, digest, parts, lists}`; a text is `[Chinese, English]`.
    pub fn compact(&self) -> Result<Value, serde_json::Error> {
        let lists: BTreeMap<&str, Vec<Value>> = self
            .lists
            .iter()
            .map(|(list, choices)| {
                let choices = choices
                    .iter()
                    .map(|choice| json!([choice.name.as_str(), choice.label.zh, choice.label.en]));
                (list.as_str(), choices.collect())
            })
            .collect();
        Ok(json!({
            "id": self.id.as_str(),
            "title": said(&self.title),
            "edition": self.edition,
            "digest": self.digest()?,
            "parts": self.parts.iter().map(part).collect::<Vec<_>>(),
            "lists": lists,
        }))
    }
}

fn said(text: &Said) -> Value {
    json!([text.zh, text.en])
}

fn part(part: &Part) -> Value {
    match part {
        Part::Question(question) => self::question(question),
        Part::Group(group) => {
            let mut value = Map::new();
            value.insert("group".to_owned(), json!(group.name.as_str()));
            value.insert("label".to_owned(), said(&group.label));
            if let Some(expr) = &group.relevant {
                value.insert("relevant".to_owned(), as_json(expr));
            }
            if group.matter {
                value.insert("matter".to_owned(), json!(true));
            }
            let parts: Vec<Value> = group.parts.iter().map(self::part).collect();
            value.insert("parts".to_owned(), Value::Array(parts));
            Value::Object(value)
        }
    }
}

fn question(question: &Question) -> Value {
    let mut value = Map::new();
    value.insert("name".to_owned(), json!(question.name.as_str()));
    value.insert("kind".to_owned(), json!(question.kind.word()));
    if let Some(list) = question.kind.list() {
        value.insert("list".to_owned(), json!(list.as_str()));
    }
    value.insert("label".to_owned(), said(&question.label));
    for (key, text) in [
        ("hint", &question.hint),
        ("purpose", &question.required_for),
        ("message", &question.constraint_message),
    ] {
        if let Some(text) = text {
            value.insert(key.to_owned(), said(text));
        }
    }
    for (key, expr) in [
        ("relevant", &question.relevant),
        ("constraint", &question.constraint),
    ] {
        if let Some(expr) = expr {
            value.insert(key.to_owned(), as_json(expr));
        }
    }
    if let Some(consent) = &question.consent {
        value.insert("consent".to_owned(), json!(consent.as_str()));
    }
    if question.sensitive {
        value.insert("sensitive".to_owned(), json!(true));
    }
    if let Some(meaning) = question.meaning {
        value.insert("meaning".to_owned(), json!(meaning.word()));
    }
    Value::Object(value)
}
