//! Separate consents: to which version of the notice, when, how, and until when. The matter's
//! model says whether one is live; these rows are the record of all of them.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    GIVE = "INSERT INTO matter_consent (id, matter_id, version, how, given_at, withdrawn_at)
        VALUES ($1, $2, $3, $4, $5, NULL)";
    WITHDRAW = "UPDATE matter_consent SET withdrawn_at = $2 WHERE matter_id = $1 AND withdrawn_at IS NULL";
    FORGET_CONTACT = "UPDATE matter_reporter SET name_sealed = NULL, phone_sealed = NULL, phone_digest = NULL
        WHERE matter_id = $1 AND role = 'reporter'";
    OF_MATTER = "SELECT c.id, c.matter_id, m.number, c.version, c.how, c.given_at, c.withdrawn_at
        FROM matter_consent c JOIN matter m ON m.id = c.matter_id WHERE c.matter_id = $1
        ORDER BY c.given_at, c.id LIMIT $2";
    BEFORE = "SELECT c.id, c.matter_id, m.number, c.version, c.how, c.given_at, c.withdrawn_at
        FROM matter_consent c JOIN matter m ON m.id = c.matter_id WHERE (c.given_at, c.id) < ($1, $2)
        ORDER BY c.given_at DESC, c.id DESC LIMIT $3";
}

/// Consents of one matter read at once.
const CONSENTS_LIMIT: i64 = 100;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRow {
    pub id: Id,
    pub matter: Id,
    pub number: String,
    pub version: u16,
    pub how: String,
    pub given_at: Instant,
    pub withdrawn_at: Option<Instant>,
}

pub(super) async fn give(
    tx: &mut Tx,
    id: Id,
    matter: Id,
    version: u16,
    how: &str,
    now: Instant,
) -> Result<()> {
    let values = args![id, matter, version, how, now];
    tx.execute(GIVE, values).await.map(drop)
}

/// Ends the live consent, and takes away what was kept because of it.
pub(super) async fn withdraw(tx: &mut Tx, matter: Id, now: Instant) -> Result<()> {
    tx.execute(WITHDRAW, args![matter, now]).await?;
    tx.execute(FORGET_CONTACT, args![matter]).await.map(drop)
}

fn consent(row: &Row) -> Result<ConsentRow> {
    Ok(ConsentRow {
        id: row.get("id")?,
        matter: row.get("matter_id")?,
        number: row.get("number")?,
        version: row.get("version")?,
        how: row.get("how")?,
        given_at: row.get("given_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

pub async fn consents_of(tx: &mut Tx, matter: Id) -> Result<Vec<ConsentRow>> {
    let rows = tx
        .fetch_all(OF_MATTER, args![matter, CONSENTS_LIMIT])
        .await?;
    rows.iter().map(consent).collect()
}

/// All consents, newest first, behind a place in that order.
pub async fn consents_after(
    tx: &mut Tx,
    at: Instant,
    id: &str,
    limit: i64,
) -> Result<Vec<ConsentRow>> {
    let rows = tx.fetch_all(BEFORE, args![at, id, limit]).await?;
    rows.iter().map(consent).collect()
}
