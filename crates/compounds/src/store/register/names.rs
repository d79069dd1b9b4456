//! Further names and phases, as they were decided.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::register::NameKind;
use crate::rules::register::place_key;

queries! {
    ADD = "INSERT INTO estate_name (id, estate_id, name, folded, kind, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_ESTATE = "SELECT id, estate_id, name, kind, reason, decided_by, decided_at FROM estate_name
        WHERE estate_id = $1 ORDER BY decided_at, id LIMIT $2";
}

/// A further name of an estate and the decision that made it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub id: Id,
    pub estate: Id,
    pub name: String,
    pub kind: NameKind,
    pub reason: String,
    pub decided_by: String,
    pub decided_at: Instant,
}

pub async fn add(tx: &mut Tx, name: &Name) -> Result<()> {
    let values = args![
        name.id,
        name.estate,
        &name.name,
        place_key(&name.name),
        name.kind.name(),
        &name.reason,
        &name.decided_by,
        name.decided_at
    ];
    tx.execute(ADD, values).await.map(drop)
}

fn name(row: &Row) -> Result<Name> {
    let kind: String = row.get("kind")?;
    Ok(Name {
        id: row.get("id")?,
        estate: row.get("estate_id")?,
        name: row.get("name")?,
        kind: NameKind::from_name(&kind).ok_or_else(|| StoreError::inconsistent(kind))?,
        reason: row.get("reason")?,
        decided_by: row.get("decided_by")?,
        decided_at: row.get("decided_at")?,
    })
}

pub async fn of_estate(tx: &mut Tx, estate: Id, limit: i64) -> Result<Vec<Name>> {
    let rows = tx.fetch_all(OF_ESTATE, args![estate, limit]).await?;
    rows.iter().map(name).collect()
}
