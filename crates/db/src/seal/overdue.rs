use huiyin_kernel::Instant;

use super::{Fault, LAST, OLDEST_UNSEALED};
use crate::{Db, Result, args};

/// Sealing runs hourly; rows that wait for longer are unprotected and somebody should know.
pub const UNSEALED_HOURS_MOST: i64 = 6;

/// The first row that has stood unsealed for too long. What was restored or stood still is so
/// without anybody's fault, so this is asked of a store in use only.
pub async fn overdue(db: &Db, now: Instant) -> Result<Option<Fault>> {
    let mut tx = db.read().await?;
    let last = tx.fetch_optional(LAST, args![]).await?;
    let sealed: i64 = last.map_or(Ok(0), |row| row.get("last_seq"))?;
    let oldest = tx.fetch_optional(OLDEST_UNSEALED, args![sealed]).await?;
    let Some(row) = oldest else { return Ok(None) };
    let at: Instant = row.get("at")?;
    if at >= now.plus_hours(-UNSEALED_HOURS_MOST) {
        return Ok(None);
    }
    Ok(Some(Fault {
        seq: Some(row.get("seq")?),
        seal: None,
        subject: None,
        version: None,
        at: Some(at),
        why: if sealed == 0 {
            "there is no seal at all, though there are rows from hours ago"
        } else {
            "rows have stood unsealed for hours"
        },
    }))
}
