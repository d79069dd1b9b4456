//! What the journal proves of the ways into an account: whoever puts another password, passkey or
//! generator in the place of somebody's, or adds one, is found. Each event that brings a way in carries
//! a keyed digest of its row. A password's digest is of the stored hash with its random salt, which is in
//! no journal: once the hash is gone the digest proves no guess at an old password, not even to
//! whoever holds the key.

mod held;

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Held, Wrong};
use huiyin_db::{Db, Query, Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant, to_hex};

use crate::model::Passkey;
use crate::rules::credentials::WaysIn;

queries! {
    ACCOUNTS = "SELECT id, version, password_hash, must_change_password, password_changed_at FROM account
        WHERE id > $1 ORDER BY id LIMIT $2";
    EVENTS = "SELECT a.id AS account_id, j.version AS version, j.at AS at, j.kind AS kind, j.body AS body
        FROM account a JOIN journal j ON j.subject = a.id
        WHERE a.id > $1 AND a.id <= $2
            AND j.kind IN ('created', 'password_changed', 'password_reset', 'invited', 'invite_used', 'deactivated',
                'second_factor_set', 'recovery_renewed', 'recovery_used', 'second_factor_removed',
                'second_factor_reset', 'passkey_added', 'passkey_copied', 'passkey_removed', 'passkeys_removed',
                'outside_linked', 'outside_unlinked')
        ORDER BY a.id, j.version LIMIT $3";
    GENERATORS = "SELECT account_id, secret_sealed FROM totp
        WHERE account_id > $1 AND account_id <= $2 AND confirmed_at IS NOT NULL ORDER BY account_id LIMIT $3";
    RECOVERY = "SELECT account_id, digest, used_at FROM recovery_code
        WHERE account_id > $1 AND account_id <= $2 ORDER BY account_id, digest LIMIT $3";
    PASSKEYS = "SELECT id, account_id, credential_id, public_key, blocked_at FROM passkey
        WHERE account_id > $1 AND account_id <= $2 ORDER BY account_id, id LIMIT $3";
    IDENTITIES = "SELECT id, account_id, issuer, subject_digest FROM outside_identity
        WHERE account_id > $1 AND account_id <= $2 ORDER BY account_id LIMIT $3";
    INVITES = "SELECT account_id, token_digest, expires_at FROM invite
        WHERE account_id > $1 AND account_id <= $2 AND used_at IS NULL ORDER BY account_id LIMIT $3";
    GENERATOR_OF = "SELECT secret_sealed FROM totp WHERE account_id = $1";
    RECOVERY_OF = "SELECT digest FROM recovery_code WHERE account_id = $1 ORDER BY digest LIMIT $2";
    IDENTITY_OF = "SELECT id, account_id, issuer, subject_digest FROM outside_identity WHERE account_id = $1";
    INVITE_OF = "SELECT token_digest, expires_at FROM invite WHERE account_id = $1";
}

/// Accounts held at once.
const PAGE: i64 = 200;
/// More rows than those of one page can have.
const ROWS_LIMIT: i64 = 200_000;

/// Each part with its length, so that nothing moves from one to the next.
fn digest(keys: &Keys, purpose: &str, parts: &[&str]) -> String {
    let mut said = String::new();
    for part in parts {
        said.push_str(&part.len().to_string());
        said.push(':');
        said.push_str(part);
    }
    keys.digest(purpose, &said)
}

/// Of a password as it is kept.
pub(crate) fn of_password(keys: &Keys, account: Id, hash: &str) -> String {
    digest(
        keys,
        "password of an account",
        &[&account.to_string(), hash],
    )
}

fn of_secret(keys: &Keys, account: Id, row: &Row) -> Result<String> {
    let sealed: Vec<u8> = row.get("secret_sealed")?;
    let (account, sealed) = (account.to_string(), to_hex(&sealed));
    Ok(digest(
        keys,
        "generator of an account",
        &[&account, &sealed],
    ))
}

fn of_codes(keys: &Keys, account: Id, mut codes: Vec<String>) -> String {
    codes.sort_unstable();
    let account = account.to_string();
    let mut parts = vec![account.as_str()];
    parts.extend(codes.iter().map(String::as_str));
    digest(keys, "recovery codes of an account", &parts)
}

fn of_key(keys: &Keys, (id, account): (Id, Id), credential: &[u8], public: &[u8]) -> String {
    let parts = [
        id.to_string(),
        account.to_string(),
        to_hex(credential),
        to_hex(public),
    ];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    digest(keys, "passkey of an account", &parts)
}

/// Of a passkey without what changes whenever it is used.
pub(crate) fn of_passkey(keys: &Keys, it: &Passkey) -> String {
    of_key(
        keys,
        (it.id, it.account_id),
        &it.credential_id,
        &it.public_key,
    )
}

fn of_link(keys: &Keys, row: &Row) -> Result<String> {
    let parts: [String; 4] = [
        row.get("id")?,
        row.get("account_id")?,
        row.get("issuer")?,
        row.get("subject_digest")?,
    ];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok(digest(keys, "provider of an account", &parts))
}

