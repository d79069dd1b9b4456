use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_web::{Site, Viewer};

use super::open_session::{Admission, end_sessions, open_session};
use super::passkey::take;
use super::{Doer, Nothing, bound, note_account};
use crate::model::{Account, WayIn, WayInKind};
use crate::outside::{Failed, Pending, Provider};
use crate::rules::credentials::Proof;
use crate::rules::sign_in::Proven;
use crate::store::identities::{self, NewIdentity};
use crate::store::{accounts, credentials, passkeys, ways_in};

/// Characters of a subject at most, as the standard has it.
pub const SUBJECT_CHARACTERS: usize = 255;
/// Characters of a code or a state that are looked at.
const RETURNED_CHARACTERS: usize = 4_000;

/// How leaving for the provider went.
#[derive(Clone, PartialEq, Eq)]
pub enum Departure {
    To {
        address: String,
        secret: String,
    },
    Unreachable,
    /// Too many sign-ins are under way in the whole district.
    Crowded,
}

impl std::fmt::Debug for Departure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::To { .. } => "To(…)",
            Self::Unreachable => "Unreachable",
            Self::Crowded => "Crowded",
        })
    }
}

/// What came of a return from the provider.
#[derive(Debug, Clone)]
pub enum Return {
    In(Admission),
    Linked,
    /// The way ran out, was walked already, or was begun in another browser.
    Expired,
    /// The provider said no, or its answer proves nothing.
    Unproven,
    Unreachable,
    /// Well known there, and nobody here.
    Stranger,
    /// Another account is linked to this person, or this account to another person.
    Taken,
}

/// Begins a sign-in, or a link for the account of the viewer.
pub async fn leave(site: &Site, provider: &Provider, viewer: Option<&Viewer>) -> Result<Departure> {
    let leaving = match provider.leave(site).await {
        Ok(leaving) => leaving,
        Err(why) => {
            tracing::warn!(%why, "the outside provider did not answer");
            return Ok(Departure::Unreachable);
        }
    };
    let kind = if viewer.is_some() {
        WayInKind::OutsideLink
    } else {
        WayInKind::OutsideSignIn
    };
    let way_in = WayIn {
        kind,
        account_id: viewer.map(|it| it.account_id),
        state: serde_json::to_string(&leaving.pending).map_err(StoreError::inconsistent)?,
    };
    let secret = site.new_secret();
    let (keys, entropy) = (&site.keys, site.entropy.as_ref());
    let mut tx = site.db.write().await?;
    if !ways_in::begin(&mut tx, keys, entropy, &secret, &way_in, site.now()).await? {
        return Ok(Departure::Crowded);
    }
    tx.commit().await?;
    Ok(Departure::To {
        address: leaving.address,
        secret,
    })
}

/// What a browser brings back from the provider.
#[derive(Clone, Copy)]
pub struct Brought<'a> {
    /// What binds the return to the browser that left.
    pub secret: &'a str,
    pub state: &'a str,
    /// Empty where the provider refused.
    pub code: &'a str,
    pub device: &'a str,
}

impl std::fmt::Debug for Brought<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Brought(…)")
    }
}

/// Takes somebody back in. The way is walked once: what was remembered is gone afterwards,
/// whatever comes of it.
pub async fn come_back(
    site: &Site,
    provider: &Provider,
    viewer: Option<&Viewer>,
    brought: Brought<'_>,
) -> Result<Return> {
    let kinds = [WayInKind::OutsideSignIn, WayInKind::OutsideLink];
    let Some(way_in) = take(site, brought.secret, &kinds, site.now()).await? else {
        return Ok(Return::Expired);
    };
    let pending: Pending = serde_json::from_str(&way_in.state).map_err(StoreError::inconsistent)?;
    let is_bounded = |text: &str| text.len() <= RETURNED_CHARACTERS;
    if !is_bounded(brought.state) || !pending.knows(site, brought.state) {
        return Ok(Return::Expired);
    }
    if brought.code.is_empty() || !is_bounded(brought.code) {
        return Ok(Return::Unproven);
    }
    let subject = match provider.subject(&pending, brought.code, site.now()).await {
        Ok(subject) => subject,
        Err(why) => {
            tracing::warn!(%why, "nobody came back from the outside provider");
            return Ok(match why {
                Failed::Away(_) => Return::Unreachable,
                Failed::Unproven(_) => Return::Unproven,
            });
        }
    };
    match way_in.account_id {
        None => enter(site, provider, &subject, brought.device).await,
        Some(account) => match viewer.filter(|it| it.account_id == account) {
            Some(viewer) => link_own(site, provider, viewer, &subject).await,
            None => Ok(Return::Expired),
        },
    }
}

