//! Facts of visits and rounds for statistics, out of the journal and into the store.

use huiyin_db::facts::{Fact, Place, restate};
use huiyin_db::{Result, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::de::DeserializeOwned;

use crate::counted::{of_round, of_visit};
use crate::model::DwellingKind;

queries! {
    DOOR = "SELECT d.kind, d.community_id, d.compound_id,
            (SELECT s.id FROM area s WHERE s.kind = 'street' AND d.area_path LIKE s.path || '%' LIMIT 1) AS street_id
        FROM visit v JOIN dwelling d ON d.id = v.dwelling_id WHERE v.id = $1";
    HOLD_VISIT = "UPDATE visit SET version = version WHERE id = $1";
    HOLD_ROUND = "UPDATE visit_round SET version = version WHERE id = $1";
}

async fn events<E: DeserializeOwned>(tx: &mut Tx, id: Id) -> Result<Vec<(Instant, E)>> {
    let records = journal::of_subject(tx, id).await?;
    let parse = |record: journal::Record| {
        let event = serde_json::from_str(&record.body).map_err(|error| {
            StoreError::Inconsistent(format!("journal row {}: {error}", record.seq))
        })?;
        Ok((record.at, event))
    };
    records.into_iter().map(parse).collect()
}

/// Holds a visit against acts until the transaction ends, so that nobody writes its facts beside.
pub async fn hold_visit(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(HOLD_VISIT, args![id]).await.map(drop)
}

/// Likewise a round.
pub async fn hold_round(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(HOLD_ROUND, args![id]).await.map(drop)
}

/// What the facts of a visit must be.
pub async fn due_of_visit(tx: &mut Tx, id: Id) -> Result<Vec<Fact>> {
    let Some(row) = tx.fetch_optional(DOOR, args![id]).await? else {
        return Ok(Vec::new());
    };
    let kind: String = row.get("kind")?;
    let kind = DwellingKind::from_name(&kind)
        .ok_or_else(|| StoreError::Inconsistent(format!("kind of a door: {kind}")))?;
    let place = Place {
        street: row.get("street_id")?,
        community: row.get("community_id")?,
        compound: row.get("compound_id")?,
    };
    let events = events(tx, id).await?;
    Ok(of_visit(id, kind, place, &events))
}

/// What the facts of a round must be.
pub async fn due_of_round(tx: &mut Tx, id: Id) -> Result<Vec<Fact>> {
    let events = events(tx, id).await?;
    Ok(of_round(id, &events))
}

/// Writes what the journal of a visit adds up to, in the transaction of the change.
pub(super) async fn visit(tx: &mut Tx, id: Id) -> Result<()> {
    let due = due_of_visit(tx, id).await?;
    restate::put_right(tx, id, &due).await.map(drop)
}

pub(super) async fn round(tx: &mut Tx, id: Id) -> Result<()> {
    let due = due_of_round(tx, id).await?;
    restate::put_right(tx, id, &due).await.map(drop)
}
