use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Asked, Look, charts};
use crate::Statistics;

/// The charts of a view as tables.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LooksAnswer {
    view: String,
    /// First and last month, `yyyy-mm`.
    from: String,
    to: String,
    charts: Vec<LooksChart>,
}

/// One chart: its head and its rows, in the order in which they are drawn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LooksChart {
    id: String,
    title: String,
    description: String,
    head: Vec<String>,
    rows: Vec<LooksRow>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LooksRow {
    label: String,
    /// A number, or a sentence where it is not shown.
    cells: Vec<String>,
}

#[utoipa::path(
    get,
    path = "/api/v1/statistics/looks",
    params(
        ("view" = Option<String>, Query, description = "`trends`, `days` or `flows`"),
        ("period" = Option<String>, Query, description = "as in the addresses of the figures; `from` and `to` go before it"),
        ("from" = Option<String>, Query, description = "first month, `yyyy-mm`"),
        ("to" = Option<String>, Query, description = "last month, `yyyy-mm`"),
        ("area" = Option<String>, Query, description = "id or code of a street or community"),
        ("category" = Option<String>, Query, description = "a class (two digits) or a category (four)"),
        ("source" = Option<String>, Query, description = "where matters came from"),
    ),
    responses((status = 200, body = LooksAnswer), (status = 400, description = "not understood"))
)]
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> Result<Json<LooksAnswer>, PageError> {
    let mut tx = statistics.site.db.read().await?;
    let look = Look::of(&mut tx, &asked, ctx.now.date(), true).await?;
    let found = charts(&ctx, &mut tx, &look, true).await?;
    let chart = |chart: &huiyin_charts::Chart| {
        let table = chart.table();
        let row = |row: huiyin_charts::TableRow| LooksRow {
            label: row.label,
            cells: row.cells,
        };
        LooksChart {
            id: chart.id.clone(),
            title: chart.title.clone(),
            description: chart.description.clone(),
            head: table.head,
            rows: table.rows.into_iter().map(row).collect(),
        }
    };
    Ok(Json(LooksAnswer {
        view: look.view.name().to_owned(),
        from: look.from.to_string(),
        to: look.to.to_string(),
        charts: found.iter().map(chart).collect(),
    }))
}
