use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::Site;

use super::{Doer, Nothing, note, note_account};
use crate::Registry;
use crate::gate::token_digest;
use crate::model::{Account, Session};
use crate::rules::attempts::Attempts;
use crate::rules::session::ABSOLUTE_SECONDS;
use crate::store::{accounts, sessions, settings};

/// Times a count that met another one is made anew.
const COUNT_TRIES: usize = 20;

/// A session just opened: the token goes into the cookie and nowhere else.
#[derive(Clone)]
pub struct Opened {
    pub token: String,
    pub account_id: Id,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Opened")
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

/// Opens a session, or says no without saying why: an unknown login, a closed account, a wrong
/// password and a lock-out look the same and take as long.
pub async fn sign_in(
    site: &Site,
    registry: &Registry,
    login: &str,
    password: &str,
) -> Result<Option<Opened>> {
    let now = site.now();
    let mut tx = site.db.read().await?;
    let account = accounts::by_login(&mut tx, login).await?;
    drop(tx);
    let Some(account) = account.filter(|it| it.active) else {
        refuse_unknown(site, registry, password, now).await?;
        return Ok(None);
    };
    if !is_right(site, registry, &account, password, now).await? {
        return Ok(None);
    }
    open_session(site, account.id, now).await.map(Some)
}

/// Checks the password of an account and counts the try, lock-out included.
pub(super) async fn is_right(
    site: &Site,
    registry: &Registry,
    account: &Account,
    password: &str,
    now: Instant,
) -> Result<bool> {
    let Some(attempts) = count_try(site, account.id, now).await? else {
        refuse_unknown(site, registry, password, now).await?;
        return Ok(false);
    };
    let hash = Some(account.password_hash.as_str());
    let is_right = registry.hasher.verify(password, hash).await?;
    if !is_right && attempts.is_locked() {
        note_lock(site, account.id, now).await?;
    }
    if is_right {
        let mut tx = site.db.write().await?;
        accounts::clear_attempts(&mut tx, account.id).await?;
        tx.commit().await?;
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

/// Counts a try before the password is looked at; `None` while the account is locked.
async fn count_try(site: &Site, id: Id, now: Instant) -> Result<Option<Attempts>> {
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

async fn note_lock(site: &Site, id: Id, now: Instant) -> Result<()> {
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

async fn open_session(site: &Site, account_id: Id, now: Instant) -> Result<Opened> {
    let token = site.new_secret();
    let session = Session {
        id: site.new_id(),
        token_digest: token_digest(&site.keys, &token),
        account_id,
        created_at: now,
        seen_at: now,
        expires_at: now.plus_seconds(ABSOLUTE_SECONDS),
    };
    let actor = format!("account:{account_id}");
    let by = Doer { actor: &actor, now };
    let mut tx = site.db.write().await?;
    sessions::insert(&mut tx, &session).await?;
    note(
        &mut tx,
        ("session", session.id),
        1,
        "opened",
        &Nothing {},
        by,
    )
    .await?;
    tx.commit().await?;
    Ok(Opened { token, account_id })
}

/// Ends the session of this digest; ending it twice does no harm.
pub async fn sign_out(tx: &mut Tx, digest: &str, by: Doer<'_>) -> Result<()> {
    if let Some(open) = sessions::open(tx, digest).await? {
        close(tx, &open.session, by).await?;
    }
    Ok(())
}

/// Ends one of an account's sessions; one of somebody else's is not there.
pub async fn end_session(tx: &mut Tx, account: Id, session: Id, by: Doer<'_>) -> Result<bool> {
    let Some(session) = sessions::by_id(tx, session, account).await? else {
        return Ok(false);
    };
    close(tx, &session, by).await?;
    Ok(true)
}

async fn close(tx: &mut Tx, session: &Session, by: Doer<'_>) -> Result<()> {
    if sessions::delete(tx, &session.token_digest).await? {
        note(tx, ("session", session.id), 2, "closed", &Nothing {}, by).await?;
    }
    Ok(())
}
