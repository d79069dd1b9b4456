//! What somebody must look at: many looks at names and phones, and cases that fall due.

use std::collections::BTreeSet;

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    ADD = "INSERT INTO privacy_alert (id, kind, subject, amount, created_at, seen_at, seen_by)
        VALUES ($1, $2, $3, $4, $5, NULL, NULL) ON CONFLICT (id) DO NOTHING";
    LIST = "SELECT id, kind, subject, amount, created_at, seen_at, seen_by FROM privacy_alert
        WHERE kind IN ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3";
    SEEN = "UPDATE privacy_alert SET seen_at = $2, seen_by = $3 WHERE id = $1 AND seen_at IS NULL";
}

/// One account looked behind very many masks within an hour.
pub const MANY_REVEALS: &str = "many_reveals";

/// One account printed very many sign-in slips within a day.
pub const MANY_SLIPS: &str = "many_slips";

const ALERTS_SHOWN: i64 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    pub id: Id,
    pub kind: String,
    pub subject: Id,
    pub amount: i64,
    pub created_at: Instant,
    pub seen_at: Option<Instant>,
    pub seen_by: Option<Id>,
}

/// The same id twice is one alert.
pub async fn add(
    tx: &mut Tx,
    id: Id,
    kind: &str,
    subject: Id,
    amount: i64,
    now: Instant,
) -> Result<()> {
    tx.execute(ADD, args![id, kind, subject, amount, now])
        .await
        .map(drop)
}

fn alert(row: &Row) -> Result<Alert> {
    Ok(Alert {
        id: row.get("id")?,
        kind: row.get("kind")?,
        subject: row.get("subject")?,
        amount: row.get("amount")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        seen_by: row.get("seen_by")?,
    })
}

/// What the audit administrator is told, the newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Alert>> {
    let values = args![MANY_REVEALS, MANY_SLIPS, ALERTS_SHOWN];
    let rows = tx.fetch_all(LIST, values).await?;
    rows.iter().map(alert).collect()
}

pub async fn seen(tx: &mut Tx, id: Id, by: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(SEEN, args![id, now, by]).await? == 1)
}

/// Accounts that the alerts speak of, for their names.
pub fn accounts(alerts: &[Alert]) -> Vec<Id> {
    let ids: BTreeSet<Id> = alerts
        .iter()
        .flat_map(|it| [Some(it.subject), it.seen_by])
        .flatten()
        .collect();
    ids.into_iter().collect()
}
