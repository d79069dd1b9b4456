//! Headlines written by an earlier program may hold a phone, whole or cut in half. They are made
//! anew from the report, page by page, until every matter was passed once.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::Id;

use super::projection::headline;

queries! {
    NEXT = "SELECT m.id, m.headline, t.body FROM matter m JOIN matter_text t
            ON t.matter_id = m.id AND t.version = 1 AND t.position = 0
        WHERE m.id > $1 AND t.kind = 'report' ORDER BY m.id LIMIT $2";
    WRITE = "UPDATE matter SET headline = $2 WHERE id = $1";
}

/// Passes the next matters; says the last id, and how many headlines were mended. Nothing where
/// none is left.
pub(crate) async fn mend(tx: &mut Tx, behind: &str, rows: i64) -> Result<Option<(Id, usize)>> {
    let found = tx.fetch_all(NEXT, args![behind, rows]).await?;
    let (mut last, mut mended) = (None, 0);
    for row in &found {
        let id: Id = row.get("id")?;
        let (old, text): (String, String) = (row.get("headline")?, row.get("body")?);
        let new = headline(&text);
        if new != old {
            tx.execute(WRITE, args![id, new]).await?;
            mended += 1;
        }
        last = Some(id);
    }
    Ok(last.map(|id| (id, mended)))
}
