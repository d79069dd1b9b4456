//! Where a matter lies on desks, held against what its state asks of people: a matter whose task
//! is gone would lie where nobody looks.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::Matter;
use crate::rules::desk;

queries! {
    BETWEEN = "SELECT matter_id, queue, body_id, street_id, order_at FROM matter_task
        WHERE matter_id > $1 AND matter_id <= $2 ORDER BY matter_id LIMIT $3";
    OF = "SELECT matter_id, queue, body_id, street_id, order_at FROM matter_task
        WHERE matter_id = $1 ORDER BY matter_id LIMIT $2";
}

/// More than the matters of one page can have.
const TASKS_LIMIT: i64 = 200_000;

/// Queue, body, street and place in the queue.
type Task = (String, String, String, Instant);
/// The tasks of some matters.
pub(super) type Tasks = BTreeMap<Id, BTreeSet<Task>>;

/// The tasks of all matters behind one and up to another.
pub(super) async fn between(tx: &mut Tx, behind: &str, last: Id) -> Result<Tasks> {
    let values = args![behind, last, TASKS_LIMIT];
    by_matter(&tx.fetch_all(BETWEEN, values).await?)
}

pub(super) async fn of(tx: &mut Tx, matter: Id) -> Result<Tasks> {
    by_matter(&tx.fetch_all(OF, args![matter, TASKS_LIMIT]).await?)
}

fn by_matter(rows: &[Row]) -> Result<Tasks> {
    let mut tasks = Tasks::new();
    for row in rows {
        let task = (
            row.get("queue")?,
            row.get("body_id")?,
            row.get("street_id")?,
            row.get("order_at")?,
        );
        tasks.entry(row.get("matter_id")?).or_default().insert(task);
    }
    Ok(tasks)
}

/// What is wrong with the tasks of a matter.
pub(super) fn fault(tasks: &Tasks, matter: &Matter) -> Option<&'static str> {
    let text = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let street = text(matter.area.street_id);
    let due: BTreeSet<Task> = desk::tasks(matter)
        .into_iter()
        .map(|task| {
            (
                task.queue.name().to_owned(),
                text(task.body),
                street.clone(),
                task.order_at,
            )
        })
        .collect();
    let none = BTreeSet::new();
    let stored = tasks.get(&matter.id).unwrap_or(&none);
    if *stored == due {
        return None;
    }
    Some(if stored.len() < due.len() {
        "a task of it was removed"
    } else {
        "a task of it was altered or added"
    })
}
