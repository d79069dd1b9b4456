use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Ratio;
use huiyin_web::{Choice, Ctx, Page, PageResult, render};

use crate::figures::{Asked, Line, Report, Veil, Veils};
use crate::rules::{
    Days, Dimension, Group, Hidden, Month, Period, RateSettings, Rates, SMALL_GROUP, Weights,
};
use crate::{Statistics, said};

/// The three rates come first, and have bars.
const BARS: usize = 3;

#[derive(Template)]
#[template(path = "rates.html")]
struct View {
    page: Page,
    period: String,
    by: &'static str,
    months: Vec<Choice>,
    tabs: Vec<Tab>,
    /// The class whose categories are shown, and those that may be chosen.
    class: String,
    classes: Vec<Choice>,
    has_figures: bool,
    total: Option<Row>,
    exclusions: Vec<(String, u64)>,
    composites: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Months that are still to be counted.
    pending: String,
    counted_at: String,
    sees_all_groups: bool,
    small_group: u64,
}

struct Tab {
    by: &'static str,
    label: String,
    is_current: bool,
}

/// A line of a table: what counts, and below it everything, where the two differ.
struct Row {
    name: String,
    is_nested: bool,
    /// A sentence instead of figures.
    hidden: String,
    counted: Figures,
    /// Together with what is left out of the rates, and how many that are.
    everything: Option<(u64, Figures)>,
}

struct Figures {
    matters: u64,
    shares: Vec<Share>,
    median: String,
    ninetieth: String,
}

struct Share {
    label: String,
    percent: String,
    fraction: String,
    /// Length of the bar, for the three rates; nothing is drawn for a share of nothing.
    permille: Option<u64>,
}

pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let report = Report::of(&ctx, &statistics, &asked).await?;
    render(&view(&ctx, &report))
}

fn view(ctx: &Ctx, report: &Report) -> View {
    let shown = report.total_hidden.is_none();
    let pending = report.pending.iter().map(|month| said::month(ctx, month));
    let pending: Vec<String> = pending.collect();
    View {
        period: report.period_name().to_owned(),
        by: report.dimension.name(),
        months: month_choices(ctx, report),
        tabs: tabs(ctx, report.dimension),
        class: report.class.clone().unwrap_or_default(),
        classes: class_choices(report),
        has_figures: report.total.matters() > 0,
        total: (report.total.matters() > 0).then(|| total(ctx, report)),
        exclusions: if shown {
            exclusions(ctx, &report.total)
        } else {
            Vec::new()
        },
        // A mean of three would give the one away that is hidden.
        composites: if shown && report.total_veils[0].iter().take(BARS).all(Option::is_none) {
            composites(ctx, &report.total)
        } else {
            Vec::new()
        },
        rows: report
            .lines
            .iter()
            .zip(&report.veils)
            .map(|(line, veils)| row(ctx, line, veils))
            .collect(),
        pending: pending.join(&ctx.t("statistics-ledgers-comma")),
        counted_at: report
            .counted_at
            .map(huiyin_kernel::Instant::to_display)
            .unwrap_or_default(),
        sees_all_groups: !report.is_public_view,
        small_group: SMALL_GROUP,
        page: ctx.page(),
    }
}

fn month_choices(ctx: &Ctx, report: &Report) -> Vec<Choice> {
    let all = Choice::new(
        "all",
        ctx.t("statistics-all"),
        report.period == Some(Period::All),
    );
    let this = Month::of(ctx.now.date());
    let months = report.months.iter().map(|month| {
        let said = said::month(ctx, month);
        // What is due later has a month already, in which little can have been done.
        let label = if *month > this {
            ctx.say("statistics-month-ahead", &[("month", said.into())])
        } else {
            said
        };
        let chosen = report.period_name() == month.as_str();
        Choice::new(month.as_str(), label, chosen)
    });
    std::iter::once(all).chain(months).collect()
}

/// The classes that have figures; whatever else was asked for can still be seen as chosen.
fn class_choices(report: &Report) -> Vec<Choice> {
    let chosen = report.class.as_deref().unwrap_or_default();
    let known = report.classes.iter();
    let mut classes: Vec<Choice> = known
        .map(|(code, name)| Choice::new(code, name, code == chosen))
        .collect();
    if !chosen.is_empty() && !classes.iter().any(|it| it.chosen) {
        classes.push(Choice::new(chosen, chosen, true));
    }
    classes
}

