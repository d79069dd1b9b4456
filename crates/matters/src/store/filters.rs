//! Filters of the inbox that somebody keeps under a name.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    INSERT = "INSERT INTO matter_filter (id, account_id, name, query, created_at) VALUES ($1, $2, $3, $4, $5)";
    OF_ACCOUNT = "SELECT id, name, query FROM matter_filter WHERE account_id = $1 ORDER BY created_at, id LIMIT $2";
    DELETE = "DELETE FROM matter_filter WHERE id = $1 AND account_id = $2";
}

/// Filters of one person at most.
pub const SAVED_FILTERS: usize = 20;

/// A filter with its name; `query` is what stands behind the question mark of an inbox address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    pub id: Id,
    pub name: String,
    pub query: String,
}

fn saved(row: &Row) -> Result<SavedFilter> {
    Ok(SavedFilter {
        id: row.get("id")?,
        name: row.get("name")?,
        query: row.get("query")?,
    })
}

pub async fn add(tx: &mut Tx, account: Id, filter: &SavedFilter, now: Instant) -> Result<()> {
    let values = args![filter.id, account, &filter.name, &filter.query, now];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<SavedFilter>> {
    let limit = i64::try_from(SAVED_FILTERS).unwrap_or(i64::MAX);
    let rows = tx.fetch_all(OF_ACCOUNT, args![account, limit]).await?;
    rows.iter().map(saved).collect()
}

pub async fn remove(tx: &mut Tx, id: Id, account: Id) -> Result<bool> {
    Ok(tx.execute(DELETE, args![id, account]).await? == 1)
}
