//! Early signs: topics that are spoken of more than before, and weeks beyond what was expected.
//! They say “look here” and nothing else: not why, not how bad, not what to do.

mod behind;
mod page;
mod topics;
mod weeks;

use std::future::Future;
use std::pin::Pin;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id};
use huiyin_web::Viewer;

pub(crate) use page::show;

/// One matter as far as signs need it. The text is cut into words and not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub matter: Id,
    pub received_on: Date,
    pub text: String,
    /// The id of its community, or nothing.
    pub community: String,
}

/// A matter that the viewer may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub matter: Id,
    pub title: String,
    pub href: String,
}

pub type Asking<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Whoever keeps the matters, wired where the slices are known.
pub trait Mentions: Send + Sync {
    /// What was received on these days, the latest first, `limit` at most. Restricted matters are
    /// never among them.
    fn received<'a>(
        &'a self,
        tx: &'a mut Tx,
        days: (Date, Date),
        limit: i64,
    ) -> Asking<'a, Vec<Mention>>;

    /// Those of the matters that this viewer may open.
    fn openable<'a>(
        &'a self,
        tx: &'a mut Tx,
        viewer: &'a Viewer,
        matters: &'a [Id],
    ) -> Asking<'a, Vec<Opened>>;
}
