//! Posts are given, moved in time and ended; each change has its row in the account's journal.

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id};
use serde::Serialize;

use super::leaving::{Left, check_successor, tell};
use super::open_session::end_sessions;
use super::{Doer, is_own, note_account};
use crate::Policy;
use crate::model::{Account, Held};
use crate::rules::posts::{self as post_rules, PostRefused};
use crate::rules::rights;
use crate::store::{accounts, posts};

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
    note_account(tx, account, rights::POST_ADDED, &PostBody::of(post), by).await?;
    Ok(Ok(()))
}

/// Gives a post other days: it is extended, shortened, or begins on another day. Rights follow
/// by themselves, on the first day and after the last.
pub async fn set_period(
    tx: &mut Tx,
    policy: &Policy,
    account: &Account,
    (old, new): (&Held, &Held),
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    if let Err(refused) = post_rules::check_period(old, new, by.now.date()) {
        return Ok(Err(refused));
    }
    let mut others = posts::of_account(tx, account.id).await?;
    others.retain(|it| it.id != old.id);
    if let Err(refused) = post_rules::check(policy, new, &others) {
        return Ok(Err(refused));
    }
    if (old.from_on, old.until_on) == (new.from_on, new.until_on) {
        return Ok(Ok(()));
    }
    posts::set_period(tx, new).await?;
    accounts::bump(tx, account).await?;
    note_account(tx, account, rights::POST_PERIOD, &PostBody::of(new), by).await?;
    Ok(Ok(()))
}

/// Ends a post: `last` is the last day on which it is held, and the day before the first one for
/// a post that was given by mistake.
pub async fn end_post(
    tx: &mut Tx,
    account: &Account,
    post: &Held,
    last: Date,
    successor: Option<Id>,
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    let today = by.now.date();
    let leaving = std::slice::from_ref(post);
    if let Err(refused) = check_successor(tx, leaving, successor, today).await? {
        return Ok(Err(refused));
    }
    if !posts::end(tx, post.id, last).await? {
        return Ok(Ok(()));
    }
    let ended = Held {
        until_on: Some(last),
        ..post.clone()
    };
    // Whoever loses a right signs in anew, in every browser.
    if post.is_held_on(today) {
        end_sessions(tx, account.id, "").await?;
        let left = Left {
            account: account.id,
            post: Some(post.id),
            successor,
        };
        tell(tx, account, &left, by.now).await?;
    }
    accounts::bump(tx, account).await?;
    note_account(tx, account, rights::POST_ENDED, &PostBody::of(&ended), by).await?;
    Ok(Ok(()))
}
