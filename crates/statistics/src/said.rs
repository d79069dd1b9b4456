//! Figures as words: one way for the page, the file and the page of one figure.

use huiyin_kernel::{Lang, Ratio};
use huiyin_web::{Choice, Ctx};

use crate::look::{Look, Shown, Told};
use crate::rules::catalogue::{Chapter, Figure, Unit};
use crate::rules::filter::{Filter, Level, Span};
use crate::rules::{Hidden, Month, SMALL_GROUP};

/// Months that can be chosen.
const MONTHS: usize = 24;
/// Classes of categories at most.
const CLASSES: u32 = 99;

/// A figure as it is read: the value, and numerator and denominator below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub value: String,
    pub parts: String,
    pub is_plain: bool,
}

pub(crate) fn words(ctx: &Ctx, shown: Shown) -> Words {
    let plain = |value: String| Words {
        value,
        parts: String::new(),
        is_plain: true,
    };
    match shown {
        Shown::Count(count) => plain(count.to_string()),
        Shown::Share(Ratio { denominator: 0, .. }) | Shown::Mean(_, 0) | Shown::NoSuch => Words {
            is_plain: false,
            ..plain(ctx.t("statistics-no-record"))
        },
        Shown::Share(ratio) => Words {
            parts: format!("{} / {}", ratio.numerator, ratio.denominator),
            ..plain(ratio.to_string())
        },
        Shown::Mean(sum, count) => Words {
            parts: format!("{sum} / {count}"),
            ..plain(tenths(sum, count))
        },
        Shown::Hidden(Hidden::Small) => Words {
            is_plain: false,
            ..plain(ctx.say(
                "statistics-figures-small",
                &[(
                    "limit",
                    i64::try_from(SMALL_GROUP).unwrap_or_default().into(),
                )],
            ))
        },
        Shown::Hidden(Hidden::BesideSmall) => Words {
            is_plain: false,
            ..plain(ctx.t("statistics-figures-beside"))
        },
        Shown::NotYet => Words {
            is_plain: false,
            ..plain(ctx.t("statistics-figures-not-yet"))
        },
    }
}

/// A time as people say it: `2026年11月`, `2026年`, `2026年10月1日至2026年11月3日`.
pub(crate) fn period(ctx: &Ctx, span: Span) -> String {
    let args = [
        ("year", i64::from(span.from.year()).into()),
        ("month", i64::from(span.from.month()).into()),
    ];
    if span.one_month().is_some() {
        return ctx.say("statistics-month", &args);
    }
    if span.is_whole_year() {
        return ctx.say("statistics-year", &args[..1]);
    }
    if span.from == span.to {
        return ctx.day(span.from);
    }
    let days = [
        ("from", ctx.day(span.from).into()),
        ("to", ctx.day(span.to).into()),
    ];
    ctx.say("statistics-span", &days)
}

pub(crate) fn month(ctx: &Ctx, month: &Month) -> String {
    period(ctx, Span::month(month))
}

/// How a share or a mean comes about, in words; nothing for a plain number.
pub(crate) fn made(ctx: &Ctx, shown: Shown) -> String {
    match shown {
        Shown::Share(ratio) if ratio.denominator > 0 => {
            let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
            let args = [
                ("of", number(ratio.numerator).into()),
                ("among", number(ratio.denominator).into()),
            ];
            ctx.say("statistics-figures-share-of", &args)
        }
        Shown::Mean(sum, count) if count > 0 => {
            let args = [("sum", sum.into()), ("count", count.into())];
            ctx.say("statistics-figures-mean-of", &args)
        }
        _ => String::new(),
    }
}

