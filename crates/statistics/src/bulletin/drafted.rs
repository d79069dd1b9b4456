//! The first words of a bulletin, with placeholders where figures will stand.

use huiyin_kernel::{Date, Lang};
use huiyin_web::{Arg, Texts};

use crate::rules::Month;
use crate::rules::bulletin::{Block, BlockKind, Frame, figures};

/// The name of a placeholder as a variable of a sentence.
fn variable(placeholder: &str) -> String {
    placeholder.replace(['-', '.'], "_")
}

/// The sentences of a block in one language, with its placeholders.
pub(super) fn sentences(texts: &Texts, lang: Lang, kind: BlockKind) -> String {
    let names = figures::placeholders();
    let variables: Vec<(String, String)> = names
        .iter()
        .map(|it| (variable(it), format!("{{{{{it}}}}}")))
        .collect();
    let args: Vec<(&str, Arg)> = variables
        .iter()
        .map(|(name, shown)| (name.as_str(), Arg::from(shown.as_str())))
        .collect();
    texts.say(lang, &format!("statistics-bulletin-draft-{kind}"), &args)
}

/// Every block as it is drafted, in Chinese: the text of a bulletin is Chinese. What comes next
/// is for whoever edits.
pub(super) fn blocks(texts: &Texts) -> Vec<Block> {
    let block = |kind: &BlockKind| Block {
        kind: *kind,
        text: match kind {
            BlockKind::Next => String::new(),
            _ => sentences(texts, Lang::Zh, *kind),
        },
    };
    BlockKind::ALL.iter().map(block).collect()
}

pub(super) fn frame(texts: &Texts, district: &str, month: &Month) -> Frame {
    let day: Date = month.first_day();
    let say = |key: &str| {
        let args = [
            ("district", Arg::from(district)),
            ("year", Arg::from(i64::from(day.year()))),
            ("month", Arg::from(i64::from(day.month()))),
        ];
        texts.say(Lang::Zh, key, &args)
    };
    Frame {
        title: say("statistics-bulletin-frame-title"),
        to: say("statistics-bulletin-frame-to"),
        issuer: say("statistics-bulletin-frame-issuer"),
    }
}

/// The month as one says it.
pub(super) fn month_said(texts: &Texts, lang: Lang, month: &str) -> String {
    let Some(month) = Month::parse(month) else {
        return month.to_owned();
    };
    let day = month.first_day();
    let name = texts.say(
        lang,
        &format!("statistics-bulletin-month-{}", day.month()),
        &[],
    );
    let args = [
        ("year", Arg::from(i64::from(day.year()))),
        ("name", Arg::from(name)),
    ];
    texts.say(lang, "statistics-bulletin-month", &args)
}
