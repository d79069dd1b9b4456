use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::Site;

use super::open_session::{Admission, begin_blind_step, open_session};
use super::{Doer, Nothing, note_account};
use crate::Registry;
use crate::model::Account;
use crate::rules::attempts::Attempts;
use crate::rules::fold;
use crate::rules::sign_in::Proven;
use crate::store::{accounts, second_factor, settings};

/// Times a count that met another one is made anew.
const COUNT_TRIES: usize = 20;

/// Lets somebody in, asks for the second factor, or says no without saying why: an unknown login,
/// a closed account, a wrong password and a lock-out look the same and take as long. Who has a
/// second factor is asked for it whether the password was right or not.
pub async fn sign_in(
    site: &Site,
    registry: &Registry,
    login: &str,
    password: &str,
    device: &str,
) -> Result<Admission> {
    let now = site.now();
    let mut tx = site.db.read().await?;
    let account = accounts::by_login(&mut tx, login).await?;
    let asks_for_code = asks_for_code(&mut tx, site, login, account.as_ref()).await?;
    drop(tx);
    let is_right = match &account {
        Some(account) if account.active => try_password(site, registry, account, password).await?,
        _ => {
            refuse_unknown(site, registry, password, now).await?;
            false
        }
    };
    match account {
        Some(account) if is_right => open_session(site, account.id, Proven::PASSWORD, device).await,
        _ if asks_for_code => begin_blind_step(site).await,
        _ => Ok(Admission::Refused),
    }
}

/// Whether the way in leads by a second step. Where nobody has an account, half of all logins
/// do, always the same half: being asked for a code then tells little about who exists.
async fn asks_for_code(
    tx: &mut Tx,
    site: &Site,
    login: &str,
    account: Option<&Account>,
) -> Result<bool> {
    if let Some(account) = account {
        return second_factor::is_confirmed(tx, account.id).await;
    }
    let digest = site.keys.digest("unknown login", &fold::login(login));
    let is_half = digest.bytes().next().is_some_and(|it| it < b'8');
    Ok(is_half && second_factor::is_used(tx).await?)
}

/// Checks the password of somebody who is signed in; the count starts anew when it is right.
pub(super) async fn is_right(
    site: &Site,
    registry: &Registry,
    account: &Account,
    password: &str,
) -> Result<bool> {
    let is_right = try_password(site, registry, account, password).await?;
    if is_right {
        let mut tx = site.db.write().await?;
        accounts::clear_attempts(&mut tx, account.id).await?;
        tx.commit().await?;
    }
    Ok(is_right)
}

/// Checks the password of an account and counts the try, lock-out included. A right one leaves
/// the count as it is: it begins anew only once somebody is in.
async fn try_password(
    site: &Site,
    registry: &Registry,
    account: &Account,
    password: &str,
) -> Result<bool> {
    let now = site.now();
    let Some(attempts) = count_try(site, account.id, now).await? else {
        refuse_unknown(site, registry, password, now).await?;
        return Ok(false);
    };
    let hash = Some(account.password_hash.as_str());
    let is_right = registry.hasher.verify(password, hash).await?;
    if !is_right && attempts.is_locked() {
        note_lock(site, account.id, now).await?;
    }
    Ok(is_right)
}

/// Spends the time of a check, and a write as a counted try makes one.
async fn refuse_unknown(
    site: &Site,
    registry: &Registry,
    password: &str,
    now: Instant,
) -> Result<()> {
    let mut tx = site.db.write().await?;
    settings::set(&mut tx, settings::UNKNOWN_LOGIN_AT, &now.to_rfc3339()).await?;
    tx.commit().await?;
    registry.hasher.verify(password, None).await.map(drop)
}

/// Counts a try before anything is looked at; `None` while the account is locked.
pub(super) async fn count_try(site: &Site, id: Id, now: Instant) -> Result<Option<Attempts>> {
    for _ in 0..COUNT_TRIES {
        let mut tx = site.db.write().await?;
        let Some(account) = accounts::by_id(&mut tx, id).await? else {
            return Ok(None);
        };
        let before = Attempts {
            failures: account.failures,
            locked_until: account.locked_until,
        };
        let Ok(after) = before.try_at(now) else {
            return Ok(None);
        };
        if accounts::set_attempts(&mut tx, &account, after).await? {
            tx.commit().await?;
            return Ok(Some(after));
        }
    }
    Err(StoreError::Busy)
}

/// Writes into the journal that an account was locked.
pub(super) async fn note_lock(site: &Site, id: Id, now: Instant) -> Result<()> {
    let by = Doer {
        actor: "system",
        now,
    };
    let mut tx = site.db.write().await?;
    let Some(account) = accounts::by_id(&mut tx, id).await? else {
        return Ok(());
    };
    match accounts::bump(&mut tx, &account).await {
        // Somebody changed the account at this very moment; the lock itself stands already.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    note_account(&mut tx, &account, "locked_out", &Nothing {}, by).await?;
    tx.commit().await
}
