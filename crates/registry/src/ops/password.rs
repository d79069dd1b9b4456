use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Site, Viewer};

use super::open_session::end_sessions;
use super::sign_in::is_right;
use super::{Doer, bound, note_account};
use crate::Registry;
use crate::model::{Account, Grade};
use crate::rules::credentials::{Bound, Proof};
use crate::rules::password::{self, FIRST_BYTES, Rules, Weakness};
use crate::rules::posts::in_force;
use crate::store::accounts::{self, Kept};
use crate::store::{credentials, invites, old_passwords, posts, settings};

/// How asking for a new password ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    Done,
    WrongOld,
    Weak(Weakness),
}

/// Replaces one's own password. Every other session of the account ends.
pub async fn change_password(
    site: &Site,
    registry: &Registry,
    viewer: &Viewer,
    old: &str,
    new: &str,
) -> Result<Changed> {
    let now = site.now();
    let mut tx = site.db.read().await?;
    let account = accounts::by_id(&mut tx, viewer.account_id)
        .await?
        .ok_or_else(|| StoreError::inconsistent("a session without an account"))?;
    let rules = rules_for(&mut tx, registry, account.id, now).await?;
    drop(tx);
    if let Err(weakness) = password::check(new, &account.login, rules) {
        return Ok(Changed::Weak(weakness));
    }
    if new == old {
        return Ok(Changed::Weak(Weakness::SameAsBefore));
    }
    if !is_right(site, registry, &account, old).await? {
        return Ok(Changed::WrongOld);
    }
    if was_used(site, registry, &account, new).await? {
        return Ok(Changed::Weak(Weakness::UsedBefore));
    }
    let hash = registry.hasher.hash(new, site.entropy.as_ref()).await?;
    let kept = Kept {
        hash: &hash,
        grade: password::grade(new, &account.login),
        must_change: false,
    };
    let actor = viewer.actor();
    let by = Doer { actor: &actor, now };
    let mut tx = site.db.write().await?;
    accounts::set_password(&mut tx, &account, kept, now).await?;
    end_sessions(&mut tx, account.id, &viewer.session_digest).await?;
    let body = of_password(&site.keys, &account, &hash);
    note_account(&mut tx, &account, "password_changed", &body, by).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}

/// The body of a row that brings a password.
pub(super) fn of_password(keys: &Keys, account: &Account, hash: &str) -> Bound {
    bound(Proof {
        password: Some(credentials::of_password(keys, account.id, hash)),
        ..Proof::default()
    })
}

/// What is asked of this person's password, by the posts of today and the district's choice.
pub(crate) async fn rules_for(
    tx: &mut Tx,
    registry: &Registry,
    account: Id,
    now: Instant,
) -> Result<Rules> {
    let held = in_force(posts::of_account(tx, account).await?, now.date());
    Ok(Rules {
        style: settings::limits(tx).await?.style,
        is_admin: registry
            .policy
            .is_admin(held.iter().map(|post| post.role.as_str())),
    })
}

/// Whether this is the present password or one of the few before it.
pub(super) async fn was_used(
    site: &Site,
    registry: &Registry,
    account: &Account,
    new: &str,
) -> Result<bool> {
    let mut tx = site.db.read().await?;
    let old = old_passwords::of_account(&mut tx, account.id).await?;
    drop(tx);
    for hash in std::iter::once(&account.password_hash).chain(&old) {
        if registry.hasher.verify(new, Some(hash)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A fresh first password and its hash, for a slip that is printed once.
pub(crate) async fn first_password(site: &Site, registry: &Registry) -> Result<(String, String)> {
    let mut random = [0u8; FIRST_BYTES];
    site.entropy.fill(&mut random);
    let password = password::first(random);
    let hash = registry
        .hasher
        .hash(&password, site.entropy.as_ref())
        .await?;
    Ok((password, hash))
}

/// Gives an account another first password, which must be changed at the next sign-in. Every
/// session of the account ends, and an invitation that was not used.
pub async fn reset_password(
    tx: &mut Tx,
    keys: &Keys,
    account: &Account,
    hash: &str,
    by: Doer<'_>,
) -> Result<()> {
    let kept = Kept {
        hash,
        grade: Grade {
            fits_admin: true,
            is_long: true,
        },
        must_change: true,
    };
    accounts::set_password(tx, account, kept, by.now).await?;
    end_sessions(tx, account.id, "").await?;
    invites::cancel(tx, account.id).await?;
    let body = of_password(keys, account, hash);
    note_account(tx, account, "password_reset", &body, by).await
}
