//! Who owned what, and when.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::register::{Holding, OwnerId};

queries! {
    INSERT = "INSERT INTO estate_holding (id, estate_id, unit_id, owner_id, from_on, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    END = "UPDATE estate_holding SET until_on = $2 WHERE id = $1 AND until_on IS NULL";
    MOVE = "UPDATE estate_holding SET estate_id = $2 WHERE unit_id = $1";
    OF_UNIT = "SELECT id, estate_id, unit_id, owner_id, from_on, until_on FROM estate_holding
        WHERE unit_id = $1 ORDER BY from_on, id LIMIT $2";
    OF_OWNER = "SELECT id, estate_id, unit_id, owner_id, from_on, until_on FROM estate_holding
        WHERE owner_id = $1 ORDER BY from_on, id LIMIT $2";
    ON_DAY = "SELECT id, estate_id, unit_id, owner_id, from_on, until_on FROM estate_holding
        WHERE estate_id = $1 AND from_on <= $2 AND (until_on IS NULL OR until_on > $2) AND id > $3
        ORDER BY id LIMIT $4";
    OPEN = "SELECT id, estate_id, unit_id, owner_id, from_on, until_on FROM estate_holding
        WHERE estate_id = $1 AND until_on IS NULL AND id > $2 ORDER BY id LIMIT $3";
    LASTS = "SELECT unit_id, MAX(from_on) AS last_from, MAX(until_on) AS last_until FROM estate_holding
        WHERE estate_id = $1 AND unit_id > $2 GROUP BY unit_id ORDER BY unit_id LIMIT $3";
}

/// Holdings of one unit or one owner.
const OF_ONE: i64 = 1_000;
/// Holdings read at once.
const PAGE: i64 = 10_000;

pub async fn begin(tx: &mut Tx, it: &Holding, actor: &str, now: Instant) -> Result<()> {
    let values = args![it.id, it.estate, it.unit, it.owner.0, it.from, actor, now];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn end(tx: &mut Tx, id: Id, until: Date) -> Result<()> {
    tx.execute(END, args![id, until]).await.map(drop)
}

/// Takes the holdings of a unit along into another estate.
pub async fn move_to(tx: &mut Tx, unit: Id, estate: Id) -> Result<()> {
    tx.execute(MOVE, args![unit, estate]).await.map(drop)
}

fn holding(row: &Row) -> Result<Holding> {
    Ok(Holding {
        id: row.get("id")?,
        estate: row.get("estate_id")?,
        unit: row.get("unit_id")?,
        owner: OwnerId(row.get("owner_id")?),
        from: row.get("from_on")?,
        until: row.get("until_on")?,
    })
}

/// The history of a unit, earliest first.
pub async fn of_unit(tx: &mut Tx, unit: Id) -> Result<Vec<Holding>> {
    let rows = tx.fetch_all(OF_UNIT, args![unit, OF_ONE]).await?;
    rows.iter().map(holding).collect()
}

/// What somebody holds and held.
pub async fn of_owner(tx: &mut Tx, owner: OwnerId) -> Result<Vec<Holding>> {
    let rows = tx.fetch_all(OF_OWNER, args![owner.0, OF_ONE]).await?;
    rows.iter().map(holding).collect()
}

/// Every holding of an estate on a day.
pub async fn on_day(tx: &mut Tx, estate: Id, day: Date) -> Result<Vec<Holding>> {
    let mut found: Vec<Holding> = Vec::new();
    loop {
        let behind = found.last().map(|it| it.id.to_string()).unwrap_or_default();
        let rows = tx
            .fetch_all(ON_DAY, args![estate, day, behind, PAGE])
            .await?;
        for row in &rows {
            found.push(holding(row)?);
        }
        if i64::try_from(rows.len()).unwrap_or(PAGE) < PAGE {
            return Ok(found);
        }
    }
}

/// Every holding of an estate that has not ended.
pub async fn open(tx: &mut Tx, estate: Id) -> Result<Vec<Holding>> {
    let mut found: Vec<Holding> = Vec::new();
    loop {
        let behind = found.last().map(|it| it.id.to_string()).unwrap_or_default();
        let rows = tx.fetch_all(OPEN, args![estate, behind, PAGE]).await?;
        for row in &rows {
            found.push(holding(row)?);
        }
        if i64::try_from(rows.len()).unwrap_or(PAGE) < PAGE {
            return Ok(found);
        }
    }
}

/// The day of the last change of owners of each unit.
pub async fn last_changes(tx: &mut Tx, estate: Id) -> Result<Vec<(Id, Date)>> {
    let mut found: Vec<(Id, Date)> = Vec::new();
    loop {
        let behind = found.last().map(|it| it.0.to_string()).unwrap_or_default();
        let rows = tx.fetch_all(LASTS, args![estate, behind, PAGE]).await?;
        for row in &rows {
            let from: Date = row.get("last_from")?;
            let until: Option<Date> = row.get("last_until")?;
            found.push((row.get("unit_id")?, until.map_or(from, |it| it.max(from))));
        }
        if i64::try_from(rows.len()).unwrap_or(PAGE) < PAGE {
            return Ok(found);
        }
    }
}
