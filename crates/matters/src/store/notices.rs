//! What members of staff are told; their own page reads it in `inbox_notices`.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::{Area, NoticeKind};

queries! {
    PUT = "INSERT INTO matter_notice (id, account_id, matter_id, kind, created_at, read_at)
        VALUES ($1, $2, $3, $4, $5, NULL) ON CONFLICT (id) DO NOTHING";
    /// The newest few are enough to know whether somebody should look.
    UNREAD_SINCE = "SELECT COUNT(*) AS n FROM (SELECT read_at FROM matter_notice
        WHERE account_id = $1 AND created_at > $2 ORDER BY created_at DESC LIMIT $3) newest WHERE read_at IS NULL";
    AREA = "SELECT street_id, community_id FROM matter WHERE id = $1";
}

/// Tells one account; false when it has been told by the same message before.
pub(crate) async fn put(
    tx: &mut Tx,
    id: Id,
    account: Id,
    matter: Id,
    kind: NoticeKind,
    at: Instant,
) -> Result<bool> {
    let values = args![id, account, matter, kind.name(), at];
    Ok(tx.execute(PUT, values).await? == 1)
}

/// Notices looked at for a count.
const COUNTED: i64 = 200;

/// Unread notices of an account made since then, counted among its newest.
pub(crate) async fn unread_since(tx: &mut Tx, account: Id, since: Instant) -> Result<i64> {
    let values = args![account, since, COUNTED];
    tx.fetch_one(UNREAD_SINCE, values).await?.get("n")
}

/// Where a matter lies; nothing where there is no such matter.
pub(crate) async fn area_of(tx: &mut Tx, matter: Id) -> Result<Option<Area>> {
    let row = tx.fetch_optional(AREA, args![matter]).await?;
    row.map(|row| {
        Ok(Area {
            street_id: row.get("street_id")?,
            community_id: row.get("community_id")?,
            // Nobody's post reaches down to a compound.
            compound_id: None,
        })
    })
    .transpose()
}
