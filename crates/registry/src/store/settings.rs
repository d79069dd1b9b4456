//! What the district decides about itself while running. Keys are words of this program.

use huiyin_db::{Result, Tx, args, queries};

use crate::rules::session::{Chosen, Limits};

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
/// Hours after which a session ends whatever happens in it.
pub const ABSOLUTE_HOURS: &str = "absolute_hours";
/// `true` where long passwords without an end take the place of shorter ones with one.
pub const LENGTH_OVER_ROTATION: &str = "length_over_rotation";
/// Roles that ask for a second factor at sign-in, separated by commas.
pub const TOTP_REQUIRED_ROLES: &str = "totp_required_roles";
/// When somebody last tried a login that does not exist.
pub(crate) const UNKNOWN_LOGIN_AT: &str = "unknown_login_at";

pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    let row = tx.fetch_optional(GET, args![key]).await?;
    row.map(|row| row.get("value")).transpose()
}

pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.execute(SET, args![key, value]).await.map(drop)
}

/// The limits in force, out of texts that were read together with something else.
pub(crate) fn limits_of(text: &dyn Fn(&str) -> Result<Option<String>>) -> Result<Limits> {
    let number =
        |key: &str| -> Result<Option<i64>> { Ok(text(key)?.and_then(|text| text.parse().ok())) };
    Ok(Limits::from_settings(Chosen {
        idle_minutes: number(IDLE_MINUTES)?,
        idle_minutes_admin: number(IDLE_MINUTES_ADMIN)?,
        absolute_hours: number(ABSOLUTE_HOURS)?,
        password_days: number(PASSWORD_DAYS)?,
        length_over_rotation: text(LENGTH_OVER_ROTATION)?.as_deref() == Some("true"),
    }))
}

/// The limits in force.
pub(crate) async fn limits(tx: &mut Tx) -> Result<Limits> {
    let mut found = std::collections::BTreeMap::new();
    for key in [
        IDLE_MINUTES,
        IDLE_MINUTES_ADMIN,
        ABSOLUTE_HOURS,
        PASSWORD_DAYS,
        LENGTH_OVER_ROTATION,
    ] {
        if let Some(value) = get(tx, key).await? {
            found.insert(key, value);
        }
    }
    limits_of(&|key| Ok(found.get(key).cloned()))
}

/// The roles of a list as it is kept.
pub(crate) fn roles_of(kept: Option<String>) -> Vec<String> {
    kept.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|role| !role.is_empty())
        .map(str::to_owned)
        .collect()
}
