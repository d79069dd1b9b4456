//! The tables a matter stands in, with the columns that the store really has: read and written
//! as plain cells, so that a new column needs no change here.

use anyhow::{Context as _, Result, bail};
use huiyin_db::{Dialect, Query, Row, Tx, Value, args, queries};

queries! {
    COLUMNS = sqlite "SELECT name, lower(type) AS type FROM pragma_table_info($1) ORDER BY cid"
        postgres "SELECT column_name::text AS name, data_type::text AS type FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
}

/// Every table that gets rows when a matter is taken in, in the order of writing, with the column
/// that names the matter. The index of words has no readable rows and is handled apart.
pub const OF_A_MATTER: [(&str, &str); 8] = [
    ("form_key", "id"),
    ("matter", "id"),
    ("matter_task", "matter_id"),
    ("matter_reporter", "matter_id"),
    ("matter_fact", "matter_id"),
    ("journal", "subject"),
    ("matter_text", "matter_id"),
    ("outbox", "subject"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Text,
    Bytes,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<(String, Kind)>,
    select: Query,
}

/// Statements are static text everywhere; the few that are made here live as long as the run.
pub fn kept(name: &'static str, sql: String) -> Query {
    Query::same(name, Box::leak(sql.into_boxed_str()))
}

impl Table {
    pub async fn describe(tx: &mut Tx, name: &'static str, key: &'static str) -> Result<Self> {
        let mut columns = Vec::new();
        for row in tx.fetch_all(COLUMNS, args![name]).await? {
            let column: String = row.get("name")?;
            let kind: String = row.get("type")?;
            // The running number of the journal is the store's to give.
            if column != "seq" {
                columns.push((column, kind_of(&kind)?));
            }
        }
        if columns.is_empty() {
            bail!("there is no table {name}");
        }
        let names = names_of(&columns);
        let select = format!("SELECT {names} FROM {name} WHERE {key} = $1 ORDER BY 1, 2, 3");
        Ok(Self {
            name,
            columns,
            select: kept("bench::rows", select),
        })
    }

    pub fn position(&self, column: &str) -> Result<usize> {
        let found = self.columns.iter().position(|(name, _)| name == column);
        found.with_context(|| format!("{} has no column {column}", self.name))
    }

    pub async fn rows_of(&self, tx: &mut Tx, key: &str) -> Result<Vec<Vec<Value>>> {
        let rows = tx.fetch_all(self.select, args![key]).await?;
        rows.iter().map(|row| self.cells(row)).collect()
    }

    fn cells(&self, row: &Row) -> Result<Vec<Value>> {
        let cell = |(name, kind): &(String, Kind)| -> Result<Value> {
            Ok(match kind {
                Kind::Int => Value::Int(row.get(name)?),
                Kind::Text => Value::Text(row.get(name)?),
                Kind::Bytes => Value::Bytes(row.get(name)?),
            })
        };
        self.columns.iter().map(cell).collect()
    }

    /// A statement that writes `rows` rows at once.
    pub fn insert(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |number: usize| {
            let places = (1..=width).map(|column| format!("${}", number * width + column));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        let names = names_of(&self.columns);
        format!(
            "INSERT INTO {} ({names}) VALUES {}",
            self.name,
            rows.join(", ")
        )
    }
}

/// All tables of [`OF_A_MATTER`] as they are in this store.
pub async fn describe_all(tx: &mut Tx) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for (name, key) in OF_A_MATTER {
        tables.push(Table::describe(tx, name, key).await?);
    }
    Ok(tables)
}

fn names_of(columns: &[(String, Kind)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    names.join(", ")
}

fn kind_of(declared: &str) -> Result<Kind> {
    Ok(match declared {
        "integer" | "bigint" => Kind::Int,
        "text" => Kind::Text,
        "blob" | "bytea" => Kind::Bytes,
        other => bail!("a column of type {other}"),
    })
}

/// The words of a text as the index keeps them: each once.
pub fn words(text: &str) -> String {
    let mut words = huiyin_words::tokens_for_index(text);
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// Statements that put one row into the index of words: the document, then its words. On
/// PostgreSQL one statement does both.
pub const fn index_statements(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Sqlite => &[
            "INSERT INTO search_doc (kind, subject) VALUES ($1, $2)",
            "INSERT INTO search_words (rowid, words) VALUES ($1, $2)",
        ],
        Dialect::Postgres => &["INSERT INTO search_doc (kind, subject, words) VALUES \
             ($1, $2, array_to_tsvector(string_to_array($3, ' ')))"],
    }
}

/// How the number of a day is counted up when a report comes in.
pub const COUNT_UP: &str = "INSERT INTO matter_counter (day, last) VALUES ($1, 1) \
     ON CONFLICT (day) DO UPDATE SET last = matter_counter.last + 1 RETURNING last";
