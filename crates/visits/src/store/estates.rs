//! What a compound's name in a file means, as somebody once decided.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    DECIDE = "INSERT INTO visit_estate (community_id, folded, area_id, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (community_id, folded) DO UPDATE SET area_id = excluded.area_id,
            decided_by = excluded.decided_by, decided_at = excluded.decided_at";
    ALL = "SELECT community_id, folded, area_id FROM visit_estate
        WHERE community_id > $1 OR (community_id = $1 AND folded > $2)
        ORDER BY community_id, folded LIMIT $3";
}

/// Decisions read at once.
const PAGE: i64 = 5_000;

/// By community and folded name: the compound that is meant, or nothing where the name is an
/// estate of its own.
pub type Decisions = BTreeMap<(Id, String), Option<Id>>;

pub async fn all(tx: &mut Tx) -> Result<Decisions> {
    let mut decisions = Decisions::new();
    let mut behind = (String::new(), String::new());
    loop {
        let rows = tx.fetch_all(ALL, args![&behind.0, &behind.1, PAGE]).await?;
        for row in &rows {
            let community: Id = row.get("community_id")?;
            let folded: String = row.get("folded")?;
            behind = (community.to_string(), folded.clone());
            decisions.insert((community, folded), row.get("area_id")?);
        }
        if i64::try_from(rows.len()).unwrap_or(PAGE) < PAGE {
            return Ok(decisions);
        }
    }
}

pub async fn decide(
    tx: &mut Tx,
    (community, folded): (Id, &str),
    area: Option<Id>,
    by: &str,
    now: Instant,
) -> Result<()> {
    tx.execute(DECIDE, args![community, folded, area, by, now])
        .await
        .map(drop)
}
