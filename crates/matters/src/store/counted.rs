//! Facts of a matter for statistics, out of its journal and into the store.

use huiyin_db::facts::{Fact, restate};
use huiyin_db::{Result, StoreError, Tx, args, journal, queries};
use huiyin_kernel::Id;

use crate::counted::{Dated, facts};
use crate::model::{Change, Event, Matter};

queries! {
    MODEL = "SELECT model FROM matter WHERE id = $1";
    HOLD = "UPDATE matter SET version = version WHERE id = $1";
}

async fn from_journal(tx: &mut Tx, matter: &Matter) -> Result<Vec<Fact>> {
    let mut events = Vec::new();
    for record in journal::of_subject(tx, matter.id).await? {
        let body = serde_json::from_str(&record.body).map_err(|error| {
            StoreError::Inconsistent(format!("journal row {}: {error}", record.seq))
        })?;
        events.push(Dated {
            at: record.at,
            body,
        });
    }
    Ok(facts(matter, &events))
}

/// Writes what the journal of a matter adds up to, in the transaction of the change.
pub(crate) async fn write(tx: &mut Tx, matter: &Matter) -> Result<()> {
    let due = from_journal(tx, matter).await?;
    restate::put_right(tx, matter.id, &due).await.map(drop)
}

/// Writes the facts of a matter that comes into being with this change: there are no others.
pub(crate) async fn begin(tx: &mut Tx, change: &Change) -> Result<()> {
    let dated = |event: &Event| Dated {
        at: event.at,
        body: event.body.clone(),
    };
    let events: Vec<Dated> = change.events.iter().map(dated).collect();
    huiyin_db::facts::add(tx, &facts(&change.matter, &events)).await
}

/// Holds a matter against acts until the transaction ends, so that nobody writes its facts beside.
pub async fn hold(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(HOLD, args![id]).await.map(drop)
}

/// What the facts of a matter must be; nothing of a matter that is not there.
pub async fn due(tx: &mut Tx, id: Id) -> Result<Vec<Fact>> {
    match tx.fetch_optional(MODEL, args![id]).await? {
        Some(row) => {
            let matter: Matter = row.json("model")?;
            from_journal(tx, &matter).await
        }
        None => Ok(Vec::new()),
    }
}
