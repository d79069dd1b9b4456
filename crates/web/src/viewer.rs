use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};

/// Something that one may or may not do, named `slice.verb`. Which role may is data of the
/// registry; the slices only name their acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Act(pub &'static str);

/// What a route asks of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Any account; for pages about oneself.
    SignedIn,
    Needs(Act),
    /// A device that is no browser and shows its own name and secret with each call. The slice
    /// looks at them; a session opens nothing here.
    Device,
}

/// What somebody who has signed in owes before any page but the one for it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// A first password, or one that no longer meets the rules, is replaced.
    ChangePassword,
    /// A role asks for a second factor, and none is set up yet.
    SetUpSecondFactor,
}

impl Duty {
    /// The page on which it is done.
    pub const fn page(self) -> &'static str {
        match self {
            Self::ChangePassword => "/account/password",
            Self::SetUpSecondFactor => "/account/second-factor",
        }
    }

    /// True for the page of the duty and the forms below it.
    pub fn opens(self, path: &str) -> bool {
        path.strip_prefix(self.page())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// A post: a role held for an area and, for handlers, a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub id: Id,
    pub role: String,
    /// The area tree as a path of codes, `500105/500105006/`; a post covers all that begins so.
    pub area_path: String,
    pub area_id: Option<Id>,
    pub body_id: Option<Id>,
}

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub account_id: Id,
    pub name: String,
    pub posts: Vec<Post>,
    /// Names of the acts that the posts allow.
    pub acts: BTreeSet<String>,
    /// Until it is done, nothing else opens; no post and no act is given meanwhile.
    pub duty: Option<Duty>,
    /// Binds form tokens to this session.
    pub session_digest: String,
}

impl Viewer {
    pub fn may(&self, act: Act) -> bool {
        self.acts.contains(act.0)
    }
    pub fn has_role(&self, role: &str) -> bool {
        self.posts.iter().any(|post| post.role == role)
    }
    /// The bodies for which this person handles matters.
    pub fn bodies(&self) -> Vec<Id> {
        self.posts.iter().filter_map(|post| post.body_id).collect()
    }
    /// The actor as the journal writes it: an identifier, never a name.
    pub fn actor(&self) -> String {
        format!("account:{}", self.account_id)
    }
}

pub type ViewerFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Viewer>, StoreError>> + Send + 'a>>;

/// Something new behind an entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    pub href: &'static str,
    pub count: i64,
}

pub type UnreadFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<Unread>, StoreError>> + Send + 'a>>;

/// Turns a session cookie into a person. Implemented by the registry.
pub trait Gatekeeper: Send + Sync {
    fn viewer<'a>(&'a self, tx: &'a mut Tx, token: &'a str, now: Instant) -> ViewerFuture<'a>;

    /// What waits unread for this person, and behind which entries of the navigation.
    fn unread<'a>(&'a self, _tx: &'a mut Tx, _viewer: &'a Viewer) -> UnreadFuture<'a> {
        Box::pin(async { Ok(Vec::new()) })
    }
}
