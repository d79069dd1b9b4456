//! Working days: the tables that come with the program and the years that the district imported.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Instant, WorkingCalendar, YearTable};

queries! {
    ALL = "SELECT year, source, holidays, makeup_working, imported_at, by_actor, version
        FROM calendar_year ORDER BY year LIMIT $1";
    VERSION = "SELECT version FROM calendar_year WHERE year = $1";
    INSERT = "INSERT INTO calendar_year (year, source, holidays, makeup_working, imported_at, by_actor, version)
        VALUES ($1, $2, $3, $4, $5, $6, 1)";
    REPLACE = "UPDATE calendar_year SET source = $2, holidays = $3, makeup_working = $4, imported_at = $5,
            by_actor = $6, version = version + 1
        WHERE year = $1 AND version = $7";
}

/// Years that can be imported at most; tables reach from 2000 to 2100.
const YEARS_LIMIT: i64 = 101;

/// A year that the district imported itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedYear {
    pub table: YearTable,
    pub imported_at: Instant,
    pub by_actor: String,
    pub version: i64,
}

fn imported(row: &Row) -> Result<ImportedYear> {
    let year: i64 = row.get("year")?;
    Ok(ImportedYear {
        table: YearTable {
            year: i16::try_from(year).map_err(StoreError::inconsistent)?,
            source: row.get("source")?,
            holidays: row.json("holidays")?,
            makeup_working: row.json("makeup_working")?,
        },
        imported_at: row.get("imported_at")?,
        by_actor: row.get("by_actor")?,
        version: row.get("version")?,
    })
}

pub async fn imported_years(tx: &mut Tx) -> Result<Vec<ImportedYear>> {
    let rows = tx.fetch_all(ALL, args![YEARS_LIMIT]).await?;
    rows.iter().map(imported).collect()
}

/// The calendar in force: shipped years, then those that the district imported over them.
pub async fn load(tx: &mut Tx) -> Result<WorkingCalendar> {
    imported_years(tx)
        .await?
        .into_iter()
        .try_fold(WorkingCalendar::shipped(), |calendar, year| {
            calendar.with(year.table)
        })
        .map_err(StoreError::inconsistent)
}

/// Writes a checked year down and says which version it is now. [`crate::ops::import_calendar`]
/// also journals it.
pub(crate) async fn save(tx: &mut Tx, table: &YearTable, actor: &str, now: Instant) -> Result<i64> {
    let holidays = serde_json::to_string(&table.holidays).map_err(StoreError::inconsistent)?;
    let makeup = serde_json::to_string(&table.makeup_working).map_err(StoreError::inconsistent)?;
    let year = i64::from(table.year);
    let source = table.source.trim();
    let Some(row) = tx.fetch_optional(VERSION, args![year]).await? else {
        let values = args![year, source, holidays, makeup, now, actor];
        tx.execute(INSERT, values).await?;
        return Ok(1);
    };
    let version: i64 = row.get("version")?;
    let values = args![year, source, holidays, makeup, now, actor, version];
    let subject = crate::ops::calendar_subject(table.year);
    tx.execute_locked(REPLACE, values, subject, version).await?;
    Ok(version + 1)
}
