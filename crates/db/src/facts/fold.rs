//! From facts to cells. A fact waits in `fact_tail` until one transaction adds it to every cell
//! it belongs to and takes it from the queue; so at any moment each fact is in the cells or in
//! the queue, never in both and never in neither, whatever order transactions commit in.

use std::time::Duration;

use huiyin_kernel::{Date, Instant};

use crate::{Db, Result, Tx, args, queries};

queries! {
    HOLD = "UPDATE fact_fold SET folded_at = $1 WHERE one = 1";
    TAKE = "UPDATE fact_tail SET batch = 1
        WHERE seq IN (SELECT seq FROM fact_tail WHERE batch = 0 ORDER BY seq LIMIT $1)";
    FOLD = "INSERT INTO fact_cell (grain, mask, place, above, kind, source, category, body, period, n, amount)
        SELECT s.grain, s.mask,
            CASE s.level WHEN 0 THEN '' WHEN 1 THEN f.street WHEN 2 THEN f.community ELSE f.compound END AS place,
            CASE s.level WHEN 0 THEN '-' WHEN 1 THEN '' WHEN 2 THEN f.street ELSE f.community END AS above,
            f.kind,
            CASE WHEN s.mask % 2 = 1 THEN f.source ELSE '' END AS source,
            CASE WHEN s.mask / 2 % 2 = 1 THEN f.category WHEN s.mask / 8 = 1 THEN substr(f.category, 1, 2) ELSE '' END
                AS category,
            CASE WHEN s.mask / 4 % 2 = 1 THEN f.body ELSE '' END AS body,
            CASE s.grain WHEN 'd' THEN f.day ELSE substr(f.day, 1, 7) END AS period,
            CAST(SUM(f.n) AS BIGINT) AS n, CAST(SUM(f.amount) AS BIGINT) AS amount
        FROM fact_tail t JOIN fact f ON f.seq = t.seq CROSS JOIN fact_shape s
        WHERE t.batch = 1
            AND (s.level = 0 OR (s.level = 1 AND f.street <> '') OR (s.level = 2 AND f.community <> '')
                OR (s.level = 3 AND f.compound <> ''))
            AND (s.mask % 2 = 0 OR f.source <> '')
            AND (s.mask / 2 % 2 = 0 OR f.category <> '')
            AND (s.mask / 4 % 2 = 0 OR f.body <> '')
            AND (s.mask / 8 = 0 OR f.category <> '')
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
        ON CONFLICT (grain, mask, place, kind, period, source, category, body, above)
            DO UPDATE SET n = fact_cell.n + excluded.n, amount = fact_cell.amount + excluded.amount";
    TAKEN = "DELETE FROM fact_tail WHERE batch = 1";
    WAITING = "SELECT COUNT(*) AS n FROM fact_tail";
    EMPTY = "DELETE FROM fact_cell";
    CLEAR_TAIL = "DELETE FROM fact_tail";
    /// A fact that was written meanwhile has its place in the tail already.
    ALL_WAIT = "INSERT INTO fact_tail (seq, batch) SELECT seq, 0 FROM fact WHERE seq > 0 ON CONFLICT (seq) DO NOTHING";
    MADE = "SELECT made_to, folded_at FROM fact_fold WHERE one = 1";
    EXTENT = "SELECT COALESCE(MIN(day), '') AS first_day, COALESCE(MAX(day), '') AS last_day FROM fact";
    SET_MADE = "UPDATE fact_fold SET made_to = $1 WHERE one = 1";
    /// Cells that differ from the facts below them, a few of them: of the months from `$2` to before
    /// `$3`, or to the end of time. A fact that waits is in none.
    DIFFER = "WITH due AS (
            SELECT s.grain AS grain, s.mask AS mask,
                CASE s.level WHEN 0 THEN '' WHEN 1 THEN f.street WHEN 2 THEN f.community ELSE f.compound END AS place,
                CASE s.level WHEN 0 THEN '-' WHEN 1 THEN '' WHEN 2 THEN f.street ELSE f.community END AS above,
                f.kind AS kind,
                CASE WHEN s.mask % 2 = 1 THEN f.source ELSE '' END AS source,
                CASE WHEN s.mask / 2 % 2 = 1 THEN f.category WHEN s.mask / 8 = 1 THEN substr(f.category, 1, 2) ELSE '' END
                    AS category,
                CASE WHEN s.mask / 4 % 2 = 1 THEN f.body ELSE '' END AS body,
                CASE s.grain WHEN 'd' THEN f.day ELSE substr(f.day, 1, 7) END AS period,
                CAST(SUM(f.n) AS BIGINT) AS n, CAST(SUM(f.amount) AS BIGINT) AS amount
            FROM fact f LEFT JOIN fact_tail t ON t.seq = f.seq CROSS JOIN fact_shape s
            WHERE t.seq IS NULL AND f.day >= $2 AND (f.day < $3 OR $3 = '')
                AND (s.level = 0 OR (s.level = 1 AND f.street <> '') OR (s.level = 2 AND f.community <> '')
                    OR (s.level = 3 AND f.compound <> ''))
                AND (s.mask % 2 = 0 OR f.source <> '')
                AND (s.mask / 2 % 2 = 0 OR f.category <> '')
                AND (s.mask / 4 % 2 = 0 OR f.body <> '')
                AND (s.mask / 8 = 0 OR f.category <> '')
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9)
        SELECT kind, period, place, source, category, body,
            CAST(SUM(due_n) AS BIGINT) AS due_n, CAST(SUM(kept_n) AS BIGINT) AS kept_n,
            CAST(SUM(due_amount) AS BIGINT) AS due_amount, CAST(SUM(kept_amount) AS BIGINT) AS kept_amount
        FROM (
            SELECT grain, mask, place, above, kind, source, category, body, period,
                n AS due_n, 0 AS kept_n, amount AS due_amount, 0 AS kept_amount FROM due
            UNION ALL
            SELECT grain, mask, place, above, kind, source, category, body, period,
                0 AS due_n, n AS kept_n, 0 AS due_amount, amount AS kept_amount FROM fact_cell
                WHERE period >= $2 AND (period < $3 OR $3 = '')) AS both_sides
        GROUP BY grain, mask, place, above, kind, source, category, body, period
        HAVING SUM(due_n) <> SUM(kept_n) OR SUM(due_amount) <> SUM(kept_amount)
        ORDER BY 1, 2, 3, 4, 5, 6 LIMIT $1";
}

