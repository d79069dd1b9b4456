use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_matters::store::of_place;
use huiyin_registry::{Area, AreaKind, areas};

use super::siblings;
use crate::model::register::Estate;
use crate::model::register::bounds::NAMES_MOST;
use crate::model::table::{AgendaFacts, MatterFacts, Month, OpenDecision};
use crate::ops::{OpError, yearly};
use crate::store::register::names;
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
        meeting_due: yearly::overdue(tx, estate, now.date()).await?,
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
    let mut all = MatterFacts::default();
    for (compound, names) in compounds(tx, estate, community, &above).await? {
        let names = [names[0].as_str(), names[1].as_str()];
        let within = (community.id, compound);
        let found = of_place::counts_of_place(tx, within, names, month.span(), now).await?;
        all.received += found.received;
        all.closed += found.closed;
        all.open += found.open;
        all.overdue += found.overdue;
        all.reopened += found.reopened;
    }
    Ok(Some(all))
}

/// The compounds that an estate is: its own under both of its names, and those of the community that
/// somebody decided to be a phase or another name of it.
async fn compounds(
    tx: &mut Tx,
    estate: &Estate,
    community: &Area,
    above: &[Area],
) -> Result<Vec<(Option<Id>, [String; 2])>, OpError> {
    let own = above.iter().find(|it| it.kind == AreaKind::Compound);
    let own = own.map(|it| it.id);
    let place = areas::by_id(tx, estate.area).await?;
    let place = place.map_or_else(|| estate.name.clone(), |it| it.name.zh);
    let mut all = vec![(own, [estate.name.clone(), place])];
    let decided = names::of_estate(tx, estate.id, NAMES_MOST).await?;
    if decided.is_empty() {
        return Ok(all);
    }
    for area in areas::of_kind(tx, AreaKind::Compound).await? {
        let name = area.name.zh;
        let is_ours = Some(area.id) != own
            && area.path.starts_with(&community.path)
            && decided.iter().any(|it| it.name == name);
        if is_ours {
            all.push((Some(area.id), [name.clone(), name]));
        }
    }
    Ok(all)
}
