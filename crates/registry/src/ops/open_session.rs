//! The one door: whatever somebody has proven first, here it is decided whether a session opens.

use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_web::Site;
use serde::Serialize;

use super::sign_in::count_try;
use super::{Doer, Nothing, note};
use crate::gate::{step_digest, token_digest};
use crate::model::{First, Session};
use crate::rules::session::STEP_SECONDS;
use crate::rules::sign_in::{Next, Proven, Standing, next};
use crate::store::steps::{self, Step};
use crate::store::{accounts, second_factor, sessions, settings};

/// A session just opened: the token goes into the cookie and nowhere else.
#[derive(Clone)]
pub struct Opened {
    pub token: String,
    pub account_id: Id,
    /// After which the session ends whatever happens in it.
    pub seconds: i64,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Opened")
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

/// How far somebody came.
#[derive(Clone)]
pub enum Admission {
    Session(Opened),
    /// A second factor is asked for; the token of the half sign-in goes into a cookie of its own.
    SecondStep(String),
    Refused,
}

impl Admission {
    pub fn session(self) -> Option<Opened> {
        match self {
            Self::Session(opened) => Some(opened),
            Self::SecondStep(_) | Self::Refused => None,
        }
    }
}

impl std::fmt::Debug for Admission {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Session(_) => "Session",
            Self::SecondStep(_) => "SecondStep",
            Self::Refused => "Refused",
        })
    }
}

#[derive(Serialize)]
struct How<'a> {
    first: &'a str,
    second: bool,
}

/// Opens a session for whoever has proven enough, or begins the second step. The token is always
/// a new one. A session that opens sets the count of tries back.
pub async fn open_session(
    site: &Site,
    account: Id,
    proven: Proven,
    device: &str,
) -> Result<Admission> {
    let now = site.now();
    let mut tx = site.db.write().await?;
    let Some(found) = accounts::by_id(&mut tx, account).await? else {
        return Ok(Admission::Refused);
    };
    let standing = Standing {
        is_active: found.active,
        has_code: second_factor::is_confirmed(&mut tx, account).await?,
    };
    match next(standing, proven) {
        Next::Refused => Ok(Admission::Refused),
        Next::Session => {
            let opened = insert_session(&mut tx, site, account, proven, device).await?;
            accounts::clear_attempts(&mut tx, account).await?;
            tx.commit().await?;
            Ok(Admission::Session(opened))
        }
        Next::SecondFactor => {
            drop(tx);
            // The try of a password counts for both steps; other first factors count none.
            let is_counted = proven.first == First::Password;
            if !is_counted && count_try(site, account, now).await?.is_none() {
                return begin_blind_step(site).await;
            }
            begin_step(site, Some(account), proven.first).await
        }
    }
}

async fn insert_session(
    tx: &mut Tx,
    site: &Site,
    account_id: Id,
    proven: Proven,
    device: &str,
) -> Result<Opened> {
    let now = site.now();
    let token = site.new_secret();
    let seconds = settings::limits(tx).await?.absolute_seconds();
    let session = Session {
        id: site.new_id(),
        token_digest: token_digest(&site.keys, &token),
        account_id,
        created_at: now,
        seen_at: now,
        expires_at: now.plus_seconds(seconds),
        first: proven.first,
        second: proven.second,
        device: device.to_owned(),
    };
    let actor = format!("account:{account_id}");
    let by = Doer { actor: &actor, now };
    let how = How {
        first: proven.first.as_str(),
        second: proven.second,
    };
    sessions::insert(tx, &session).await?;
    note(tx, ("session", session.id), 1, "opened", &how, by).await?;
    Ok(Opened {
        token,
        account_id,
        seconds,
    })
}

/// The second step of somebody whose first proof was wrong: it looks like any other and fails.
pub(super) async fn begin_blind_step(site: &Site) -> Result<Admission> {
    begin_step(site, None, First::Password).await
}

async fn begin_step(site: &Site, account_id: Option<Id>, first: First) -> Result<Admission> {
    let token = site.new_secret();
    let step = Step {
        account_id,
        first,
        expires_at: site.now().plus_seconds(STEP_SECONDS),
    };
    let mut tx = site.db.write().await?;
    steps::insert(&mut tx, &step_digest(&site.keys, &token), step).await?;
    tx.commit().await?;
    Ok(Admission::SecondStep(token))
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

/// Ends every session of an account but the one with this digest (empty keeps none), and every
/// sign-in that stands half-way.
pub async fn end_sessions(tx: &mut Tx, account: Id, but: &str) -> Result<u64> {
    steps::delete_of_account(tx, account).await?;
    sessions::delete_of_account(tx, account, but).await
}

async fn close(tx: &mut Tx, session: &Session, by: Doer<'_>) -> Result<()> {
    if sessions::delete(tx, &session.token_digest).await? {
        note(tx, ("session", session.id), 2, "closed", &Nothing {}, by).await?;
    }
    Ok(())
}
