//! Words that several pages of the register share.

use huiyin_kernel::Date;
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Choice, Ctx};

use crate::model::Refused;

/// The sentence of a refusal.
pub(super) fn sentence(ctx: &Ctx, why: Refused) -> String {
    ctx.t(&format!("compounds-refused-{}", why.key()))
}

/// Choices out of stored words; `prefix` and the word make the key of a label.
pub(super) fn choices<'a>(
    ctx: &Ctx,
    prefix: &str,
    names: impl Iterator<Item = &'a str>,
    chosen: &str,
) -> Vec<Choice> {
    names
        .map(|name| {
            let key = format!("{prefix}-{}", name.replace('_', "-"));
            Choice::new(name, ctx.t(&key), name == chosen)
        })
        .collect()
}

/// The same with a first choice that stands for all, or for none.
pub(super) fn choices_or<'a>(
    ctx: &Ctx,
    (none, prefix): (&str, &str),
    names: impl Iterator<Item = &'a str>,
    chosen: &str,
) -> Vec<Choice> {
    let gap = Choice::new("", ctx.t(none), chosen.is_empty());
    std::iter::once(gap)
        .chain(choices(ctx, prefix, names, chosen))
        .collect()
}

/// A day that may be left open.
pub(super) fn day(ctx: &Ctx, form: &Form, field: &str, errors: &mut Errors) -> Option<Date> {
    let text = form.text(field);
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        errors.add(field, ctx.t("compounds-day-odd"));
    }
    day
}
