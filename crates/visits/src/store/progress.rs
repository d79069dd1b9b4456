//! Counts over a round, and who is asked afterwards.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::{VisitStateName, bounds};
use crate::rules::progress::{Doors, Found, Said};

queries! {
    COUNTS = "SELECT community_id, COALESCE(compound_id, '') AS compound, state, COUNT(*) AS n
        FROM visit_fact WHERE round_id = $1 GROUP BY community_id, COALESCE(compound_id, ''), state
        ORDER BY community_id, compound, state LIMIT $2";
    /// What was raised at the doors; facts of matters are plain words, made to be counted.
    FOUND = "SELECT v.community_id, COALESCE(v.compound_id, '') AS compound, COUNT(*) AS n,
            CAST(SUM(m.closed) AS BIGINT) AS closed,
            CAST(SUM(CASE WHEN m.done_days IS NOT NULL AND m.done_days <= $2 THEN 1 ELSE 0 END) AS BIGINT) AS early
        FROM visit_finding f JOIN visit v ON v.id = f.visit_id JOIN matter_fact m ON m.matter_id = f.matter_id
        WHERE v.round_id = $1 GROUP BY v.community_id, COALESCE(v.compound_id, '')
        ORDER BY v.community_id, compound LIMIT $3";
    VISITED = "SELECT id, community_id FROM visit WHERE round_id = $1 AND state = 'visited' AND id > $2
        ORDER BY id LIMIT $3";
    NOT_MET = "SELECT id FROM visit WHERE round_id = $1 AND state = 'not_met' AND id > $2 ORDER BY id LIMIT $3";
    SAY = "INSERT INTO visit_callback (visit_id, round_id, said, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (visit_id) DO UPDATE SET said = excluded.said, asked_at = excluded.asked_at,
            asked_by = excluded.asked_by";
    SAID = "SELECT visit_id, said FROM visit_callback WHERE round_id = $1 ORDER BY visit_id LIMIT $2";
}

/// Places times states of one round at most.
const COUNTS_LIMIT: i64 = 20_000;
/// Doors of a round, and answers to call-backs, at most.
#[expect(clippy::cast_possible_wrap, reason = "a small constant")]
const VISITS_LIMIT: i64 = bounds::VISITS as i64;
/// Doors read at a time.
const PAGE: i64 = 10_000;

/// A community, and a compound where the door stands in one that is an area of ours.
pub type Where = (Id, Option<Id>);

fn compound(text: &str) -> Result<Option<Id>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(StoreError::inconsistent)
}

fn count(number: i64) -> Result<u64> {
    u64::try_from(number).map_err(StoreError::inconsistent)
}

/// Doors by place and state.
pub async fn doors(tx: &mut Tx, round: Id) -> Result<BTreeMap<Where, Doors>> {
    let mut all: BTreeMap<Where, Doors> = BTreeMap::new();
    for row in tx.fetch_all(COUNTS, args![round, COUNTS_LIMIT]).await? {
        let place = (
            row.get("community_id")?,
            compound(&row.get::<String>("compound")?)?,
        );
        let state: String = row.get("state")?;
        let state = VisitStateName::from_name(&state)
            .ok_or_else(|| StoreError::Inconsistent(format!("no state of a visit: {state}")))?;
        all.entry(place)
            .or_default()
            .add(state, count(row.get("n")?)?);
    }
    Ok(all)
}

/// What was raised, by place.
pub async fn found(tx: &mut Tx, round: Id) -> Result<BTreeMap<Where, Found>> {
    let values = args![round, bounds::BENCHMARK_DAYS, COUNTS_LIMIT];
    let mut all = BTreeMap::new();
    for row in tx.fetch_all(FOUND, values).await? {
        let place = (
            row.get("community_id")?,
            compound(&row.get::<String>("compound")?)?,
        );
        let found = Found {
            matters: count(row.get("n")?)?,
            closed: count(row.get("closed")?)?,
            within_thirty_days: count(row.get("early")?)?,
        };
        all.insert(place, found);
    }
    Ok(all)
}

/// Every visited door of a round with its lot and its community.
pub async fn lots(tx: &mut Tx, keys: &Keys, round: Id) -> Result<Vec<(String, (Id, Id))>> {
    let mut lots: Vec<(String, (Id, Id))> = Vec::new();
    let mut behind = String::new();
    loop {
        let rows = tx.fetch_all(VISITED, args![round, &behind, PAGE]).await?;
        for row in &rows {
            let id: Id = row.get("id")?;
            let lot = keys.digest("visit sample", &id.to_string());
            lots.push((lot, (id, row.get("community_id")?)));
            behind = id.to_string();
        }
        let is_last = i64::try_from(rows.len()).is_ok_and(|it| it < PAGE);
        if is_last || lots.len() >= bounds::VISITS {
            return Ok(lots);
        }
    }
}

/// Doors where nobody was met, behind one of them.
pub async fn not_met(tx: &mut Tx, round: Id, behind: Option<Id>, limit: i64) -> Result<Vec<Id>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(NOT_MET, args![round, behind, limit]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Notes what somebody said who was asked; the newest answer counts.
pub async fn say(
    tx: &mut Tx,
    (visit, round): (Id, Id),
    said: Said,
    by: Id,
    now: Instant,
) -> Result<()> {
    let values = args![visit, round, said.name(), now, by];
    tx.execute(SAY, values).await.map(drop)
}

pub async fn said(tx: &mut Tx, round: Id) -> Result<BTreeMap<Id, Said>> {
    let mut all = BTreeMap::new();
    for row in tx.fetch_all(SAID, args![round, VISITS_LIMIT]).await? {
        let text: String = row.get("said")?;
        let said = Said::from_name(&text)
            .ok_or_else(|| StoreError::Inconsistent(format!("no answer to a call: {text}")))?;
        all.insert(row.get("visit_id")?, said);
    }
    Ok(all)
}
