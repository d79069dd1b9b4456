//! What members of staff are told; their own page reads it in `inbox_notices`.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::{Area, NoticeKind};

queries! {
    PUT = "INSERT INTO matter_notice (id, account_id, matter_id, kind, created_at, read_at)
        VALUES ($1, $2, $3, $4, $5, NULL) ON CONFLICT (id) DO NOTHING";
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

/// Where a matter lies; nothing where there is no such matter.
pub(crate) async fn area_of(tx: &mut Tx, matter: Id) -> Result<Option<Area>> {
    let row = tx.fetch_optional(AREA, args![matter]).await?;
    row.map(|row| {
        Ok(Area {
            street_id: row.get("street_id")?,
            community_id: row.get("community_id")?,
        })
    })
    .transpose()
}
