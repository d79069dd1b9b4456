//! What the district decides about itself while running. Keys are words of this program.

use huiyin_db::{Result, Tx, args, queries};

queries! {
    GET = "SELECT value FROM setting WHERE key = $1";
    SET = "INSERT INTO setting (key, value) VALUES ($1, $2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

/// Minutes without a request after which a session ends.
pub const IDLE_MINUTES: &str = "idle_minutes";
/// The same for administrators.
pub const IDLE_MINUTES_ADMIN: &str = "idle_minutes_admin";
/// Days after which a password must be replaced; 0 is never.
pub const PASSWORD_DAYS: &str = "password_days";
/// When somebody last tried a login that does not exist.
pub(crate) const UNKNOWN_LOGIN_AT: &str = "unknown_login_at";

pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    let row = tx.fetch_optional(GET, args![key]).await?;
    row.map(|row| row.get("value")).transpose()
}

pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.execute(SET, args![key, value]).await.map(drop)
}
