//! What the journal says of some visits.

use std::collections::BTreeMap;

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use super::{Proof, ROWS_LIMIT, WithProof};
use crate::model::{VisitEvent, VisitStateName};

queries! {
    EVENTS = "SELECT v.id AS visit_id, j.version AS version, j.at AS at, j.actor AS actor, j.body AS body
        FROM visit v JOIN journal j ON j.subject = v.id
        WHERE v.id > $1 AND v.id <= $2 ORDER BY v.id, j.version LIMIT $3";
}

/// Answers that an event brought.
#[derive(Debug)]
pub(super) struct Answered {
    pub version: i64,
    pub at: Instant,
    /// Who wrote them.
    pub author: Option<Id>,
    pub proof: Option<Proof>,
    pub is_forgotten: bool,
    /// When somebody decided what holds, and who.
    pub settled: Option<(Instant, Option<Id>)>,
}

/// What the journal says of one visit.
#[derive(Debug)]
pub(super) struct Told {
    pub state: VisitStateName,
    pub last: i64,
    pub answers: BTreeMap<Id, Answered>,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            state: VisitStateName::Planned,
            last: 0,
            answers: BTreeMap::new(),
        }
    }
}

fn account_of(actor: &str) -> Option<Id> {
    actor.strip_prefix("account:")?.parse().ok()
}

impl Told {
    fn hear(&mut self, row: &Row) -> Result<()> {
        let body: String = row.get("body")?;
        let event: VisitEvent = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
        let beside: WithProof = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
        let (at, actor): (Instant, String) = (row.get("at")?, row.get("actor")?);
        self.last = row.get("version")?;
        self.state = state_after(self.state, &event);
        match event {
            VisitEvent::Answered {
                submission, author, ..
            } => {
                let answered = Answered {
                    version: self.last,
                    at,
                    author: author.or_else(|| account_of(&actor)),
                    proof: beside.proof,
                    is_forgotten: false,
                    settled: None,
                };
                self.answers.insert(submission, answered);
            }
            VisitEvent::Settled { from } => {
                for id in from {
                    if let Some(answered) = self.answers.get_mut(&id) {
                        answered.settled = Some((at, account_of(&actor)));
                    }
                }
            }
            VisitEvent::Forgotten {} => {
                for answered in self.answers.values_mut() {
                    answered.is_forgotten = true;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The state of a visit behind an event; most only note something.
const fn state_after(before: VisitStateName, event: &VisitEvent) -> VisitStateName {
    use VisitStateName as S;
    match event {
        VisitEvent::Admitted { .. } | VisitEvent::TriedAgain {} => S::Planned,
        VisitEvent::Appointed { .. } => S::Appointed,
        VisitEvent::Declined {} => S::Declined,
        VisitEvent::Visited { .. } => S::Visited,
        VisitEvent::NotMet { .. } => S::NotMet,
        VisitEvent::DoNotDisturb {} => S::DoNotDisturb,
        VisitEvent::HandedOn { .. } => S::HandedOn,
        // A time that somebody agreed to is forgotten with their words.
        VisitEvent::Forgotten {} if matches!(before, S::Appointed) => S::Planned,
        _ => before,
    }
}

/// The histories of all visits behind one and up to another; nothing where one cannot be read,
/// with the visit that it is of.
pub(super) async fn between(
    tx: &mut Tx,
    behind: &str,
    last: Id,
) -> Result<(BTreeMap<Id, Told>, Option<Id>)> {
    let mut all: BTreeMap<Id, Told> = BTreeMap::new();
    for row in tx
        .fetch_all(EVENTS, args![behind, last, ROWS_LIMIT])
        .await?
    {
        let visit: Id = row.get("visit_id")?;
        if all.entry(visit).or_default().hear(&row).is_err() {
            return Ok((all, Some(visit)));
        }
    }
    Ok((all, None))
}
