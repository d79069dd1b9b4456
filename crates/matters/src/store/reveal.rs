//! Who looked at somebody's name and phone, when, and why (rule 21): one way of writing it down for
//! every slice that masks them, each with a table of its own. The journal holds identifiers and the
//! code of the reason; the words somebody added stand in the table only.

use huiyin_db::{Query, Result, Tx, args, journal, outbox, queries};
use huiyin_kernel::{Id, Instant};
use serde::ser::{SerializeMap as _, Serializer};
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

/// Looks at reporters.
pub(crate) const OF_REPORTERS: Reveals = Reveals {
    insert: INSERT,
    alarm: ALARM,
    since: SINCE,
    about: "matter",
    kind: "reveal",
    alarm_kind: "reveal_alarm",
};

/// More reveals of one account within an hour than this are a matter for the audit administrator.
const REVEALS_PER_HOUR: i64 = 20;
const HOUR_SECONDS: i64 = 3600;

/// Where a slice keeps the looks at its people, and how its journal calls them.
#[derive(Debug, Clone, Copy)]
pub struct Reveals {
    /// Id, subject, account, reason, note and time.
    pub insert: Query,
    /// Account and hour; changes no row where that hour has its alarm.
    pub alarm: Query,
    /// How many (`n`) of an account since a time.
    pub since: Query,
    /// What the subject is called in the journal.
    pub about: &'static str,
    /// Kinds of subjects of the journal.
    pub kind: &'static str,
    pub alarm_kind: &'static str,
}

/// A look at somebody's name and phone.
#[derive(Debug, Clone)]
pub struct Reveal<'a> {
    pub id: Id,
    /// What the name and phone belong to.
    pub subject: Id,
    pub account: Id,
    pub reason: &'a str,
    pub note: &'a str,
}

struct Seen<'a> {
    about: &'static str,
    look: &'a Reveal<'a>,
}

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("account", &self.look.account)?;
        map.serialize_entry(self.about, &self.look.subject)?;
        map.serialize_entry("reason", self.look.reason)?;
        map.end()
    }
}

/// Told to whoever watches: one account looked behind very many masks.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ManyReveals {
    pub account: Id,
    pub within_an_hour: i64,
}

/// The topic of the outbox under which it is told.
pub const MANY_REVEALS: &str = "matters.many_reveals";

impl Reveals {
    /// Writes a look down with its journal row. Passing the hourly number raises one alarm in the
    /// journal, which the audit administrator reads; `alarm` is its id.
    pub async fn record(
        &self,
        tx: &mut Tx,
        look: &Reveal<'_>,
        actor: &str,
        alarm: Id,
        now: Instant,
    ) -> Result<()> {
        let account = look.account;
        let values = args![look.id, look.subject, account, look.reason, look.note, now];
        tx.execute(self.insert, values).await?;
        let entry = |subject_kind, subject, kind| journal::Entry {
            subject_kind,
            subject,
            version: 1,
            at: now,
            actor,
            kind,
        };
        let about = self.about;
        let row = entry(self.kind, look.id, "revealed");
        journal::append(tx, &row, &Seen { about, look }).await?;
        let since = args![account, now.plus_seconds(-HOUR_SECONDS)];
        let within_an_hour: i64 = tx.fetch_one(self.since, since).await?.get("n")?;
        if within_an_hour <= REVEALS_PER_HOUR {
            return Ok(());
        }
        // One alarm for each hour of the clock, however many looks follow.
        let hour = now.as_micros().div_euclid(HOUR_SECONDS * 1_000_000);
        if tx.execute(self.alarm, args![account, hour]).await? == 1 {
            tracing::warn!(%account, within_an_hour, "many names and phones were looked at");
            let many = ManyReveals {
                account,
                within_an_hour,
            };
            let row = entry(self.alarm_kind, alarm, "many_reveals");
            journal::append(tx, &row, &many).await?;
            outbox::add(tx, alarm, MANY_REVEALS, account, &many, now).await?;
        }
        Ok(())
    }
}
