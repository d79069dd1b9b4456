//! How many rows each table has: what a backup writes down and a restored store is held against.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use crate::db::is_plain_name;
use crate::tx::On;
use crate::{Result, StoreError, Tx, args, queries};

queries! {
    /// The index' own tables count as one with the texts they are made of.
    TABLES = sqlite "SELECT name FROM sqlite_master WHERE type = 'table'
            AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_words%' ORDER BY name"
        postgres "SELECT table_name::TEXT AS name FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name";
}

/// The tables of the store with their rows, as this transaction sees them.
pub async fn count(tx: &mut Tx) -> Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for row in tx.fetch_all(TABLES, args![]).await? {
        let name: String = row.get("name")?;
        if !is_plain_name(&name) {
            return Err(StoreError::Inconsistent(format!(
                "{name} is no table of this program"
            )));
        }
        // A table's name cannot be a parameter; this one came from the database and is plain.
        let sql = format!("SELECT COUNT(*) FROM {name}");
        let count: i64 = match tx.on() {
            On::Sqlite(tx) => {
                sqlx::query_scalar(AssertSqlSafe(sql))
                    .fetch_one(tx.connection()?)
                    .await?
            }
            On::Postgres(tx) => {
                sqlx::query_scalar(AssertSqlSafe(sql))
                    .fetch_one(&mut **tx)
                    .await?
            }
        };
        counts.insert(name, u64::try_from(count).unwrap_or(0));
    }
    Ok(counts)
}
