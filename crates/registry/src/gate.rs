use std::sync::Arc;

use huiyin_db::fields::Keys;
use huiyin_db::{Db, Result, Tx};
use huiyin_kernel::Instant;
use huiyin_web::{Gatekeeper, Post, Viewer, ViewerFuture};

use crate::rules::posts::in_force;
use crate::rules::session::TOUCH_SECONDS;
use crate::rules::sign_in::{self, Owed};
use crate::store::sessions::Open;
use crate::store::{posts, sessions};
use crate::{Held, Registry};

/// Turns a session cookie into a person with posts and acts.
#[derive(Debug, Clone)]
pub struct RegistryGate {
    db: Db,
    keys: Keys,
    registry: Arc<Registry>,
}

impl RegistryGate {
    pub const fn new(db: Db, keys: Keys, registry: Arc<Registry>) -> Self {
        Self { db, keys, registry }
    }

    async fn find(&self, tx: &mut Tx, token: &str, now: Instant) -> Result<Option<Viewer>> {
        let digest = token_digest(&self.keys, token);
        let Some(open) = sessions::open(tx, &digest).await? else {
            return Ok(None);
        };
        if !open.active {
            return Ok(None);
        }
        let held = in_force(
            posts::of_account(tx, open.session.account_id).await?,
            now.date(),
        );
        let is_admin = self.registry.policy.is_admin(roles_of(&held));
        if open.limits.is_over(&open.session, is_admin, now) {
            return Ok(None);
        }
        if now.seconds_since(open.session.seen_at) >= TOUCH_SECONDS {
            self.touch_later(digest.clone(), now);
        }
        let duty = sign_in::duty(owed(&open, &held, is_admin, now));
        // What is owed comes before every right, so that no page and no endpoint has to ask.
        let held = if duty.is_some() { Vec::new() } else { held };
        Ok(Some(Viewer {
            account_id: open.session.account_id,
            name: open.name,
            acts: self.registry.policy.acts_of(roles_of(&held)),
            posts: held.into_iter().map(post).collect(),
            duty,
            session_digest: digest,
        }))
    }

    /// Beside the request, which need not wait for the writer; when it fails, the next request
    /// tries again.
    fn touch_later(&self, digest: String, now: Instant) {
        let db = self.db.clone();
        tokio::spawn(async move {
            let touched = async {
                let mut tx = db.write().await?;
                sessions::touch(&mut tx, &digest, now).await?;
                tx.commit().await
            };
            if let Err(error) = touched.await {
                tracing::warn!(%error, "a session's last use was not noted");
            }
        });
    }
}

fn roles_of(held: &[Held]) -> impl Iterator<Item = &str> {
    held.iter().map(|post| post.role.as_str())
}

fn owed(open: &Open, held: &[Held], is_admin: bool, now: Instant) -> Owed {
    let limits = open.limits;
    Owed {
        new_password: open.must_change_password
            || limits.is_password_old(open.password_changed_at, now)
            || limits.is_password_weak(open.password_grade, is_admin),
        second_factor: roles_of(held).any(|role| open.required_roles.iter().any(|it| it == role)),
        has_second_factor: open.has_generator || open.session.second,
    }
}

fn post(held: Held) -> Post {
    Post {
        id: held.id,
        role: held.role,
        area_path: held.area_path,
        area_id: Some(held.area_id),
        body_id: held.body_id,
    }
}

/// What is kept of a session's token.
pub(crate) fn token_digest(keys: &Keys, token: &str) -> String {
    keys.digest("session", token)
}

/// What is kept of the token of a sign-in that stands half-way.
pub(crate) fn step_digest(keys: &Keys, token: &str) -> String {
    keys.digest("sign-in step", token)
}

/// What is kept of the token of an invitation.
pub(crate) fn invite_digest(keys: &Keys, token: &str) -> String {
    keys.digest("invite", token)
}

impl Gatekeeper for RegistryGate {
    fn viewer<'a>(&'a self, tx: &'a mut Tx, token: &'a str, now: Instant) -> ViewerFuture<'a> {
        Box::pin(self.find(tx, token, now))
    }
}
