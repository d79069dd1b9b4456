//! What members of staff were told, as their own page shows it.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::NoticeKind;

queries! {
    OF_ACCOUNT = "SELECT n.id, n.matter_id, n.kind, n.created_at, n.read_at, m.number, m.headline
        FROM matter_notice n JOIN matter m ON m.id = n.matter_id
        WHERE n.account_id = $1 AND (n.created_at, n.id) < ($2, $3)
        ORDER BY n.created_at DESC, n.id DESC LIMIT $4";
    UNREAD = "SELECT COUNT(*) AS n FROM matter_notice WHERE account_id = $1 AND read_at IS NULL";
    READ_ONE = "UPDATE matter_notice SET read_at = $3 WHERE id = $1 AND account_id = $2 AND read_at IS NULL";
    READ_ALL = "UPDATE matter_notice SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
}

/// Notices of one page.
pub const NOTICES_SHOWN: i64 = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxNotice {
    pub id: Id,
    pub matter: Id,
    /// Nothing where a later version of the program wrote a kind that this one does not know.
    pub kind: Option<NoticeKind>,
    pub number: String,
    pub headline: String,
    pub at: Instant,
    pub read: bool,
}

fn notice(row: &Row) -> Result<InboxNotice> {
    let kind: String = row.get("kind")?;
    let read_at: Option<Instant> = row.get("read_at")?;
    Ok(InboxNotice {
        id: row.get("id")?,
        matter: row.get("matter_id")?,
        kind: NoticeKind::from_name(&kind),
        number: row.get("number")?,
        headline: row.get("headline")?,
        at: row.get("created_at")?,
        read: read_at.is_some(),
    })
}

/// Newest first, one more than a page holds.
pub async fn of_account(
    tx: &mut Tx,
    account: Id,
    before: Instant,
    before_id: &str,
) -> Result<Vec<InboxNotice>> {
    let values = args![account, before, before_id, NOTICES_SHOWN + 1];
    let rows = tx.fetch_all(OF_ACCOUNT, values).await?;
    rows.iter().map(notice).collect()
}

pub async fn unread(tx: &mut Tx, account: Id) -> Result<i64> {
    tx.fetch_one(UNREAD, args![account]).await?.get("n")
}

pub async fn read_one(tx: &mut Tx, id: Id, account: Id, now: Instant) -> Result<()> {
    tx.execute(READ_ONE, args![id, account, now])
        .await
        .map(drop)
}

pub async fn read_all(tx: &mut Tx, account: Id, now: Instant) -> Result<()> {
    tx.execute(READ_ALL, args![account, now]).await.map(drop)
}