async fn enter(site: &Site, provider: &Provider, subject: &str, device: &str) -> Result<Return> {
    let issuer = provider.issuer();
    let mut tx = site.db.write().await?;
    let Some(known) = identities::by_subject(&mut tx, &site.keys, issuer, subject).await? else {
        return Ok(Return::Stranger);
    };
    identities::used(&mut tx, known.id, site.now()).await?;
    tx.commit().await?;
    let admission = open_session(site, known.account_id, Proven::PROVIDER, device).await?;
    Ok(Return::In(admission))
}

async fn link_own(
    site: &Site,
    provider: &Provider,
    viewer: &Viewer,
    subject: &str,
) -> Result<Return> {
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: site.now(),
    };
    let mut tx = site.db.write().await?;
    let account = accounts::by_id(&mut tx, viewer.account_id)
        .await?
        .ok_or_else(|| StoreError::inconsistent("a session without an account"))?;
    if !link(&mut tx, site, provider.issuer(), &account, subject, by).await? {
        return Ok(Return::Taken);
    }
    tx.commit().await?;
    Ok(Return::Linked)
}

/// Links an account to a person at the provider. False where either has a link already; nothing
/// may be written in this transaction then.
pub async fn link(
    tx: &mut Tx,
    site: &Site,
    issuer: &str,
    account: &Account,
    subject: &str,
    by: Doer<'_>,
) -> Result<bool> {
    let known = identities::by_subject(tx, &site.keys, issuer, subject).await?;
    if known.is_some() || identities::of_account(tx, account.id).await?.is_some() {
        return Ok(false);
    }
    let new = NewIdentity {
        id: site.new_id(),
        account: account.id,
        issuer,
        subject,
        linked_by: by.actor,
    };
    identities::insert(tx, &site.keys, site.entropy.as_ref(), new, by.now).await?;
    accounts::bump(tx, account).await?;
    let body = bound(Proof {
        identity: credentials::of_identity(tx, &site.keys, account.id).await?,
        ..Proof::default()
    });
    note_account(tx, account, "outside_linked", &body, by).await?;
    Ok(true)
}

/// Takes the link away. Sessions end with it, all but the one with this digest; false when there
/// is none.
pub async fn unlink(tx: &mut Tx, account: &Account, but: &str, by: Doer<'_>) -> Result<bool> {
    if !identities::delete(tx, account.id).await? {
        return Ok(false);
    }
    accounts::bump(tx, account).await?;
    end_sessions(tx, account.id, but).await?;
    note_account(tx, account, "outside_unlinked", &Nothing {}, by).await?;
    Ok(true)
}

/// Takes every passkey of an account away, as the security administrator does for somebody whose
/// devices are in other hands. Every session ends; false when there is none.
pub async fn remove_passkeys(tx: &mut Tx, account: &Account, by: Doer<'_>) -> Result<bool> {
    if passkeys::delete_of_account(tx, account.id).await? == 0 {
        return Ok(false);
    }
    accounts::bump(tx, account).await?;
    end_sessions(tx, account.id, "").await?;
    note_account(tx, account, "passkeys_removed", &Nothing {}, by).await?;
    Ok(true)
}

/// Who an account is at the provider, in the provider's own word.
pub async fn subject_of(tx: &mut Tx, site: &Site, account: Id) -> Result<Option<String>> {
    let identity = identities::of_account(tx, account).await?;
    identity
        .map(|identity| identities::subject(&site.keys, &identity))
        .transpose()
}
