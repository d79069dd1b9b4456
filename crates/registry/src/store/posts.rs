//! Posts: who holds which role, where, and since when.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id};

use crate::model::Held;

queries! {
    INSERT = "INSERT INTO post (id, account_id, role, area_id, area_path, body_id, from_on, until_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    BY_ID = "SELECT id, account_id, role, area_id, area_path, body_id, from_on, until_on
        FROM post WHERE id = $1";
    OF_ACCOUNT = "SELECT id, account_id, role, area_id, area_path, body_id, from_on, until_on
        FROM post WHERE account_id = $1 ORDER BY from_on, id LIMIT $2";
    ALL = "SELECT id, account_id, role, area_id, area_path, body_id, from_on, until_on
        FROM post ORDER BY account_id, from_on, id LIMIT $1";
    SET_PERIOD = "UPDATE post SET from_on = $2, until_on = $3 WHERE id = $1";
    END = "UPDATE post SET until_on = $2 WHERE id = $1 AND (until_on IS NULL OR until_on > $2)";
}

/// Posts of one account at most, past ones included.
pub const POSTS_PER_ACCOUNT: i64 = 200;
const POSTS_LIMIT: i64 = 50_000;

fn post(row: &Row) -> Result<Held> {
    Ok(Held {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        role: row.get("role")?,
        area_id: row.get("area_id")?,
        area_path: row.get("area_path")?,
        body_id: row.get("body_id")?,
        from_on: row.get("from_on")?,
        until_on: row.get("until_on")?,
    })
}

/// Adds the row of a post. [`crate::ops::add_post`] also checks and journals it.
pub async fn insert(tx: &mut Tx, post: &Held) -> Result<()> {
    let values = args![
        post.id,
        post.account_id,
        &post.role,
        post.area_id,
        &post.area_path,
        post.body_id,
        post.from_on,
        post.until_on,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Held>> {
    let row = tx.fetch_optional(BY_ID, args![id]).await?;
    row.as_ref().map(post).transpose()
}

pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<Held>> {
    of_account_most(tx, account, POSTS_PER_ACCOUNT).await
}

/// The same, up to another number of them.
pub(crate) async fn of_account_most(tx: &mut Tx, account: Id, most: i64) -> Result<Vec<Held>> {
    let rows = tx.fetch_all(OF_ACCOUNT, args![account, most]).await?;
    rows.iter().map(post).collect()
}

pub async fn all(tx: &mut Tx) -> Result<Vec<Held>> {
    let rows = tx.fetch_all(ALL, args![POSTS_LIMIT]).await?;
    rows.iter().map(post).collect()
}

/// Makes `last` the last day of a post; false when it ended earlier already.
pub(crate) async fn end(tx: &mut Tx, id: Id, last: Date) -> Result<bool> {
    Ok(tx.execute(END, args![id, last]).await? == 1)
}

pub(crate) async fn set_period(tx: &mut Tx, post: &Held) -> Result<()> {
    let values = args![post.id, post.from_on, post.until_on];
    tx.execute(SET_PERIOD, values).await.map(drop)
}
