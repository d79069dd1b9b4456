//! A set of answers held against a form: what each answer is, and what is wrong with it.
//!
//! The check never throws an answer away. What was said at a door is kept with its faults beside
//! it, for a reviewer to see; refusing it would lose it.

mod check;
mod read;

use std::collections::BTreeMap;

use huiyin_kernel::{Date, Said};
use serde::Serialize;
use serde_json::Value;

use crate::bounds::{ANSWER_CHARS_MAX, INTEGER_MAX};
use crate::number::Number;

pub use check::{check, check_matter, check_visit};

/// Answers as they arrive: the name of a question and a JSON value. A text, day, time, choice or
/// photo is a string, a number is a string or a JSON integer, several choices are a list, a place
/// is `{"lat":…,"lon":…}` in 1e-7 degrees, and "would rather not say" is `{"declined":true}`.
pub type Raw = BTreeMap<String, Value>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The resident would rather not say (V8).
    Declined,
    Text(String),
    Number(Number),
    Date(Date),
    /// Minutes from midnight.
    Time(u16),
    One(String),
    Many(Vec<String>),
    /// The id that the device gave the photo.
    Photo(String),
    Place {
        lat: i32,
        lon: i32,
    },
}

impl Answer {
    /// As a condition sees it.
    pub fn text(&self) -> String {
        match self {
            Self::Declined => String::new(),
            Self::Text(text) | Self::One(text) | Self::Photo(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
            Self::Many(choices) => choices.join(" "),
            Self::Place { lat, lon } => format!("{lat} {lon}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerFault {
    #[error("an answer to a question that the form does not have")]
    Unknown,
    #[error("an answer to what was not to be asked")]
    NotAsked,
    #[error("no answer to a question that asks for one")]
    Missing,
    #[error("not an answer of this kind")]
    WrongKind,
    #[error("longer than {ANSWER_CHARS_MAX} characters")]
    TooLong,
    #[error("beyond {INTEGER_MAX}, or with more than six decimals")]
    OutOfBounds,
    #[error("not among the choices")]
    NoSuchChoice,
    #[error("against the form's own condition")]
    Constraint,
    #[error("more answers than any form has questions")]
    TooMany,
}

impl AnswerFault {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotAsked => "not-asked",
            Self::Missing => "missing",
            Self::WrongKind => "wrong-kind",
            Self::TooLong => "too-long",
            Self::OutOfBounds => "out-of-bounds",
            Self::NoSuchChoice => "no-such-choice",
            Self::Constraint => "constraint",
            Self::TooMany => "too-many",
        }
    }

    /// What a person is told, in both languages.
    pub fn sentence(&self) -> Said {
        match self {
            Self::Unknown => Said::new("表单里没有这个问题。", "The form has no such question."),
            Self::NotAsked => Said::new("这个问题本不该问。", "This was not to be asked."),
            Self::Missing => Said::new(
                "请填写，或选择“不愿回答”。",
                "Please answer, or choose “prefer not to say”.",
            ),
            Self::WrongKind => Said::new(
                "填写的内容与问题类型不符。",
                "This is not an answer of the kind that is asked for.",
            ),
            Self::TooLong => Said::new(
                "内容太长，最多2000字。",
                "This is too long; at most 2,000 characters.",
            ),
            Self::OutOfBounds => Said::new(
                "数字太大，或小数位太多。",
                "The number is too large or has too many decimals.",
            ),
            Self::NoSuchChoice => Said::new(
                "请从列出的选项中选择。",
                "Please choose one of those listed.",
            ),
            Self::Constraint => Said::new(
                "这个回答不符合要求，请核对。",
                "This does not fit what is asked for; please look again.",
            ),
            Self::TooMany => Said::new("回答的数量超过上限。", "There are too many answers."),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of the question; empty for the set as a whole.
    pub question: String,
    pub fault: AnswerFault,
    /// The form's own message where it has one, else the sentence of the fault.
    pub sentence: Said,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What could be understood, by question.
    pub answers: BTreeMap<String, Answer>,
    pub faults: Vec<Fault>,
}
