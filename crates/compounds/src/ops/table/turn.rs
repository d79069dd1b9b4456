use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_matters::model::{Actor, Area, Post, Role, Scope, Source};
use huiyin_matters::ops::{self as matters, Intake};
use huiyin_matters::store::{self as matter_store, Placed};
use huiyin_registry::{AreaKind, areas};

use super::act::as_seen;
use super::load;
use crate::Compounds;
use crate::model::register::Estate;
use crate::model::table::{Into, Meeting, MeetingAct, TableRefused, Way};
use crate::ops::{By, OpError};
use crate::rules::table as rules;
use crate::store::register::estates;
use crate::store::table::meetings;

/// The matter of a decision has one id, so that a decision is one matter however often it is sent.
pub(super) fn matter_of(decision: Id) -> Id {
    Id::derived("tripartite decision", &decision.to_string())
}

/// Makes a decision a matter: with the meeting as its source, the estate as its place, and in the
/// transaction that notes it at the decision.
pub async fn into_matter(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    decision: Id,
) -> Result<Meeting, OpError> {
    let meeting = load(tx, by, id).await?;
    let found = meeting.decision(decision);
    let text = found.ok_or(TableRefused::DecisionUnknown)?.text.clone();
    if found.is_some_and(|it| matches!(it.way, Way::Matter { .. })) {
        // Sent twice: it is there already.
        return Ok(meeting);
    }
    as_seen(&meeting, seen)?;
    let now = compounds.site.now();
    let matter = matter_of(decision);
    let into = |number: String| MeetingAct::Turn {
        decision,
        into: Into::Matter { id: matter, number },
    };
    // Refused before anything is written, if it is to be refused.
    rules::decide(&meeting, into(String::new()), now)?;
    let estate = estates::load(tx, meeting.estate).await?;
    let estate = estate.ok_or(OpError::NotFound)?;
    let number = report(compounds, tx, by, &estate, (matter, &text)).await?;
    let change = rules::decide(&meeting, into(number), now)?;
    let keys = &compounds.site.keys;
    meetings::save(tx, keys, &change, &by.actor(), now).await?;
    Ok(change.meeting)
}

async fn report(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: &Estate,
    (id, text): (Id, &str),
) -> Result<String, OpError> {
    let keys = &compounds.site.keys;
    if let Some(known) = matter_store::load(tx, keys, id).await? {
        return Ok(known.number);
    }
    let above = areas::above(tx, &estate.area_path).await?;
    let of = |kind: AreaKind| above.iter().find(|it| it.kind == kind).map(|it| it.id);
    let (street_id, community_id) = (of(AreaKind::Street), of(AreaKind::Community));
    let point = areas::by_id(tx, estate.area).await?.and_then(|it| it.point);
    // Whoever keeps the minutes takes it down as a clerk does at the counter.
    let post = Post {
        role: Role::Clerk,
        scope: community_id.map_or(Scope::District, Scope::Community),
    };
    let actor = Actor::staff(by.person()?, vec![post]);
    let intake = Intake {
        area: Area {
            street_id,
            community_id,
            compound_id: of(AreaKind::Compound),
        },
        place: Placed {
            public: estate.name.clone(),
            text: estate.name.clone(),
            point,
        },
        ..Intake::of_text(id, Source::Meeting, text)
    };
    let now = compounds.site.now();
    let receipt = matters::report_within(&compounds.matters, tx, intake, &actor, now).await?;
    Ok(receipt.number)
}
