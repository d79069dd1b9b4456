//! Fills a district with as many matters as asked for: copies of the demo's matters, each with a
//! text, a place, a code and a time of its own, its journal chained anew. Written in few large
//! transactions of many rows each, with the store's own durability.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use huiyin_app::machine::{OsEntropy, SystemClock};
use huiyin_db::{Dialect, Query, Tx, Value, args, queries};
use huiyin_kernel::{Clock as _, EchoCode, Id, Instant};

use crate::corpus::{report, spread};
use crate::district::District;
use crate::mold::Fill;
use crate::prototype::{Copy, Prototype, Tools, read_all};
use crate::stopwatch::Stopwatch;
use crate::tables::{Table, describe_all, kept, words};

queries! {
    /// A larger page cache for this connection only; PostgreSQL has its own.
    WIDEN = sqlite "PRAGMA cache_size = -300000" postgres "SELECT 1::bigint AS n";
    /// What the store does by itself in time.
    STATISTICS = sqlite "PRAGMA optimize = 0x10002" postgres "ANALYZE";
    LAST_DOC = sqlite "SELECT COALESCE(MAX(doc), 0) AS n FROM search_doc" postgres "SELECT 0::bigint AS n";
    COUNTERS = "SELECT day, last FROM matter_counter ORDER BY day LIMIT $1";
    SET_COUNTER = "INSERT INTO matter_counter (day, last) VALUES ($1, $2)
        ON CONFLICT (day) DO UPDATE SET last = excluded.last";
}

/// Matters of one transaction.
const AT_ONCE: u64 = 2_500;
/// Rows of one statement.
const ROWS: usize = 50;
/// How far the matters reach back.
const SPAN_DAYS: u64 = 3 * 365;
const WEEK_SECONDS: i64 = 7 * 86_400;
/// So many of a thousand matters are still open: the latest ones.
const OPEN_PERMILLE: u64 = 15;
const DAYS_LIMIT: i64 = 100_000;
/// Codes that are handed on for reading echo pages.
const CODES: u64 = 2_000;

/// What came of it.
#[derive(Debug)]
pub struct Grown {
    pub codes: Vec<EchoCode>,
    pub seconds: f64,
}

struct Statements {
    tables: Vec<(Query, Query)>,
    docs: (Query, Query),
    index: Option<(Query, Query)>,
}

struct Batch {
    tables: Vec<Vec<Vec<Value>>>,
    docs: Vec<Vec<Value>>,
    index: Vec<Vec<Value>>,
}

/// Adds `count` matters to a demo district that nothing else is writing to.
pub async fn grow(district: &District, count: u64) -> Result<Grown> {
    let watch = Stopwatch::start();
    let house = district.open().await?;
    let mut tx = house.db.write().await?;
    // Form keys and messages are swept or sent long before a district has so many matters.
    let all = describe_all(&mut tx).await?;
    let lasting = all
        .into_iter()
        .filter(|it| !["form_key", "outbox"].contains(&it.name));
    let tables: Vec<Table> = lasting.collect();
    let prototypes = read_all(&mut tx, &tables).await?;
    let statements = Statements::new(&tables, tx.dialect());
    let mut numbers = Numbers::read(&mut tx).await?;
    let mut doc: i64 = tx.fetch_one(LAST_DOC, args![]).await?.get("n")?;
    tx.commit().await?;
    let plan = Plan::new(&prototypes, count)?;
    let tools = Tools {
        keys: &house.keys,
        entropy: &OsEntropy,
    };
    let mut codes = Vec::new();
    for first in (0..count).step_by(usize::try_from(AT_ONCE)?) {
        let mut batch = Batch::new(&tables);
        for index in first..count.min(first + AT_ONCE) {
            let (prototype, shift_seconds) = plan.choose(index);
            let received = Instant::from_micros(prototype.received_at).plus_seconds(shift_seconds);
            let copy = copy_of(index, received, shift_seconds, numbers.next(received));
            if index % (count / CODES).max(1) == 0 {
                codes.push(copy.code.clone());
            }
            doc += 1;
            batch.add(
                prototype.copy(&tables, &copy, &tools)?,
                &copy,
                doc,
                &statements,
            );
        }
        let mut tx = house.db.write().await?;
        tx.execute(WIDEN, args![]).await?;
        statements.write(&mut tx, batch).await?;
        numbers.write(&mut tx).await?;
        tx.commit().await?;
    }
    let mut tx = house.db.write().await?;
    tx.execute(STATISTICS, args![]).await?;
    tx.commit().await?;
    house.db.close().await;
    Ok(Grown {
        codes,
        seconds: watch.elapsed().as_secs_f64(),
    })
}

fn copy_of(index: u64, received: Instant, shift_seconds: i64, number: String) -> Copy {
    Copy {
        fill: Fill {
            id: Id::new(received, &OsEntropy).to_string(),
            number,
            shift_seconds,
        },
        report: report(index),
        code: EchoCode::new(&OsEntropy),
    }
}

/// Which prototype a copy follows, and how much earlier or later it lives.
struct Plan<'a> {
    open: Vec<&'a Prototype>,
    ended: Vec<&'a Prototype>,
    count: u64,
    start: Instant,
}

impl<'a> Plan<'a> {
    fn new(prototypes: &'a [Prototype], count: u64) -> Result<Self> {
        let (open, ended): (Vec<_>, Vec<_>) = prototypes.iter().partition(|it| it.is_open);
        if open.is_empty() || ended.is_empty() {
            bail!("the demo district has no open or no ended matters to copy");
        }
        let span_seconds = i64::try_from(SPAN_DAYS * 86_400)?;
        Ok(Self {
            open,
            ended,
            count,
            start: SystemClock.now().plus_seconds(-span_seconds),
        })
    }

