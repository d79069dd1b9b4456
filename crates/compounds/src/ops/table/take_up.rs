use huiyin_db::Tx;
use huiyin_kernel::Id;

use crate::Compounds;
use crate::model::table::{Into, Meeting, MeetingAct, TableRefused};
use crate::ops::{By, OpError};
use crate::rules::table as rules;
use crate::store::table::{decisions, meetings};

/// Notes at a decision of the table that a vote of the same estate has taken it up. One decision
/// is put to the owners once.
pub(crate) async fn take_up(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (estate, decision): (Id, Id),
    vote: Id,
) -> Result<Meeting, OpError> {
    let found = decisions::one(tx, estate, decision).await?;
    let found = found.ok_or(TableRefused::DecisionUnknown)?;
    let meeting = meetings::load(tx, found.meeting).await?;
    let meeting = meeting.ok_or(TableRefused::DecisionUnknown)?;
    let into = Into::Vote(vote);
    let now = compounds.site.now();
    let change = rules::decide(&meeting, MeetingAct::Turn { decision, into }, now)?;
    let keys = &compounds.site.keys;
    meetings::save(tx, keys, &change, &by.actor(), now).await?;
    Ok(change.meeting)
}
