use huiyin_kernel::{Lang, Said};
use huiyin_web::{Arg, Ctx, PageError};

use crate::model::house_rules::{Adoption, RuleKind, RuleStateName};
use crate::rules::house_rules::{Line, lines};

/// A line of a rule as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub is_heading: bool,
    /// `第三条`, `Article 3`; nothing at a heading.
    pub number: String,
    pub text: String,
}

pub(super) fn kind_of(text: &str) -> Result<RuleKind, PageError> {
    RuleKind::from_name(text).ok_or(PageError::NotFound)
}

pub(super) fn title(ctx: &Ctx, kind: RuleKind) -> String {
    ctx.t(&format!("compounds-rules-kind-{}", kind.key()))
}

/// Tone and icon of a state, as badges have them.
pub(super) const fn tone(state: RuleStateName) -> (&'static str, &'static str) {
    match state {
        RuleStateName::Draft => ("neutral", "pencil"),
        RuleStateName::Proposed => ("info", "scale"),
        RuleStateName::Adopted => ("ok", "circle-check"),
        RuleStateName::Superseded | RuleStateName::Repealed => ("neutral", "history"),
        RuleStateName::Discarded => ("neutral", "circle-x"),
    }
}

/// The articles in the language of the page; the Chinese where there is no English.
pub(super) fn articles(ctx: &Ctx, text: &Said) -> Vec<Read> {
    let line = |it: Line| match it {
        Line::Heading(text) => Read {
            is_heading: true,
            number: String::new(),
            text,
        },
        Line::Article(number, text) => Read {
            is_heading: false,
            number: ctx.say("compounds-rules-article", &[("number", Arg::from(number))]),
            text,
        },
    };
    lines(text.get(ctx.lang)).into_iter().map(line).collect()
}

/// Whether a page in English has to show the Chinese text.
pub(super) fn is_only_chinese(ctx: &Ctx, text: &Said) -> bool {
    ctx.lang == Lang::En && text.en.trim().is_empty()
}

pub(super) fn adoption(ctx: &Ctx, by: &Adoption) -> String {
    let args = [
        ("day", Arg::from(ctx.day(by.on))),
        ("words", Arg::from(by.words.as_str())),
    ];
    ctx.say("compounds-rules-adopted-by", &args)
}
