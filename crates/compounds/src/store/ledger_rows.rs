//! What estates put into the ledgers of the district, below an area and of some days.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Instant};
use huiyin_matters::ledgers::Below;

use crate::model::votes::Vote;

queries! {
    VOTES = "SELECT v.model, v.state, v.due_at, v.created_at, c.counted_at, e.name FROM vote v
        JOIN estate e ON e.id = v.estate_id LEFT JOIN vote_count c ON c.vote_id = v.id
        WHERE v.created_at >= $1 AND v.created_at < $2 AND e.area_path LIKE $3 || '%'
        ORDER BY v.created_at, v.id LIMIT $4";
    /// An election names people, so it is told by its estate and its state.
    ELECTIONS = "SELECT x.state, x.created_at, e.name FROM election x JOIN estate e ON e.id = x.estate_id
        WHERE x.created_at >= $1 AND x.created_at < $2 AND e.area_path LIKE $3 || '%'
        ORDER BY x.created_at, x.id LIMIT $4";
    LINES = "SELECT l.number, l.on_day, l.kind, l.what, l.amount, l.cost, l.tax, l.net, l.said, l.evidence, l.contract,
            l.reverses, e.name, a.name AS account FROM ledger_line l
        JOIN ledger_book b ON b.id = l.book_id JOIN estate e ON e.id = b.estate_id
        LEFT JOIN ledger_account a ON a.book_id = l.book_id AND a.code = l.account
        WHERE l.on_day >= $1 AND l.on_day <= $2 AND e.area_path LIKE $3 || '%'
        ORDER BY l.on_day, e.name, l.book_id, l.number LIMIT $4";
    NOTICES = "SELECT n.period_from, n.period_to, n.released_at, n.posted_on, n.due_by, e.name FROM money_notice n
        JOIN ledger_book b ON b.id = n.book_id JOIN estate e ON e.id = b.estate_id
        WHERE n.released_at >= $1 AND n.released_at < $2 AND e.area_path LIKE $3 || '%'
        ORDER BY n.released_at, n.id LIMIT $4";
    EDITIONS = "SELECT t.month, t.edition, t.published_at, e.name FROM tripartite_edition t
        JOIN estate e ON e.id = t.estate_id
        WHERE t.published_at >= $1 AND t.published_at < $2 AND e.area_path LIKE $3 || '%'
        ORDER BY t.published_at, t.meeting_id, t.edition LIMIT $4";
}

#[derive(Debug, Clone)]
pub struct VoteRow {
    pub estate: String,
    pub vote: Vote,
    pub state: String,
    pub begun_at: Instant,
    pub due_at: Option<Instant>,
    pub counted_at: Option<Instant>,
}

#[derive(Debug, Clone)]
pub struct ElectionRow {
    pub estate: String,
    pub state: String,
    pub begun_at: Instant,
}

/// A line of the books without its payer. Amounts in fen.
#[derive(Debug, Clone)]
pub struct LineRow {
    pub estate: String,
    pub number: i64,
    pub on: Date,
    pub account: String,
    pub kind: String,
    pub what: String,
    pub amount: i64,
    pub cost: i64,
    pub tax: i64,
    pub net: i64,
    pub said: String,
    pub evidence: String,
    pub contract: String,
    pub reverses: Option<i64>,
}

/// What owners were told, and when.
#[derive(Debug, Clone)]
pub struct Told {
    pub estate: String,
    pub what: TellingOf,
    pub at: Instant,
    pub posted_on: Option<Date>,
    pub due_by: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TellingOf {
    Money { from: Date, to: Date },
    Meeting { month: String, edition: i64 },
}

async fn read<T>(
    tx: &mut Tx,
    query: huiyin_db::Query,
    below: &Below<'_>,
    row: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let values = args![below.from(), below.until(), below.path, below.most];
    let rows = tx.fetch_all(query, values).await?;
    rows.iter().map(row).collect()
}

pub async fn votes(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<VoteRow>> {
    read(tx, VOTES, below, |row| {
        Ok(VoteRow {
            estate: row.get("name")?,
            vote: row.json("model")?,
            state: row.get("state")?,
            begun_at: row.get("created_at")?,
            due_at: row.get("due_at")?,
            counted_at: row.get("counted_at")?,
        })
    })
    .await
}

pub async fn elections(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<ElectionRow>> {
    read(tx, ELECTIONS, below, |row| {
        Ok(ElectionRow {
            estate: row.get("name")?,
            state: row.get("state")?,
            begun_at: row.get("created_at")?,
        })
    })
    .await
}

pub async fn lines(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<LineRow>> {
    let values = args![below.days.0, below.days.1, below.path, below.most];
    let rows = tx.fetch_all(LINES, values).await?;
    let line = |row: &Row| {
        Ok(LineRow {
            estate: row.get("name")?,
            number: row.get("number")?,
            on: row.get("on_day")?,
            account: row.get::<Option<String>>("account")?.unwrap_or_default(),
            kind: row.get("kind")?,
            what: row.get("what")?,
            amount: row.get("amount")?,
            cost: row.get("cost")?,
            tax: row.get("tax")?,
            net: row.get("net")?,
            said: row.get("said")?,
            evidence: row.get("evidence")?,
            contract: row.get("contract")?,
            reverses: row.get("reverses")?,
        })
    };
    rows.iter().map(line).collect()
}

/// Publications of money and of meetings, each in its own order.
pub async fn told(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<Told>> {
    let mut all = read(tx, NOTICES, below, |row| {
        Ok(Told {
            estate: row.get("name")?,
            what: TellingOf::Money {
                from: row.get("period_from")?,
                to: row.get("period_to")?,
            },
            at: row.get("released_at")?,
            posted_on: row.get("posted_on")?,
            due_by: Some(row.get("due_by")?),
        })
    })
    .await?;
    let meetings = read(tx, EDITIONS, below, |row| {
        Ok(Told {
            estate: row.get("name")?,
            what: TellingOf::Meeting {
                month: row.get("month")?,
                edition: row.get("edition")?,
            },
            at: row.get("published_at")?,
            posted_on: None,
            due_by: None,
        })
    })
    .await?;
    all.extend(meetings);
    all.sort_by_key(|it| it.at);
    Ok(all)
}
