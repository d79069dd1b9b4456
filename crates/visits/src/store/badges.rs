//! Badges: one for each member of a team and day, found by a token that nobody can guess.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant};
use serde::{Deserialize, Serialize};

queries! {
    ADD = "INSERT INTO visit_badge (token_digest, token_sealed, round_id, team_id, account_id, on_date, communities,
            created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (team_id, account_id, on_date) DO NOTHING";
    /// Holds a badge until the transaction ends, so that what is read of it next is what stands.
    HOLD = "UPDATE visit_badge SET communities = communities
        WHERE team_id = $1 AND account_id = $2 AND on_date = $3";
    MOVE = "UPDATE visit_badge SET communities = $2 WHERE token_digest = $1";
    OWN = "SELECT token_digest, round_id, communities, revoked_at FROM visit_badge
        WHERE team_id = $1 AND account_id = $2 AND on_date = $3";
    AHEAD = "SELECT on_date FROM visit_badge
        WHERE team_id = $1 AND account_id = $2 AND on_date >= $3 AND revoked_at IS NULL ORDER BY on_date LIMIT 1000";
    LAST_VERSION = "SELECT version FROM journal WHERE subject = $1 ORDER BY version DESC LIMIT 1";
    BY_TOKEN = "SELECT token_sealed, round_id, team_id, account_id, on_date, communities, revoked_at FROM visit_badge
        WHERE token_digest = $1";
    OF_DAY = "SELECT token_sealed, round_id, team_id, account_id, on_date, communities, revoked_at FROM visit_badge
        WHERE team_id = $1 AND on_date = $2 ORDER BY account_id LIMIT 10";
    REVOKE = "UPDATE visit_badge SET revoked_at = $2 WHERE token_digest = $1";
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

/// The kind under which badges stand in the journal. Each team, account and day has a history of its
/// own, which stays when the badge is swept.
pub const SUBJECT: &str = "visit_badge";

/// A badge as it stands behind an event: all of its row but the sealed token, which nobody can open
/// in another row. The token itself is not in it, only what it is looked up by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stands {
    pub token: String,
    pub round: Id,
    pub team: Id,
    pub account: Id,
    pub on: Date,
    pub communities: Vec<Id>,
    pub revoked_at: Option<Instant>,
}

impl Stands {
    /// The subject of the badge in the journal.
    pub fn subject(&self) -> Id {
        subject_of(self.team, self.account, self.on)
    }
}

pub(crate) fn subject_of(team: Id, account: Id, on: Date) -> Id {
    Id::derived(SUBJECT, &format!("{team}:{account}:{on}"))
}

async fn record(tx: &mut Tx, stands: &Stands, kind: &str, actor: &str, now: Instant) -> Result<()> {
    let subject = stands.subject();
    let last = tx.fetch_optional(LAST_VERSION, args![subject]).await?;
    let last: i64 = last.map_or(Ok(0), |row| row.get("version"))?;
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject,
        version: last.saturating_add(1),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, stands).await
}

fn json(communities: &[Id]) -> Result<String> {
    serde_json::to_string(communities).map_err(StoreError::inconsistent)
}

/// What is changed of a badge, held against whoever changes it at the same moment: its journal row
/// says the whole badge, and must not say what stood there before somebody else.
async fn held(tx: &mut Tx, (team, account, on): (Id, Id, Date)) -> Result<Option<Stands>> {
    tx.execute(HOLD, args![team, account, on]).await?;
    let row = tx.fetch_optional(OWN, args![team, account, on]).await?;
    let stands = |row: Row| {
        Ok(Stands {
            token: row.get("token_digest")?,
            round: row.get("round_id")?,
            team,
            account,
            on,
            communities: row.json("communities")?,
            revoked_at: row.get("revoked_at")?,
        })
    };
    row.map(stands).transpose()
}

/// Makes the badge, or writes where it is valid if there is one; its token stays. Of two who make
/// it at the same moment one does.
pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    badge: &Badge,
    now: Instant,
) -> Result<()> {
    let made = Stands {
        token: digest(keys, &badge.token),
        round: badge.round,
        team: badge.team,
        account: badge.account,
        on: badge.on,
        communities: badge.communities.clone(),
        revoked_at: None,
    };
    let values = args![
        &made.token,
        keys.seal(&place(badge.account, badge.on), &badge.token, entropy)?,
        badge.round,
        badge.team,
        badge.account,
        badge.on,
        json(&badge.communities)?,
        now
    ];
    if tx.execute(ADD, values).await? > 0 {
        return record(tx, &made, "made", "system", now).await;
    }
    let own = (badge.team, badge.account, badge.on);
    // One that was swept in between is of a day long gone.
    let Some(mut stands) = held(tx, own).await? else {
        return Ok(());
    };
    if stands.communities == made.communities {
        return Ok(());
    }
    stands.communities = made.communities;
    let values = args![&stands.token, json(&stands.communities)?];
    tx.execute(MOVE, values).await?;
    record(tx, &stands, "moved", "system", now).await
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

/// From a day on nobody is let in by these any more; says how many there were.
pub async fn revoke(
    tx: &mut Tx,
    (team, account): (Id, Id),
    from: Date,
    actor: &str,
    now: Instant,
) -> Result<usize> {
    let rows = tx.fetch_all(AHEAD, args![team, account, from]).await?;
    let mut revoked = 0;
    for row in &rows {
        let own = (team, account, row.get("on_date")?);
        let stands = held(tx, own).await?;
        let Some(mut stands) = stands.filter(|it| it.revoked_at.is_none()) else {
            continue;
        };
        stands.revoked_at = Some(now);
        tx.execute(REVOKE, args![&stands.token, now]).await?;
        record(tx, &stands, "revoked", actor, now).await?;
        revoked += 1;
    }
    Ok(revoked)
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
