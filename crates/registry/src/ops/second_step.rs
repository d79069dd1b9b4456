//! The second step of a sign-in: a code of the generator, or a recovery code.

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::Site;

use super::open_session::{Admission, open_session};
use super::sign_in::note_lock;
use super::{Doer, Nothing, note_account};
use crate::gate::step_digest;
use crate::rules::sign_in::Proven;
use crate::rules::{recovery, totp};
use crate::store::steps::Step;
use crate::store::{accounts, second_factor, settings, steps};

/// Whether a half sign-in of this token waits for its second factor.
pub async fn awaits_second_step(site: &Site, token: &str) -> Result<bool> {
    let mut tx = site.db.read().await?;
    let digest = step_digest(&site.keys, token);
    Ok(steps::find(&mut tx, &digest, site.now()).await?.is_some())
}

/// Carries out the second step. It serves once: after a wrong code the way in begins anew, so
/// that nobody learns from it whether the first factor was right.
pub async fn second_step(site: &Site, token: &str, code: &str, device: &str) -> Result<Admission> {
    let now = site.now();
    let digest = step_digest(&site.keys, token);
    let mut tx = site.db.write().await?;
    let step = steps::find(&mut tx, &digest, now).await?;
    if !steps::take(&mut tx, &digest).await? {
        return Ok(Admission::Refused);
    }
    let Some(Step {
        account_id: Some(account),
        first,
        ..
    }) = step
    else {
        // As many writes as a wrong code makes.
        settings::set(&mut tx, settings::UNKNOWN_LOGIN_AT, &now.to_rfc3339()).await?;
        tx.commit().await?;
        return Ok(Admission::Refused);
    };
    let is_right = use_code(&mut tx, site, account, code).await?;
    tx.commit().await?;
    if !is_right {
        note_lock_of(site, account, now).await?;
        return Ok(Admission::Refused);
    }
    let proven = Proven {
        first,
        second: false,
    };
    open_session(site, account, proven.with_code(), device).await
}

/// Spends a code of the generator or a recovery code; false when it is wrong or was used before.
pub(super) async fn use_code(tx: &mut Tx, site: &Site, account: Id, typed: &str) -> Result<bool> {
    let now = site.now();
    let digits: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    if totp::is_code(&digits) {
        let generator = second_factor::of_account(tx, &site.keys, account).await?;
        let Some(generator) = generator.filter(|it| it.confirmed_at.is_some()) else {
            return Ok(false);
        };
        return match totp::step_of(&generator.secret, &digits, now) {
            Some(step) => second_factor::use_step(tx, account, step).await,
            None => Ok(false),
        };
    }
    let Some(code) = recovery::folded(typed) else {
        return Ok(false);
    };
    let is_right = second_factor::use_recovery(tx, &site.keys, account, &code, now).await?;
    if is_right {
        note_recovery(tx, account, now).await?;
    }
    Ok(is_right)
}

/// A recovery code in use is worth a line of the journal: the phone may be lost or stolen.
async fn note_recovery(tx: &mut Tx, account: Id, now: Instant) -> Result<()> {
    let Some(found) = accounts::by_id(tx, account).await? else {
        return Ok(());
    };
    let actor = format!("account:{account}");
    accounts::bump(tx, &found).await?;
    note_account(
        tx,
        &found,
        "recovery_used",
        &Nothing {},
        Doer { actor: &actor, now },
    )
    .await
}

/// The try itself was counted with the first factor; here only the journal is told.
async fn note_lock_of(site: &Site, account: Id, now: Instant) -> Result<()> {
    let mut tx = site.db.read().await?;
    let found = accounts::by_id(&mut tx, account).await?;
    drop(tx);
    if found.is_some_and(|it| it.locked_until > now) {
        note_lock(site, account, now).await?;
    }
    Ok(())
}
