use huiyin_db::Tx;
use huiyin_kernel::Instant;
use huiyin_matters::store::of_place;
use huiyin_registry::{AreaKind, areas};

use super::siblings;
use crate::model::register::Estate;
use crate::model::table::{AgendaFacts, MatterFacts, Month, OpenDecision};
use crate::ops::OpError;
use crate::store::table::decisions;

/// What the system lays on the table of a month.
pub async fn facts(
    tx: &mut Tx,
    estate: &Estate,
    month: Month,
    now: Instant,
) -> Result<AgendaFacts, OpError> {
    let open = decisions::open_before(tx, estate.id, &month.to_string()).await?;
    let open = open.into_iter().map(|it| OpenDecision {
        meeting: it.meeting,
        decision: it.decision.id,
        text: it.decision.text,
        due: it.decision.due,
    });
    let (income, maintenance) = siblings::money(tx, estate.id, month).await?;
    Ok(AgendaFacts {
        matters: matters(tx, estate, month, now).await?,
        income,
        maintenance,
        votes: Some(siblings::votes(tx, estate.id).await?),
        open: open.collect(),
    })
}

/// Matters of the estate by its compound, or by its name where a matter knows none; not known where
/// it lies in no community.
async fn matters(
    tx: &mut Tx,
    estate: &Estate,
    month: Month,
    now: Instant,
) -> Result<Option<MatterFacts>, OpError> {
    let above = areas::above(tx, &estate.area_path).await?;
    let Some(community) = above.iter().find(|it| it.kind == AreaKind::Community) else {
        return Ok(None);
    };
    let compound = above.iter().find(|it| it.kind == AreaKind::Compound);
    let place = areas::by_id(tx, estate.area).await?;
    let place = place.map_or_else(|| estate.name.clone(), |it| it.name.zh);
    let names = [estate.name.as_str(), place.as_str()];
    let within = (community.id, compound.map(|it| it.id));
    let found = of_place::counts_of_place(tx, within, names, month.span(), now).await?;
    Ok(Some(MatterFacts {
        received: found.received,
        closed: found.closed,
        open: found.open,
        overdue: found.overdue,
        reopened: found.reopened,
    }))
}
