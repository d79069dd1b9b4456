//! The page of figures over many facts beside the same over few: sums are kept, so the page asks
//! no more of ten million facts than of ten thousand.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use huiyin_db::facts::fold;
use huiyin_db::{Db, args, queries};
use serde_json::{Value, json};

use crate::district::District;
use crate::load::{Pages, rounded};
use crate::pages::measure as measure_page;
use crate::say;
use crate::server::Server;
use crate::stopwatch::Stopwatch;

queries! {
    /// Made by the database itself: `$1` the first number, `$2` the last; days, places, classes, ways in and
    /// bodies spread over it.
    FILL = "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $2)
        INSERT INTO fact (kind, day, at, street, community, compound, body, category, source, n, amount, slice, subject)
        SELECT CASE i % 8 WHEN 0 THEN 'matter.received' WHEN 1 THEN 'matter.accepted' WHEN 2 THEN 'matter.dispatched'
                WHEN 3 THEN 'matter.answered' WHEN 4 THEN 'matter.answered.in-time' WHEN 5 THEN 'matter.called-back'
                WHEN 6 THEN 'matter.closed' ELSE 'visit.household' END,
            '2026-' || substr('0' || CAST(1 + i / 8 % 12 AS TEXT), -2) || '-' || substr('0' || CAST(1 + i / 96 % 28 AS TEXT), -2),
            0, 'street ' || CAST(i % 12 AS TEXT), 'community ' || CAST(i % 120 AS TEXT), '',
            'body ' || CAST(i / 7 % 40 AS TEXT), substr('0' || CAST(1 + i / 3 % 12 AS TEXT), -2) || '01',
            'source ' || CAST(i / 5 % 9 AS TEXT), 1, i % 40, 'bench', CAST(i AS TEXT)
        FROM n";
    WAIT = "INSERT INTO fact_tail (seq, batch)
        SELECT seq, 1 FROM fact WHERE slice = 'bench' AND seq > $1 AND seq <= $2";
    LAST = "SELECT COALESCE(MAX(seq), 0) AS last FROM fact";
}

/// Facts written, and folded, in one transaction.
const PIECE: u64 = 100_000;
const PAGE: &str = "/statistics?period=2026-05";

/// Measures the page over each number of facts, the smallest first.
pub async fn measure(ground: &Path, sizes: &[u64], seconds: Duration) -> Result<Value> {
    let district = District::demo(ground, "facts", None)?;
    let mut figures = Vec::new();
    let mut filled = 0;
    let mut smallest: Option<f64> = None;
    for size in sizes {
        say(&format!("the page of figures over {size} facts …"));
        let watch = Stopwatch::start();
        fill(&district, filled, *size).await?;
        filled = *size;
        let filling = watch.elapsed().as_secs_f64();
        let server = Server::start(&district).await?;
        let page = Pages::new(&[PAGE.to_owned()], &[], "<main");
        let figure = measure_page(&server, "statistics", page, 1, seconds).await?;
        server.stop().await?;
        let (_, times) = figure.json();
        let median = times["p50_ms"].as_f64().unwrap_or_default();
        let first = *smallest.get_or_insert(median);
        figures.push(json!({
            "facts": size,
            "filled_seconds": rounded(filling),
            "page": times,
            "to_smallest": rounded(median / first.max(0.001)),
        }));
    }
    Ok(Value::Array(figures))
}

/// Facts by the database itself, folded as the job does, in larger pieces.
async fn fill(district: &District, from: u64, to: u64) -> Result<()> {
    let db = Db::open_sqlite(&district.file()).await?;
    let mut at = from;
    while at < to {
        let end = (at + PIECE).min(to);
        let mut tx = db.write().await?;
        let before: i64 = tx.fetch_one(LAST, args![]).await?.get("last")?;
        let numbers = args![i64::try_from(at)?, i64::try_from(end - 1)?];
        tx.execute(FILL, numbers).await?;
        let after: i64 = tx.fetch_one(LAST, args![]).await?.get("last")?;
        tx.execute(WAIT, args![before, after]).await?;
        tx.execute(fold::FOLD, args![]).await?;
        tx.execute(fold::TAKEN, args![]).await?;
        tx.commit().await?;
        at = end;
    }
    db.close().await;
    Ok(())
}
