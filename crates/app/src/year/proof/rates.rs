//! What is kept for the three rates, against what follows from the matters themselves.

use huiyin_db::{Db, Row};
use huiyin_kernel::Id;
use huiyin_matters::model::Matter;
use huiyin_matters::rules::rates;

use crate::year::halt::Halt;
use crate::year::queries;

/// Of these matters.
pub(super) async fn of(db: &Db, matters: &[Id]) -> Result<Option<String>, Halt> {
    let mut tx = db.read().await?;
    for id in matters {
        match queries::rates_of(&mut tx, *id).await? {
            Some(row) if is_kept_rightly(&row)? => {}
            Some(row) => return Ok(Some(row.get("number")?)),
            None => return Ok(Some(id.to_string())),
        }
    }
    Ok(None)
}

/// Of all that were due in a month.
pub(super) async fn due_in(db: &Db, month: &str) -> Result<Option<String>, Halt> {
    walk(db, month).await
}

pub(super) async fn all(db: &Db) -> Result<Option<String>, Halt> {
    walk(db, "").await
}

async fn walk(db: &Db, month: &str) -> Result<Option<String>, Halt> {
    let mut tx = db.read().await?;
    let mut behind = String::new();
    loop {
        let rows = queries::rates_after(&mut tx, &behind, month).await?;
        let Some(last) = rows.last() else {
            return Ok(None);
        };
        behind = last.get("matter_id")?;
        for row in &rows {
            if !is_kept_rightly(row)? {
                return Ok(Some(row.get("number")?));
            }
        }
    }
}

fn is_kept_rightly(row: &Row) -> huiyin_db::Result<bool> {
    let matter: Matter = row.json("model")?;
    let due = rates::row(&matter, matter.received_at);
    let flag = |name: &str| -> huiyin_db::Result<bool> { Ok(row.get::<i64>(name)? != 0) };
    let said: String = row.get("said")?;
    let rating: String = row.get("rating")?;
    Ok(flag("accepted")? == due.accepted
        && flag("contact_needed")? == due.contact_needed
        && flag("contacted_in_time")? == due.contacted_in_time
        && flag("call_back_due")? == due.call_back_due
        && flag("closed")? == due.closed
        && flag("closed_in_time")? == due.closed_in_time
        && said == due.said.map_or("", |it| it.name())
        && rating == due.rating.map_or("", |it| it.name()))
}
