use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id};
use serde::Serialize;

use super::open_session::end_sessions;
use super::{Doer, Nothing, is_own, note, note_account};
use crate::Policy;
use crate::model::{Account, Held, NewAccount};
use crate::rules::posts::{self as post_rules, PostRefused};
use crate::store::{accounts, posts};

/// Makes an account without any post: it may sign in and see its own page.
pub async fn create_account(tx: &mut Tx, new: &NewAccount, by: Doer<'_>) -> Result<()> {
    accounts::insert(tx, new, by.now).await?;
    note(tx, ("account", new.id), 1, "created", &Nothing {}, by).await
}

#[derive(Serialize)]
struct PostBody<'a> {
    post: Id,
    role: &'a str,
    area_path: &'a str,
    body: Option<Id>,
    from_on: Date,
    until_on: Option<Date>,
}

impl<'a> PostBody<'a> {
    fn of(post: &'a Held) -> Self {
        Self {
            post: post.id,
            role: &post.role,
            area_path: &post.area_path,
            body: post.body_id,
            from_on: post.from_on,
            until_on: post.until_on,
        }
    }
}

/// Gives somebody a post, where the rules allow it.
pub async fn add_post(
    tx: &mut Tx,
    policy: &Policy,
    account: &Account,
    post: &Held,
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    let others = posts::of_account(tx, account.id).await?;
    if let Err(refused) = post_rules::check(policy, post, &others) {
        return Ok(Err(refused));
    }
    posts::insert(tx, post).await?;
    accounts::bump(tx, account).await?;
    note_account(tx, account, "post_added", &PostBody::of(post), by).await?;
    Ok(Ok(()))
}

/// Ends a post: `last` is the last day on which it is held, and the day before the first one for
/// a post that was given by mistake.
pub async fn end_post(
    tx: &mut Tx,
    account: &Account,
    post: &Held,
    last: Date,
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    if !posts::end(tx, post.id, last).await? {
        return Ok(Ok(()));
    }
    let ended = Held {
        until_on: Some(last),
        ..post.clone()
    };
    accounts::bump(tx, account).await?;
    note_account(tx, account, "post_ended", &PostBody::of(&ended), by).await?;
    Ok(Ok(()))
}

/// Closes an account, with every session of it, or opens it again.
pub async fn set_active(
    tx: &mut Tx,
    account: &Account,
    active: bool,
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    if account.active == active {
        return Ok(Ok(()));
    }
    accounts::set_active(tx, account, active).await?;
    if !active {
        end_sessions(tx, account.id, "").await?;
    }
    let kind = if active { "activated" } else { "deactivated" };
    note_account(tx, account, kind, &Nothing {}, by).await?;
    Ok(Ok(()))
}
