//! One JSON value as the answer to one question.

use huiyin_kernel::Date;
use serde_json::Value;

use super::{Answer, AnswerFault};
use crate::bounds::{ANSWER_CHARS_MAX, CHOICES_MAX};
use crate::model::{Form, Kind, Question};
use crate::name::{DECLINED_CHOICE, Name};
use crate::number::Number;

/// Nothing for what says nothing: null, an empty text, no choice.
pub(super) fn read(
    form: &Form,
    question: &Question,
    value: &Value,
) -> Result<Option<Answer>, AnswerFault> {
    if is_declined(value) {
        return Ok(Some(Answer::Declined));
    }
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => Some(text.as_str()),
        _ => None,
    };
    if text.is_some_and(str::is_empty) {
        return Ok(None);
    }
    match &question.kind {
        Kind::Note => Err(AnswerFault::WrongKind),
        Kind::Text => words(text).map(Answer::Text).map(Some),
        Kind::Integer => number(value, true).map(Some),
        Kind::Decimal => number(value, false).map(Some),
        Kind::Date => {
            let day: Date = text
                .and_then(|text| text.parse().ok())
                .ok_or(AnswerFault::WrongKind)?;
            Ok(Some(Answer::Date(day)))
        }
        Kind::Time => text
            .and_then(minutes)
            .map(Answer::Time)
            .map(Some)
            .ok_or(AnswerFault::WrongKind),
        Kind::SelectOne(list) => one(form, list, text.ok_or(AnswerFault::WrongKind)?).map(Some),
        Kind::SelectMultiple(list) => many(form, list, value),
        Kind::Image => photo(text).map(Some),
        Kind::Geopoint => place(value).map(Some),
    }
}

fn is_declined(value: &Value) -> bool {
    value
        .get("declined")
        .and_then(Value::as_bool)
        .unwrap_or(false)
}

fn words(text: Option<&str>) -> Result<String, AnswerFault> {
    let text = text.ok_or(AnswerFault::WrongKind)?;
    if text.chars().count() > ANSWER_CHARS_MAX {
        return Err(AnswerFault::TooLong);
    }
    Ok(text.to_owned())
}

fn number(value: &Value, whole: bool) -> Result<Answer, AnswerFault> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(AnswerFault::WrongKind),
    };
    let looks_like_one = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let number: Number = text.parse().map_err(|_| {
        if looks_like_one {
            AnswerFault::OutOfBounds
        } else {
            AnswerFault::WrongKind
        }
    })?;
    if whole && !number.is_whole() {
        return Err(AnswerFault::WrongKind);
    }
    Ok(Answer::Number(number))
}

/// `hh:mm`, or what ODK Collect sends: seconds, fractions and an offset behind it.
fn minutes(text: &str) -> Option<u16> {
    let (hours, rest) = (text.get(..2)?, text.get(3..5)?);
    let well_formed = text.as_bytes()[2] == b':'
        && text.len() <= 32
        && text
            .get(5..)
            .is_some_and(|tail| tail.is_empty() || tail.starts_with(':'));
    let two = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<u16>().ok())?
    };
    let (hours, minutes) = (two(hours)?, two(rest)?);
    (well_formed && hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn one(form: &Form, list: &Name, text: &str) -> Result<Answer, AnswerFault> {
    if text == DECLINED_CHOICE {
        return Ok(Answer::Declined);
    }
    let known = form
        .choices(list)
        .iter()
        .any(|choice| choice.name.as_str() == text);
    known
        .then(|| Answer::One(text.to_owned()))
        .ok_or(AnswerFault::NoSuchChoice)
}

/// A list, or the choices with blanks between as ODK Collect sends them. Each counts once, in the
/// order of the form.
fn many(form: &Form, list: &Name, value: &Value) -> Result<Option<Answer>, AnswerFault> {
    let chosen: Vec<&str> = match value {
        Value::String(text) => text.split_whitespace().take(CHOICES_MAX + 1).collect(),
        Value::Array(values) if values.len() <= CHOICES_MAX => values
            .iter()
            .map(|value| value.as_str().ok_or(AnswerFault::WrongKind))
            .collect::<Result<_, _>>()?,
        _ => return Err(AnswerFault::WrongKind),
    };
    if chosen.is_empty() {
        return Ok(None);
    }
    if chosen == [DECLINED_CHOICE] {
        return Ok(Some(Answer::Declined));
    }
    let choices = form.choices(list);
    let known = |name: &&str| choices.iter().any(|choice| choice.name.as_str() == *name);
    if !chosen.iter().all(known) {
        return Err(AnswerFault::NoSuchChoice);
    }
    let in_order = choices
        .iter()
        .map(|choice| choice.name.as_str())
        .filter(|name| chosen.contains(name))
        .map(str::to_owned);
    Ok(Some(Answer::Many(in_order.collect())))
}

fn photo(text: Option<&str>) -> Result<Answer, AnswerFault> {
    const NAME_BYTES_MAX: usize = 100;
    let text = text.ok_or(AnswerFault::WrongKind)?;
    let is_name = text.len() <= NAME_BYTES_MAX
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    is_name
        .then(|| Answer::Photo(text.to_owned()))
        .ok_or(AnswerFault::WrongKind)
}

fn place(value: &Value) -> Result<Answer, AnswerFault> {
    let degree = |key: &str, most: i64| {
        let units = value
            .get(key)
            .and_then(Value::as_i64)
            .ok_or(AnswerFault::WrongKind)?;
        if units.abs() > most * 10_000_000 {
            return Err(AnswerFault::OutOfBounds);
        }
        i32::try_from(units).map_err(|_| AnswerFault::OutOfBounds)
    };
    Ok(Answer::Place {
        lat: degree("lat", 90)?,
        lon: degree("lon", 180)?,
    })
}
