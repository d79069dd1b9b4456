//! Texts that staff use again: their own, and those they share with everybody.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    INSERT = "INSERT INTO matter_template (id, purpose, title, body, shared, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    VISIBLE = "SELECT id, purpose, title, body, shared, created_by FROM matter_template
        WHERE shared = 1 OR created_by = $1 ORDER BY purpose, title, id LIMIT $2";
    BY_ID = "SELECT id, purpose, title, body, shared, created_by FROM matter_template
        WHERE id = $1 AND (shared = 1 OR created_by = $2)";
    OWNED = "SELECT COUNT(*) AS n FROM matter_template WHERE created_by = $1";
    UPDATE = "UPDATE matter_template SET purpose = $3, title = $4, body = $5, shared = $6
        WHERE id = $1 AND created_by = $2";
    DELETE = "DELETE FROM matter_template WHERE id = $1 AND created_by = $2";
}

/// Templates of one person at most.
pub const OWN_TEMPLATES: i64 = 100;
/// Templates that one page offers.
const VISIBLE_LIMIT: i64 = 500;

/// A text to be used again. `purpose` is the name of an outcome, `message` or `reject`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub id: Id,
    pub purpose: String,
    pub title: String,
    pub body: String,
    pub shared: bool,
    pub created_by: Id,
}

fn template(row: &Row) -> Result<Template> {
    Ok(Template {
        id: row.get("id")?,
        purpose: row.get("purpose")?,
        title: row.get("title")?,
        body: row.get("body")?,
        shared: row.get("shared")?,
        created_by: row.get("created_by")?,
    })
}

pub async fn add(tx: &mut Tx, new: &Template, now: Instant) -> Result<()> {
    let values = args![
        new.id,
        &new.purpose,
        &new.title,
        &new.body,
        new.shared,
        new.created_by,
        now
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// What this person may use: the shared ones and their own.
pub async fn visible(tx: &mut Tx, account: Id) -> Result<Vec<Template>> {
    let rows = tx.fetch_all(VISIBLE, args![account, VISIBLE_LIMIT]).await?;
    rows.iter().map(template).collect()
}

pub async fn find(tx: &mut Tx, id: Id, account: Id) -> Result<Option<Template>> {
    let row = tx.fetch_optional(BY_ID, args![id, account]).await?;
    row.as_ref().map(template).transpose()
}

pub async fn owned(tx: &mut Tx, account: Id) -> Result<i64> {
    tx.fetch_one(OWNED, args![account]).await?.get("n")
}

/// Changes a template of one's own; false where it is somebody else's or gone.
pub async fn change(tx: &mut Tx, new: &Template) -> Result<bool> {
    let values = args![
        new.id,
        new.created_by,
        &new.purpose,
        &new.title,
        &new.body,
        new.shared
    ];
    Ok(tx.execute(UPDATE, values).await? == 1)
}

pub async fn remove(tx: &mut Tx, id: Id, account: Id) -> Result<bool> {
    Ok(tx.execute(DELETE, args![id, account]).await? == 1)
}