fn of_token(keys: &Keys, account: Id, row: &Row) -> Result<String> {
    let token: String = row.get("token_digest")?;
    let until: i64 = row.get("expires_at")?;
    let parts = [account.to_string(), token, until.to_string()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok(digest(keys, "invitation of an account", &parts))
}

/// Of the generator that an account has, for the row of its event.
pub(crate) async fn of_generator(tx: &mut Tx, keys: &Keys, account: Id) -> Result<Option<String>> {
    let row = tx.fetch_optional(GENERATOR_OF, args![account]).await?;
    row.as_ref()
        .map(|row| of_secret(keys, account, row))
        .transpose()
}

/// Of all recovery codes that an account has, for the row of their event.
pub(crate) async fn of_recovery(tx: &mut Tx, keys: &Keys, account: Id) -> Result<String> {
    let rows = tx
        .fetch_all(RECOVERY_OF, args![account, ROWS_LIMIT])
        .await?;
    let codes: Result<Vec<String>> = rows.iter().map(|row| row.get("digest")).collect();
    Ok(of_codes(keys, account, codes?))
}

/// Of the link that an account has, for the row of its event.
pub(crate) async fn of_identity(tx: &mut Tx, keys: &Keys, account: Id) -> Result<Option<String>> {
    let row = tx.fetch_optional(IDENTITY_OF, args![account]).await?;
    row.as_ref().map(|row| of_link(keys, row)).transpose()
}

/// Of the invitation of an account, for the row of its event.
pub(crate) async fn of_invite(tx: &mut Tx, keys: &Keys, account: Id) -> Result<Option<String>> {
    let row = tx.fetch_optional(INVITE_OF, args![account]).await?;
    row.as_ref()
        .map(|row| of_token(keys, account, row))
        .transpose()
}

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    /// Passwords, generators, sets of recovery codes, passkeys, links and invitations.
    pub ways_in: u64,
    /// Those that came before the journal knew digests of them.
    pub unproven: u64,
}

/// Holds the ways into all accounts against the journal, which is proven apart.
pub async fn verify(db: &Db, keys: &Keys) -> Result<Held<Proven>> {
    verify_in(&mut db.steady().await?, keys).await
}

/// As [`verify`], in a transaction that sees what is not committed yet.
pub async fn verify_in(tx: &mut Tx, keys: &Keys) -> Result<Held<Proven>> {
    let mut proven = Proven::default();
    Ok(match wrong(tx, keys, &mut proven).await? {
        Some(wrong) => Held::Broken(Box::new(wrong)),
        None => Held::Sound(proven),
    })
}

async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(ACCOUNTS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let last: Id = last.get("id")?;
        let mut told = told(tx, &behind, last).await?;
        let mut rows = Rows::between(tx, &behind, last).await?;
        behind = last.to_string();
        for row in &page {
            let id: Id = row.get("id")?;
            let ways = told.remove(&id).unwrap_or_default();
            let own = rows.of(id);
            if let Some(wrong) = held::wrong(keys, row, (&ways, &own), proven)? {
                return Ok(Some(wrong));
            }
        }
    }
}

async fn told(tx: &mut Tx, behind: &str, last: Id) -> Result<BTreeMap<Id, WaysIn>> {
    let mut told: BTreeMap<Id, WaysIn> = BTreeMap::new();
    let events = tx.fetch_all(EVENTS, args![behind, last, ROWS_LIMIT]);
    for row in events.await? {
        let (kind, body): (String, String) = (row.get("kind")?, row.get("body")?);
        let at: Instant = row.get("at")?;
        let ways = told.entry(row.get("account_id")?).or_default();
        ways.hear(&kind, &body, at)
            .map_err(StoreError::inconsistent)?;
    }
    Ok(told)
}

type ByAccount = BTreeMap<Id, Vec<Row>>;

/// Rows of some accounts.
struct Rows {
    generators: ByAccount,
    recovery: ByAccount,
    passkeys: ByAccount,
    identities: ByAccount,
    invites: ByAccount,
}

/// The rows of one account.
struct Own {
    generator: Vec<Row>,
    recovery: Vec<Row>,
    passkeys: Vec<Row>,
    identity: Vec<Row>,
    invite: Vec<Row>,
}

impl Rows {
    async fn between(tx: &mut Tx, behind: &str, last: Id) -> Result<Self> {
        Ok(Self {
            generators: by_account(tx, GENERATORS, (behind, last)).await?,
            recovery: by_account(tx, RECOVERY, (behind, last)).await?,
            passkeys: by_account(tx, PASSKEYS, (behind, last)).await?,
            identities: by_account(tx, IDENTITIES, (behind, last)).await?,
            invites: by_account(tx, INVITES, (behind, last)).await?,
        })
    }

    fn of(&mut self, account: Id) -> Own {
        let take = |from: &mut ByAccount| from.remove(&account).unwrap_or_default();
        Own {
            generator: take(&mut self.generators),
            recovery: take(&mut self.recovery),
            passkeys: take(&mut self.passkeys),
            identity: take(&mut self.identities),
            invite: take(&mut self.invites),
        }
    }
}

async fn by_account(tx: &mut Tx, query: Query, (behind, last): (&str, Id)) -> Result<ByAccount> {
    let mut found = ByAccount::new();
    let rows = tx.fetch_all(query, args![behind, last, ROWS_LIMIT]);
    for row in rows.await? {
        let account: Id = row.get("account_id")?;
        found.entry(account).or_default().push(row);
    }
    Ok(found)
}
