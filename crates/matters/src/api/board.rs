use axum::Json;
use axum::extract::Query;
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::store::{self, BoardFilter, BoardRow, Page};

/// What the board is narrowed to, and where the page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct BoardQuery {
    /// Two digits (class) or four.
    pub category: String,
    /// A state name.
    pub state: String,
    /// Id of a street.
    #[param(value_type = Option<String>, format = "uuid")]
    pub street: Option<Id>,
    pub words: String,
    /// `next` of the page before.
    #[param(
        pattern = r"^(-?[0-9]{1,18}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$"
    )]
    pub after: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardPage {
    pub matters: Vec<BoardEntry>,
    /// Give this as `after` to read on; nothing at the end.
    pub next: Option<String>,
}

/// A released matter: a checked summary, a place no finer than compound or road, no names.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardEntry {
    pub number: String,
    pub summary: String,
    pub state: String,
    pub status: String,
    pub kind: String,
    pub category: Option<String>,
    pub place: String,
    pub received_on: String,
    pub closed_on: Option<String>,
    pub outcome: Option<String>,
    pub joined: u32,
    /// Degrees in WGS-84, moved to a grid of about 100 m.
    pub lon: Option<f64>,
    pub lat: Option<f64>,
}

impl From<&BoardRow> for BoardEntry {
    fn from(row: &BoardRow) -> Self {
        Self {
            number: row.number.clone(),
            summary: row.summary.clone(),
            state: row.state.name().to_owned(),
            status: row.state.open311_status().to_owned(),
            kind: row.kind.name().to_owned(),
            category: row.category.map(|code| code.to_string()),
            place: row.place.clone(),
            received_on: row.received_at.date().to_string(),
            closed_on: row.closed_at.map(|at| at.date().to_string()),
            outcome: row.outcome.map(|outcome| outcome.name().to_owned()),
            joined: row.joined,
            lon: row.point.map(huiyin_kernel::geo::Point::lon),
            lat: row.point.map(huiyin_kernel::geo::Point::lat),
        }
    }
}

/// Released matters, newest first.
#[utoipa::path(get, path = "/api/v1/board", tag = "residents", params(BoardQuery),
    responses((status = 200, body = BoardPage),
        (status = 400, description = "No such place to read on from")))]
pub(crate) async fn list(
    ctx: Ctx,
    Query(query): Query<BoardQuery>,
) -> Result<Json<BoardPage>, PageError> {
    let page = after(&query.after).ok_or(PageError::BadRequest {
        key: "web-error-bad-form",
    })?;
    let filter = BoardFilter {
        category: query.category,
        state: query.state,
        street: query.street,
        words: query.words,
    };
    let mut tx = ctx.site.db.read().await?;
    let rows = store::board(&mut tx, &filter, page).await?;
    let shown = usize::try_from(page.rows).unwrap_or(usize::MAX);
    let next = (rows.len() > shown)
        .then(|| rows.get(shown.saturating_sub(1)))
        .flatten()
        .map(|row| format!("{}_{}", row.public_at.as_micros(), row.id));
    let matters = rows.iter().take(shown).map(BoardEntry::from).collect();
    Ok(Json(BoardPage { matters, next }))
}

/// Reads `micros_id`; the empty text is the first page.
fn after(text: &str) -> Option<Page> {
    if text.is_empty() {
        return Some(Page::NEWEST);
    }
    let (micros, id) = text.split_once('_')?;
    Some(Page {
        after_at: Instant::from_micros(micros.parse().ok()?),
        after_id: Some(id.parse().ok()?),
        rows: Page::NEWEST.rows,
    })
}
