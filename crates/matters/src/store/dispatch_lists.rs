//! List dispatch (清单化交办): many matters handed over from one numbered list.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    INSERT = "INSERT INTO matter_dispatch_list (id, account_id, created_at) VALUES ($1, $2, $3)";
    ADD_LINE = "INSERT INTO matter_dispatch_line (list_id, position, matter_id, lead_id, supports, note, refused)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT l.id, l.account_id, l.created_at,
            (SELECT COUNT(*) FROM matter_dispatch_line n WHERE n.list_id = l.id) AS lines
        FROM matter_dispatch_list l WHERE l.id = $1";
    OF_ACCOUNT = "SELECT l.id, l.account_id, l.created_at,
            (SELECT COUNT(*) FROM matter_dispatch_line n WHERE n.list_id = l.id) AS lines
        FROM matter_dispatch_list l WHERE l.account_id = $1 ORDER BY l.created_at DESC, l.id DESC LIMIT $2";
    LINES = "SELECT position, matter_id, lead_id, supports, note, refused FROM matter_dispatch_line
        WHERE list_id = $1 ORDER BY position LIMIT $2";
}

/// Lines of one list at most.
pub const LIST_LINES: usize = 100;
/// Earlier lists that the page shows.
const EARLIER_LISTS: i64 = 20;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchList {
    pub id: Id,
    pub account: Id,
    pub created_at: Instant,
    pub lines: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchLine {
    pub matter: Id,
    pub lead: Id,
    pub supports: Vec<Id>,
    pub note: String,
    /// Why the matter was not dispatched, as the sentence said then; empty when it was.
    pub refused: String,
}

fn list(row: &Row) -> Result<DispatchList> {
    Ok(DispatchList {
        id: row.get("id")?,
        account: row.get("account_id")?,
        created_at: row.get("created_at")?,
        lines: row.get("lines")?,
    })
}

/// Opens a list. The same id twice is the same form sent twice: [`StoreError::Duplicate`].
pub async fn open(tx: &mut Tx, id: Id, account: Id, now: Instant) -> Result<()> {
    tx.execute(INSERT, args![id, account, now]).await.map(drop)
}

pub async fn add_line(tx: &mut Tx, list: Id, position: i64, line: &DispatchLine) -> Result<()> {
    let supports = serde_json::to_string(&line.supports).map_err(StoreError::inconsistent)?;
    let values = args![
        list,
        position,
        line.matter,
        line.lead,
        supports,
        &line.note,
        &line.refused
    ];
    tx.execute(ADD_LINE, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id) -> Result<Option<DispatchList>> {
    let row = tx.fetch_optional(FIND, args![id]).await?;
    row.as_ref().map(list).transpose()
}

pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<DispatchList>> {
    let rows = tx
        .fetch_all(OF_ACCOUNT, args![account, EARLIER_LISTS])
        .await?;
    rows.iter().map(list).collect()
}

pub async fn lines(tx: &mut Tx, list: Id) -> Result<Vec<DispatchLine>> {
    let limit = i64::try_from(LIST_LINES).unwrap_or(i64::MAX);
    let rows = tx.fetch_all(LINES, args![list, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(DispatchLine {
                matter: row.get("matter_id")?,
                lead: row.get("lead_id")?,
                supports: row.json("supports")?,
                note: row.get("note")?,
                refused: row.get("refused")?,
            })
        })
        .collect()
}
