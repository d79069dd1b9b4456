use huiyin_db::{Result, StoreError, Tx};
use huiyin_web::{Site, Viewer};

use super::sign_in::is_right;
use super::{Doer, Nothing, note_account};
use crate::Registry;
use crate::model::Account;
use crate::rules::password::{self, FIRST_BYTES, Weakness};
use crate::store::{accounts, sessions};

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
    drop(tx);
    let roles = viewer.posts.iter().map(|post| post.role.as_str());
    let is_admin = registry.policy.is_admin(roles);
    if let Err(weakness) = password::check(new, &account.login, is_admin) {
        return Ok(Changed::Weak(weakness));
    }
    if new == old {
        return Ok(Changed::Weak(Weakness::SameAsBefore));
    }
    if !is_right(site, registry, &account, old, now).await? {
        return Ok(Changed::WrongOld);
    }
    let hash = registry.hasher.hash(new, site.entropy.as_ref()).await?;
    let actor = viewer.actor();
    let by = Doer { actor: &actor, now };
    let mut tx = site.db.write().await?;
    accounts::set_password(&mut tx, &account, &hash, false, now).await?;
    sessions::delete_of_account(&mut tx, account.id, &viewer.session_digest).await?;
    note_account(&mut tx, &account, "password_changed", &Nothing {}, by).await?;
    tx.commit().await?;
    Ok(Changed::Done)
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
/// session of the account ends.
pub async fn reset_password(
    tx: &mut Tx,
    account: &Account,
    hash: &str,
    by: Doer<'_>,
) -> Result<()> {
    accounts::set_password(tx, account, hash, true, by.now).await?;
    sessions::delete_of_account(tx, account.id, "").await?;
    note_account(tx, account, "password_reset", &Nothing {}, by).await
}
