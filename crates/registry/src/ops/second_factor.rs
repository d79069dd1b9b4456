//! Setting up, renewing and taking away the generator of codes.

use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Site, Viewer};

use super::open_session::end_sessions;
use super::second_step::use_code;
use super::sign_in::{count_try, is_right};
use super::{Doer, Nothing, bound, is_own, note_account};
use crate::Registry;
use crate::model::Account;
use crate::rules::credentials::{Bound, Proof};
use crate::rules::posts::PostRefused;
use crate::rules::{recovery, totp};
use crate::store::{accounts, credentials, second_factor};

/// A secret that is not confirmed within this time is not shown again.
const PENDING_SECONDS: i64 = 15 * 60;

/// How far somebody's generator of codes has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactor {
    Off,
    /// The secret waits for its first code.
    Pending {
        secret: String,
    },
    On {
        since: Instant,
        recovery_left: i64,
    },
}

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorRefused {
    WrongPassword,
    WrongCode,
    /// Nothing is there to confirm, or something is already.
    OtherState,
}

type Answer<T> = std::result::Result<T, FactorRefused>;

/// How far the generator of this account has come.
pub async fn second_factor(tx: &mut Tx, site: &Site, account: Id) -> Result<SecondFactor> {
    let Some(generator) = second_factor::of_account(tx, &site.keys, account).await? else {
        return Ok(SecondFactor::Off);
    };
    if let Some(since) = generator.confirmed_at {
        return Ok(SecondFactor::On {
            since,
            recovery_left: second_factor::recovery_left(tx, account).await?,
        });
    }
    let is_fresh = site.now().seconds_since(generator.created_at) < PENDING_SECONDS;
    Ok(if is_fresh {
        SecondFactor::Pending {
            secret: generator.secret,
        }
    } else {
        SecondFactor::Off
    })
}

/// Makes a secret for whoever knows the password: a browser left open must not be enough to lock
/// its owner out.
pub async fn begin_second_factor(
    site: &Site,
    registry: &Registry,
    viewer: &Viewer,
    password: &str,
) -> Result<Answer<()>> {
    let account = own(site, viewer).await?;
    if !is_right(site, registry, &account, password).await? {
        return Ok(Err(FactorRefused::WrongPassword));
    }
    let mut random = [0u8; totp::SECRET_BYTES];
    site.entropy.fill(&mut random);
    let secret = totp::secret(random);
    let mut tx = site.db.write().await?;
    let sealing = (&site.keys, site.entropy.as_ref());
    let begun = second_factor::begin(&mut tx, sealing, account.id, &secret, site.now()).await?;
    tx.commit().await?;
    Ok(if begun {
        Ok(())
    } else {
        Err(FactorRefused::OtherState)
    })
}

/// Confirms the secret by a first code, and gives the recovery codes, which are never shown
/// again. Every other session ends.
pub async fn confirm_second_factor(
    site: &Site,
    viewer: &Viewer,
    code: &str,
) -> Result<Answer<Vec<String>>> {
    let now = site.now();
    let mut tx = site.db.write().await?;
    let account = of_viewer(&mut tx, viewer).await?;
    let SecondFactor::Pending { secret } = second_factor(&mut tx, site, account.id).await? else {
        return Ok(Err(FactorRefused::OtherState));
    };
    let digits: String = code.chars().filter(|it| !it.is_whitespace()).collect();
    let Some(step) = totp::step_of(&secret, &digits, now) else {
        return Ok(Err(FactorRefused::WrongCode));
    };
    second_factor::confirm(&mut tx, account.id, now).await?;
    second_factor::use_step(&mut tx, account.id, step).await?;
    let codes = new_recovery(&mut tx, site, account.id).await?;
    end_sessions(&mut tx, account.id, &viewer.session_digest).await?;
    let body = bound(Proof {
        generator: credentials::of_generator(&mut tx, &site.keys, account.id).await?,
        recovery: Some(credentials::of_recovery(&mut tx, &site.keys, account.id).await?),
        ..Proof::default()
    });
    note_own(&mut tx, &account, ("second_factor_set", &body), now).await?;
    tx.commit().await?;
    Ok(Ok(codes))
}