/// One decimal, half up, in whole numbers.
pub(crate) fn tenths(sum: i64, count: i64) -> String {
    let tenths = (sum * 20 + count) / (count * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

pub(crate) fn name(ctx: &Ctx, figure: &Figure) -> String {
    ctx.t(&format!("statistics-figures-{}", figure.key))
}

pub(crate) fn meaning(ctx: &Ctx, figure: &Figure) -> String {
    ctx.t(&format!("statistics-figures-{}-means", figure.key))
}

pub(crate) fn kind(ctx: &Ctx, kind: &str) -> String {
    let key = format!("statistics-figures-kind-{}", kind.replace('.', "-"));
    ctx.t(&key)
}

pub(crate) fn unit(ctx: &Ctx, unit: Unit) -> String {
    ctx.t(match unit {
        Unit::Pieces => "statistics-figures-unit-pieces",
        Unit::Percent => "statistics-figures-unit-percent",
        Unit::Days => "statistics-figures-unit-days",
    })
}

pub(crate) fn chapter(ctx: &Ctx, chapter: Chapter) -> String {
    ctx.t(match chapter {
        Chapter::District => "statistics-figures-chapter-district",
        Chapter::Matters => "statistics-figures-chapter-matters",
        Chapter::Visits => "statistics-figures-chapter-visits",
        Chapter::Compounds => "statistics-figures-chapter-compounds",
        Chapter::Later => "statistics-figures-chapter-later",
    })
}

/// A name that a register or another slice may know; else the code itself.
fn known(ctx: &Ctx, key: &str, code: &str) -> String {
    if ctx.site.texts.has(Lang::Zh, key) {
        ctx.t(key)
    } else {
        code.to_owned()
    }
}

pub(crate) fn source(ctx: &Ctx, code: &str) -> String {
    match code {
        "" => ctx.t("statistics-figures-no-source"),
        code => known(ctx, &format!("matters-source-{code}"), code),
    }
}

pub(crate) fn class(ctx: &Ctx, code: &str) -> String {
    match code {
        "" => ctx.t("statistics-figures-no-class"),
        code => known(ctx, &format!("statistics-class-{code}"), code),
    }
}

/// The filter in words, for whoever reads a printed page.
pub(crate) fn filter(ctx: &Ctx, look: &Look) -> String {
    let mut parts = vec![period(ctx, look.filter.period)];
    let place = look
        .filter
        .area
        .and_then(|it| look.places.areas.get(&it.id));
    parts.push(place.map_or_else(
        || ctx.t("statistics-figures-whole-district"),
        |area| area.get(ctx.lang).to_owned(),
    ));
    if let Some(code) = &look.filter.source {
        parts.push(source(ctx, code));
    }
    if let Some(code) = &look.filter.category {
        parts.push(class(ctx, code));
    }
    parts.join(" · ")
}

/// What can be chosen in the filters.
pub(crate) struct Choices {
    pub periods: Vec<Choice>,
    pub areas: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub categories: Vec<Choice>,
}

impl Choices {
    pub(crate) fn of(ctx: &Ctx, look: &Look, sources: &[String]) -> Self {
        Self {
            periods: periods(ctx, look),
            areas: areas(ctx, look),
            sources: with_all(
                ctx,
                sources.iter().map(|code| {
                    let chosen = look.filter.source.as_ref() == Some(code);
                    Choice::new(code.as_str(), source(ctx, code), chosen)
                }),
            ),
            categories: with_all(ctx, classes(ctx, &look.filter).into_iter()),
        }
    }
}

fn with_all(ctx: &Ctx, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let all = Choice::new("", ctx.t("statistics-figures-all"), false);
    std::iter::once(all).chain(choices).collect()
}

/// The last months; at the desk the last years as well, and whatever the address says.
fn periods(ctx: &Ctx, look: &Look) -> Vec<Choice> {
    let chosen = look.filter.period;
    let mut months = Vec::new();
    let mut span = Span::month(&Month::of(ctx.now.date()));
    for _ in 0..MONTHS {
        months.push(span);
        span = span.before();
    }
    if !look.is_public {
        let this = ctx.now.date().year();
        let years = [this, this - 1].map(|year| Span::parse(&year.to_string()));
        months.extend(years.into_iter().flatten());
    }
    if !months.contains(&chosen) {
        months.push(chosen);
    }
    let choice = |span: &Span| Choice::new(span.as_text(), period(ctx, *span), *span == chosen);
    months.iter().map(choice).collect()
}

fn areas(ctx: &Ctx, look: &Look) -> Vec<Choice> {
    let chosen = look.filter.area.map(|it| it.id);
    let shown = look.places.order.iter().filter_map(|id| {
        let area = look.places.areas.get(id)?;
        let indent = match look.places.level(*id)? {
            Level::Street => "",
            Level::Community => "└ ",
            // Hundreds of compounds are no list; one that was asked for stays chosen.
            Level::Compound if chosen == Some(*id) => "└ └ ",
            Level::Compound => return None,
        };
        let label = format!("{indent}{}", area.get(ctx.lang));
        Some(Choice::new(id.to_string(), label, chosen == Some(*id)))
    });
    with_all(ctx, shown)
}

fn classes(ctx: &Ctx, filter: &Filter) -> Vec<Choice> {
    let mut classes = Vec::new();
    for number in 1..=CLASSES {
        let code = format!("{number:02}");
        if !ctx
            .site
            .texts
            .has(Lang::Zh, &format!("statistics-class-{code}"))
        {
            break;
        }
        let chosen = filter.category.as_ref() == Some(&code);
        classes.push(Choice::new(code.as_str(), class(ctx, &code), chosen));
    }
    if let Some(code) = filter.category.as_ref().filter(|it| it.len() > 2) {
        classes.push(Choice::new(code.as_str(), code.as_str(), true));
    }
    classes
}

/// A figure with its neighbours in time, in words.
pub(crate) struct Row {
    pub key: &'static str,
    pub name: String,
    pub now: Words,
    pub before: Words,
    pub a_year_before: Words,
}

pub(crate) fn row(ctx: &Ctx, told: &Told) -> Row {
    Row {
        key: told.figure.key,
        name: name(ctx, told.figure),
        now: words(ctx, told.now),
        before: words(ctx, told.before),
        a_year_before: words(ctx, told.a_year_before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_half_up_to_a_tenth() {
        assert_eq!(tenths(10, 4), "2.5");
        assert_eq!(tenths(5, 4), "1.3");
        assert_eq!(tenths(1, 3), "0.3");
        assert_eq!(tenths(0, 3), "0.0");
    }
}
