//! What lies with one account beside the matters themselves, and the queues that somebody must
//! serve.

use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use super::filters::SAVED_FILTERS;
use super::templates::OWN_TEMPLATES;
use crate::rules::desk::Queue;

queries! {
    HEAD = "SELECT number, headline FROM matter WHERE id = $1";
    COUNTS = "SELECT
            (SELECT COUNT(*) FROM matter_notice WHERE account_id = $1 AND read_at IS NULL) AS notices,
            (SELECT COUNT(*) FROM matter_filter WHERE account_id = $1) AS filters,
            (SELECT COUNT(*) FROM matter_template WHERE created_by = $1) AS templates,
            (SELECT COUNT(*) FROM matter_dispatch_list WHERE account_id = $1) AS lists";
    UNREAD = "SELECT id, matter_id FROM matter_notice
        WHERE account_id = $1 AND read_at IS NULL ORDER BY created_at DESC, id LIMIT $2";
    GIVE_NOTICE = "UPDATE matter_notice SET account_id = $2 WHERE id = $1 AND read_at IS NULL";
    READ_ALL = "UPDATE matter_notice SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
    FILTERS = "SELECT COUNT(*) AS n FROM matter_filter WHERE account_id = $1";
    GIVE_FILTERS = "UPDATE matter_filter SET account_id = $2 WHERE id IN (
            SELECT id FROM matter_filter WHERE account_id = $1 ORDER BY created_at, id LIMIT $3)";
    DROP_FILTERS = "DELETE FROM matter_filter WHERE account_id = $1";
    TEMPLATES = "SELECT COUNT(*) AS n FROM matter_template WHERE created_by = $1";
    GIVE_TEMPLATES = "UPDATE matter_template SET created_by = $2 WHERE id IN (
            SELECT id FROM matter_template WHERE created_by = $1 ORDER BY shared DESC, created_at, id LIMIT $3)";
    DROP_TEMPLATES = "DELETE FROM matter_template WHERE created_by = $1 AND shared = 0";
    GIVE_LISTS = "UPDATE matter_dispatch_list SET account_id = $2 WHERE account_id = $1";
    WAITING = "SELECT queue, body_id, street_id, COUNT(*) AS n FROM matter_task
        GROUP BY queue, body_id, street_id ORDER BY queue, body_id, street_id LIMIT $1";
}

/// Unread notices of one person that are looked at one by one; older ones count as read.
const NOTICES_LOOKED_AT: i64 = 500;
/// Queues of one district: eleven kinds for each body and street.
const QUEUES_LIMIT: i64 = 50_000;

/// How much lies with an account beside its matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    pub notices: i64,
    pub filters: i64,
    pub templates: i64,
    pub lists: i64,
}

impl Rows {
    pub const fn is_empty(self) -> bool {
        // Lists that were sent out bind nobody; they only travel with the rest.
        self.notices + self.filters + self.templates == 0
    }
}

/// Tasks of one queue in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub queue: Queue,
    pub body: Option<Id>,
    pub street: Option<Id>,
    pub count: i64,
}

/// Number and first words of a matter.
pub(crate) async fn head(tx: &mut Tx, matter: Id) -> Result<(String, String)> {
    let row = tx.fetch_one(HEAD, args![matter]).await?;
    Ok((row.get("number")?, row.get("headline")?))
}

pub(crate) async fn rows_of(tx: &mut Tx, account: Id) -> Result<Rows> {
    let row = tx.fetch_one(COUNTS, args![account]).await?;
    Ok(Rows {
        notices: row.get("notices")?,
        filters: row.get("filters")?,
        templates: row.get("templates")?,
        lists: row.get("lists")?,
    })
}

/// Unread notices, the newest first, each with its matter.
pub(crate) async fn unread(tx: &mut Tx, account: Id) -> Result<Vec<(Id, Id)>> {
    let rows = tx
        .fetch_all(UNREAD, args![account, NOTICES_LOOKED_AT])
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("matter_id")?)))
        .collect()
}

pub(crate) async fn give_notice(tx: &mut Tx, notice: Id, to: Id) -> Result<()> {
    tx.execute(GIVE_NOTICE, args![notice, to]).await.map(drop)
}

/// Gives filters, templates and dispatch lists to a successor, as many as one person may have.
pub(crate) async fn give_rows(tx: &mut Tx, from: Id, to: Id) -> Result<()> {
    let filters: i64 = tx.fetch_one(FILTERS, args![to]).await?.get("n")?;
    let most = i64::try_from(SAVED_FILTERS).unwrap_or(i64::MAX);
    let room = (most - filters).max(0);
    tx.execute(GIVE_FILTERS, args![from, to, room]).await?;
    let templates: i64 = tx.fetch_one(TEMPLATES, args![to]).await?.get("n")?;
    let room = (OWN_TEMPLATES - templates).max(0);
    tx.execute(GIVE_TEMPLATES, args![from, to, room]).await?;
    tx.execute(GIVE_LISTS, args![from, to]).await.map(drop)
}

/// Puts away what nobody else needs: notices count as read, filters and private templates go.
/// Shared templates stay with everybody.
pub(crate) async fn clear_rows(tx: &mut Tx, account: Id, now: Instant) -> Result<()> {
    tx.execute(READ_ALL, args![account, now]).await?;
    tx.execute(DROP_FILTERS, args![account]).await?;
    tx.execute(DROP_TEMPLATES, args![account]).await.map(drop)
}

/// Every queue in which something waits.
pub(crate) async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>> {
    let rows = tx.fetch_all(WAITING, args![QUEUES_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            let queue: String = row.get("queue")?;
            let id = |column: &str| -> Result<Option<Id>> {
                let text: String = row.get(column)?;
                Ok(text.parse().ok())
            };
            Ok(Waiting {
                queue: Queue::from_name(&queue)
                    .ok_or_else(|| StoreError::Inconsistent(format!("queue `{queue}`")))?,
                body: id("body_id")?,
                street: id("street_id")?,
                count: row.get("n")?,
            })
        })
        .collect()
}
