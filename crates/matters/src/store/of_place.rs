//! How many matters a compound has, for those who sit down about them. Counts only: no matter is
//! named, and restricted ones are not counted, since a count of one may tell who it was.
//!
//! A matter that knows its compound is counted by it and by nothing else. Older ones and those told
//! in words know it by the beginning of their place only.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    COUNTS = "SELECT CAST(COALESCE(SUM(CASE WHEN m.received_at >= $4 THEN 1 ELSE 0 END), 0) AS BIGINT) AS received,
            CAST(COALESCE(SUM(CASE WHEN m.closed_at >= $4 AND m.closed_at < $5 THEN 1 ELSE 0 END), 0) AS BIGINT) AS closed,
            CAST(COALESCE(SUM(CASE WHEN m.state NOT IN ('closed', 'rejected', 'merged', 'withdrawn') THEN 1 ELSE 0 END), 0) AS BIGINT) AS open,
            CAST(COALESCE(SUM(CASE WHEN m.state NOT IN ('closed', 'rejected', 'merged', 'withdrawn', 'answered', 'verified', 'suspended')
                AND m.due_before <= $6 THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue,
            CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM journal j WHERE j.subject = m.id AND j.kind = 'reopened'
                AND j.at >= $4 AND j.at < $5) THEN 1 ELSE 0 END), 0) AS BIGINT) AS reopened
        FROM matter m LEFT JOIN matter_fact f ON f.matter_id = m.id
        WHERE m.community_id = $1 AND m.received_at < $5 AND m.restricted = 0
            AND ((f.compound_id = $7 AND f.compound_id <> '')
                OR (COALESCE(f.compound_id, '') = ''
                    AND (SUBSTR(m.place_public, 1, LENGTH($2)) = $2 OR SUBSTR(m.place_public, 1, LENGTH($3)) = $3)
                    AND NOT EXISTS (SELECT 1 FROM area o JOIN area c ON SUBSTR(o.path, 1, LENGTH(c.path)) = c.path
                        WHERE c.id = $1 AND o.kind = 'compound' AND o.id <> $7
                            AND LENGTH(o.name_zh) > LENGTH($2) AND LENGTH(o.name_zh) > LENGTH($3)
                            AND SUBSTR(m.place_public, 1, LENGTH(o.name_zh)) = o.name_zh)))";
}

/// Matters of one compound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlaceCounts {
    /// Received within the span.
    pub received: u32,
    /// Closed within the span.
    pub closed: u32,
    /// Open now, from whenever.
    pub open: u32,
    /// Of those that still wait for an answer, past their time now.
    pub overdue: u32,
    /// Taken up again within the span, because an answer did not hold.
    pub reopened: u32,
}

/// Counts the matters of a compound within its community: those that know it, and of those that
/// know none the ones whose public place begins with one of two names of it, as `place_public` has
/// it: no finer than the compound. Where another compound of the community has a longer name that
/// begins the same and the place has it, the matter is that one's.
pub async fn counts_of_place(
    tx: &mut Tx,
    (community, compound): (Id, Option<Id>),
    names: [&str; 2],
    (from, until): (Instant, Instant),
    now: Instant,
) -> Result<PlaceCounts> {
    if names.iter().any(|name| name.is_empty()) {
        return Ok(PlaceCounts::default());
    }
    let compound = compound.map(|id| id.to_string()).unwrap_or_default();
    let values = args![community, names[0], names[1], from, until, now, compound];
    let row = tx.fetch_one(COUNTS, values).await?;
    Ok(PlaceCounts {
        received: row.get("received")?,
        closed: row.get("closed")?,
        open: row.get("open")?,
        overdue: row.get("overdue")?,
        reopened: row.get("reopened")?,
    })
}
