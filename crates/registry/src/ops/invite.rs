//! Invitations: a link, for one use within seven days, by which somebody chooses the first
//! password themself. Whoever makes it never learns the password.

use huiyin_db::{Result, Tx};
use huiyin_web::Site;

use super::open_session::end_sessions;
use super::password::{of_password, was_used};
use super::{Doer, note_account, rules_for};
use crate::Registry;
use crate::gate::invite_digest;
use crate::model::{Account, Grade};
use crate::rules::password::{self, Rules, Weakness};
use crate::store::accounts::{self, Kept};
use crate::store::{credentials, invites};

const INVITE_DAYS: i64 = 7;

/// Whom a link invites, and what is asked of the password.
#[derive(Debug, Clone)]
pub struct Invited {
    pub account: Account,
    pub rules: Rules,
}

/// How using an invitation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    Done,
    /// It was used, has run out, was replaced, or never was.
    Gone,
    Weak(Weakness),
}

/// A hash that no password has, for an account that waits for its first one.
pub(crate) async fn no_password(site: &Site, registry: &Registry) -> Result<String> {
    let secret = site.new_secret();
    registry.hasher.hash(&secret, site.entropy.as_ref()).await
}

/// Invites somebody: the password before, every session and every earlier invitation end. The
/// token is told once and goes into the link.
pub(crate) async fn invite(
    tx: &mut Tx,
    site: &Site,
    account: &Account,
    no_password: &str,
    by: Doer<'_>,
) -> Result<String> {
    let token = site.new_secret();
    let kept = Kept {
        hash: no_password,
        grade: Grade {
            fits_admin: true,
            is_long: true,
        },
        must_change: true,
    };
    accounts::set_password(tx, account, kept, by.now).await?;
    end_sessions(tx, account.id, "").await?;
    let period = (by.now, by.now.plus_hours(24 * INVITE_DAYS));
    invites::put(tx, account.id, &invite_digest(&site.keys, &token), period).await?;
    let mut body = of_password(&site.keys, account, no_password);
    body.proof.invite = credentials::of_invite(tx, &site.keys, account.id).await?;
    note_account(tx, account, "invited", &body, by).await?;
    Ok(token)
}

/// Whom this token invites.
pub(crate) async fn invited(
    tx: &mut Tx,
    site: &Site,
    registry: &Registry,
    token: &str,
) -> Result<Option<Invited>> {
    let now = site.now();
    let Some(id) = invites::find(tx, &invite_digest(&site.keys, token), now).await? else {
        return Ok(None);
    };
    let Some(account) = accounts::by_id(tx, id).await?.filter(|it| it.active) else {
        return Ok(None);
    };
    let rules = rules_for(tx, registry, id, now).await?;
    Ok(Some(Invited { account, rules }))
}

/// Takes the first password of whoever was invited.
pub(crate) async fn accept_invite(
    site: &Site,
    registry: &Registry,
    token: &str,
    new: &str,
) -> Result<Accepted> {
    let now = site.now();
    let mut tx = site.db.read().await?;
    let Some(Invited { account, rules }) = invited(&mut tx, site, registry, token).await? else {
        return Ok(Accepted::Gone);
    };
    drop(tx);
    if let Err(weakness) = password::check(new, &account.login, rules) {
        return Ok(Accepted::Weak(weakness));
    }
    if was_used(site, registry, &account, new).await? {
        return Ok(Accepted::Weak(Weakness::UsedBefore));
    }
    let hash = registry.hasher.hash(new, site.entropy.as_ref()).await?;
    let kept = Kept {
        hash: &hash,
        grade: password::grade(new, &account.login),
        must_change: false,
    };
    let actor = format!("account:{}", account.id);
    let by = Doer { actor: &actor, now };
    let mut tx = site.db.write().await?;
    if !invites::spend(&mut tx, &invite_digest(&site.keys, token), now).await? {
        return Ok(Accepted::Gone);
    }
    accounts::set_password(&mut tx, &account, kept, now).await?;
    end_sessions(&mut tx, account.id, "").await?;
    let body = of_password(&site.keys, &account, &hash);
    note_account(&mut tx, &account, "invite_used", &body, by).await?;
    tx.commit().await?;
    Ok(Accepted::Done)
}
