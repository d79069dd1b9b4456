//! Who calls: a phone by the name and secret of its own (HTTP Basic, RFC 7617).
//!
//! No password of an account opens anything here. A secret is made on a page behind the sign-in
//! with all its factors, opens nothing but today's stops of its owner, and ends with the month,
//! with a new password, with the account, or when its owner takes it back.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use huiyin_kernel::Id;
use huiyin_registry::accounts;
use huiyin_web::{Ctx, PageError};

use super::store::{self, Device};
use crate::notebook::Notebook;

/// Characters of the whole header; the longest that a phone of ours sends is half of it.
const HEADER_CHARS_MAX: usize = 200;

/// Why nobody is let in.
#[derive(Debug)]
pub(super) enum Closed {
    /// Nothing was said, or something wrong: which of both no answer tells.
    Unknown,
    Failed(PageError),
}

impl<E: Into<PageError>> From<E> for Closed {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What is kept of a secret.
pub(super) fn digest(notebook: &Notebook, secret: &str) -> String {
    notebook.site.keys.digest("collect secret", secret)
}

/// The account whose phone this is.
pub(super) async fn account(
    ctx: &Ctx,
    notebook: &Notebook,
    headers: &HeaderMap,
) -> Result<Id, Closed> {
    let Some((login, secret)) = said(headers) else {
        return Err(Closed::Unknown);
    };
    let mut tx = notebook.site.db.read().await?;
    let Some(device) = store::by_login(&mut tx, &login).await? else {
        drop(tx);
        return Err(refused(ctx, &login));
    };
    let owner = accounts::by_id(&mut tx, device.account).await?;
    drop(tx);
    // A closed one is not even looked at, or the closing would slow nobody.
    let Ok(tried) = device.attempts.try_at(ctx.now) else {
        return Err(refused(ctx, &login));
    };
    if digest(notebook, &secret) != device.secret_digest {
        let mut tx = notebook.site.db.write().await?;
        store::count_try(&mut tx, device.id, tried).await?;
        tx.commit().await?;
        return Err(refused(ctx, &login));
    }
    let is_open = device.ends_at > ctx.now
        && owner.is_some_and(|it| {
            it.active && !it.must_change_password && it.password_changed_at <= device.created_at
        });
    if !is_open {
        return Err(Closed::Unknown);
    }
    note_use(ctx, notebook, &device).await?;
    Ok(device.account)
}

/// Once a day, and where wrong secrets were counted: no more of it is of use to anybody.
async fn note_use(ctx: &Ctx, notebook: &Notebook, device: &Device) -> Result<(), PageError> {
    let today = ctx.now.date();
    if device.used_on == Some(today) && device.attempts.failures == 0 {
        return Ok(());
    }
    let mut tx = notebook.site.db.write().await?;
    store::used(&mut tx, device.id, today).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts a wrong one for its network as a wrong password is counted.
fn refused(ctx: &Ctx, login: &str) -> Closed {
    match ctx.site.limits.password(&ctx.network, login) {
        Ok(()) => Closed::Unknown,
        Err(wait_seconds) => Closed::Failed(PageError::TooMany { wait_seconds }),
    }
}

fn said(headers: &HeaderMap) -> Option<(String, String)> {
    let line = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    if line.len() > HEADER_CHARS_MAX {
        return None;
    }
    let (scheme, coded) = line.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let plain = String::from_utf8(STANDARD.decode(coded.trim()).ok()?).ok()?;
    let (login, secret) = plain.split_once(':')?;
    let clean = |text: &str| text.trim().to_lowercase();
    (!plain.contains('\0')).then(|| (clean(login), clean(secret)))
}
