use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use huiyin_kernel::Ratio;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Statistics;
use crate::figures::{Asked, Report};
use crate::rules::{BENCHMARK_DAYS, Group, Hidden, Month, RateSettings, Rates, SMALL_GROUP};

/// The rates of the matters whose due time lies in a period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatesAnswer {
    /// `yyyy-mm`, `all`, or nothing where there are no figures.
    pub period: Option<String>,
    /// `body`, `class`, `place` or `month`.
    pub by: String,
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
    /// A community below its street.
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
    /// Tenths of a day.
    pub median_tenths_of_days: Option<u64>,
    pub ninetieth_percentile_days: Option<u32>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Share {
    pub numerator: u64,
    pub denominator: u64,
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
        ("by" = Option<String>, Query, pattern = "^(body|class|place|month)?$", description = "body, class, place or month; body when left out")
    ),
    responses((status = 200, body = RatesAnswer), (status = 400, description = "no such period or grouping")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> Result<Json<RatesAnswer>, PageError> {
    let report = Report::of(&ctx, &statistics, &asked).await?;
    let names = |months: &[Month]| months.iter().map(Month::to_string).collect();
    let line = |line: &crate::figures::Line| {
        group(
            &line.code,
            &line.name,
            line.is_nested,
            line.hidden,
            &line.group,
        )
    };
    let total = &report.total;
    let reasons = if report.total_hidden.is_some() {
        None
    } else {
        Some(&total.reasons)
    };
    let left_out = reasons.into_iter().flatten();
    Ok(Json(RatesAnswer {
        period: report.period.as_ref().map(|it| it.as_str().to_owned()),
        by: report.dimension.name().to_owned(),
        months: names(&report.months),
        total: group(
            "",
            &ctx.t("statistics-total"),
            false,
            report.total_hidden,
            total,
        ),
        groups: report.lines.iter().map(line).collect(),
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

fn group(
    code: &str,
    name: &str,
    nested: bool,
    hidden: Option<Hidden>,
    group: &Group,
) -> RatesGroup {
    let (counted, everything) = Rates::both(group, RateSettings::default());
    let shown = |rates: &Rates| hidden.is_none().then(|| figures(rates));
    RatesGroup {
        code: code.to_owned(),
        name: name.to_owned(),
        nested,
        hidden: hidden.map(|why| match why {
            Hidden::Small => "small",
            Hidden::BesideSmall => "beside_small",
        }),
        counted: shown(&counted),
        everything: shown(&everything),
    }
}

fn figures(rates: &Rates) -> RatesFigures {
    RatesFigures {
        matters: rates.matters,
        response: share(rates.response),
        resolution: share(rates.resolution),
        satisfaction: share(rates.satisfaction),
        call_back_coverage: share(rates.call_back_coverage),
        closing: share(rates.closing),
        closed_in_time: share(rates.closed_in_time),
        done_within_benchmark: share(rates.done_within_benchmark),
        median_tenths_of_days: rates.days.map(|days| days.median_tenths),
        ninetieth_percentile_days: rates.days.map(|days| days.ninetieth_percentile),
    }
}

fn share(ratio: Ratio) -> Share {
    Share {
        numerator: ratio.numerator,
        denominator: ratio.denominator,
        percent: ratio
            .basis_points()
            .map(|_| ratio.to_string().replace('%', "")),
    }
}
