//! Words beside a vote that no list needs: who watched the count, why something was settled.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Entropy, Id, Instant};
use serde::Serialize;

queries! {
    ADD = "INSERT INTO vote_note (id, vote_id, kind, body_sealed, account_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    OF_KIND = "SELECT id, body_sealed, created_at FROM vote_note WHERE vote_id = $1 AND kind = $2 ORDER BY id LIMIT $3";
    PRINTS = "SELECT CAST(COUNT(*) AS BIGINT) AS times, MAX(created_at) AS last FROM vote_note
        WHERE vote_id = $1 AND kind = $2";
    /// Heads of the journal for `audit verify`.
    PRINT_HEADS = "SELECT id AS subject, CAST(1 AS BIGINT) AS version FROM vote_note
        WHERE kind = 'printed' AND id > $1 ORDER BY id LIMIT $2";
}

/// Names of those who watched the count, one a line.
pub const WITNESSES: &str = "witnesses";
/// The number under which the street keeps the papers.
pub const FILING: &str = "filing";
/// Why a dispute, a reading or a contradiction was settled as it was.
pub const SETTLED: &str = "settled";

/// That ballots were printed, and which.
const PRINTED: &str = "printed";
/// The kind under which printings stand in the journal, each a subject of its own.
const PRINTING: &str = "vote_printing";

const MOST: i64 = 500;

/// Which ballots were printed; no code of any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Printed {
    pub vote: Id,
    /// The file of many, from one.
    pub part: usize,
    pub ballots: usize,
    pub sheet: &'static str,
}

/// How often ballots of a vote were printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prints {
    pub times: u32,
    pub last: Option<Instant>,
}

fn place(id: Id) -> String {
    format!("vote_note.body:{id}")
}

pub async fn add(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    (vote, kind, body): (Id, &str, &str),
    (account, now): (Option<Id>, Instant),
) -> Result<Id> {
    let id = Id::new(now, entropy);
    let sealed = keys.seal(&place(id), body, entropy)?;
    tx.execute(ADD, args![id, vote, kind, sealed, account, now])
        .await?;
    Ok(id)
}

/// Notes that ballots were printed, with its line in the journal.
pub async fn add_printing(
    tx: &mut Tx,
    sealing: (&Keys, &dyn Entropy),
    what: &Printed,
    (account, actor, now): (Id, &str, Instant),
) -> Result<()> {
    let body = serde_json::to_string(what).map_err(StoreError::inconsistent)?;
    let note = (what.vote, PRINTED, body.as_str());
    let id = add(tx, sealing, note, (Some(account), now)).await?;
    let entry = journal::Entry {
        subject_kind: PRINTING,
        subject: id,
        version: 1,
        at: now,
        actor,
        kind: "ballots_printed",
    };
    journal::append(tx, &entry, what).await
}

pub async fn prints(tx: &mut Tx, vote: Id) -> Result<Prints> {
    let row = tx.fetch_one(PRINTS, args![vote, PRINTED]).await?;
    Ok(Prints {
        times: row.get("times")?,
        last: row.get("last")?,
    })
}

pub async fn of_kind(
    tx: &mut Tx,
    keys: &Keys,
    vote: Id,
    kind: &str,
) -> Result<Vec<(String, Instant)>> {
    let rows = tx.fetch_all(OF_KIND, args![vote, kind, MOST]).await?;
    let mut all = Vec::new();
    for row in rows {
        let id: Id = row.get("id")?;
        let sealed: Vec<u8> = row.get("body_sealed")?;
        all.push((keys.open(&place(id), &sealed)?, row.get("created_at")?));
    }
    Ok(all)
}
