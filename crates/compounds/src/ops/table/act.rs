use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_registry::bodies;

use super::extract_of;
use crate::Compounds;
use crate::model::table::{DecisionOwner, Meeting, MeetingAct, MeetingEvent, TableRefused};
use crate::ops::{By, OpError};
use crate::rules::table as rules;
use crate::store::register::estates;
use crate::store::table::{editions, meetings};

/// A meeting that this person may see.
pub async fn load(tx: &mut Tx, by: &By, id: Id) -> Result<Meeting, OpError> {
    let meeting = meetings::load(tx, id).await?.ok_or(OpError::NotFound)?;
    let estate = estates::load(tx, meeting.estate).await?;
    by.must_reach(&estate.ok_or(OpError::NotFound)?)?;
    Ok(meeting)
}

/// Whoever decided on an older version looks again first.
pub(super) fn as_seen(meeting: &Meeting, seen: Option<u32>) -> Result<(), OpError> {
    match seen {
        Some(version) if version != meeting.version => Err(StoreError::Conflict {
            subject: meeting.id,
            expected: i64::from(version),
        }
        .into()),
        _ => Ok(()),
    }
}

/// Does something about a meeting. What is published is written down beside it, and stays.
pub async fn act(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    act: MeetingAct,
) -> Result<Meeting, OpError> {
    let meeting = load(tx, by, id).await?;
    as_seen(&meeting, seen)?;
    if let MeetingAct::Decide {
        owner: DecisionOwner::Body { id },
        ..
    } = &act
        && bodies::by_id(tx, *id).await?.is_none()
    {
        return Err(TableRefused::OwnerUnknown.into());
    }
    let now = compounds.site.now();
    let mut change = rules::decide(&meeting, act, now)?;
    if let MeetingEvent::Published { edition } = change.event {
        let extract = extract_of(tx, &change.meeting).await?;
        let estate = change.meeting.estate;
        editions::add(tx, (id, edition), estate, &extract, now).await?;
        change.meeting.correcting = None;
    }
    let keys = &compounds.site.keys;
    meetings::save(tx, keys, &change, &by.actor(), now).await?;
    Ok(change.meeting)
}