/// Facts folded in one transaction by whoever has the store for themselves.
const BATCH: i64 = 400;
/// Facts folded in one transaction beside residents, each of which is added to a hundred cells: few
/// enough that nobody who reports waits long for it.
const BATCH_BESIDE: i64 = 50;
/// Rest after each of these, so that nearly all the time the store is free to be written.
const REST: Duration = Duration::from_millis(120);
/// Of these in one run, which takes some ten seconds at most.
const BATCHES_BESIDE: usize = 60;
/// Transactions in one run of the job.
const BATCHES: usize = 100;
/// Differences that are named at once.
const NAMED: i64 = 50;

/// Folds one piece of at most so many facts; says how many that were.
async fn piece(db: &Db, most: i64, now: Instant) -> Result<u64> {
    let mut tx = db.write().await?;
    tx.execute(HOLD, args![now]).await?;
    let taken = tx.execute(TAKE, args![most]).await?;
    if taken > 0 {
        tx.execute(FOLD, args![]).await?;
        tx.execute(TAKEN, args![]).await?;
    }
    tx.commit().await?;
    Ok(taken)
}

/// Folds what waits, bounded for each run; says how many facts that were.
pub async fn run(db: &Db, now: Instant) -> Result<u64> {
    let mut folded = 0;
    for _ in 0..BATCHES {
        match piece(db, BATCH, now).await? {
            0 => break,
            some => folded += some,
        }
    }
    Ok(folded)
}

