//! A matter of the demo district as the mould of many: every row it stands in, with holes where
//! the copy differs.

use anyhow::{Context as _, Result};
use huiyin_db::fields::Keys;
use huiyin_db::journal::Record;
use huiyin_db::{Tx, Value, args, queries};
use huiyin_kernel::{EchoCode, Entropy, Id, Instant};

use crate::corpus::Report;
use crate::mold::{Fill, Mold, is_moment, shifted};
use crate::tables::Table;

queries! {
    ALL = "SELECT id, number, received_at, state FROM matter ORDER BY id LIMIT $1";
}

/// Matters of the demo district that are read at most.
const PROTOTYPES: i64 = 2_000;
const HEADLINE_CHARS: usize = 59;
const ENDED: [&str; 4] = ["closed", "rejected", "merged", "withdrawn"];

#[derive(Debug, Clone)]
enum Cell {
    Same(Value),
    Moment(i64),
    Text(Mold),
}

#[derive(Debug)]
pub struct Prototype {
    pub received_at: i64,
    pub is_open: bool,
    /// Rows of each table, in the order of the tables.
    rows: Vec<Vec<Vec<Cell>>>,
}

/// All that is new about a copy.
#[derive(Debug)]
pub struct Copy {
    pub fill: Fill,
    pub report: Report,
    pub code: EchoCode,
}

/// What every copy needs besides.
pub struct Tools<'a> {
    pub keys: &'a Keys,
    pub entropy: &'a dyn Entropy,
}

pub async fn read_all(tx: &mut Tx, tables: &[Table]) -> Result<Vec<Prototype>> {
    let mut prototypes = Vec::new();
    for row in tx.fetch_all(ALL, args![PROTOTYPES]).await? {
        let (id, number): (String, String) = (row.get("id")?, row.get("number")?);
        let state: String = row.get("state")?;
        let mut rows = Vec::new();
        for table in tables {
            let read = table.rows_of(tx, &id).await?;
            let cells =
                |row: Vec<Value>| row.into_iter().map(|it| cell(it, &id, &number)).collect();
            rows.push(read.into_iter().map(cells).collect());
        }
        prototypes.push(Prototype {
            received_at: row.get("received_at")?,
            is_open: !ENDED.contains(&state.as_str()),
            rows,
        });
    }
    Ok(prototypes)
}

fn cell(value: Value, id: &str, number: &str) -> Cell {
    match value {
        Value::Int(Some(number)) if is_moment(number) => Cell::Moment(number),
        Value::Text(Some(text)) => Cell::Text(Mold::of(&text, id, number)),
        other => Cell::Same(other),
    }
}

impl Prototype {
    /// The rows of a copy, table by table.
    pub fn copy(
        &self,
        tables: &[Table],
        copy: &Copy,
        tools: &Tools<'_>,
    ) -> Result<Vec<Vec<Vec<Value>>>> {
        let mut out = Vec::with_capacity(tables.len());
        for (table, rows) in tables.iter().zip(&self.rows) {
            let cast = |row: &Vec<Cell>| row.iter().map(|cell| cell.cast(&copy.fill)).collect();
            let mut rows: Vec<Vec<Value>> = rows.iter().map(cast).collect();
            finish(table, &mut rows, copy, tools)
                .with_context(|| format!("a copy's rows of {}", table.name))?;
            out.push(rows);
        }
        Ok(out)
    }
}

impl Cell {
    fn cast(&self, fill: &Fill) -> Value {
        match self {
            Self::Same(value) => value.clone(),
            Self::Moment(at) => Value::from(shifted(*at, fill.shift_seconds)),
            Self::Text(mold) => Value::from(mold.cast(fill)),
        }
    }
}

/// Puts in what no hole can hold: texts, sealed fields, digests and the chain of the journal.
fn finish(table: &Table, rows: &mut [Vec<Value>], copy: &Copy, tools: &Tools<'_>) -> Result<()> {
    match table.name {
        "matter" => rows
            .iter_mut()
            .try_for_each(|row| matter(table, row, copy, tools)),
        "matter_reporter" => rows
            .iter_mut()
            .try_for_each(|row| reporter(table, row, copy, tools)),
        "matter_text" => {
            let (kind, body) = (table.position("kind")?, table.position("body")?);
            for row in rows
                .iter_mut()
                .filter(|row| row[kind] == Value::from("report"))
            {
                row[body] = Value::from(&copy.report.text);
            }
            Ok(())
        }
        "journal" => chain(table, rows),
        _ => Ok(()),
    }
}

