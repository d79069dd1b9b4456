use std::sync::Arc;

use huiyin_db::fields::Keys;
use huiyin_db::{Db, Result, Tx};
use huiyin_kernel::Instant;
use huiyin_web::{Gatekeeper, Post, Viewer, ViewerFuture};

use crate::rules::session::TOUCH_SECONDS;
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
        let today = now.date();
        let held: Vec<Held> = posts::of_account(tx, open.session.account_id)
            .await?
            .into_iter()
            .filter(|post| post.is_held_on(today))
            .collect();
        let roles = || held.iter().map(|post| post.role.as_str());
        let policy = &self.registry.policy;
        if open
            .limits
            .is_over(&open.session, policy.is_admin(roles()), now)
        {
            return Ok(None);
        }
        if now.seconds_since(open.session.seen_at) >= TOUCH_SECONDS {
            self.touch_later(digest.clone(), now);
        }
        let is_password_old = open.limits.is_password_old(open.password_changed_at, now);
        Ok(Some(Viewer {
            account_id: open.session.account_id,
            name: open.name,
            acts: policy.acts_of(roles()),
            posts: held.into_iter().map(post).collect(),
            must_change_password: open.must_change_password || is_password_old,
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

impl Gatekeeper for RegistryGate {
    fn viewer<'a>(&'a self, tx: &'a mut Tx, token: &'a str, now: Instant) -> ViewerFuture<'a> {
        Box::pin(self.find(tx, token, now))
    }
}
