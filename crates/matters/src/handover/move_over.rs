use huiyin_db::outbox::{Fate, Message};
use huiyin_db::{Result, StoreError, Tx, jobs, journal};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::ops::Left;
use serde::Serialize;

use super::{LEFT_BEHIND, actor_of, fits, left_behind};
use crate::Matters;
use crate::model::{Act, Actor};
use crate::ops::{self, Extra, OpError};
use crate::rules::holding::Holding;
use crate::store::{self, handover as rows};

/// Who takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    Successor(Id),
    /// Parked matters go back to the work of their body; what somebody must answer for until it
    /// is decided goes to whoever hands over.
    Queue {
        meanwhile: Id,
    },
}

/// What a hand-over did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Moved {
    pub matters: usize,
    /// Bound to the person still, because the successor holds no post that reaches them.
    pub left: usize,
}

#[derive(Serialize)]
struct Body {
    from: Id,
    to: Option<Id>,
    matters: usize,
    left: usize,
    rows: bool,
}

/// Handles the message that somebody has left. The work goes to the successor as far as that
/// person's posts reach; those who answer for the rest are told by the job, which is hurried.
pub async fn receive(matters: &Matters, message: &Message) -> Fate {
    let left: Left = match serde_json::from_str(&message.body) {
        Ok(left) => left,
        Err(error) => return Fate::Fail(format!("not a departure: {error}")),
    };
    matters.forget_world();
    match follow(matters, message, left).await {
        Ok(moved) if moved.matters > 0 => Fate::Done("handed-over"),
        Ok(_) => Fate::Done("nothing-bound"),
        Err(error @ StoreError::Inconsistent(_)) => Fate::Fail(error.to_string()),
        Err(error) => Fate::Retry(error.to_string()),
    }
}

async fn follow(matters: &Matters, message: &Message, left: Left) -> Result<Moved> {
    let moved = match left.successor {
        Some(successor) => {
            let to = Receiver::Successor(successor);
            move_over(matters, &Actor::SYSTEM, (left.account, message.id), to, "").await?
        }
        None => Moved::default(),
    };
    let mut tx = matters.site.db.write().await?;
    jobs::hurry(&mut tx, LEFT_BEHIND, matters.site.now()).await?;
    tx.commit().await?;
    Ok(moved)
}

/// Moves what is bound to somebody who has left, as far as `by` may read it, and the rows of a
/// closed account. `act` names this hand-over, so that doing it twice leaves one journal row.
pub async fn move_over(
    matters: &Matters,
    by: &Actor,
    (from, act): (Id, Id),
    to: Receiver,
    note: &str,
) -> Result<Moved> {
    let site = &matters.site;
    let today = site.now().date();
    let mut tx = site.db.read().await?;
    let reader = by.account().map(|_| by);
    let found = left_behind(matters, &mut tx, reader).await?;
    let ghost = found.into_iter().find(|it| it.account == from);
    let world = matters.world(&mut tx).await?;
    let follower = match to {
        Receiver::Successor(id) => actor_of(&mut tx, &world, id, today).await?,
        Receiver::Queue { .. } => None,
    };
    drop(tx);
    let mut moved = Moved::default();
    for bound in ghost.iter().flat_map(|it| &it.bound) {
        let act = match to {
            Receiver::Successor(id) if fits(follower.as_ref(), &bound.matter) => {
                hand_over(from, id, note)
            }
            Receiver::Successor(_) => {
                moved.left += 1;
                continue;
            }
            Receiver::Queue { .. } if bound.holding == Holding::Parked => Act::Resume {
                note: note.to_owned(),
            },
            Receiver::Queue { meanwhile } => hand_over(from, meanwhile, note),
        };
        match ops::act(matters, bound.matter.id, by, act, Extra::default()).await {
            Ok(_) => moved.matters += 1,
            // Done by the act before it on the same matter, or by somebody faster.
            Err(OpError::Refused(_) | OpError::NotFound) => {}
            Err(OpError::Store(error)) => return Err(error),
            Err(other) => return Err(StoreError::inconsistent(other)),
        }
    }
    let mut tx = site.db.write().await?;
    let rows = move_rows(matters, &mut tx, from, (to, follower.as_ref())).await?;
    let body = Body {
        from,
        to: match to {
            Receiver::Successor(id) => Some(id),
            Receiver::Queue { .. } => None,
        },
        matters: moved.matters,
        left: moved.left,
        rows,
    };
    note_it(&mut tx, act, &by.journal_name(), &body, site.now()).await?;
    tx.commit().await?;
    Ok(moved)
}

fn hand_over(from: Id, to: Id, note: &str) -> Act {
    Act::HandOver {
        from,
        to,
        note: note.to_owned(),
    }
}

/// Rows of a closed account: to the successor what the successor may read, the rest is put away.
async fn move_rows(
    matters: &Matters,
    tx: &mut Tx,
    from: Id,
    (to, follower): (Receiver, Option<&Actor>),
) -> Result<bool> {
    let account = huiyin_registry::accounts::by_id(tx, from).await?;
    if account.is_none_or(|it| it.active) {
        return Ok(false);
    }
    if let Receiver::Successor(successor) = to {
        for (notice, matter) in rows::unread(tx, from).await? {
            let known = store::load(tx, &matters.site.keys, matter).await?;
            if known.is_some_and(|known| fits(follower, &known.matter)) {
                rows::give_notice(tx, notice, successor).await?;
            }
        }
        rows::give_rows(tx, from, successor).await?;
    }
    rows::clear_rows(tx, from, matters.site.now()).await?;
    Ok(true)
}

/// One row of the journal for the hand-over itself; each matter has its own as well.
async fn note_it(tx: &mut Tx, act: Id, actor: &str, body: &Body, now: Instant) -> Result<()> {
    let subject = Id::derived("hand-over", &act.to_string());
    if !journal::of_subject(tx, subject).await?.is_empty() {
        return Ok(());
    }
    let entry = journal::Entry {
        subject_kind: "hand_over",
        subject,
        version: 1,
        at: now,
        actor,
        kind: "handed_over",
    };
    journal::append(tx, &entry, body).await
}