fn tabs(ctx: &Ctx, current: Dimension) -> Vec<Tab> {
    let tab = |dimension: Dimension| Tab {
        by: dimension.name(),
        label: ctx.t(&format!("statistics-by-{}", dimension.name())),
        is_current: dimension == current,
    };
    Dimension::ALL.into_iter().map(tab).collect()
}

fn total(ctx: &Ctx, report: &Report) -> Row {
    let line = Line {
        code: String::new(),
        name: ctx.t("statistics-total"),
        is_nested: false,
        group: report.total.clone(),
        hidden: report.total_hidden,
    };
    row(ctx, &line, &report.total_veils)
}

fn row(ctx: &Ctx, line: &Line, veils: &Veils) -> Row {
    let (counted, everything) = Rates::both(&line.group, RateSettings::default());
    let left_out = line.group.left_out.matters;
    Row {
        name: line.name.clone(),
        is_nested: line.is_nested,
        hidden: hidden(ctx, line.hidden),
        counted: figures(ctx, &counted, veils[0], true),
        everything: (left_out > 0).then(|| (left_out, figures(ctx, &everything, veils[1], false))),
    }
}

/// The parts of a line in words, those under the veil as a sentence.
fn figures(ctx: &Ctx, rates: &Rates, veil: Veil, with_bars: bool) -> Figures {
    let keys = [
        "response",
        "resolution",
        "satisfaction",
        "coverage",
        "closing",
        "in-time",
        "done",
    ];
    let share = |at: usize, (key, ratio): (&str, Ratio)| Share {
        label: ctx.t(&format!("statistics-{key}")),
        ..told(ctx, ratio, veil[at], with_bars && at < BARS)
    };
    let parts = keys.into_iter().zip(rates.shares()).enumerate();
    let days = |said: fn(Days) -> String| {
        let nothing = || ctx.t("statistics-no-record");
        veil[Rates::DAYS_PART].map_or_else(
            || rates.days.map_or_else(nothing, said),
            |why| hidden(ctx, Some(why)),
        )
    };
    Figures {
        matters: rates.matters,
        shares: parts.map(|(at, part)| share(at, part)).collect(),
        median: days(Days::median),
        ninetieth: days(|it| it.ninetieth_percentile.to_string()),
    }
}

fn told(ctx: &Ctx, ratio: Ratio, why: Option<Hidden>, with_bar: bool) -> Share {
    let plain = |percent: String| Share {
        label: String::new(),
        percent,
        fraction: String::new(),
        permille: None,
    };
    if why.is_some() {
        return plain(hidden(ctx, why));
    }
    let Some(points) = ratio.basis_points() else {
        return plain(ctx.t("statistics-no-record"));
    };
    Share {
        fraction: format!("{} / {}", ratio.numerator, ratio.denominator),
        permille: with_bar.then(|| (points / 10).min(1000)),
        ..plain(ratio.to_string())
    }
}

/// Why something is not shown, as a sentence; nothing where it is.
fn hidden(ctx: &Ctx, why: Option<Hidden>) -> String {
    match why {
        Some(Hidden::Small) => {
            let limit = i64::try_from(SMALL_GROUP).unwrap_or_default();
            ctx.say("statistics-small", &[("limit", limit.into())])
        }
        Some(Hidden::BesideSmall) => ctx.t("statistics-hidden"),
        None => String::new(),
    }
}

/// Why matters were left out, and how many for each reason.
fn exclusions(ctx: &Ctx, total: &Group) -> Vec<(String, u64)> {
    let name = |reason: &str| ctx.t(&format!("statistics-left-out-{}", reason.replace('_', "-")));
    total
        .reasons
        .iter()
        .map(|(reason, matters)| (name(reason), *matters))
        .collect()
}

/// What a weighted mean of the three would be, for two sets of weights.
fn composites(ctx: &Ctx, total: &Group) -> Vec<(String, String)> {
    let rates = Rates::of(&total.counted, RateSettings::default());
    [
        ("equal", Weights::EQUAL),
        ("thirty", Weights::THIRTY_THIRTY_FIVE),
    ]
    .map(|(name, weights)| {
        let points = rates.composite(weights);
        let shown = points.map(|points| format!("{}.{:02}%", points / 100, points % 100));
        let label = ctx.t(&format!("statistics-weights-{name}"));
        (
            label,
            shown.unwrap_or_else(|| ctx.t("statistics-no-record")),
        )
    })
    .into()
}
