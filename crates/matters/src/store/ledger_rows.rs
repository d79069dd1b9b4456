//! Matters and lines of list dispatches of some days below an area, for ledgers.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::Matter;

queries! {
    /// A matter without a place belongs to the whole district, which `$4` asks for.
    RECEIVED = "SELECT m.model, m.number, m.headline, m.closed_at FROM matter m
        LEFT JOIN area a ON a.id = COALESCE(m.community_id, m.street_id)
        WHERE m.received_at >= $1 AND m.received_at < $2
            AND ((a.id IS NULL AND $4 = 1) OR a.path LIKE $3 || '%')
        ORDER BY m.received_at, m.id LIMIT $5";
    DISPATCHED = "SELECT l.created_at, n.lead_id, n.supports, n.note, m.model, m.number, m.headline, m.closed_at
        FROM matter_dispatch_list l JOIN matter_dispatch_line n ON n.list_id = l.id
        JOIN matter m ON m.id = n.matter_id
        LEFT JOIN area a ON a.id = COALESCE(m.community_id, m.street_id)
        WHERE l.created_at >= $1 AND l.created_at < $2 AND n.refused = ''
            AND ((a.id IS NULL AND $4 = 1) OR a.path LIKE $3 || '%')
        ORDER BY l.created_at, l.id, n.position LIMIT $5";
}

/// Which rows are wanted: days, both included, below a path.
#[derive(Debug, Clone, Copy)]
pub struct Below<'a> {
    pub days: (Date, Date),
    pub path: &'a str,
    /// The path is that of the whole district.
    pub is_whole: bool,
    pub most: i64,
}

impl Below<'_> {
    /// From this moment on.
    pub fn from(&self) -> Instant {
        self.days.0.start()
    }

    /// Before this moment.
    pub fn until(&self) -> Instant {
        self.days.1.plus_days(1).start()
    }

    fn values(&self) -> Vec<huiyin_db::Value> {
        args![
            self.from(),
            self.until(),
            self.path,
            self.is_whole,
            self.most
        ]
    }
}

#[derive(Debug, Clone)]
pub struct Received {
    pub matter: Matter,
    pub number: String,
    pub headline: String,
    pub closed_at: Option<Instant>,
}

/// A line of a list that was handed over.
#[derive(Debug, Clone)]
pub struct Dispatched {
    pub on: Date,
    pub lead: Id,
    pub supports: Vec<Id>,
    pub note: String,
    pub received: Received,
}

fn one(row: &Row) -> Result<Received> {
    Ok(Received {
        matter: row.json("model")?,
        number: row.get("number")?,
        headline: row.get("headline")?,
        closed_at: row.get("closed_at")?,
    })
}

pub async fn received(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<Received>> {
    let rows = tx.fetch_all(RECEIVED, below.values()).await?;
    rows.iter().map(one).collect()
}

pub async fn dispatched(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<Dispatched>> {
    let rows = tx.fetch_all(DISPATCHED, below.values()).await?;
    rows.iter()
        .map(|row| {
            let at: Instant = row.get("created_at")?;
            Ok(Dispatched {
                on: at.date(),
                lead: row.get("lead_id")?,
                supports: row.json("supports")?,
                note: row.get("note")?,
                received: one(row)?,
            })
        })
        .collect()
}
