//! Layouts of ledgers as bodies keep them.

use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::rules::ledgers::Chosen;

queries! {
    LOAD = "SELECT id, version, columns FROM statistics_layout WHERE scope = $1 AND ledger = $2";
    INSERT = "INSERT INTO statistics_layout (id, scope, ledger, version, columns, changed_at)
        VALUES ($1, $2, $3, 1, $4, $5)";
    UPDATE = "UPDATE statistics_layout SET version = version + 1, columns = $3, changed_at = $4
        WHERE id = $1 AND version = $2";
    HEADS = "SELECT id AS subject, version FROM statistics_layout WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which layouts stand in the journal.
pub(crate) const SUBJECT: &str = "statistics_layout";

/// A layout with its version; version 0 was never kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub version: i64,
    pub columns: Vec<Chosen>,
}

#[derive(Serialize)]
struct Changed<'a> {
    ledger: &'a str,
    columns: &'a [Chosen],
}

fn id_of(scope: &str, ledger: &str) -> Id {
    Id::derived(SUBJECT, &format!("{scope} {ledger}"))
}

pub(crate) async fn load(tx: &mut Tx, scope: &str, ledger: &str) -> Result<Kept> {
    let row = tx.fetch_optional(LOAD, args![scope, ledger]).await?;
    let kept = |row: &Row| {
        Ok(Kept {
            version: row.get("version")?,
            columns: row.json("columns")?,
        })
    };
    row.as_ref().map_or_else(|| Ok(Kept::default()), kept)
}

/// Keeps a layout if nobody was faster since `before`; no columns are the usual ones.
pub(crate) async fn keep(
    tx: &mut Tx,
    (scope, ledger): (&str, &str),
    before: i64,
    columns: &[Chosen],
    (actor, now): (&str, Instant),
) -> Result<()> {
    let id = id_of(scope, ledger);
    let text = serde_json::to_string(columns).map_err(StoreError::inconsistent)?;
    if before == 0 {
        tx.execute(INSERT, args![id, scope, ledger, text, now])
            .await?;
    } else {
        tx.execute_locked(UPDATE, args![id, before, text, now], id, before)
            .await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: id,
        version: before + 1,
        at: now,
        actor,
        kind: "laid_out",
    };
    journal::append(tx, &entry, &Changed { ledger, columns }).await
}
