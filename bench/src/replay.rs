//! The bare loop: the rows that the server has just written, byte for byte, written once more by
//! nothing but the database: prepared statements, one durable transaction per report.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use huiyin_db::{Db, Dialect, Query, Tx, Value, args, queries};
use rusqlite::Connection;
use rusqlite::types::Value as Bare;

use crate::stopwatch::Stopwatch;
use crate::tables::{COUNT_UP, Table, index_statements, kept, words};

queries! {
    TEXT = "SELECT m.number, m.place_public, t.body FROM matter m
        JOIN matter_text t ON t.matter_id = m.id AND t.kind = 'report' WHERE m.id = $1";
}

/// All that one report put into the store.
#[derive(Debug)]
pub struct Written {
    id: String,
    day: String,
    /// Words of the index.
    words: String,
    /// Rows of each table, in the order of the tables.
    rows: Vec<Vec<Vec<Value>>>,
}

/// Reads what a report wrote.
pub async fn read(tx: &mut Tx, tables: &[Table], id: &str) -> Result<Written> {
    let row = tx.fetch_one(TEXT, args![id]).await?;
    let number: String = row.get("number")?;
    let (place, body): (String, String) = (row.get("place_public")?, row.get("body")?);
    let mut rows = Vec::new();
    for table in tables {
        rows.push(table.rows_of(tx, id).await?);
    }
    Ok(Written {
        id: id.to_owned(),
        day: number.chars().take(8).collect(),
        words: words(&format!("{number} {body} {place}")),
        rows,
    })
}

impl Written {
    pub fn row_count(&self) -> usize {
        // The counter of the day and two rows of the index besides.
        self.rows.iter().map(Vec::len).sum::<usize>() + 3
    }
}

/// A copy of the district's file with the settings of the store.
pub struct BareFile {
    connection: Connection,
    inserts: Vec<String>,
}

impl BareFile {
    pub fn open(file: &Path, tables: &[Table]) -> Result<Self> {
        let connection = Connection::open(file)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", "on")?;
        connection.pragma_update(None, "cache_size", "-4000")?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self {
            connection,
            inserts: tables.iter().map(|table| table.insert(1)).collect(),
        })
    }

    /// Writes them one transaction after the other and says how long that took.
    pub fn write(&mut self, all: &[Written]) -> Result<Duration> {
        let ready: Vec<Ready> = all.iter().map(Ready::of).collect();
        let watch = Stopwatch::start();
        for report in &ready {
            self.write_one(report)?;
        }
        Ok(watch.elapsed())
    }

    fn write_one(&mut self, report: &Ready) -> Result<()> {
        let bare = &self.connection;
        bare.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        bare.prepare_cached(COUNT_UP)?
            .query_row([&report.day], |_| Ok(()))?;
        for (insert, rows) in self.inserts.iter().zip(&report.rows) {
            let mut statement = bare.prepare_cached(insert)?;
            for row in rows {
                statement.execute(rusqlite::params_from_iter(row))?;
            }
        }
        let [add_doc, add_words] = index_statements(Dialect::Sqlite) else {
            anyhow::bail!("two statements fill the index");
        };
        bare.prepare_cached(add_doc)?
            .execute(["matter", &report.id])?;
        let doc = bare.last_insert_rowid();
        bare.prepare_cached(add_words)?
            .execute(rusqlite::params![doc, report.words])?;
        bare.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

/// A report whose cells are already those of the driver.
struct Ready {
    id: String,
    day: String,
    words: String,
    rows: Vec<Vec<Vec<Bare>>>,
}

impl Ready {
    fn of(written: &Written) -> Self {
        let row = |row: &Vec<Value>| row.iter().map(bare).collect();
        let rows = |rows: &Vec<Vec<Value>>| rows.iter().map(row).collect();
        Self {
            id: written.id.clone(),
            day: written.day.clone(),
            words: written.words.clone(),
            rows: written.rows.iter().map(rows).collect(),
        }
    }
}

fn bare(value: &Value) -> Bare {
    match value {
        Value::Int(it) => it.map_or(Bare::Null, Bare::Integer),
        Value::Text(it) => it.clone().map_or(Bare::Null, Bare::Text),
        Value::Bytes(it) => it.clone().map_or(Bare::Null, Bare::Blob),
        Value::Real(it) => it.map_or(Bare::Null, Bare::Real),
    }
}

/// The same on PostgreSQL: one connection, prepared statements, one transaction per report.
#[derive(Debug)]
pub struct BareSchema {
    db: Db,
    inserts: Vec<Query>,
    count_up: Query,
    add_doc: Query,
}

impl BareSchema {
    pub fn new(db: Db, tables: &[Table]) -> Result<Self> {
        let [add_doc] = index_statements(Dialect::Postgres) else {
            anyhow::bail!("one statement fills the index");
        };
        Ok(Self {
            db,
            inserts: tables
                .iter()
                .map(|it| kept("bench::bare", it.insert(1)))
                .collect(),
            count_up: Query::same("bench::count_up", COUNT_UP),
            add_doc: Query::same("bench::add_doc", add_doc),
        })
    }

    pub async fn write(&self, all: &[Written]) -> Result<Duration> {
        let watch = Stopwatch::start();
        for report in all {
            self.write_one(report).await.context(report.id.clone())?;
        }
        Ok(watch.elapsed())
    }

    async fn write_one(&self, report: &Written) -> Result<()> {
        let mut tx = self.db.write().await?;
        tx.fetch_one(self.count_up, args![&report.day]).await?;
        for (insert, rows) in self.inserts.iter().zip(&report.rows) {
            for row in rows {
                tx.execute(*insert, row.clone()).await?;
            }
        }
        tx.execute(self.add_doc, args!["matter", &report.id, &report.words])
            .await?;
        Ok(tx.commit().await?)
    }
}
