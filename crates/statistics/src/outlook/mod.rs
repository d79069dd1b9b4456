//! What falls due in the next four weeks, so that work is shared out before it is late.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_charts::{Bars, Chart, Plot, Series, Way, Words};
use huiyin_kernel::Date;
use huiyin_registry::{AreaKind, areas};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};
use serde::Deserialize;

use crate::Statistics;
use crate::looks::{Drawn, NO_DAY, Names, calendar, chart, streets, words};
use crate::store::looks as store;

/// Four weeks, today included.
const DAYS: i64 = 28;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The code of a street.
    area: String,
}

#[derive(Template)]
#[template(path = "outlook.html")]
struct View {
    page: Page,
    areas: Vec<Choice>,
    past_due: u32,
    coming: u32,
    charts: Vec<Drawn>,
}

pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let mut street = String::new();
    if !asked.area.is_empty() {
        let area = areas::by_code(&mut tx, &asked.area).await?;
        let area = area.filter(|it| it.kind == AreaKind::Street);
        street = area
            .map(|it| it.id.to_string())
            .ok_or(PageError::BadRequest {
                key: "statistics-looks-error-asked",
            })?;
    }
    let today = ctx.now.date();
    let last = today.plus_days(DAYS - 1);
    let found = store::outlook(&mut tx, (today, last), (&street, "")).await?;
    let past_due = store::past_due(&mut tx, today, (&street, "")).await?;
    let names = Names::of(&ctx, &mut tx).await?;
    let areas = area_choices(&ctx, &streets(&mut tx, false).await?, &asked.area);
    let coming = found.iter().fold(0_u32, |sum, it| sum.saturating_add(it.2));
    let charts = [
        by_day(&ctx, (today, last), &found),
        by_body(&ctx, &names, &found),
    ];
    render(&View {
        areas,
        past_due,
        coming,
        charts: charts.iter().map(|it| Drawn::of(&ctx, it)).collect(),
        page: ctx.page(),
    })
}

fn area_choices(ctx: &Ctx, streets: &[huiyin_registry::Area], chosen: &str) -> Vec<Choice> {
    let all = Choice::new("", ctx.t("statistics-looks-all"), chosen.is_empty());
    let one = |area: &huiyin_registry::Area| {
        Choice::new(&*area.code, area.get(ctx.lang), area.code == chosen)
    };
    std::iter::once(all)
        .chain(streets.iter().map(one))
        .collect()
}

fn by_day(ctx: &Ctx, span: (Date, Date), found: &[(Date, String, u32)]) -> Chart {
    let mut days: BTreeMap<Date, u32> = BTreeMap::new();
    for (day, _, matters) in found {
        let sum = days.entry(*day).or_default();
        *sum = sum.saturating_add(*matters);
    }
    let sum = days.values().map(|it| u64::from(*it)).sum();
    let plot = Plot::Heat(calendar(ctx, span, &days));
    let words = Words {
        gap: NO_DAY.to_owned(),
        ..words(ctx, "statistics-looks-week")
    };
    chart(ctx, "outlook", words, sum, plot)
}

/// By whoever answers, in the order of the register: who will need hands, not who is best.
fn by_body(ctx: &Ctx, names: &Names<'_>, found: &[(Date, String, u32)]) -> Chart {
    let mut bodies: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    for (_, body, matters) in found {
        let sum = bodies.entry((names.place_of_body(body), body)).or_default();
        *sum = sum.saturating_add(*matters);
    }
    let sum = bodies.values().map(|it| u64::from(*it)).sum();
    let plot = Plot::Bars(Bars {
        labels: bodies.keys().map(|(_, id)| names.body(id)).collect(),
        series: vec![Series::of_counts(
            ctx.t("statistics-looks-matters"),
            bodies.into_values(),
        )],
        way: Way::Along,
        stacked: false,
        touching: false,
    });
    chart(
        ctx,
        "bodies",
        words(ctx, "statistics-looks-stage-body"),
        sum,
        plot,
    )
}
