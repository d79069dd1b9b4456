use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id};

use crate::model::table::{Decision, DecisionStateName, Meeting, WayName};

queries! {
    CLEAR = "DELETE FROM tripartite_decision WHERE meeting_id = $1";
    ADD = "INSERT INTO tripartite_decision (id, meeting_id, estate_id, way, state, due_on, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OPEN = "SELECT d.meeting_id, d.body FROM tripartite_decision d JOIN tripartite_meeting m ON m.id = d.meeting_id
        WHERE d.estate_id = $1 AND d.state = 'open' AND m.month < $2 ORDER BY d.due_on, d.id LIMIT $3";
    PROPOSALS = "SELECT meeting_id, body FROM tripartite_decision
        WHERE estate_id = $1 AND state = 'open' AND way = 'proposal' ORDER BY due_on, id LIMIT $2";
    ONE = "SELECT meeting_id, body FROM tripartite_decision WHERE id = $1 AND estate_id = $2";
    WITH_MATTER = "SELECT id, meeting_id, body FROM tripartite_decision
        WHERE way = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4";
    OVERDUE = "SELECT COUNT(*) AS n FROM tripartite_decision
        WHERE estate_id = $1 AND state = 'open' AND due_on < $2";
}

/// Open decisions that one meeting begins with.
pub const OPEN_LIMIT: i64 = 200;

/// A decision with its meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub meeting: Id,
    pub decision: Decision,
}

fn owed(row: &Row) -> Result<Owed> {
    Ok(Owed {
        meeting: row.get("meeting_id")?,
        decision: row.json("body")?,
    })
}

/// Writes the decisions of a meeting as they stand in it.
pub(super) async fn write(tx: &mut Tx, meeting: &Meeting) -> Result<()> {
    tx.execute(CLEAR, args![meeting.id]).await?;
    for it in &meeting.decisions {
        let body = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
        let values = args![
            it.id,
            meeting.id,
            meeting.estate,
            it.way.name().name(),
            it.state.name().name(),
            it.due,
            body
        ];
        tx.execute(ADD, values).await?;
    }
    Ok(())
}

/// What meetings before a month decided and nobody has done, what is due first at the head.
pub async fn open_before(tx: &mut Tx, estate: Id, month: &str) -> Result<Vec<Owed>> {
    let rows = tx.fetch_all(OPEN, args![estate, month, OPEN_LIMIT]).await?;
    rows.iter().map(owed).collect()
}

/// A decision of the table of an estate.
pub async fn one(tx: &mut Tx, estate: Id, id: Id) -> Result<Option<Owed>> {
    let row = tx.fetch_optional(ONE, args![id, estate]).await?;
    row.as_ref().map(owed).transpose()
}

/// Open decisions that the owners are to vote on.
pub async fn proposals(tx: &mut Tx, estate: Id) -> Result<Vec<Owed>> {
    let rows = tx.fetch_all(PROPOSALS, args![estate, OPEN_LIMIT]).await?;
    rows.iter().map(owed).collect()
}

/// Open decisions that became matters, behind one of them.
pub async fn with_matters(tx: &mut Tx, behind: Option<Id>, limit: i64) -> Result<Vec<Owed>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let open = DecisionStateName::Open.name();
    let values = args![WayName::Matter.name(), open, behind, limit];
    let rows = tx.fetch_all(WITH_MATTER, values).await?;
    rows.iter().map(owed).collect()
}

/// How many decisions of an estate should have been done.
pub async fn overdue(tx: &mut Tx, estate: Id, today: Date) -> Result<i64> {
    tx.fetch_one(OVERDUE, args![estate, today]).await?.get("n")
}
