//! Editions of open data.

use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};

use crate::rules::open::{OpenChange, OpenEdition, OpenEvent, bounds};

queries! {
    INSERT_OPEN = "INSERT INTO statistics_open_data (id, year, edition, version, model, state, released_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE_OPEN = "UPDATE statistics_open_data SET version = $3, model = $4, state = $5, released_at = $6
        WHERE id = $1 AND version = $2";
    LOAD_OPEN = "SELECT id, version, model FROM statistics_open_data WHERE id = $1";
    /// The editions of a year that were not discarded, the latest first.
    OPEN_OF_YEAR = "SELECT id, version, model FROM statistics_open_data
        WHERE year = $1 AND state <> 'discarded' ORDER BY edition DESC, id DESC LIMIT $2";
    /// The latest year first, and within it the latest edition.
    OPEN_LIST = "SELECT id, version, model FROM statistics_open_data WHERE $1 = '' OR state = $1
        ORDER BY year DESC, edition DESC, id DESC LIMIT $2";
    /// With what the journal says was made, and whether it was released.
    OPEN_TOLD = "SELECT o.id, o.version, o.model, o.year, o.edition, o.state, o.released_at, m.body,
            r.version AS released
        FROM statistics_open_data o
        LEFT JOIN journal m ON m.subject = o.id AND m.version = 1
        LEFT JOIN journal r ON r.subject = o.id AND r.kind = 'released'
        WHERE o.id > $1 ORDER BY o.id, r.version LIMIT $2";
    OPEN_HEADS = "SELECT id AS subject, version FROM statistics_open_data WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which open data stands in the journal.
pub(crate) const SUBJECT: &str = "open_data";

fn edition(row: &Row) -> Result<OpenEdition> {
    row.model("open data", |it: &OpenEdition| (it.id, it.version))
}

/// Writes a new edition, or what an act made of one if nobody was faster.
pub(crate) async fn save(
    tx: &mut Tx,
    change: &OpenChange,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let it = &change.edition;
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let state = it.state.name().name();
    let released = it.state.released().map(|hand| hand.at);
    if it.version == 1 {
        let year = i64::from(it.year);
        let values = args![it.id, year, it.edition, it.version, model, state, released];
        tx.execute(INSERT_OPEN, values).await?;
    } else {
        let expected = i64::from(it.version) - 1;
        let values = args![it.id, expected, it.version, model, state, released];
        tx.execute_locked(UPDATE_OPEN, values, it.id, expected)
            .await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(it.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    journal::append(tx, &entry, &change.event).await
}

/// An edition beside its journal.
#[derive(Debug)]
pub(crate) struct Told {
    pub id: Id,
    pub version: i64,
    /// Nothing where the row cannot be read, or its columns say something else.
    pub edition: Option<OpenEdition>,
    pub made: Option<OpenEvent>,
    pub is_released: bool,
}

/// Reads a row of [`OPEN_TOLD`].
pub(crate) fn told(row: &Row) -> Result<Told> {
    let body: Option<String> = row.get("body")?;
    let made = body.map(|it| serde_json::from_str(&it)).transpose();
    Ok(Told {
        id: row.get("id")?,
        version: row.get("version")?,
        edition: match edition(row) {
            Ok(it) if columns_fit(row, &it)? => Some(it),
            _ => None,
        },
        made: made.map_err(StoreError::inconsistent)?,
        is_released: row.get::<Option<i64>>("released")?.is_some(),
    })
}

fn columns_fit(row: &Row, it: &OpenEdition) -> Result<bool> {
    let released = it.state.released().map(|hand| hand.at);
    Ok(row.get::<i64>("year")? == i64::from(it.year)
        && row.get::<i64>("edition")? == i64::from(it.edition)
        && row.get::<String>("state")? == it.state.name().name()
        && row.get::<Option<Instant>>("released_at")? == released)
}

pub(crate) async fn load(tx: &mut Tx, id: Id) -> Result<Option<OpenEdition>> {
    let row = tx.fetch_optional(LOAD_OPEN, args![id]).await?;
    row.as_ref().map(edition).transpose()
}

pub(crate) async fn of_year(tx: &mut Tx, year: i16) -> Result<Vec<OpenEdition>> {
    let most = i64::try_from(bounds::EDITIONS_MOST + 1).unwrap_or(i64::MAX);
    let rows = tx
        .fetch_all(OPEN_OF_YEAR, args![i64::from(year), most])
        .await?;
    rows.iter().map(edition).collect()
}

pub(crate) async fn list(tx: &mut Tx, is_public: bool, limit: i64) -> Result<Vec<OpenEdition>> {
    let state = if is_public { "released" } else { "" };
    let rows = tx.fetch_all(OPEN_LIST, args![state, limit]).await?;
    rows.iter().map(edition).collect()
}
