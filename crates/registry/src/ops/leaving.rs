//! When somebody leaves: what the other slices are told, and who may take the work over.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx, outbox};
use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use crate::model::{Account, Held};
use crate::rules::posts::{PostRefused, in_force, takes_over};
use crate::store::{accounts, posts};

/// The topic of the outbox under which the other slices learn that somebody has left.
pub const LEFT_TOPIC: &str = "registry.left";

/// Somebody has left a post, or the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub account: Id,
    /// Nothing where the whole account was closed.
    pub post: Option<Id>,
    /// Who takes over what lies with this person; nobody in particular where it goes back to the
    /// body or the queue.
    pub successor: Option<Id>,
}

/// Tells the other slices, in the transaction of the change.
pub(super) async fn tell(tx: &mut Tx, account: &Account, left: &Left, now: Instant) -> Result<()> {
    let id = Id::derived(LEFT_TOPIC, &format!("{} {}", account.id, account.version));
    outbox::add(tx, id, LEFT_TOPIC, account.id, left, now).await
}

/// Whether this person may take over from whoever held these posts.
pub(super) async fn check_successor(
    tx: &mut Tx,
    leaving: &[Held],
    successor: Option<Id>,
    today: Date,
) -> Result<std::result::Result<(), PostRefused>> {
    let Some(successor) = successor else {
        return Ok(Ok(()));
    };
    let is_open = accounts::by_id(tx, successor)
        .await?
        .is_some_and(|it| it.active);
    let held = in_force(posts::of_account(tx, successor).await?, today);
    let is_other = leaving.iter().all(|post| post.account_id != successor);
    let fits = held
        .iter()
        .any(|it| leaving.iter().any(|post| takes_over(post, it)));
    Ok(if is_open && is_other && fits {
        Ok(())
    } else {
        Err(PostRefused::SuccessorUnfit)
    })
}

/// Everybody who could take over from whoever holds these posts, by name.
pub async fn successors(tx: &mut Tx, leaving: &[Held], today: Date) -> Result<Vec<Account>> {
    let mut found: BTreeMap<Id, Account> = BTreeMap::new();
    for post in leaving {
        let candidates = accounts::with_role(tx, &post.role, &post.area_path, today).await?;
        for account in candidates {
            if account.id == post.account_id || found.contains_key(&account.id) {
                continue;
            }
            let held = in_force(posts::of_account(tx, account.id).await?, today);
            if held.iter().any(|it| takes_over(post, it)) {
                found.insert(account.id, account);
            }
        }
    }
    let mut found: Vec<Account> = found.into_values().collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}
