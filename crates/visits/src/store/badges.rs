//! Badges: one for each member of a team and day, found by a token that nobody can guess.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant};

queries! {
    ADD = "INSERT INTO visit_badge (token_digest, token_sealed, round_id, team_id, account_id, on_date, communities,
            created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (team_id, account_id, on_date) DO UPDATE SET communities = excluded.communities";
    BY_TOKEN = "SELECT token_sealed, round_id, team_id, account_id, on_date, communities, revoked_at FROM visit_badge
        WHERE token_digest = $1";
    OF_DAY = "SELECT token_sealed, round_id, team_id, account_id, on_date, communities, revoked_at FROM visit_badge
        WHERE team_id = $1 AND on_date = $2 ORDER BY account_id LIMIT 10";
    REVOKE = "UPDATE visit_badge SET revoked_at = $3 WHERE team_id = $1 AND account_id = $2 AND on_date >= $4
            AND revoked_at IS NULL";
    COMMUNITIES = "SELECT DISTINCT community_id FROM visit WHERE team_id = $1 AND session_id = $2 LIMIT 200";
    SWEEP = "DELETE FROM visit_badge WHERE on_date < $1";
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    pub token: String,
    pub round: Id,
    pub team: Id,
    pub account: Id,
    pub on: Date,
    pub communities: Vec<Id>,
    pub revoked_at: Option<Instant>,
}

/// Letters of a token that are looked at.
pub const TOKEN_CHARS: usize = 64;

fn place(account: Id, on: Date) -> String {
    format!("visit.badge:{account}:{on}")
}

fn digest(keys: &Keys, token: &str) -> String {
    keys.digest("visit badge", token)
}

fn badge(row: &Row, keys: &Keys) -> Result<Badge> {
    let (account, on): (Id, Date) = (row.get("account_id")?, row.get("on_date")?);
    let sealed: Vec<u8> = row.get("token_sealed")?;
    Ok(Badge {
        token: keys.open(&place(account, on), &sealed)?,
        round: row.get("round_id")?,
        team: row.get("team_id")?,
        account,
        on,
        communities: row.json("communities")?,
        revoked_at: row.get("revoked_at")?,
    })
}

/// Makes the badge, or writes where it is valid if there is one; its token stays.
pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    badge: &Badge,
    now: Instant,
) -> Result<()> {
    let communities =
        serde_json::to_string(&badge.communities).map_err(StoreError::inconsistent)?;
    let values = args![
        digest(keys, &badge.token),
        keys.seal(&place(badge.account, badge.on), &badge.token, entropy)?,
        badge.round,
        badge.team,
        badge.account,
        badge.on,
        communities,
        now
    ];
    tx.execute(ADD, values).await.map(drop)
}

pub async fn by_token(tx: &mut Tx, keys: &Keys, token: &str) -> Result<Option<Badge>> {
    let row = tx
        .fetch_optional(BY_TOKEN, args![digest(keys, token)])
        .await?;
    row.map(|row| badge(&row, keys)).transpose()
}

pub async fn of_day(tx: &mut Tx, keys: &Keys, team: Id, on: Date) -> Result<Vec<Badge>> {
    let rows = tx.fetch_all(OF_DAY, args![team, on]).await?;
    rows.iter().map(|row| badge(row, keys)).collect()
}

/// From a day on nobody is let in by these any more.
pub async fn revoke(tx: &mut Tx, team: Id, account: Id, from: Date, now: Instant) -> Result<u64> {
    tx.execute(REVOKE, args![team, account, now, from]).await
}

/// Communities in which a team has stops in a session.
pub async fn communities(tx: &mut Tx, team: Id, session: Id) -> Result<Vec<Id>> {
    let rows = tx.fetch_all(COMMUNITIES, args![team, session]).await?;
    rows.iter().map(|row| row.get("community_id")).collect()
}

/// Badges of days long gone.
pub async fn sweep(tx: &mut Tx, before: Date) -> Result<u64> {
    tx.execute(SWEEP, args![before]).await
}
