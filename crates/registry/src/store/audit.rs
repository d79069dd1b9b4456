//! The journal as the audit administrator reads it: every kind of subject, the newest first.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    BEFORE = "SELECT seq, subject_kind, subject, version, at, actor, kind FROM journal
        WHERE seq < $1 ORDER BY seq DESC LIMIT $2";
}

/// A row without its body: the audit asks who did what and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub seq: i64,
    pub subject_kind: String,
    pub subject: Id,
    pub version: i64,
    pub at: Instant,
    pub actor: String,
    pub kind: String,
}

/// Up to `limit` rows before the one with this number.
pub async fn before(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<Line>> {
    let rows = tx.fetch_all(BEFORE, args![seq, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                seq: row.get("seq")?,
                subject_kind: row.get("subject_kind")?,
                subject: row.get("subject")?,
                version: row.get("version")?,
                at: row.get("at")?,
                actor: row.get("actor")?,
                kind: row.get("kind")?,
            })
        })
        .collect()
}
