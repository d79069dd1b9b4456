use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_web::Site;

use crate::carry::Carriers;
use crate::model::Channel;
use crate::rules::{Breaker, QuietHours};

/// When and how often people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    pub quiet: QuietHours,
    /// Notices for one person on one day, codes not counted.
    pub per_day: i64,
    /// What happens to one subject within so many seconds is told once.
    pub fold_seconds: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            quiet: QuietHours::default(),
            per_day: 6,
            fold_seconds: 180,
        }
    }
}

/// How much is new for somebody, and on which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct New {
    pub count: i64,
    pub page: &'static str,
}

pub type Counting<'a> = Pin<Box<dyn Future<Output = huiyin_db::Result<New>> + Send + 'a>>;

/// Counts what is new on the pages of somebody, for digests. Wired in by the program.
pub trait Unread: Send + Sync {
    fn since<'a>(&'a self, tx: &'a mut Tx, account: Id, since: Instant) -> Counting<'a>;
}

/// The slice as it runs.
pub struct Notices {
    pub site: Arc<Site>,
    pub carriers: Carriers,
    pub policy: Policy,
    pub(crate) unread: Option<Arc<dyn Unread>>,
    /// Each process learns for itself which carrier rests.
    breakers: Mutex<BTreeMap<Channel, Breaker>>,
}

impl std::fmt::Debug for Notices {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Notices")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

impl Notices {
    pub fn new(site: Arc<Site>, carriers: Carriers, policy: Policy) -> Self {
        Self {
            site,
            carriers,
            policy,
            unread: None,
            breakers: Mutex::default(),
        }
    }

    /// Lets somebody count for digests; without it there are none.
    #[must_use]
    pub fn with_unread(mut self, unread: Arc<dyn Unread>) -> Self {
        self.unread = Some(unread);
        self
    }

    /// What this process knows of a carrier.
    pub fn breaker(&self, channel: Channel) -> Breaker {
        let known = self.breakers.lock();
        known.map_or_else(
            |_| Breaker::default(),
            |known| known.get(&channel).copied().unwrap_or_default(),
        )
    }

    /// Until when a carrier rests.
    pub(crate) fn rest(&self, channel: Channel, now: Instant) -> Option<Instant> {
        self.breaker(channel).rest(now)
    }

    pub(crate) fn note(&self, channel: Channel, went_well: bool, now: Instant) {
        if let Ok(mut known) = self.breakers.lock() {
            let breaker = known.entry(channel).or_default();
            if went_well {
                breaker.succeeded();
            } else {
                breaker.troubled(now);
            }
        }
    }
}
