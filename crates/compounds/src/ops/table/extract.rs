use huiyin_db::Tx;
use huiyin_registry::bodies;

use crate::model::table::{
    Decision, DecisionOwner, Extract, ExtractDecision, Meeting, TableRefused, Way,
};
use crate::ops::OpError;

/// What may be shown of a meeting to everybody. It has nobody's name in it to begin with: sides
/// are counted, owners of decisions are sides or bodies.
pub async fn extract_of(tx: &mut Tx, meeting: &Meeting) -> Result<Extract, OpError> {
    let held_on = meeting.state.held_on().ok_or(TableRefused::WrongState)?;
    let mut decisions = Vec::with_capacity(meeting.decisions.len());
    for it in &meeting.decisions {
        decisions.push(decision(tx, it).await?);
    }
    let attendance = meeting.attendance.iter();
    let sides = attendance.map(|(side, seat)| (*side, if seat.present { seat.persons } else { 0 }));
    Ok(Extract {
        month: meeting.month,
        held_on,
        sides: sides.collect(),
        facts: meeting.facts.clone().unwrap_or_default(),
        notes: meeting.notes.clone(),
        decisions,
        correction: meeting.correcting.clone(),
    })
}

async fn decision(tx: &mut Tx, it: &Decision) -> Result<ExtractDecision, OpError> {
    let (side, body) = match it.owner {
        DecisionOwner::Side { side } => (Some(side), None),
        DecisionOwner::Body { id } => (None, bodies::by_id(tx, id).await?.map(|it| it.name)),
    };
    Ok(ExtractDecision {
        id: it.id,
        text: it.text.clone(),
        side,
        body,
        due: it.due,
        way: it.way.name(),
        matter: match &it.way {
            Way::Matter { number, .. } => Some(number.clone()),
            Way::Task | Way::Proposal { .. } => None,
        },
        state: it.state.clone(),
    })
}
