//! Generators of codes, their secrets sealed, and recovery codes, of which only digests are kept.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant};

queries! {
    BEGIN = "INSERT INTO totp (account_id, secret_sealed, created_at, confirmed_at, last_step)
        VALUES ($1, $2, $3, NULL, 0)
        ON CONFLICT (account_id) DO UPDATE SET secret_sealed = excluded.secret_sealed,
            created_at = excluded.created_at, last_step = 0
        WHERE totp.confirmed_at IS NULL";
    OF_ACCOUNT = "SELECT secret_sealed, created_at, confirmed_at FROM totp WHERE account_id = $1";
    CONFIRM = "UPDATE totp SET confirmed_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL";
    /// A code serves once: its step must lie behind the last one used.
    USE_STEP = "UPDATE totp SET last_step = $2 WHERE account_id = $1 AND last_step < $2";
    REMOVE = "DELETE FROM totp WHERE account_id = $1";
    ANY = "SELECT COUNT(*) AS n FROM (SELECT account_id FROM totp WHERE confirmed_at IS NOT NULL LIMIT 1) one";
    WITHOUT = "SELECT DISTINCT a.login FROM account a JOIN post p ON p.account_id = a.id
        WHERE p.role = $1 AND p.from_on <= $2 AND (p.until_on IS NULL OR p.until_on >= $2) AND a.active = 1
            AND NOT EXISTS (SELECT 1 FROM totp t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL)
        ORDER BY a.login LIMIT $3";
    ADD_RECOVERY = "INSERT INTO recovery_code (account_id, digest, created_at, used_at) VALUES ($1, $2, $3, NULL)";
    USE_RECOVERY = "UPDATE recovery_code SET used_at = $3
        WHERE account_id = $1 AND digest = $2 AND used_at IS NULL";
    RECOVERY_LEFT = "SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = $1 AND used_at IS NULL";
    REMOVE_RECOVERY = "DELETE FROM recovery_code WHERE account_id = $1";
}

/// More names than this nobody reads.
const LOGINS_SHOWN: i64 = 50;

/// An account's generator of codes.
#[derive(Clone)]
pub(crate) struct Generator {
    /// In base 32, as the app took it.
    pub secret: String,
    pub created_at: Instant,
    /// Set once a first code was right; before that it protects nothing.
    pub confirmed_at: Option<Instant>,
}

impl std::fmt::Debug for Generator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Generator")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}

fn place(account: Id) -> String {
    format!("totp.secret:{account}")
}

/// Keeps a secret that is not confirmed yet; false where a confirmed one stands already.
pub(crate) async fn begin(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    account: Id,
    secret: &str,
    now: Instant,
) -> Result<bool> {
    let sealed = keys.seal(&place(account), secret, entropy)?;
    Ok(tx.execute(BEGIN, args![account, sealed, now]).await? == 1)
}

pub(crate) async fn of_account(tx: &mut Tx, keys: &Keys, account: Id) -> Result<Option<Generator>> {
    let Some(row) = tx.fetch_optional(OF_ACCOUNT, args![account]).await? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.get("secret_sealed")?;
    Ok(Some(Generator {
        secret: keys.open(&place(account), &sealed)?,
        created_at: row.get("created_at")?,
        confirmed_at: row.get("confirmed_at")?,
    }))
}

/// Whether this account is asked for a code; the secret stays sealed.
pub(crate) async fn is_confirmed(tx: &mut Tx, account: Id) -> Result<bool> {
    let Some(row) = tx.fetch_optional(OF_ACCOUNT, args![account]).await? else {
        return Ok(false);
    };
    let confirmed_at: Option<Instant> = row.get("confirmed_at")?;
    Ok(confirmed_at.is_some())
}

/// Logins that hold a role today and are asked for a password only, for `doctor`.
pub async fn without_one(tx: &mut Tx, role: &str, today: Date) -> Result<Vec<String>> {
    let rows = tx
        .fetch_all(WITHOUT, args![role, today, LOGINS_SHOWN])
        .await?;
    rows.iter().map(|row| row.get("login")).collect()
}

/// Whether anybody is asked for codes in this district.
pub(crate) async fn is_used(tx: &mut Tx) -> Result<bool> {
    let count: i64 = tx.fetch_one(ANY, args![]).await?.get("n")?;
    Ok(count > 0)
}

pub(crate) async fn confirm(tx: &mut Tx, account: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(CONFIRM, args![account, now]).await? == 1)
}

/// Notes that the code of a step was used; false when it or a later one was used before.
pub(crate) async fn use_step(tx: &mut Tx, account: Id, step: i64) -> Result<bool> {
    Ok(tx.execute(USE_STEP, args![account, step]).await? == 1)
}

/// Takes generator and recovery codes away.
pub(crate) async fn remove(tx: &mut Tx, account: Id) -> Result<bool> {
    tx.execute(REMOVE_RECOVERY, args![account]).await?;
    Ok(tx.execute(REMOVE, args![account]).await? == 1)
}

fn digest(keys: &Keys, account: Id, folded: &str) -> String {
    keys.digest("recovery code", &format!("{account} {folded}"))
}

/// Puts these recovery codes in the place of all earlier ones.
pub(crate) async fn replace_recovery(
    tx: &mut Tx,
    keys: &Keys,
    account: Id,
    folded: &[String],
    now: Instant,
) -> Result<()> {
    tx.execute(REMOVE_RECOVERY, args![account]).await?;
    for code in folded {
        let values = args![account, digest(keys, account, code), now];
        tx.execute(ADD_RECOVERY, values).await?;
    }
    Ok(())
}

/// Spends a recovery code; false when there is none such, or it was spent.
pub(crate) async fn use_recovery(
    tx: &mut Tx,
    keys: &Keys,
    account: Id,
    folded: &str,
    now: Instant,
) -> Result<bool> {
    let values = args![account, digest(keys, account, folded), now];
    Ok(tx.execute(USE_RECOVERY, values).await? == 1)
}

pub(crate) async fn recovery_left(tx: &mut Tx, account: Id) -> Result<i64> {
    tx.fetch_one(RECOVERY_LEFT, args![account]).await?.get("n")
}