/// Ten new recovery codes in the place of the old ones, for whoever has a code now.
pub async fn renew_recovery(
    site: &Site,
    viewer: &Viewer,
    code: &str,
) -> Result<Answer<Vec<String>>> {
    let account = own(site, viewer).await?;
    if !is_code_right(site, account.id, code).await? {
        return Ok(Err(FactorRefused::WrongCode));
    }
    let mut tx = site.db.write().await?;
    let account = of_viewer(&mut tx, viewer).await?;
    let codes = new_recovery(&mut tx, site, account.id).await?;
    let body = bound(Proof {
        recovery: Some(credentials::of_recovery(&mut tx, &site.keys, account.id).await?),
        ..Proof::default()
    });
    note_own(&mut tx, &account, ("recovery_renewed", &body), site.now()).await?;
    tx.commit().await?;
    Ok(Ok(codes))
}

/// Takes one's own generator away, for whoever knows the password and has a code.
pub async fn remove_second_factor(
    site: &Site,
    registry: &Registry,
    viewer: &Viewer,
    (password, code): (&str, &str),
) -> Result<Answer<()>> {
    let account = own(site, viewer).await?;
    if !is_right(site, registry, &account, password).await? {
        return Ok(Err(FactorRefused::WrongPassword));
    }
    if !is_code_right(site, account.id, code).await? {
        return Ok(Err(FactorRefused::WrongCode));
    }
    let mut tx = site.db.write().await?;
    let account = of_viewer(&mut tx, viewer).await?;
    second_factor::remove(&mut tx, account.id).await?;
    end_sessions(&mut tx, account.id, &viewer.session_digest).await?;
    let removed = ("second_factor_removed", &Bound::default());
    note_own(&mut tx, &account, removed, site.now()).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes somebody's generator away who has lost it; their sessions end. Done by the security
/// administrator, never for oneself.
pub async fn reset_second_factor(
    tx: &mut Tx,
    account: &Account,
    by: Doer<'_>,
) -> Result<std::result::Result<(), PostRefused>> {
    if is_own(account, by) {
        return Ok(Err(PostRefused::OwnAccount));
    }
    if !second_factor::remove(tx, account.id).await? {
        return Ok(Ok(()));
    }
    end_sessions(tx, account.id, "").await?;
    accounts::bump(tx, account).await?;
    note_account(tx, account, "second_factor_reset", &Nothing {}, by).await?;
    Ok(Ok(()))
}

/// A code tried by somebody signed in, counted like a password.
async fn is_code_right(site: &Site, account: Id, code: &str) -> Result<bool> {
    if count_try(site, account, site.now()).await?.is_none() {
        return Ok(false);
    }
    let mut tx = site.db.write().await?;
    let is_right = use_code(&mut tx, site, account, code).await?;
    if is_right {
        accounts::clear_attempts(&mut tx, account).await?;
    }
    tx.commit().await?;
    Ok(is_right)
}

async fn new_recovery(tx: &mut Tx, site: &Site, account: Id) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..recovery::CODES)
        .map(|_| {
            let mut random = [0u8; recovery::CODE_BYTES];
            site.entropy.fill(&mut random);
            recovery::code(random)
        })
        .collect();
    let folded: Vec<String> = codes.iter().filter_map(|it| recovery::folded(it)).collect();
    second_factor::replace_recovery(tx, &site.keys, account, &folded, site.now()).await?;
    Ok(codes)
}

async fn own(site: &Site, viewer: &Viewer) -> Result<Account> {
    let mut tx = site.db.read().await?;
    of_viewer(&mut tx, viewer).await
}

async fn of_viewer(tx: &mut Tx, viewer: &Viewer) -> Result<Account> {
    accounts::by_id(tx, viewer.account_id)
        .await?
        .ok_or_else(|| StoreError::inconsistent("a session without an account"))
}

async fn note_own(
    tx: &mut Tx,
    account: &Account,
    (kind, body): (&str, &Bound),
    now: Instant,
) -> Result<()> {
    let actor = format!("account:{}", account.id);
    accounts::bump(tx, account).await?;
    note_account(tx, account, kind, body, Doer { actor: &actor, now }).await
}
