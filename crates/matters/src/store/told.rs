//! Matters that a bulletin tells of, as their released summaries do: nothing of whoever reported,
//! nothing of restricted matters, and nothing that nobody released.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::{Matter, State};

queries! {
    OVERDUE = "SELECT m.id, m.number, m.summary, COALESCE(m.category, '') AS category,
            COALESCE(m.community_id, '') AS community, f.due_on AS day
        FROM matter_fact f JOIN matter m ON m.id = f.matter_id
        WHERE f.due_month > '' AND f.due_month <= SUBSTR($1, 1, 7) AND f.due_on < $1 AND f.accepted = 1
            AND f.closed = 0 AND f.done_days IS NULL
            AND m.public_at IS NOT NULL AND m.summary IS NOT NULL AND m.restricted = 0
        ORDER BY f.due_on, m.id LIMIT $2";
    OVERDUE_COUNT = "SELECT COUNT(*) AS n FROM matter_fact WHERE due_month > '' AND due_month <= SUBSTR($1, 1, 7)
            AND due_on < $1 AND accepted = 1 AND closed = 0 AND done_days IS NULL";
    PARKED = "SELECT id, number, summary, COALESCE(category, '') AS category,
            COALESCE(community_id, '') AS community, model FROM matter
        WHERE state = 'suspended' AND public_at IS NOT NULL AND summary IS NOT NULL AND restricted = 0
        ORDER BY received_at DESC, id DESC LIMIT $1";
    PARKED_COUNT = "SELECT COUNT(*) AS n FROM matter WHERE state = 'suspended'";
    AGAIN = "SELECT m.id, m.number, m.summary, COALESCE(m.category, '') AS category,
            COALESCE(m.community_id, '') AS community, MAX(f.day) AS day
        FROM fact f JOIN matter m ON m.id = f.subject
        WHERE f.kind = 'matter.reopened' AND f.day >= $1 AND f.day <= $2
            AND m.public_at IS NOT NULL AND m.summary IS NOT NULL AND m.restricted = 0
        GROUP BY m.id, m.number, m.summary, m.category, m.community_id HAVING SUM(f.n) > 0
        ORDER BY 6, m.id LIMIT $3";
    AGAIN_COUNT = "SELECT COUNT(*) AS n FROM (SELECT subject FROM fact
            WHERE kind = 'matter.reopened' AND day >= $1 AND day <= $2
            GROUP BY subject HAVING SUM(n) > 0) AS reopened";
    ECHOES = "SELECT m.id, m.number, m.summary, COALESCE(m.category, '') AS category,
            COALESCE(m.community_id, '') AS community, m.closed_at
        FROM matter m JOIN matter_fact f ON f.matter_id = m.id
        WHERE m.closed_at >= $1 AND m.closed_at < $2 AND f.closed = 1 AND f.said = 'solved'
            AND f.rating IN ('content', 'very_content')
            AND m.public_at IS NOT NULL AND m.summary IS NOT NULL AND m.restricted = 0
        ORDER BY m.closed_at DESC, m.id DESC LIMIT $3";
    ECHOES_COUNT = "SELECT COUNT(*) AS n FROM matter m JOIN matter_fact f ON f.matter_id = m.id
        WHERE m.closed_at >= $1 AND m.closed_at < $2 AND f.closed = 1 AND f.said = 'solved'
            AND f.rating IN ('content', 'very_content')";
    STILL_PUBLIC = "SELECT id FROM matter WHERE id = $1 AND public_at IS NOT NULL AND summary = $2 AND restricted = 0";
}

/// Matters that are looked up at once.
const LOOKED_UP_MOST: usize = 200;

/// What a bulletin tells of one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summed {
    pub matter: Id,
    pub number: String,
    pub summary: String,
    pub category: String,
    /// The id of the community, or nothing.
    pub community: String,
    /// When it fell due, is looked at again, was reopened or was closed.
    pub day: Date,
}

/// How many there are, and those whose summary is released.
pub type Counted = (i64, Vec<Summed>);

fn summed(row: &Row, day: Date) -> Result<Summed> {
    Ok(Summed {
        matter: row.get("id")?,
        number: row.get("number")?,
        summary: row.get("summary")?,
        category: row.get("category")?,
        community: row.get("community")?,
        day,
    })
}

/// Open matters past their day on a day.
pub async fn overdue(tx: &mut Tx, today: Date, limit: i64) -> Result<Counted> {
    let rows = tx.fetch_all(OVERDUE, args![today, limit]).await?;
    let found = rows.iter().map(|row| summed(row, row.get("day")?));
    let found = found.collect::<Result<_>>()?;
    let count = tx.fetch_one(OVERDUE_COUNT, args![today]).await?;
    Ok((count.get("n")?, found))
}

/// Matters that are suspended now, with the day on which they are looked at again.
pub async fn parked(tx: &mut Tx, limit: i64) -> Result<Counted> {
    let mut found = Vec::new();
    for row in tx.fetch_all(PARKED, args![limit]).await? {
        let matter: Matter = row.json("model")?;
        if let State::Suspended { suspension, .. } = matter.state {
            found.push(summed(&row, suspension.review_on)?);
        }
    }
    let count = tx.fetch_one(PARKED_COUNT, args![]).await?;
    Ok((count.get("n")?, found))
}

/// Matters that were taken up again on these days.
pub async fn again(tx: &mut Tx, (from, to): (Date, Date), limit: i64) -> Result<Counted> {
    let rows = tx.fetch_all(AGAIN, args![from, to, limit]).await?;
    let found = rows.iter().map(|row| summed(row, row.get("day")?));
    let found = found.collect::<Result<_>>()?;
    let count = tx.fetch_one(AGAIN_COUNT, args![from, to]).await?;
    Ok((count.get("n")?, found))
}

/// Matters that were closed on these days, whose reporter said solved and was content.
pub async fn echoes(tx: &mut Tx, (from, to): (Date, Date), limit: i64) -> Result<Counted> {
    let (from, until) = (from.start(), to.plus_days(1).start());
    let rows = tx.fetch_all(ECHOES, args![from, until, limit]).await?;
    let found = rows.iter().map(|row| {
        let closed: Instant = row.get("closed_at")?;
        summed(row, closed.date())
    });
    let found = found.collect::<Result<_>>()?;
    let count = tx.fetch_one(ECHOES_COUNT, args![from, until]).await?;
    Ok((count.get("n")?, found))
}

/// Those whose summary is still released, and still says the same.
pub async fn still_public(tx: &mut Tx, told: &[(Id, String)]) -> Result<Vec<Id>> {
    let mut found = Vec::new();
    for (id, summary) in told.iter().take(LOOKED_UP_MOST) {
        let row = tx.fetch_optional(STILL_PUBLIC, args![*id, summary]).await?;
        if row.is_some() {
            found.push(*id);
        }
    }
    Ok(found)
}
