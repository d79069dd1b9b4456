//! When somebody leaves: what is bound to them goes to a successor, or back to the body and the
//! queue, and whatever is left is shown to those who answer for it. Nothing stays with a ghost.
//!
//! Most work is bound to a body or a queue and needs no hand-over: the next one on duty finds it.
//! [`crate::rules::holding`] says what is bound to a person. Beside it there are rows that only
//! one account sees: unread notices, saved filters, private templates.

mod left;
mod move_over;
mod unserved;

pub use left::{Bound, LeftBehind, Why, left_behind, tell_of_left_behind};
pub use move_over::{Moved, Receiver, move_over, receive};
pub use unserved::{Unserved, unserved};

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id};
use huiyin_registry::{Held, accounts, posts};

use crate::World;
use crate::model::{Actor, Matter};
use crate::rules;

/// The job that finds what was left behind.
pub(crate) const LEFT_BEHIND: &str = "matters.left_behind";

/// Somebody as the rules see them today; nobody where the account is closed.
pub(crate) async fn actor_of(
    tx: &mut Tx,
    world: &World,
    account: Id,
    today: Date,
) -> Result<Option<Actor>> {
    let open = accounts::by_id(tx, account)
        .await?
        .is_some_and(|it| it.active);
    if !open {
        return Ok(None);
    }
    let held: Vec<Held> = posts::of_account(tx, account)
        .await?
        .into_iter()
        .filter(|post| post.is_held_on(today))
        .collect();
    Ok(Some(world.actor_with(account, &held)))
}

/// Whether this person may still answer for the matter: they play a part on it.
pub(crate) fn fits(actor: Option<&Actor>, matter: &Matter) -> bool {
    actor.is_some_and(|actor| !rules::parts(actor, matter).is_empty())
}
