use super::desk::turn;
use super::{Desk, commit_if_ready};
use crate::Compounds;
use crate::model::votes::{Vote, VoteAct, VoteState as S};
use crate::ops::{OpError, register};
use crate::store::votes as rows;

/// Votes looked at in one piece.
const PIECE: i64 = 50;

/// Opens and closes votes whose day has come, and commits to ballots that are all read. Each vote
/// is a transaction of its own; looked at twice, nothing more happens.
pub async fn turn_days(slice: &Compounds) -> Result<usize, OpError> {
    let mut behind: Option<Vote> = None;
    let mut turned = 0;
    loop {
        let mut tx = slice.site.db.read().await?;
        let piece = rows::due(&mut tx, behind.as_ref(), PIECE).await?;
        drop(tx);
        let Some(last) = piece.last().cloned() else {
            return Ok(turned);
        };
        for vote in &piece {
            turned += usize::from(turn_one(slice, vote).await?);
        }
        behind = Some(last);
    }
}

async fn turn_one(slice: &Compounds, seen: &Vote) -> Result<bool, OpError> {
    let now = slice.site.now();
    let desk = Desk::system();
    let is_due = match &seen.state {
        S::Announced { times, .. } => times.opens_on <= now.date(),
        S::Voting { times, .. } => times.closes_before() <= now,
        S::Closed { .. } => true,
        _ => false,
    };
    if !is_due {
        return Ok(false);
    }
    let mut tx = slice.site.db.write().await?;
    let Some(vote) = rows::load(&mut tx, seen.id).await? else {
        return Ok(false);
    };
    // Somebody was faster; the next round looks again.
    if vote.version != seen.version {
        return Ok(false);
    }
    let estate = register::estate_for(&mut tx, &desk.by, vote.estate).await?;
    let before = vote.version;
    let mut next = vote;
    if matches!(next.state, S::Announced { .. }) {
        next = turn(slice, &mut tx, &desk, (&estate, &next, None), VoteAct::Open).await?;
    }
    let over = |it: &Vote| it.state.times().is_some_and(|it| it.closes_before() <= now);
    if matches!(next.state, S::Voting { .. }) && over(&next) {
        next = turn(
            slice,
            &mut tx,
            &desk,
            (&estate, &next, None),
            VoteAct::Close,
        )
        .await?;
    }
    next = commit_if_ready(slice, &mut tx, &desk, (&estate, next)).await?;
    let changed = next.version != before;
    tx.commit().await?;
    Ok(changed)
}
