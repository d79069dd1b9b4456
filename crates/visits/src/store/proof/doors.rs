//! Doors that asked for rest: the wish follows from the events of the door and of the visits there,
//! from the first version on, and so has no digest.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};
use serde::Deserialize;

use super::{PAGE, Proven, ROWS_LIMIT, columns, row as wrong_row};
use crate::model::Dwelling;

queries! {
    DOORS = "SELECT id, version, model, kind, community_id, compound_id, disturb, last_uninvited_at, active FROM dwelling
        WHERE id > $1 ORDER BY id LIMIT $2";
    EVENTS = "SELECT d.id AS dwelling_id, j.at AS at, j.kind AS kind, j.body AS body
        FROM dwelling d JOIN journal j ON j.subject = d.id
        WHERE d.id > $1 AND d.id <= $2 AND j.kind IN ('do_not_disturb', 'may_call', 'visit')
        ORDER BY d.id, j.version LIMIT $3";
    SAID = "SELECT v.id AS visit_id, j.at AS at FROM visit v JOIN journal j ON j.subject = v.id
        WHERE v.dwelling_id > $1 AND v.dwelling_id <= $2 AND j.kind = 'do_not_disturb'
        ORDER BY v.dwelling_id, j.at LIMIT $3";
}

const TABLE: &str = "dwelling";

/// Which visit changed a door.
#[derive(Deserialize)]
struct OfVisit {
    visit: Id,
}

/// Since when each door of a page asks for rest.
async fn told(tx: &mut Tx, behind: &str, last: Id) -> Result<BTreeMap<Id, Instant>> {
    let mut said: BTreeSet<(Id, Instant)> = BTreeSet::new();
    for row in tx.fetch_all(SAID, args![behind, last, ROWS_LIMIT]).await? {
        said.insert((row.get("visit_id")?, row.get("at")?));
    }
    let mut since = BTreeMap::new();
    for row in tx
        .fetch_all(EVENTS, args![behind, last, ROWS_LIMIT])
        .await?
    {
        let (door, at): (Id, Instant) = (row.get("dwelling_id")?, row.get("at")?);
        let kind: String = row.get("kind")?;
        match kind.as_str() {
            "may_call" => {
                since.remove(&door);
            }
            "do_not_disturb" => {
                since.insert(door, at);
            }
            // Whoever asked before keeps the day on which they did.
            _ if said.contains(&(of_visit(&row)?, at)) => {
                since.entry(door).or_insert(at);
            }
            _ => {}
        }
    }
    Ok(since)
}

fn of_visit(row: &Row) -> Result<Id> {
    let body: String = row.get("body")?;
    let body: OfVisit = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
    Ok(body.visit)
}

/// The first door that its history does not give.
pub(super) async fn wrong(tx: &mut Tx, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(DOORS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let last: Id = last.get("id")?;
        let since = told(tx, &behind, last).await?;
        behind = last.to_string();
        for row in &page {
            if let Some(found) = of_door(row, &since)? {
                return Ok(Some(found));
            }
            proven.doors += 1;
        }
    }
}

fn of_door(row: &Row, since: &BTreeMap<Id, Instant>) -> Result<Option<Wrong>> {
    let (id, version): (Id, i64) = (row.get("id")?, row.get("version")?);
    let Ok(door) = row.json::<Dwelling>("model") else {
        let what = (id, version, "its row cannot be read");
        return Ok(Some(wrong_row(what, TABLE, id)));
    };
    let stored = door.disturb.map(|it| it.since);
    let expected = since.get(&id).copied();
    let rest = Differs::between("disturb", stored, expected, Instant::to_rfc3339);
    let differs = match rest {
        Some(found) => Some(found),
        None => columns::of_door(row, &door)?,
    };
    Ok(differs.map(|differs| Wrong::column(id, version, TABLE, differs)))
}
