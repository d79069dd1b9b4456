use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use huiyin_kernel::Ratio;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Statistics;
use crate::figures::{Asked, Line, Report, Veil, Veils};
use crate::rules::{BENCHMARK_DAYS, Hidden, Month, RateSettings, Rates, SMALL_GROUP};

/// The rates of the matters whose due time lies in a period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatesAnswer {
    /// `yyyy-mm`, `all`, or nothing where there are no figures.
    pub period: Option<String>,
    /// `body`, `class`, `category`, `place` or `month`.
    pub by: String,
    /// The class whose categories are in the groups, behind the class itself.
    pub class: Option<String>,
    /// Periods that have figures, the latest first.
    pub months: Vec<String>,
    pub total: RatesGroup,
    /// In the order of their register, never of their figures.
    pub groups: Vec<RatesGroup>,
    /// Why matters were left out of the rates, and how many.
    pub left_out: Vec<LeftOut>,
    /// Months that are still to be counted and are missing in the groups.
    pub pending: Vec<String>,
    pub benchmark_days: u32,
    /// Smaller groups are not shown to the public.
    pub small_group: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatesGroup {
    pub code: String,
    pub name: String,
    /// A community below its street, or a category below its class.
    pub nested: bool,
    /// `small`, or `beside_small` where a small group could be worked out otherwise.
    pub hidden: Option<&'static str>,
    /// As the rates count.
    pub counted: Option<RatesFigures>,
    /// Together with what is left out.
    pub everything: Option<RatesFigures>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatesFigures {
    pub matters: u64,
    pub response: Share,
    pub resolution: Share,
    pub satisfaction: Share,
    pub call_back_coverage: Share,
    pub closing: Share,
    pub closed_in_time: Share,
    pub done_within_benchmark: Share,
    /// Tenths of a day. Like the next, nothing where fewer were done than are shown.
    pub median_tenths_of_days: Option<u64>,
    pub ninetieth_percentile_days: Option<u32>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Share {
    /// `small` where the denominator is, or `beside_small` where a small one could be worked out
    /// otherwise; then there are no numbers.
    pub hidden: Option<&'static str>,
    pub numerator: Option<u64>,
    pub denominator: Option<u64>,
    /// Two decimals, half up; nothing where there is nothing to share.
    pub percent: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftOut {
    pub reason: String,
    pub matters: u64,
}

/// The three rates and what belongs to them, with numerators and denominators.
#[utoipa::path(get, path = "/api/v1/rates", tag = "statistics",
    params(
        ("month" = Option<String>, Query, pattern = r"^(all|2[0-9]{3}-(0[1-9]|1[0-2]))?$", description = "yyyy-mm or all; the latest month with figures when left out"),
        ("by" = Option<String>, Query, pattern = "^(body|class|category|place|month)?$", description = "body, class, category, place or month; body when left out"),
        ("class" = Option<String>, Query, pattern = "^([0-9]{2})?$", description = "by category: the class whose categories are shown; the first with figures when left out")
    ),
    responses((status = 200, body = RatesAnswer), (status = 400, description = "no such period or grouping")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> Result<Json<RatesAnswer>, PageError> {
    let report = Report::of(&ctx, &statistics, &asked).await?;
    let names = |months: &[Month]| months.iter().map(Month::to_string).collect();
    let total = Line {
        code: String::new(),
        name: ctx.t("statistics-total"),
        is_nested: false,
        group: report.total.clone(),
        hidden: report.total_hidden,
    };
    let reasons = if report.total_hidden.is_some() {
        None
    } else {
        Some(&report.total.reasons)
    };
    let left_out = reasons.into_iter().flatten();
    Ok(Json(RatesAnswer {
        period: report.period.as_ref().map(|it| it.as_str().to_owned()),
        by: report.dimension.name().to_owned(),
        class: report.class.clone(),
        months: names(&report.months),
        total: group(&total, &report.total_veils),
        groups: report
            .lines
            .iter()
            .zip(&report.veils)
            .map(|(line, veils)| group(line, veils))
            .collect(),
        left_out: left_out
            .map(|(reason, matters)| LeftOut {
                reason: reason.clone(),
                matters: *matters,
            })
            .collect(),
        pending: names(&report.pending),
        benchmark_days: BENCHMARK_DAYS,
        small_group: SMALL_GROUP,
    }))
}

const fn named(why: Hidden) -> &'static str {
    match why {
        Hidden::Small => "small",
        Hidden::BesideSmall => "beside_small",
    }
}

fn group(line: &Line, veils: &Veils) -> RatesGroup {
    let (counted, everything) = Rates::both(&line.group, RateSettings::default());
    let shown = |rates: &Rates, veil: Veil| line.hidden.is_none().then(|| figures(rates, veil));
    RatesGroup {
        code: line.code.clone(),
        name: line.name.clone(),
        nested: line.is_nested,
        hidden: line.hidden.map(named),
        counted: shown(&counted, veils[0]),
        everything: shown(&everything, veils[1]),
    }
}

fn figures(rates: &Rates, veil: Veil) -> RatesFigures {
    let days = rates.days.filter(|_| veil[Rates::DAYS_PART].is_none());
    RatesFigures {
        matters: rates.matters,
        response: share(rates.response, veil[0]),
        resolution: share(rates.resolution, veil[1]),
        satisfaction: share(rates.satisfaction, veil[2]),
        call_back_coverage: share(rates.call_back_coverage, veil[3]),
        closing: share(rates.closing, veil[4]),
        closed_in_time: share(rates.closed_in_time, veil[5]),
        done_within_benchmark: share(rates.done_within_benchmark, veil[6]),
        median_tenths_of_days: days.map(|days| days.median_tenths),
        ninetieth_percentile_days: days.map(|days| days.ninetieth_percentile),
    }
}

fn share(ratio: Ratio, why: Option<Hidden>) -> Share {
    let is_shown = why.is_none();
    Share {
        hidden: why.map(named),
        numerator: is_shown.then_some(ratio.numerator),
        denominator: is_shown.then_some(ratio.denominator),
        percent: ratio
            .basis_points()
            .filter(|_| is_shown)
            .map(|_| ratio.to_string().replace('%', "")),
    }
}