/// Folds in small pieces with rests in between: for a server that is in use. What came while it
/// was at work, and a long backlog, wait for the next run, for other jobs wait for this one.
pub async fn run_beside(db: &Db, now: Instant) -> Result<u64> {
    let mut folded = 0;
    for _ in 0..BATCHES_BESIDE {
        let some = piece(db, BATCH_BESIDE, now).await?;
        folded += some;
        if i64::try_from(some).unwrap_or(i64::MAX) < BATCH_BESIDE {
            break;
        }
        tokio::time::sleep(REST).await;
    }
    Ok(folded)
}

/// Facts that no cell holds yet.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    tx.fetch_one(WAITING, args![]).await?.get("n")
}

/// Empties the cells and lets every fact wait again; [`run`] fills them anew. Readers are right
/// at every moment, and slower until that is done.
pub async fn start_anew(db: &Db, now: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    tx.execute(HOLD, args![now]).await?;
    tx.execute(EMPTY, args![]).await?;
    tx.execute(CLEAR_TAIL, args![]).await?;
    tx.execute(ALL_WAIT, args![]).await?;
    tx.commit().await
}

/// How far the making of facts from an older journal has come; empty before it has begun.
pub async fn made_to(tx: &mut Tx) -> Result<String> {
    tx.fetch_one(MADE, args![]).await?.get("made_to")
}

pub async fn set_made_to(tx: &mut Tx, mark: &str) -> Result<()> {
    tx.execute(SET_MADE, args![mark]).await.map(drop)
}

/// A cell that does not hold what its facts add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCell {
    pub kind: String,
    /// A day or a month.
    pub period: String,
    /// Empty for the whole district.
    pub place: String,
    pub due: (i64, i64),
    pub kept: (i64, i64),
}

/// Months that are looked at one by one; what lies behind them is looked at with the last.
const MONTHS_MOST: usize = 600;

/// Holds every cell against the facts below it. Each month by itself: a look at all of them at
/// once would keep every sum of the district in memory.
pub async fn wrong_cells(tx: &mut Tx) -> Result<Vec<WrongCell>> {
    let mut wrong = Vec::new();
    let mut from = String::new();
    for until in bounds(tx).await? {
        wrong.extend(wrong_between(tx, &from, &until).await?);
        if wrong.len() >= usize::try_from(NAMED).unwrap_or(usize::MAX) {
            break;
        }
        from = until;
    }
    Ok(wrong)
}

/// The same for the month in which a day lies.
pub async fn wrong_cells_in_month(tx: &mut Tx, day: Date) -> Result<Vec<WrongCell>> {
    let next = day.last_of_month().plus_days(1);
    wrong_between(tx, &day.month_text(), &next.month_text()).await
}

/// Where the months with facts begin, and an empty word for the end of time. Every day and month
/// lies between two of them, also one that no fact can have.
async fn bounds(tx: &mut Tx) -> Result<Vec<String>> {
    let row = tx.fetch_one(EXTENT, args![]).await?;
    let day = |name: &str| -> Result<Option<Date>> {
        let text: String = row.get(name)?;
        Ok(text.parse().ok())
    };
    let mut all = Vec::new();
    if let (Some(mut month), Some(last)) = (day("first_day")?, day("last_day")?) {
        while month <= last.last_of_month() && all.len() < MONTHS_MOST {
            all.push(month.month_text());
            month = month.last_of_month().plus_days(1);
        }
        all.push(month.month_text());
    }
    all.push(String::new());
    Ok(all)
}

async fn wrong_between(tx: &mut Tx, from: &str, until: &str) -> Result<Vec<WrongCell>> {
    let rows = tx.fetch_all(DIFFER, args![NAMED, from, until]).await?;
    rows.iter()
        .map(|row| {
            Ok(WrongCell {
                kind: row.get("kind")?,
                period: row.get("period")?,
                place: row.get("place")?,
                due: (row.get("due_n")?, row.get("due_amount")?),
                kept: (row.get("kept_n")?, row.get("kept_amount")?),
            })
        })
        .collect()
}
