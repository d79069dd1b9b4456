use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;

use super::leaving::{Left, check_successor, tell};
use super::open_session::end_sessions;
use super::{Doer, Nothing, bound, is_own, note, note_account};
use crate::model::{Account, NewAccount};
use crate::rules::credentials::Proof;
use crate::rules::posts::{PostRefused, in_force};
use crate::rules::rights;
use crate::store::{accounts, credentials, invites, posts};

/// Makes an account without any post: it may sign in and see its own page.
pub async fn create_account(
    tx: &mut Tx,
    keys: &Keys,
    new: &NewAccount,
    by: Doer<'_>,
) -> Result<()> {
    accounts::insert(tx, new, by.now).await?;
    let body = bound(Proof {
        password: Some(credentials::of_password(keys, new.id, &new.password_hash)),
        ..Proof::default()
    });
    note(tx, ("account", new.id), 1, rights::CREATED, &body, by).await
}

/// An account of a district that is told: its password is public, and nothing is bound to it.
pub(crate) async fn create_unbound(tx: &mut Tx, new: &NewAccount, by: Doer<'_>) -> Result<()> {
    accounts::insert(tx, new, by.now).await?;
    note(tx, ("account", new.id), 1, rights::CREATED, &Nothing {}, by).await
}

/// Closes an account, with every session and invitation of it, or opens it again. Whoever takes
/// over what lies with a closed account must hold a post of the same kind.
pub async fn set_active(
    tx: &mut Tx,
    account: &Account,
    active: bool,
    successor: Option<Id>,
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    if account.active == active {
        return Ok(Ok(()));
    }
    let held = in_force(posts::of_account(tx, account.id).await?, by.now.date());
    if !active && let Err(refused) = check_successor(tx, &held, successor, by.now.date()).await? {
        return Ok(Err(refused));
    }
    accounts::set_active(tx, account, active).await?;
    if !active {
        end_sessions(tx, account.id, "").await?;
        invites::cancel(tx, account.id).await?;
        let left = Left {
            account: account.id,
            post: None,
            successor,
        };
        tell(tx, account, &left, by.now).await?;
    }
    let kind = if active {
        rights::ACTIVATED
    } else {
        rights::DEACTIVATED
    };
    note_account(tx, account, kind, &Nothing {}, by).await?;
    Ok(Ok(()))
}
