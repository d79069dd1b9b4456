//! The estates of the model district, made through the real operations on a clock that is set
//! back. Making them again changes nothing. One line for each room.

mod elections;
mod house_rules;
mod ledger;
mod mediation;
mod plain;
mod register;
mod table;
mod votes;

use std::sync::Arc;

use huiyin_db::StoreError;
use huiyin_kernel::{Clock as _, FixedClock, Id, Instant};
use huiyin_web::Site;

use crate::Compounds;
use crate::ops::OpError;

pub use plain::{plain_draft, plain_item};
pub use register::{BAYS, DWELLINGS, DemoEstate, ESTATES, SHOPS, estates, phone_of};

/// The id of a demo account.
pub fn account(login: &str) -> Id {
    Id::derived("demo account", login)
}

/// A number that looks like chance and is the same each time.
pub(crate) fn dice(what: &str, index: usize) -> usize {
    let id = Id::derived("huiyin demo estates", &format!("{what} {index}")).to_string();
    let digits: String = id
        .chars()
        .filter(char::is_ascii_hexdigit)
        .skip(16)
        .take(7)
        .collect();
    usize::from_str_radix(&digits, 16).unwrap_or(0)
}

/// The slice as it was at an earlier time.
pub(crate) struct Past {
    pub compounds: Arc<Compounds>,
    pub clock: Arc<FixedClock>,
    /// When the demo is made.
    pub now: Instant,
}

impl Past {
    fn of(site: &Site) -> Result<Self, StoreError> {
        let (matters, clock) = huiyin_matters::demo::past(site)?;
        Ok(Self {
            compounds: Arc::new(Compounds::new(Arc::new(matters))),
            now: clock.now(),
            clock,
        })
    }

    /// Sets the clock back by so many days.
    pub fn days_ago(&self, days: i64) {
        self.clock.set(self.now.plus_hours(-24 * days));
    }
}

/// Makes what is missing and says how many estates that were.
pub async fn seed(site: &Site) -> Result<usize, OpError> {
    let past = Past::of(site)?;
    let made = register::build(&past).await?;
    votes::build(&past).await?;
    elections::build(&past).await?;
    house_rules::build(&past).await?;
    table::build(&past).await?;
    mediation::build(&past).await?;
    ledger::build(&past).await?;
    Ok(made)
}
