use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Site, Viewer};
use serde::Serialize;

use super::open_session::{Admission, end_sessions, open_session};
use super::sign_in::is_right;
use super::{Doer, note_account};
use crate::Registry;
use crate::ceremony::{self, Presented, Question, Unproven};
use crate::model::{Account, Passkey, WayIn, WayInKind};
use crate::rules::credentials::{Bound, Proof};
use crate::rules::passkey::{PASSKEYS_MOST, Party};
use crate::rules::sign_in::Proven;
use crate::store::{accounts, credentials, passkeys, ways_in};

/// A question for the browser, and the secret that binds the answer to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    pub options: String,
    pub secret: String,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Asked(…)")
    }
}

/// How asking for a new passkey ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolment {
    Asked(Asked),
    WrongPassword,
    /// The account has as many as it may have.
    Full,
    /// Too many sign-ins are under way in the whole district.
    Crowded,
}

/// How keeping a new passkey ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    Done,
    /// The question ran out, was answered already, or was asked in another browser.
    Expired,
    Unproven,
    Full,
    /// The device holds a passkey that is known already.
    Known,
}

#[derive(Serialize)]
struct PasskeyNote {
    passkey: Id,
}

async fn account_of(tx: &mut Tx, viewer: &Viewer) -> Result<Account> {
    accounts::by_id(tx, viewer.account_id)
        .await?
        .ok_or_else(|| StoreError::inconsistent("a session without an account"))
}

/// Asks for a passkey of the signed-in person, who proves with the password that the browser was
/// not left open by somebody else: a passkey outlives the session in which it was made.
pub async fn begin_enrolment(
    site: &Site,
    registry: &Registry,
    party: &Party,
    viewer: &Viewer,
    password: &str,
) -> Result<Enrolment> {
    let now = site.now();
    let mut tx = site.db.read().await?;
    let account = account_of(&mut tx, viewer).await?;
    let known = passkeys::of_account(&mut tx, account.id).await?;
    drop(tx);
    if !is_right(site, registry, &account, password).await? {
        return Ok(Enrolment::WrongPassword);
    }
    if known.len() >= PASSKEYS_MOST {
        return Ok(Enrolment::Full);
    }
    let question = ceremony::ask_for_enrolment(party, &account, &known)?;
    let kind = WayInKind::PasskeyEnrolment;
    let asked = ask(site, question, kind, Some(account.id), now).await?;
    Ok(asked.map_or(Enrolment::Crowded, Enrolment::Asked))
}

/// Whether this is the viewer's password; the try is counted.
pub async fn is_own_password(
    site: &Site,
    registry: &Registry,
    viewer: &Viewer,
    password: &str,
) -> Result<bool> {
    let mut tx = site.db.read().await?;
    let account = account_of(&mut tx, viewer).await?;
    drop(tx);
    is_right(site, registry, &account, password).await
}

async fn ask(
    site: &Site,
    question: Question,
    kind: WayInKind,
    account_id: Option<Id>,
    now: Instant,
) -> Result<Option<Asked>> {
    let secret = site.new_secret();
    let way_in = WayIn {
        kind,
        account_id,
        state: question.state,
    };
    let mut tx = site.db.write().await?;
    let entropy = site.entropy.as_ref();
    if !ways_in::begin(&mut tx, &site.keys, entropy, &secret, &way_in, now).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(Asked {
        options: question.options,
        secret,
    }))
}

/// Takes out what the browser has begun, for good: a second answer finds nothing, and neither
/// does one after a failure.
pub(super) async fn take(
    site: &Site,
    secret: &str,
    kinds: &[WayInKind],
    now: Instant,
) -> Result<Option<WayIn>> {
    let mut tx = site.db.write().await?;
    let taken = ways_in::take(&mut tx, &site.keys, secret, now).await?;
    tx.commit().await?;
    Ok(taken.filter(|it| kinds.contains(&it.kind)))
}

/// Keeps a passkey that answers the question of [`begin_enrolment`].
pub async fn add_passkey(
    site: &Site,
    party: &Party,
    viewer: &Viewer,
    secret: &str,
    name: &str,
    answer: &str,
) -> Result<Added> {
    let now = site.now();
    let begun = take(site, secret, &[WayInKind::PasskeyEnrolment], now).await?;
    let Some(begun) = begun.filter(|it| it.account_id == Some(viewer.account_id)) else {
        return Ok(Added::Expired);
    };
    let enrolled = match ceremony::enrolled(party, &begun.state, answer) {
        Ok(enrolled) => enrolled,
        Err(why) => {
            tracing::info!(%why, "a passkey was not accepted");
            return Ok(Added::Unproven);
        }
    };
    let passkey = Passkey {
        id: site.new_id(),
        account_id: viewer.account_id,
        name: name.to_owned(),
        credential_id: enrolled.credential_id,
        public_key: enrolled.public_key,
        counter_state: enrolled.counter_state,
        created_at: now,
        used_at: None,
        blocked_at: None,
    };
    let actor = viewer.actor();
    let by = Doer { actor: &actor, now };
    keep(site, viewer, &passkey, by).await
}

