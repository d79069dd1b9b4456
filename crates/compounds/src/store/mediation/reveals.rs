//! Who looked at the name and phone of parties, when, and why (rule 21). The journal holds
//! identifiers and the code of the reason; the words somebody added stand in the table only.

use huiyin_db::{Query, Result, Tx, args, queries};
use huiyin_kernel::Id;
use huiyin_matters::store::Reveals;

queries! {
    INSERT = "INSERT INTO mediation_reveal (id, case_id, account_id, reason, note, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ALARM = "INSERT INTO mediation_reveal_alarm (account_id, hour) VALUES ($1, $2)
        ON CONFLICT (account_id, hour) DO NOTHING";
    SINCE = "SELECT COUNT(*) AS n FROM mediation_reveal WHERE account_id = $1 AND created_at > $2";
    FORGET_NOTES = "UPDATE mediation_reveal SET note = '' WHERE case_id = $1";
    REVEAL_HEADS = "SELECT id AS subject, CAST(1 AS BIGINT) AS version FROM mediation_reveal WHERE id > $1
        ORDER BY id LIMIT $2";
}

/// Heads of the journal for `audit verify`.
pub const HEADS: Query = REVEAL_HEADS;

pub const REVEALS: Reveals = Reveals {
    insert: INSERT,
    alarm: ALARM,
    since: SINCE,
    about: "case",
    kind: "mediation_reveal",
    alarm_kind: "mediation_reveal_alarm",
};

/// Takes the words that were added when somebody looked; that they looked stays in the journal.
pub async fn forget(tx: &mut Tx, case: Id) -> Result<()> {
    tx.execute(FORGET_NOTES, args![case]).await.map(drop)
}
