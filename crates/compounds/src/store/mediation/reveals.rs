//! Who looked at the name and phone of parties, when, and why (rule 21). The journal holds
//! identifiers and the code of the reason; the words somebody added stand in the table only.

use huiyin_db::{Query, Result, Tx, args, journal, outbox, queries};
use huiyin_kernel::{Id, Instant};
use huiyin_matters::store::{MANY_REVEALS, ManyReveals, REVEALS_PER_HOUR};
use serde::Serialize;

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

const HOUR_SECONDS: i64 = 3_600;

#[derive(Debug, Clone)]
pub struct Reveal<'a> {
    pub id: Id,
    pub case: Id,
    pub account: Id,
    pub reason: &'a str,
    pub note: &'a str,
}

#[derive(Serialize)]
struct Seen<'a> {
    account: Id,
    case: Id,
    reason: &'a str,
}

/// Writes a look down with its journal row. More of them within an hour than the rule allows tell
/// whoever watches, once for each hour of the clock; `alarm` is the id of that.
pub async fn record(
    tx: &mut Tx,
    reveal: &Reveal<'_>,
    actor: &str,
    alarm: Id,
    now: Instant,
) -> Result<()> {
    let Reveal {
        id,
        case,
        account,
        reason,
        note,
    } = *reveal;
    tx.execute(INSERT, args![id, case, account, reason, note, now])
        .await?;
    let entry = |subject_kind, subject, kind| journal::Entry {
        subject_kind,
        subject,
        version: 1,
        at: now,
        actor,
        kind,
    };
    let seen = Seen {
        account,
        case,
        reason,
    };
    journal::append(tx, &entry("mediation_reveal", id, "revealed"), &seen).await?;
    let since = now.plus_seconds(-HOUR_SECONDS);
    let within_an_hour: i64 = tx.fetch_one(SINCE, args![account, since]).await?.get("n")?;
    if within_an_hour <= REVEALS_PER_HOUR {
        return Ok(());
    }
    let hour = now.as_micros().div_euclid(HOUR_SECONDS * 1_000_000);
    if tx.execute(ALARM, args![account, hour]).await? == 1 {
        tracing::warn!(%account, within_an_hour, "many names and phones were looked at");
        let many = ManyReveals {
            account,
            within_an_hour,
        };
        let row = entry("mediation_reveal_alarm", alarm, "many_reveals");
        journal::append(tx, &row, &many).await?;
        outbox::add(tx, alarm, MANY_REVEALS, account, &many, now).await?;
    }
    Ok(())
}

/// Takes the words that were added when somebody looked; that they looked stays in the journal.
pub async fn forget(tx: &mut Tx, case: Id) -> Result<()> {
    tx.execute(FORGET_NOTES, args![case]).await.map(drop)
}
