use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::Desk;
use super::desk::{load_vote, turn};
use crate::Compounds;
use crate::model::votes::{Vote, VoteAct, VoteDraft};
use crate::ops::{OpError, register, table};
use crate::rules::votes as rules;
use crate::store::votes as rows;

/// Makes a vote, as a proposal.
pub async fn create(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id): (Id, Id),
    draft: VoteDraft,
) -> Result<Vote, OpError> {
    let estate = register::estate_for(tx, &desk.by, estate).await?;
    let now = slice.site.now();
    let who = (id, estate.id, desk.by.person()?);
    let change = rules::create(who, draft, now)?;
    rows::save(tx, &change, &desk.by.actor(), now).await?;
    Ok(change.vote)
}

/// The same, asked for by a decision of the three sides, at which it is noted (rule 8.6).
pub async fn create_from(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, decision): (Id, Id, Id),
    draft: VoteDraft,
) -> Result<Vote, OpError> {
    let estate = register::estate_for(tx, &desk.by, estate).await?;
    let now = slice.site.now();
    let who = (id, estate.id, desk.by.person()?);
    let mut change = rules::create(who, draft, now)?;
    change.vote.proposed = Some(decision);
    rows::save(tx, &change, &desk.by.actor(), now).await?;
    table::take_up(slice, tx, &desk.by, (estate.id, decision), id).await?;
    Ok(change.vote)
}

/// Writes a vote anew, until its roll is posted.
pub async fn change(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
    draft: VoteDraft,
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let act = VoteAct::Change(Box::new(draft));
    turn(slice, tx, desk, (&estate, &vote, seen), act).await
}
