//! Decisions that two owners are one person: what the one held is the other's from then on. Each
//! follows from the event that stands in the history of both.

use std::collections::BTreeMap;

use huiyin_db::seal::{Differs, Fault, Wrong};
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};
use serde::Deserialize;

use super::{PAGE, Proven};

queries! {
    EVENTS = "SELECT seq, version, at, actor, body FROM journal
        WHERE subject_kind = 'estate_owner' AND kind = 'one_person' AND seq > $1 ORDER BY seq LIMIT $2";
    ROWS = "SELECT id, kept_id, gone_id, decided_by, decided_at FROM estate_one_person
        WHERE id > $1 ORDER BY id LIMIT $2";
}

const TABLE: &str = "estate_one_person";
/// One owner after another who turned out to be the next; more than anybody decides.
const MERGES_MOST: usize = 1_000;

/// Who turned out to be whom, by the one who is gone.
pub(super) struct Merges(BTreeMap<Id, Merge>);

struct Merge {
    kept: Id,
    seq: i64,
    version: i64,
    at: Instant,
    by: String,
}

#[derive(Deserialize)]
struct OnePerson {
    kept: Id,
    gone: Id,
}

impl Merges {
    /// Who an owner was known to be before a row of the journal.
    pub(super) fn at(&self, owner: Id, before: i64) -> Id {
        let mut known = owner;
        for _ in 0..MERGES_MOST {
            match self.0.get(&known) {
                Some(merge) if merge.seq < before => known = merge.kept,
                _ => break,
            }
        }
        known
    }
}

async fn told(tx: &mut Tx) -> Result<Merges> {
    let mut merges = Merges(BTreeMap::new());
    let mut behind = 0i64;
    loop {
        let page = tx.fetch_all(EVENTS, args![behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(merges);
        };
        behind = last.get("seq")?;
        for row in &page {
            let one: OnePerson = row.json("body")?;
            let merge = Merge {
                kept: one.kept,
                seq: row.get("seq")?,
                version: row.get("version")?,
                at: row.get("at")?,
                by: row.get("actor")?,
            };
            // Both owners have a row of it; the first is that of the one who is gone.
            merges.0.entry(one.gone).or_insert(merge);
        }
    }
}

/// All such decisions, or the first row that no event gives.
pub(super) async fn held(
    tx: &mut Tx,
    proven: &mut Proven,
) -> Result<std::result::Result<Merges, Box<Wrong>>> {
    let merges = told(tx).await?;
    let mut missing: BTreeMap<Id, &Merge> = merges.0.iter().map(|(id, it)| (*id, it)).collect();
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(ROWS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            break;
        };
        behind = last.get::<Id>("id")?.to_string();
        for row in &page {
            let (id, gone): (Id, Id) = (row.get("id")?, row.get("gone_id")?);
            let Some(merge) = missing.remove(&gone) else {
                let why = "two owners were said to be one person";
                return Ok(Err(wrong((gone, 0, why), id, None)));
            };
            if let Some(differs) = differing(row, merge)? {
                let why = "a decision about two owners was altered";
                return Ok(Err(wrong((gone, merge.version, why), id, Some(differs))));
            }
            proven.one_person += 1;
        }
    }
    if let Some((gone, merge)) = missing.into_iter().next() {
        let why = "a decision about two owners was removed";
        return Ok(Err(wrong((gone, merge.version, why), gone, None)));
    }
    Ok(Ok(merges))
}

fn wrong(
    (subject, version, why): (Id, i64, &'static str),
    key: Id,
    differs: Option<Differs>,
) -> Box<Wrong> {
    let fault = Fault::of(subject, version, why);
    Box::new(Wrong::row(fault, TABLE, key.to_string()).because(differs))
}

fn differing(row: &Row, merge: &Merge) -> Result<Option<Differs>> {
    let kept: Option<Id> = row.get("kept_id")?;
    let write = |it: Id| it.to_string();
    if let Some(found) = Differs::between("kept_id", kept, Some(merge.kept), write) {
        return Ok(Some(found));
    }
    let (by, due): (String, String) = (row.get("decided_by")?, merge.by.clone());
    if let Some(found) = Differs::between("decided_by", Some(by), Some(due), |it| it) {
        return Ok(Some(found));
    }
    let at: Option<Instant> = row.get("decided_at")?;
    Ok(Differs::between(
        "decided_at",
        at,
        Some(merge.at),
        Instant::to_rfc3339,
    ))
}
