//! The list of whistles, which follows from the matters that they were blown about: one whose row is
//! gone or was put off would be missing from the month in which it was to be answered.

use std::collections::BTreeMap;

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::Matter;

queries! {
    BETWEEN = "SELECT matter_id, place, answer_before FROM matter_whistle
        WHERE matter_id > $1 AND matter_id <= $2 ORDER BY matter_id, place LIMIT $3";
    OF = "SELECT matter_id, place, answer_before FROM matter_whistle
        WHERE matter_id = $1 ORDER BY matter_id, place LIMIT $2";
}

/// More than the matters of one page can have.
const WHISTLES_LIMIT: i64 = 200_000;

/// The whistles of some matters, by their place.
pub(super) type Whistles = BTreeMap<Id, BTreeMap<i64, Instant>>;

/// The whistles of all matters behind one and up to another.
pub(super) async fn between(tx: &mut Tx, behind: &str, last: Id) -> Result<Whistles> {
    let values = args![behind, last, WHISTLES_LIMIT];
    by_matter(&tx.fetch_all(BETWEEN, values).await?)
}

pub(super) async fn of(tx: &mut Tx, matter: Id) -> Result<Whistles> {
    by_matter(&tx.fetch_all(OF, args![matter, WHISTLES_LIMIT]).await?)
}

fn by_matter(rows: &[Row]) -> Result<Whistles> {
    let mut whistles = Whistles::new();
    for row in rows {
        let own = whistles.entry(row.get("matter_id")?).or_default();
        own.insert(row.get("place")?, row.get("answer_before")?);
    }
    Ok(whistles)
}

/// What is wrong with the listed whistles of a matter.
pub(super) fn fault(whistles: &Whistles, matter: &Matter) -> Option<&'static str> {
    let due = matter.whistles.iter().map(|it| it.answer_before);
    let due: BTreeMap<i64, Instant> = (0i64..).zip(due).collect();
    let none = BTreeMap::new();
    let stored = whistles.get(&matter.id).unwrap_or(&none);
    if *stored == due {
        return None;
    }
    Some(if stored.len() < due.len() {
        "a whistle of it was removed"
    } else {
        "a whistle of it was altered or added"
    })
}
