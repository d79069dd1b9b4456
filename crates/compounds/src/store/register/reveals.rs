//! Who looked at the name and phone of an owner, when, and why (rule 21). The journal holds
//! identifiers and the code of the reason; the words somebody added stand in the table only.

use huiyin_db::{Query, Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};
use huiyin_matters::store::Reveals;

queries! {
    INSERT = "INSERT INTO estate_reveal (id, owner_id, account_id, reason, note, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ALARM = "INSERT INTO estate_reveal_alarm (account_id, hour) VALUES ($1, $2)
        ON CONFLICT (account_id, hour) DO NOTHING";
    SINCE = "SELECT COUNT(*) AS n FROM estate_reveal WHERE account_id = $1 AND created_at > $2";
    OF_OWNER = "SELECT created_at, reason FROM estate_reveal WHERE owner_id = $1 ORDER BY created_at DESC, id LIMIT $2";
    REVEAL_HEADS = "SELECT id AS subject, CAST(1 AS BIGINT) AS version FROM estate_reveal WHERE id > $1
        ORDER BY id LIMIT $2";
}

/// Heads of the journal for `audit verify`.
pub const HEADS: Query = REVEAL_HEADS;

pub const REVEALS: Reveals = Reveals {
    insert: INSERT,
    alarm: ALARM,
    since: SINCE,
    about: "owner",
    kind: "estate_reveal",
    alarm_kind: "estate_reveal_alarm",
};

/// Who looked at an owner's name and phone, latest first: the owner may ask.
pub async fn of_owner(tx: &mut Tx, owner: Id, limit: i64) -> Result<Vec<(Instant, String)>> {
    let rows = tx.fetch_all(OF_OWNER, args![owner, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.get("created_at")?, row.get("reason")?)))
        .collect()
}
