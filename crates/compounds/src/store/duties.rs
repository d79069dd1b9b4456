//! What accounts were told of duties that fall due.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::duties::{DutyNotice, ToldOf, Which};

queries! {
    HAS = "SELECT id FROM estate_notice WHERE id = $1";
    PUT = "INSERT INTO estate_notice (id, account_id, estate_id, duty, stage, about, due_on, created_at, read_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL) ON CONFLICT (id) DO NOTHING";
    OF_ACCOUNT = "SELECT n.id, n.account_id, n.estate_id, n.duty, n.stage, n.about, n.due_on, n.created_at, n.read_at, e.name
        FROM estate_notice n JOIN estate e ON e.id = n.estate_id
        WHERE n.account_id = $1 AND (n.created_at, n.id) < ($2, $3)
        ORDER BY n.created_at DESC, n.id DESC LIMIT $4";
    /// The newest few are enough to know whether somebody should look.
    UNREAD_SINCE = "SELECT COUNT(*) AS n FROM (SELECT read_at FROM estate_notice
        WHERE account_id = $1 AND created_at > $2 ORDER BY created_at DESC LIMIT $3) newest WHERE read_at IS NULL";
    READ_ONE = "UPDATE estate_notice SET read_at = $3 WHERE id = $1 AND account_id = $2 AND read_at IS NULL";
    READ_ALL = "UPDATE estate_notice SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
    FORGET = "DELETE FROM estate_notice WHERE created_at < $1";
}

/// Notices of one page.
pub const SHOWN: i64 = 50;
/// Notices looked at for a count.
const COUNTED: i64 = 200;

/// Whether somebody was told of it already.
pub async fn has(tx: &mut Tx, id: Id) -> Result<bool> {
    Ok(tx.fetch_optional(HAS, args![id]).await?.is_some())
}

/// Tells one account; false where it was told before.
pub async fn put(tx: &mut Tx, it: &DutyNotice, at: Instant) -> Result<bool> {
    let values = args![
        it.id,
        it.account,
        it.estate,
        it.duty.name(),
        it.stage.name(),
        it.which.words(),
        it.due,
        at
    ];
    Ok(tx.execute(PUT, values).await? == 1)
}

fn told(row: &Row) -> Result<ToldOf> {
    let about: String = row.get("about")?;
    let which = Which::read(&about)
        .ok_or_else(|| StoreError::Inconsistent(format!("column about holds {about}")))?;
    let read_at: Option<Instant> = row.get("read_at")?;
    Ok(ToldOf {
        notice: DutyNotice {
            id: row.get("id")?,
            account: row.get("account_id")?,
            estate: row.get("estate_id")?,
            duty: row.parse("duty")?,
            stage: row.parse("stage")?,
            which,
            due: row.get("due_on")?,
        },
        estate_name: row.get("name")?,
        at: row.get("created_at")?,
        read: read_at.is_some(),
    })
}

/// Newest first, one more than a page holds.
pub async fn of_account(
    tx: &mut Tx,
    account: Id,
    (before, before_id): (Instant, &str),
) -> Result<Vec<ToldOf>> {
    let values = args![account, before, before_id, SHOWN + 1];
    let rows = tx.fetch_all(OF_ACCOUNT, values).await?;
    rows.iter().map(told).collect()
}

/// Unread notices of an account made since then, counted among its newest.
pub async fn unread_since(tx: &mut Tx, account: Id, since: Instant) -> Result<i64> {
    let values = args![account, since, COUNTED];
    tx.fetch_one(UNREAD_SINCE, values).await?.get("n")
}

pub async fn read_one(tx: &mut Tx, id: Id, account: Id, now: Instant) -> Result<()> {
    let values = args![id, account, now];
    tx.execute(READ_ONE, values).await.map(drop)
}

pub async fn read_all(tx: &mut Tx, account: Id, now: Instant) -> Result<()> {
    tx.execute(READ_ALL, args![account, now]).await.map(drop)
}

/// Lets go of what was told before then.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<()> {
    tx.execute(FORGET, args![before]).await.map(drop)
}
