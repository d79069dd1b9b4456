//! Looks at the whole store, independent of the code that wrote it. They read, and only read.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::Id;

queries! {
    /// An open matter without anybody at whose desk it lies, or without a time: before it is
    /// dispatched its limits begin with the day on which it came in; a parked one has its review.
    /// Open states are named one by one, so that only open matters are read; a test holds them
    /// against the model.
    UNOWNED = "SELECT m.number, m.state FROM matter m
        WHERE m.state IN ('received', 'accepted', 'dispatched', 'acknowledged', 'returned', 'contacted',
                'in_progress', 'suspended', 'answered', 'verified', 'reopened') AND (
            NOT EXISTS (SELECT 1 FROM matter_task t WHERE t.matter_id = m.id AND t.order_at > 0)
            OR (m.state NOT IN ('received', 'accepted') AND m.lead_id IS NULL)
            OR (m.state NOT IN ('received', 'accepted', 'suspended') AND m.due_before IS NULL))
        ORDER BY m.state, m.received_at LIMIT $1";
    TOUCHED = "SELECT DISTINCT subject_kind, subject FROM journal
        WHERE seq > $1 ORDER BY subject_kind, subject LIMIT $2";
    LAST_ROW = "SELECT COALESCE(MAX(seq), 0) AS seq FROM journal";
    /// What the rates count of a matter, beside the matter itself.
    RATES_OF = "SELECT f.matter_id, m.number, m.model, f.accepted, f.contact_needed, f.contacted_in_time,
            f.call_back_due, f.said, f.rating, f.closed, f.closed_in_time
        FROM matter_fact f JOIN matter m ON m.id = f.matter_id WHERE f.matter_id = $1";
    /// The same of all, or of those that were due in a month, a page at a time.
    RATES_AFTER = "SELECT f.matter_id, m.number, m.model, f.accepted, f.contact_needed, f.contacted_in_time,
            f.call_back_due, f.said, f.rating, f.closed, f.closed_in_time
        FROM matter_fact f JOIN matter m ON m.id = f.matter_id
        WHERE f.matter_id > $1 AND (f.due_month = $2 OR $2 = '') ORDER BY f.matter_id LIMIT $3";
    STATES = "SELECT state, COUNT(*) AS n FROM matter GROUP BY state ORDER BY state LIMIT $1";
}

const LIMIT: i64 = 200_000;
/// Matters that are read at once.
const PAGE: i64 = 500;
/// Matters that are named.
const NAMED: i64 = 5;

/// Numbers and states of open matters that nobody owns, the first of them.
pub(super) async fn unowned(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let rows = tx.fetch_all(UNOWNED, args![NAMED]).await?;
    rows.iter()
        .map(|row| Ok((row.get("number")?, row.get("state")?)))
        .collect()
}

/// Subjects with rows behind this one.
pub(super) async fn touched(tx: &mut Tx, seq: i64) -> Result<Vec<(String, Id)>> {
    let rows = tx.fetch_all(TOUCHED, args![seq, LIMIT]).await?;
    rows.iter()
        .map(|row| Ok((row.get("subject_kind")?, row.get("subject")?)))
        .collect()
}

pub(super) async fn last_row(tx: &mut Tx) -> Result<i64> {
    tx.fetch_one(LAST_ROW, args![]).await?.get("seq")
}

pub(super) async fn rates_of(tx: &mut Tx, matter: Id) -> Result<Option<Row>> {
    tx.fetch_optional(RATES_OF, args![matter]).await
}

/// Of all months where none is named.
pub(super) async fn rates_after(tx: &mut Tx, behind: &str, month: &str) -> Result<Vec<Row>> {
    tx.fetch_all(RATES_AFTER, args![behind, month, PAGE]).await
}

pub(super) async fn states(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    let rows = tx.fetch_all(STATES, args![NAMED * 10]).await?;
    rows.iter()
        .map(|row| Ok((row.get("state")?, row.get("n")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use huiyin_matters::model::StateName;

    use super::*;

    #[test]
    fn every_open_state_is_asked_for_its_owner() {
        let (open, _) = UNOWNED.sqlite.split_once(") AND (").unwrap();
        let mut asked: Vec<&str> = open.split('\'').skip(1).step_by(2).collect();
        let all = StateName::ALL.iter().filter(|it| it.is_open());
        let mut all: Vec<&str> = all.map(|it| it.name()).collect();
        all.sort_unstable();
        asked.sort_unstable();
        assert_eq!(asked, all);
    }
}
