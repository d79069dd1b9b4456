use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use huiyin_sheets::Cell;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::asked::{Asked, Wanted};
use super::rows;
use crate::Statistics;
use crate::rules::ledgers::Kind;

#[derive(OpenApi)]
#[openapi(paths(show))]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A ledger of a time and an area, in the layout that the caller's body keeps.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerAnswer {
    pub ledger: String,
    pub period: String,
    /// Id of a street or community; nothing is all that the caller's posts reach.
    pub area: Option<String>,
    pub columns: Vec<LedgerColumn>,
    /// Each with as many cells as there are columns; a cell without a value is null.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
    /// There are more rows than are given at once.
    pub is_cut: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerColumn {
    pub key: String,
    pub title: String,
    /// `text_id`, `text`, `date`, `number`, or `money` in hundredths of a yuan.
    pub kind: &'static str,
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::TextId => "text_id",
        Kind::Text | Kind::LongText => "text",
        Kind::Date => "date",
        Kind::Number => "number",
        Kind::Money => "money",
    }
}

fn value(cell: Cell) -> serde_json::Value {
    match cell {
        Cell::Empty => serde_json::Value::Null,
        Cell::Text(text) | Cell::Date(text) | Cell::Moment(text) => text.into(),
        Cell::Integer(number) | Cell::Hundredths(number) => number.into(),
    }
}

/// The rows of one ledger, without names and phones.
#[utoipa::path(get, path = "/api/v1/statistics/ledgers/{ledger}", tag = "statistics", security(("session" = [])),
    params(
        ("ledger" = String, Path, description = "key of a ledger, such as matters"),
        ("period" = Option<String>, Query, description = "yyyy-mm, yyyy, yyyy-mm-dd or yyyy-mm-dd..yyyy-mm-dd, a year at most. The current month when left out"),
        ("area" = Option<String>, Query, description = "id of a street or community that the caller's posts reach")
    ),
    responses((status = 200, body = LedgerAnswer), (status = 400, description = "no such filter"), (status = 401, description = "not signed in"),
        (status = 403, description = "something is owed first"), (status = 404, description = "no such ledger, none that is in use yet, or none for the caller")))]
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<LedgerAnswer>, PageError> {
    let ledger = rows::open(&ctx, &statistics, &key)?;
    let mut tx = statistics.site.db.read().await?;
    let wanted = Wanted::of(&ctx, &mut tx, &asked).await?;
    let (layout, _, _) = rows::layout(&ctx, &mut tx, ledger).await?;
    let found = rows::read(&ctx, &mut tx, &statistics, ledger, &wanted).await?;
    drop(tx);
    let is_cut = found.is_cut;
    let table = rows::table(&ctx, ledger, &layout, found.rows);
    let columns = layout.columns().iter().zip(&table.columns);
    Ok(Json(LedgerAnswer {
        ledger: ledger.key.to_owned(),
        period: wanted.span.as_text(),
        area: wanted.area.as_ref().map(|it| it.id.to_string()),
        columns: columns
            .map(|((field, _), column)| LedgerColumn {
                key: field.key.to_owned(),
                title: column.title.clone(),
                kind: kind(field.kind),
            })
            .collect(),
        rows: table
            .rows
            .into_iter()
            .map(|row| row.into_iter().map(value).collect())
            .collect(),
        is_cut,
    }))
}
