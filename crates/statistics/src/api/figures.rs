use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Statistics;
use crate::look::{Look, Shown, Told};
use crate::rules::catalogue::{Figure, Unit};
use crate::rules::filter::Asked;
use crate::rules::{Hidden, SMALL_GROUP};
use crate::said;

/// Figures of the district under a filter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresAnswer {
    /// As it stands in the address.
    pub period: String,
    pub before: String,
    pub a_year_before: String,
    pub area: Option<String>,
    pub source: Option<String>,
    pub category: Option<String>,
    /// In the order of the catalogue.
    pub figures: Vec<FigureAnswer>,
    /// Smaller numbers are not shown to the public.
    pub small_group: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FigureAnswer {
    pub key: String,
    pub name: String,
    pub definition: String,
    /// `pieces`, `percent` or `days`.
    pub unit: &'static str,
    /// Kinds of fact that are added up.
    pub numerator_kinds: Vec<String>,
    /// Kinds of the whole, for a share.
    pub denominator_kinds: Vec<String>,
    pub now: FigureValue,
    pub before: FigureValue,
    pub a_year_before: FigureValue,
}

#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct FigureValue {
    /// As shown; nothing where there is none to show.
    pub value: Option<String>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    /// `small`, `beside_small` or `not_yet_in_use`: why there is no value.
    pub missing: Option<&'static str>,
}

fn value(ctx: &Ctx, shown: Shown) -> FigureValue {
    let missing = |why| FigureValue {
        missing: Some(why),
        ..FigureValue::default()
    };
    let number = |number: u64| i64::try_from(number).ok();
    match shown {
        Shown::Count(count) => FigureValue {
            value: Some(count.to_string()),
            numerator: Some(count),
            ..FigureValue::default()
        },
        Shown::Share(ratio) => FigureValue {
            value: ratio.basis_points().map(|_| said::words(ctx, shown).value),
            numerator: number(ratio.numerator),
            denominator: number(ratio.denominator),
            missing: None,
        },
        Shown::Mean(sum, count) => FigureValue {
            value: (count > 0).then(|| said::words(ctx, shown).value),
            numerator: Some(sum),
            denominator: Some(count),
            missing: None,
        },
        Shown::Hidden(Hidden::Small) => missing("small"),
        Shown::Hidden(Hidden::BesideSmall) => missing("beside_small"),
        Shown::NotYet => missing("not_yet_in_use"),
        Shown::NoSuch => FigureValue::default(),
    }
}

fn figure(ctx: &Ctx, told: &Told) -> FigureAnswer {
    let owned = |kinds: &[&str]| kinds.iter().map(|it| (*it).to_owned()).collect();
    FigureAnswer {
        key: told.figure.key.to_owned(),
        name: said::name(ctx, told.figure),
        definition: said::meaning(ctx, told.figure),
        unit: match told.figure.unit {
            Unit::Pieces => "pieces",
            Unit::Percent => "percent",
            Unit::Days => "days",
        },
        numerator_kinds: owned(told.figure.kinds()),
        denominator_kinds: owned(told.figure.among()),
        now: value(ctx, told.now),
        before: value(ctx, told.before),
        a_year_before: value(ctx, told.a_year_before),
    }
}

/// Every figure that the caller may see, under a filter.
#[utoipa::path(get, path = "/api/v1/statistics", tag = "statistics",
    params(
        ("period" = Option<String>, Query, description = "yyyy-mm; with a session of staff also yyyy, yyyy-mm-dd and yyyy-mm-dd..yyyy-mm-dd. The current month when left out"),
        ("area" = Option<String>, Query, description = "id of a street, a community or, for staff, a compound"),
        ("source" = Option<String>, Query, description = "a way in, such as hotline"),
        ("category" = Option<String>, Query, description = "two digits of a class or, for staff, four of a category")
    ),
    responses((status = 200, body = FiguresAnswer), (status = 400, description = "no such filter, or one that is not open to the public")))]
pub(crate) async fn list(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> Result<Json<FiguresAnswer>, PageError> {
    let look = look(&ctx, &statistics, &asked).await?;
    let figures = look.told().iter().map(|it| figure(&ctx, it)).collect();
    Ok(Json(answer(&look, figures)))
}

/// One figure under a filter.
#[utoipa::path(get, path = "/api/v1/statistics/{figure}", tag = "statistics",
    params(
        ("figure" = String, Path, description = "key of the catalogue, such as received"),
        ("period" = Option<String>, Query, description = "as for the list"),
        ("area" = Option<String>, Query, description = "as for the list"),
        ("source" = Option<String>, Query, description = "as for the list"),
        ("category" = Option<String>, Query, description = "as for the list")
    ),
    responses((status = 200, body = FiguresAnswer), (status = 400, description = "no such filter"), (status = 404, description = "no such figure")))]
pub(crate) async fn one(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<FiguresAnswer>, PageError> {
    let known = Figure::named(&key).ok_or(PageError::NotFound)?;
    let look = look(&ctx, &statistics, &asked).await?;
    if look.is_public && !known.is_public {
        return Err(PageError::NotFound);
    }
    let figures = vec![figure(&ctx, &look.tell(known))];
    Ok(Json(answer(&look, figures)))
}

async fn look(ctx: &Ctx, statistics: &Statistics, asked: &Asked) -> Result<Look, PageError> {
    let mut tx = statistics.site.db.read().await?;
    Look::of(ctx, &mut tx, asked).await
}

fn answer(look: &Look, figures: Vec<FigureAnswer>) -> FiguresAnswer {
    let filter = &look.filter;
    FiguresAnswer {
        period: filter.period.as_text(),
        before: filter.period.before().as_text(),
        a_year_before: filter.period.a_year_before().as_text(),
        area: filter.area.map(|it| it.id.to_string()),
        source: filter.source.clone(),
        category: filter.category.clone(),
        figures,
        small_group: SMALL_GROUP,
    }
}