    fn choose(&self, index: u64) -> (&'a Prototype, i64) {
        let chance = spread(index ^ 0x5eed);
        let is_open = index >= self.count - self.count * OPEN_PERMILLE / 1000;
        let list = if is_open { &self.open } else { &self.ended };
        let length = u64::try_from(list.len()).unwrap_or(1).max(1);
        let prototype = list[usize::try_from(chance % length).unwrap_or(0)];
        // Less than an hour, so that days stay what they were.
        let minutes = i64::try_from((chance >> 32) % 3000).unwrap_or(0);
        if is_open {
            return (prototype, -minutes);
        }
        let seconds = SPAN_DAYS * 86_400 * index / self.count;
        let wanted = self.start.plus_seconds(i64::try_from(seconds).unwrap_or(0));
        let away = wanted.seconds_since(Instant::from_micros(prototype.received_at));
        // Whole weeks, so that working days stay working days; never later than the prototype,
        // whose life reaches up to today.
        let weeks = away.div_euclid(WEEK_SECONDS).min(0);
        (prototype, weeks * WEEK_SECONDS - minutes)
    }
}

/// The running numbers of the days.
struct Numbers {
    last: BTreeMap<String, i64>,
    changed: BTreeMap<String, i64>,
}

impl Numbers {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let mut last = BTreeMap::new();
        for row in tx.fetch_all(COUNTERS, args![DAYS_LIMIT]).await? {
            last.insert(row.get("day")?, row.get("last")?);
        }
        Ok(Self {
            last,
            changed: BTreeMap::new(),
        })
    }

    fn next(&mut self, received: Instant) -> String {
        let day = received.date().to_string();
        let last = self.last.entry(day.clone()).or_insert(0);
        *last += 1;
        let number = format!("{}-{last:04}", day.replace('-', ""));
        self.changed.insert(day, *last);
        number
    }

    async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        for (day, last) in std::mem::take(&mut self.changed) {
            tx.execute(SET_COUNTER, args![day, last]).await?;
        }
        Ok(())
    }
}

impl Batch {
    fn new(tables: &[Table]) -> Self {
        Self {
            tables: vec![Vec::new(); tables.len()],
            docs: Vec::new(),
            index: Vec::new(),
        }
    }

    fn add(&mut self, rows: Vec<Vec<Vec<Value>>>, copy: &Copy, doc: i64, statements: &Statements) {
        for (all, rows) in self.tables.iter_mut().zip(rows) {
            all.extend(rows);
        }
        let report = &copy.report;
        let text = format!(
            "{} {} {}",
            copy.fill.number, report.text, report.place_public
        );
        let words = words(&text);
        if statements.index.is_some() {
            self.docs.push(args![doc, "matter", &copy.fill.id]);
            self.index.push(args![doc, words]);
        } else {
            self.docs.push(args!["matter", &copy.fill.id, words]);
        }
    }
}

fn repeated(head: &str, row: impl Fn(usize) -> String, rows: usize) -> String {
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("{head} VALUES {}", rows.join(", "))
}

fn pair(head: &str, row: impl Fn(usize) -> String) -> (Query, Query) {
    (
        kept("bench::many", repeated(head, &row, ROWS)),
        kept("bench::one", repeated(head, &row, 1)),
    )
}

impl Statements {
    fn new(tables: &[Table], dialect: Dialect) -> Self {
        let both = |table: &Table| {
            (
                kept("bench::many", table.insert(ROWS)),
                kept("bench::one", table.insert(1)),
            )
        };
        let three = |row: usize| format!("(${}, ${}, ${})", 3 * row + 1, 3 * row + 2, 3 * row + 3);
        let two = |row: usize| format!("(${}, ${})", 2 * row + 1, 2 * row + 2);
        let vector = |row: usize| {
            let [kind, subject, words] = [1, 2, 3].map(|column| 3 * row + column);
            format!("(${kind}, ${subject}, array_to_tsvector(string_to_array(${words}, ' ')))")
        };
        let (docs, index) = match dialect {
            Dialect::Sqlite => (
                pair("INSERT INTO search_doc (doc, kind, subject)", three),
                Some(pair("INSERT INTO search_words (rowid, words)", two)),
            ),
            Dialect::Postgres => (
                pair("INSERT INTO search_doc (kind, subject, words)", vector),
                None,
            ),
        };
        Self {
            tables: tables.iter().map(both).collect(),
            docs,
            index,
        }
    }

    async fn write(&self, tx: &mut Tx, batch: Batch) -> Result<()> {
        for (statements, rows) in self.tables.iter().zip(batch.tables) {
            write_rows(tx, *statements, rows).await?;
        }
        write_rows(tx, self.docs, batch.docs).await?;
        if let Some(index) = self.index {
            write_rows(tx, index, batch.index).await?;
        }
        Ok(())
    }
}

async fn write_rows(tx: &mut Tx, (many, one): (Query, Query), rows: Vec<Vec<Value>>) -> Result<()> {
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(ROWS).collect();
        if chunk.len() == ROWS {
            tx.execute(many, chunk.into_iter().flatten().collect())
                .await
                .context(many.sqlite)?;
            continue;
        }
        for row in chunk {
            tx.execute(one, row).await.context(one.sqlite)?;
        }
        return Ok(());
    }
}
