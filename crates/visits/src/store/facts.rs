//! What statistics count: one row for each door of each round, kept in the transaction of each
//! change. Plain words and numbers, because statistics read them without knowing this slice.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

queries! {
    PUT = "INSERT INTO visit_fact (visit_id, round_id, street_id, community_id, compound_id, kind, state, planned_on,
            called_on, invited, findings)
        VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, 0, 0)
        ON CONFLICT (visit_id) DO UPDATE SET state = excluded.state";
    CALLED = "UPDATE visit_fact SET called_on = $2, invited = $3 WHERE visit_id = $1";
    PLANNED = "UPDATE visit_fact SET planned_on = $2 WHERE visit_id = $1";
    FOUND = "UPDATE visit_fact SET findings = findings + 1 WHERE visit_id = $1";
}

/// Where and what a visit is, in words.
#[derive(Debug, Clone)]
pub struct Fact<'a> {
    pub visit: Id,
    pub round: Id,
    pub street: Option<Id>,
    pub community: Id,
    pub compound: Option<Id>,
    pub kind: &'a str,
    pub state: &'a str,
}

pub async fn put(tx: &mut Tx, fact: &Fact<'_>) -> Result<()> {
    let values = args![
        fact.visit,
        fact.round,
        fact.street,
        fact.community,
        fact.compound,
        fact.kind,
        fact.state
    ];
    tx.execute(PUT, values).await.map(drop)
}

pub async fn called(tx: &mut Tx, visit: Id, at: Instant, invited: bool) -> Result<()> {
    let values = args![visit, at.date(), invited];
    tx.execute(CALLED, values).await.map(drop)
}

pub async fn planned(tx: &mut Tx, visit: Id, on: Option<Date>) -> Result<()> {
    tx.execute(PLANNED, args![visit, on]).await.map(drop)
}

pub async fn found(tx: &mut Tx, visit: Id) -> Result<()> {
    tx.execute(FOUND, args![visit]).await.map(drop)
}
