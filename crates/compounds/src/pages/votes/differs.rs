//! A draft that somebody saved meanwhile: what stands now beside what was typed.

use huiyin_web::{Arg, Ctx};

use super::reading::{Typed, TypedItem};
use crate::pages::both::{Other, differing};

/// Everything that reads otherwise now than as it was typed, in the order of the form.
pub(super) fn others(ctx: &Ctx, now: &Typed, yours: &Typed) -> Vec<Other> {
    let items = now.items.len().max(yours.items.len());
    let theirs = said(ctx, now, items);
    let pairs = theirs.into_iter().zip(said(ctx, yours, items));
    differing(pairs.map(|((label, theirs), (_, yours))| (label, theirs, yours)))
}

/// Label and value of every field, with so many items.
fn said(ctx: &Ctx, it: &Typed, items: usize) -> Vec<(String, String)> {
    let label = |key: &str| ctx.t(&format!("compounds-votes-field-{key}"));
    let text = |key: &str, value: &str| (label(key), value.to_owned());
    let choice = |key: &str, name: &str| (label(key), chosen(ctx, key, name));
    let tick = |key: &str, is_on: bool| {
        let word = if is_on {
            "compounds-yes"
        } else {
            "compounds-no"
        };
        (label(key), ctx.t(word))
    };
    let mut all = vec![
        text("title", &it.title),
        choice("proposer", &it.proposer),
        text("signed", &it.signed),
        text("of", &it.of),
    ];
    let nothing = TypedItem::default();
    for number in 0..items {
        let one = it.items.get(number).unwrap_or(&nothing);
        all.extend(item(ctx, number, one));
    }
    all.extend([
        choice("preset", &it.preset),
        choice("meeting", &it.meeting),
        text("notice-days", &it.notice_days),
        text("extension", &it.extension_days),
        tick("parking", it.count_parking),
        tick("invalid", it.invalid_takes_part),
        choice("silence", &it.silence),
        text("clause", &it.clause),
        text("clause-on", &it.clause_on),
        text("electronic", &it.electronic),
        text("other-count", &it.other_count),
        text("clause-on", &it.other_count_on),
    ]);
    all
}

fn item(ctx: &Ctx, number: usize, it: &TypedItem) -> [(String, String); 5] {
    let shown = [("number", Arg::from(number.saturating_add(1)))];
    let number = ctx.say("compounds-votes-item-number", &shown);
    let line = |key: &str, value: String| {
        let field = ctx.t(&format!("compounds-votes-item-{key}"));
        (format!("{number} · {field}"), value)
    };
    [
        line("title", it.title.clone()),
        line("matter", chosen(ctx, "matter", &it.matter)),
        line("text", it.text.clone()),
        line("consequence", it.consequence.clone()),
        line("buildings", it.buildings.clone()),
    ]
}

/// The words of a choice; nothing where none was made.
fn chosen(ctx: &Ctx, prefix: &str, name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    ctx.t(&format!(
        "compounds-votes-{prefix}-{}",
        name.replace('_', "-")
    ))
}
