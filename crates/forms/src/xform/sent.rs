//! What was sent, held against the form that asked for it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{OUTCOME, STOP};
use crate::answers::Raw;
use crate::model::{Form, Kind};
use crate::name::{DECLINED_CHOICE, DECLINED_SUFFIX};

/// One set of answers as ODK Collect sends it, before a form has looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub form: String,
    pub version: String,
    /// Path below the root and text of everything that says something, in order.
    pub(super) leaves: Vec<(String, String)>,
}

/// The same as the notebook would send it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SentAnswers {
    pub around: Raw,
    /// The one thing raised, where something is said about it.
    pub matter: Raw,
    /// Names of files by question.
    pub photos: BTreeMap<String, String>,
}

impl Sent {
    fn leaf(&self, path: &str) -> Option<&str> {
        let found = self.leaves.iter().find(|(at, _)| at == path);
        found.map(|(_, text)| text.as_str())
    }

    /// Which sending this is; the same set sent again says the same.
    pub fn instance(&self) -> Option<&str> {
        self.leaf("meta/instanceID")
    }

    /// When the form was left, by the clock of the phone.
    pub fn ended(&self) -> Option<&str> {
        self.leaf("meta/timeEnd")
    }

    /// The id of the stop that was chosen.
    pub fn stop(&self) -> Option<&str> {
        self.leaf(STOP)
    }

    pub fn outcome(&self) -> Option<&str> {
        self.leaf(OUTCOME)
    }

    /// Everything that was written, where no form is known that could say what it means.
    pub fn plain(&self) -> Raw {
        let written = self.leaves.iter().filter(|(path, _)| !is_ours(path));
        written
            .map(|(path, text)| (path.clone(), json!(text)))
            .collect()
    }

    /// Every answer under the name of its question. What the form does not know comes along under
    /// the name that it has, so that the check tells of it.
    pub fn answers(&self, form: &Form) -> SentAnswers {
        let mut found = SentAnswers::default();
        for (path, text) in &self.leaves {
            if is_ours(path) {
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or_default();
            let asked = form.question(name.strip_suffix(DECLINED_SUFFIX).unwrap_or(name));
            let Some(placed) = asked.filter(|it| it.path().ends_with(&format!("/{}", base(path))))
            else {
                found.around.insert(name.to_owned(), json!(text));
                continue;
            };
            let question = placed.question;
            let name = question.name.as_str();
            let value = if path.ends_with(DECLINED_SUFFIX) {
                json!({"declined": true})
            } else {
                value(&question.kind, text)
            };
            if question.kind == Kind::Image && value.is_string() {
                found.photos.insert(name.to_owned(), text.clone());
            }
            let answers = if placed.in_matter() {
                &mut found.matter
            } else {
                &mut found.around
            };
            answers.insert(name.to_owned(), value);
        }
        found
    }
}

/// What stands beside the questions of the form.
fn is_ours(path: &str) -> bool {
    path.starts_with("meta/") || path == STOP || path == OUTCOME
}

fn base(path: &str) -> &str {
    path.strip_suffix(DECLINED_SUFFIX).unwrap_or(path)
}

/// A text in the shape in which answers arrive. What does not fit its kind stays as it was
/// written, for the check to say so.
fn value(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::SelectOne(_) if text == DECLINED_CHOICE => json!({"declined": true}),
        Kind::SelectMultiple(_) => {
            let chosen: Vec<&str> = text.split_whitespace().collect();
            if chosen == [DECLINED_CHOICE] {
                json!({"declined": true})
            } else {
                json!(chosen)
            }
        }
        // `10:30:00.000+08:00`: the minute is what was asked for.
        Kind::Time => json!(text.get(..5).unwrap_or(text)),
        Kind::Geopoint => place(text).unwrap_or_else(|| json!(text)),
        _ => json!(text),
    }
}

/// `latitude longitude altitude accuracy`, of which the first two are kept.
fn place(text: &str) -> Option<Value> {
    let mut parts = text.split_whitespace();
    let lat = e7(parts.next()?)?;
    let lon = e7(parts.next()?)?;
    Some(json!({"lat": lat, "lon": lon}))
}

/// Degrees in decimal digits as whole numbers of 1e-7, what lies behind them cut off.
fn e7(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !plain(whole) || !plain(rest) {
        return None;
    }
    let rest: String = rest.chars().chain("0000000".chars()).take(7).collect();
    Some(sign * (whole.parse::<i64>().ok()? * 10_000_000 + rest.parse::<i64>().ok()?))
}
