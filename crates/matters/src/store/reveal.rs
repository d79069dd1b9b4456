//! Who looked at a reporter's name and phone, when, and why (rule 21). The journal holds
//! identifiers and the code of the reason; the words somebody added stand in the table only.

use huiyin_db::{Query, Result, Tx, args, journal, outbox, queries};
use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

queries! {
    INSERT = "INSERT INTO matter_reveal (id, matter_id, account_id, reason, note, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ALARM = "INSERT INTO matter_reveal_alarm (account_id, hour) VALUES ($1, $2) ON CONFLICT (account_id, hour) DO NOTHING";
    SINCE = "SELECT COUNT(*) AS n FROM matter_reveal WHERE account_id = $1 AND created_at > $2";
    HEADS = "SELECT id AS subject, CAST(1 AS BIGINT) AS version FROM matter_reveal WHERE id > $1 ORDER BY id LIMIT $2";
}

/// Heads of the journal for `audit verify`.
pub const REVEAL_HEADS: Query = HEADS;

/// More reveals of one account within an hour than this are a matter for the audit administrator.
pub const REVEALS_PER_HOUR: i64 = 20;
const HOUR_SECONDS: i64 = 3600;

/// A look at somebody's name and phone.
#[derive(Debug, Clone)]
pub struct Reveal<'a> {
    pub id: Id,
    pub matter: Id,
    pub account: Id,
    pub reason: &'a str,
    pub note: &'a str,
}

#[derive(Serialize)]
struct Seen<'a> {
    account: Id,
    matter: Id,
    reason: &'a str,
}

/// Told to whoever watches: one account looked behind very many masks.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ManyReveals {
    pub account: Id,
    pub within_an_hour: i64,
}

/// The topic of the outbox under which it is told.
pub const MANY_REVEALS: &str = "matters.many_reveals";

/// Writes a reveal down with its journal row. Passing the hourly number raises one alarm in the
/// journal, which the audit administrator reads; `alarm` is its id.
pub async fn record(
    tx: &mut Tx,
    reveal: &Reveal<'_>,
    actor: &str,
    alarm: Id,
    now: Instant,
) -> Result<()> {
    let Reveal {
        id,
        matter,
        account,
        reason,
        note,
    } = *reveal;
    tx.execute(INSERT, args![id, matter, account, reason, note, now])
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
        matter,
        reason,
    };
    journal::append(tx, &entry("reveal", id, "revealed"), &seen).await?;
    let since = now.plus_seconds(-HOUR_SECONDS);
    let within_an_hour: i64 = tx.fetch_one(SINCE, args![account, since]).await?.get("n")?;
    if within_an_hour <= REVEALS_PER_HOUR {
        return Ok(());
    }
    // One alarm for each hour of the clock, however many looks follow.
    let hour = now.as_micros().div_euclid(HOUR_SECONDS * 1_000_000);
    if tx.execute(ALARM, args![account, hour]).await? == 1 {
        tracing::warn!(%account, within_an_hour, "many names and phones were looked at");
        let many = ManyReveals {
            account,
            within_an_hour,
        };
        journal::append(tx, &entry("reveal_alarm", alarm, "many_reveals"), &many).await?;
        outbox::add(tx, alarm, MANY_REVEALS, account, &many, now).await?;
    }
    Ok(())
}