fn is_null(value: &Value) -> bool {
    matches!(
        value,
        Value::Int(None) | Value::Text(None) | Value::Bytes(None) | Value::Real(None)
    )
}

fn matter(table: &Table, row: &mut [Value], copy: &Copy, tools: &Tools<'_>) -> Result<()> {
    let Fill { id, number, .. } = &copy.fill;
    let report = &copy.report;
    let headline: String = report
        .text
        .chars()
        .take(HEADLINE_CHARS)
        .chain(['…'])
        .collect();
    let place = tools
        .keys
        .seal(&format!("matter.place:{id}"), &report.place, tools.entropy)?;
    for (column, value) in [
        ("headline", Value::from(&headline)),
        ("summary", Value::from(&headline)),
        ("place_public", Value::from(&report.place_public)),
        ("place_sealed", Value::from(place)),
        ("outside_number", Value::from(number)),
    ] {
        let at = table.position(column)?;
        if !is_null(&row[at]) {
            row[at] = value;
        }
    }
    Ok(())
}

fn reporter(table: &Table, row: &mut [Value], copy: &Copy, tools: &Tools<'_>) -> Result<()> {
    let created = match row[table.position("created_at")?] {
        Value::Int(Some(micros)) => Instant::from_micros(micros),
        _ => Instant::from_micros(0),
    };
    let is_first = row[table.position("role")?] == Value::from("reporter");
    let id = Id::new(created, tools.entropy);
    let code = if is_first {
        copy.code.clone()
    } else {
        EchoCode::new(tools.entropy)
    };
    let phone = copy.report.phone.as_deref().unwrap_or("13900000000");
    let seal = |what: &str, plain: &str| {
        tools
            .keys
            .seal(&format!("reporter.{what}:{id}"), plain, tools.entropy)
    };
    for (column, value) in [
        ("id", Value::from(id)),
        (
            "code_digest",
            Value::from(tools.keys.digest("echo code", code.as_str())),
        ),
        ("code_sealed", Value::from(seal("code", code.as_str())?)),
        ("name_sealed", Value::from(seal("name", "居民")?)),
        ("phone_sealed", Value::from(seal("phone", phone)?)),
        (
            "phone_digest",
            Value::from(tools.keys.digest("phone", phone)),
        ),
    ] {
        let at = table.position(column)?;
        if !is_null(&row[at]) {
            row[at] = value;
        }
    }
    Ok(())
}

/// Hashes each row anew over the one before, as the store itself would have done.
fn chain(table: &Table, rows: &mut [Vec<Value>]) -> Result<()> {
    let hash = table.position("hash")?;
    let mut previous: Vec<u8> = Vec::new();
    for row in rows {
        let text = |column: &str| -> Result<String> {
            match &row[table.position(column)?] {
                Value::Text(Some(text)) => Ok(text.clone()),
                other => anyhow::bail!("{column} is {other:?}"),
            }
        };
        let int = |column: &str| -> Result<i64> {
            match row[table.position(column)?] {
                Value::Int(Some(number)) => Ok(number),
                ref other => anyhow::bail!("{column} is {other:?}"),
            }
        };
        let record = Record {
            seq: 0,
            subject_kind: text("subject_kind")?,
            subject: text("subject")?.parse()?,
            version: int("version")?,
            at: Instant::from_micros(int("at")?),
            actor: text("actor")?,
            kind: text("kind")?,
            body: text("body")?,
            // The length and mark of the hash that was there say by which suite to hash anew.
            hash: match &row[hash] {
                Value::Bytes(Some(bytes)) => bytes.clone(),
                other => anyhow::bail!("hash is {other:?}"),
            },
        };
        previous = record
            .expected_hash(&previous)
            .context("a row is hashed by an unknown suite")?;
        row[hash] = Value::from(previous.clone());
    }
    Ok(())
}