async fn keep(site: &Site, viewer: &Viewer, passkey: &Passkey, by: Doer<'_>) -> Result<Added> {
    let mut tx = site.db.write().await?;
    let account = account_of(&mut tx, viewer).await?;
    let known = passkeys::of_account(&mut tx, account.id).await?;
    if known.len() >= PASSKEYS_MOST {
        return Ok(Added::Full);
    }
    match passkeys::insert(&mut tx, passkey).await {
        Err(StoreError::Duplicate(_)) => return Ok(Added::Known),
        other => other?,
    }
    accounts::bump(&mut tx, &account).await?;
    let body = Bound {
        passkey: Some(passkey.id),
        proof: Proof {
            passkey: Some(credentials::of_passkey(&site.keys, passkey)),
            ..Proof::default()
        },
    };
    note_account(&mut tx, &account, "passkey_added", &body, by).await?;
    tx.commit().await?;
    Ok(Added::Done)
}

/// Removes one of the viewer's own passkeys, as somebody does who has lost the device: every other
/// session of the account ends with it. False when it is not there.
pub async fn remove_passkey(
    tx: &mut Tx,
    viewer: &Viewer,
    passkey: Id,
    by: Doer<'_>,
) -> Result<bool> {
    if !passkeys::delete(tx, passkey, viewer.account_id).await? {
        return Ok(false);
    }
    let account = account_of(tx, viewer).await?;
    accounts::bump(tx, &account).await?;
    end_sessions(tx, account.id, &viewer.session_digest).await?;
    note_account(
        tx,
        &account,
        "passkey_removed",
        &PasskeyNote { passkey },
        by,
    )
    .await?;
    Ok(true)
}

/// Asks for any passkey of this site. `None` while too many sign-ins are under way.
pub async fn begin_passkey_sign_in(site: &Site, party: &Party) -> Result<Option<Asked>> {
    let question = ceremony::ask_for_sign_in(party)?;
    ask(site, question, WayInKind::PasskeySignIn, None, site.now()).await
}

/// Opens a session for whoever holds a passkey, or says no without saying why. A passkey that was
/// used with a finger, a face or a PIN is both factors in one.
pub async fn passkey_sign_in(
    site: &Site,
    party: &Party,
    secret: &str,
    answer: &str,
    device: &str,
) -> Result<Admission> {
    let now = site.now();
    let Some(begun) = take(site, secret, &[WayInKind::PasskeySignIn], now).await? else {
        return Ok(Admission::Refused);
    };
    let presented = match Presented::read(answer) {
        Ok(presented) => presented,
        Err(why) => {
            tracing::info!(%why, "a passkey was not accepted");
            return Ok(Admission::Refused);
        }
    };
    let mut tx = site.db.read().await?;
    let passkey = passkeys::by_credential(&mut tx, presented.credential_id()).await?;
    let Some(passkey) = passkey.filter(|it| it.blocked_at.is_none()) else {
        return Ok(Admission::Refused);
    };
    drop(tx);
    let counter_state = match presented.prove(party, &begun.state, &passkey) {
        Ok(state) => state,
        Err(why) => {
            tracing::info!(%why, "a passkey was not accepted");
            if why == Unproven::Copied {
                block(site, &passkey, now).await?;
            }
            return Ok(Admission::Refused);
        }
    };
    let mut tx = site.db.write().await?;
    if !passkeys::used(&mut tx, &passkey, &counter_state, now).await? {
        return Ok(Admission::Refused);
    }
    tx.commit().await?;
    // The question asked for a checked holder, and an answer without one proves nothing.
    open_session(site, passkey.account_id, Proven::passkey(true), device).await
}

/// Nobody signs in with a passkey of which there is a copy: its owner sees why and makes a new one.
async fn block(site: &Site, passkey: &Passkey, now: Instant) -> Result<()> {
    let by = Doer {
        actor: "system",
        now,
    };
    let mut tx = site.db.write().await?;
    let Some(account) = accounts::by_id(&mut tx, passkey.account_id).await? else {
        return Ok(());
    };
    if !passkeys::block(&mut tx, passkey.id, now).await? {
        return Ok(());
    }
    accounts::bump(&mut tx, &account).await?;
    let body = PasskeyNote {
        passkey: passkey.id,
    };
    note_account(&mut tx, &account, "passkey_copied", &body, by).await?;
    tx.commit().await
}
