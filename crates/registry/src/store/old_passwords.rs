//! Hashes of passwords that were replaced, so that the last few do not come again.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::rules::password::REMEMBERED;

queries! {
    ADD = "INSERT INTO old_password (account_id, password_hash, retired_at) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, password_hash) DO NOTHING";
    OF_ACCOUNT = "SELECT password_hash FROM old_password WHERE account_id = $1
        ORDER BY retired_at DESC, password_hash LIMIT $2";
    /// What is older than those that still count is forgotten.
    TRIM = "DELETE FROM old_password WHERE account_id = $1 AND password_hash NOT IN (
            SELECT password_hash FROM old_password WHERE account_id = $1
            ORDER BY retired_at DESC, password_hash LIMIT $2)";
}

/// The present password is one of those that count.
const OLD_ONES: usize = REMEMBERED - 1;

fn limit() -> i64 {
    i64::try_from(OLD_ONES).unwrap_or(i64::MAX)
}

pub(crate) async fn remember(tx: &mut Tx, account: Id, hash: &str, now: Instant) -> Result<()> {
    tx.execute(ADD, args![account, hash, now]).await?;
    tx.execute(TRIM, args![account, limit()]).await.map(drop)
}

/// Hashes of the passwords before the present one, the latest first.
pub(crate) async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<String>> {
    let rows = tx.fetch_all(OF_ACCOUNT, args![account, limit()]).await?;
    rows.iter().map(|row| row.get("password_hash")).collect()
}
