use huiyin_db::{Result, Row, StoreError, Tx, args};
use huiyin_kernel::geo::Point;
use huiyin_kernel::{Id, Instant};

use super::lists::{Filter, Page, category};
use super::queries as q;
use crate::model::{CategoryCode, Kind, OutcomeName, StateName};

/// What the public board is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardFilter {
    pub category: String,
    /// The name of a state, or `open` or `ended` for all of either kind.
    pub state: String,
    pub street: Option<Id>,
    pub words: String,
}

/// A released matter as anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    pub id: Id,
    pub number: String,
    pub summary: String,
    pub state: StateName,
    pub kind: Kind,
    pub category: Option<CategoryCode>,
    pub street: Option<Id>,
    pub community: Option<Id>,
    pub place: String,
    pub received_at: Instant,
    pub closed_at: Option<Instant>,
    pub outcome: Option<OutcomeName>,
    pub joined: u32,
    pub public_at: Instant,
    /// Generalised to about a hundred metres.
    pub point: Option<Point>,
}

fn board_row_of(row: &Row) -> Result<BoardRow> {
    let state: String = row.get("state")?;
    let kind: String = row.get("kind")?;
    let outcome: Option<String> = row.get("outcome")?;
    let lon: Option<i32> = row.get("public_lon_e7")?;
    let lat: Option<i32> = row.get("public_lat_e7")?;
    Ok(BoardRow {
        id: row.get("id")?,
        number: row.get("number")?,
        summary: row.get::<Option<String>>("summary")?.unwrap_or_default(),
        state: StateName::from_name(&state).ok_or_else(|| StoreError::inconsistent("state"))?,
        kind: Kind::from_name(&kind).ok_or_else(|| StoreError::inconsistent("kind"))?,
        category: category(row)?,
        street: row.get("street_id")?,
        community: row.get("community_id")?,
        place: row.get("place_public")?,
        received_at: row.get("received_at")?,
        closed_at: row.get("closed_at")?,
        outcome: outcome.and_then(|name| OutcomeName::from_name(&name)),
        joined: row.get("joined")?,
        public_at: row.get("public_at")?,
        point: lon
            .zip(lat)
            .and_then(|(lon, lat)| Point::from_e7(lon, lat).ok()),
    })
}

/// Released matters, newest first.
pub async fn board(tx: &mut Tx, filter: &BoardFilter, page: Page) -> Result<Vec<BoardRow>> {
    let words: String = filter
        .words
        .chars()
        .filter(|it| !"%_\\".contains(*it))
        .take(40)
        .collect();
    let like = if words.is_empty() {
        words
    } else {
        format!("%{words}%")
    };
    let id = page.after_id.map(|id| id.to_string()).unwrap_or_default();
    let mut values = args![
        page.after_at,
        id,
        Filter::category_pattern(&filter.category),
        &filter.state,
        like,
        page.rows.clamp(1, 1_000) + 1
    ];
    let query = match filter.street {
        Some(street) => {
            values.extend(args![street]);
            q::BOARD_STREET
        }
        None => q::BOARD,
    };
    tx.fetch_all(query, values)
        .await?
        .iter()
        .map(board_row_of)
        .collect()
}

pub async fn board_row(tx: &mut Tx, number: &str) -> Result<Option<BoardRow>> {
    let row = tx.fetch_optional(q::BOARD_ONE, args![number]).await?;
    row.map(|row| board_row_of(&row)).transpose()
}
