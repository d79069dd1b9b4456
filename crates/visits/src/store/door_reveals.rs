//! Who looked at the name and phone of a door, when, and why (rule 21). The journal holds
//! identifiers and the code of the reason; the words somebody added stand in the table only.

use huiyin_db::{Query, queries};
use huiyin_matters::store::Reveals;

queries! {
    INSERT = "INSERT INTO dwelling_reveal (id, dwelling_id, account_id, reason, note, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ALARM = "INSERT INTO dwelling_reveal_alarm (account_id, hour) VALUES ($1, $2)
        ON CONFLICT (account_id, hour) DO NOTHING";
    SINCE = "SELECT COUNT(*) AS n FROM dwelling_reveal WHERE account_id = $1 AND created_at > $2";
    REVEAL_HEADS = "SELECT id AS subject, CAST(1 AS BIGINT) AS version FROM dwelling_reveal WHERE id > $1
        ORDER BY id LIMIT $2";
}

/// Heads of the journal for `audit verify`.
pub const HEADS: Query = REVEAL_HEADS;

pub const REVEALS: Reveals = Reveals {
    insert: INSERT,
    alarm: ALARM,
    since: SINCE,
    about: "dwelling",
    kind: "dwelling_reveal",
    alarm_kind: "dwelling_reveal_alarm",
};
