use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use huiyin_kernel::Ratio;
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::months::Month;
use crate::slice::Matters;
use crate::whistles::Report;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(crate) struct MonthQuery {
    /// `yyyy-mm`; this month when left out.
    #[param(pattern = r"^(2[0-9]{3}-(0[1-9]|1[0-2]))?$")]
    month: String,
}

impl MonthQuery {
    pub(super) fn month(&self, ctx: &Ctx) -> Result<Month, PageError> {
        Month::asked(&self.month, ctx.now.date()).ok_or(PageError::BadRequest {
            key: "web-error-bad-form",
        })
    }
}

/// The whistles that were to be answered in a month, as far as one may read their matters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhistlesAnswer {
    /// `yyyy-mm`
    pub month: String,
    /// In the order of the register, never of the figures.
    pub bodies: Vec<WhistledBody>,
    /// In the order of the register; one without a code stands for matters of no street.
    pub streets: Vec<WhistlingStreet>,
    /// There were more whistles than are counted.
    pub cut: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhistledBody {
    pub code: String,
    pub name: String,
    /// Came in time, or a substitute did, of all calls whose time has come.
    pub turned_up: WhistleShare,
    /// Accepted of the results that were judged.
    pub results_accepted: WhistleShare,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhistlingStreet {
    pub code: String,
    pub name: String,
    pub whistles: u64,
    /// Found fitting of the calls on which a called body gave an opinion.
    pub fitting: WhistleShare,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhistleShare {
    pub numerator: u64,
    pub denominator: u64,
    /// Two decimals, half up; nothing where there is nothing to share.
    pub percent: Option<String>,
}

fn share(ratio: Ratio) -> WhistleShare {
    WhistleShare {
        numerator: ratio.numerator,
        denominator: ratio.denominator,
        percent: ratio.basis_points().map(|_| ratio.to_string()),
    }
}

/// Both sides of the whistles of a month: who turned up, what was accepted, and how fittingly the
/// streets called.
#[utoipa::path(get, path = "/api/v1/desk/whistles", tag = "staff", params(MonthQuery),
    security(("session" = [])),
    responses((status = 200, body = WhistlesAnswer), (status = 400, description = "No such month"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"), (status = 404, description = "Not for you")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Query<MonthQuery>,
) -> Result<Json<WhistlesAnswer>, PageError> {
    let month = query.month(&ctx)?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let report = Report::of(&matters, &mut tx, &world, (&actor, ctx.lang), month).await?;
    let bodies = report.bodies.into_iter().map(|line| WhistledBody {
        code: line.code,
        name: line.name,
        turned_up: share(line.score.turned_up),
        results_accepted: share(line.score.results_accepted),
    });
    let streets = report.streets.into_iter().map(|line| WhistlingStreet {
        code: line.code,
        name: line.name,
        whistles: line.score.whistles,
        fitting: share(line.score.fitting),
    });
    Ok(Json(WhistlesAnswer {
        month: month.text(),
        bodies: bodies.collect(),
        streets: streets.collect(),
        cut: report.is_cut,
    }))
}
