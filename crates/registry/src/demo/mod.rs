//! The model district: real names of streets and communities from the public register, invented
//! people, companies, compounds and points. Calling it again adds only what is missing.

mod accounts;
mod bodies;
mod open;
mod places;

use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Entropy, Instant};

pub use accounts::{ACCOUNTS, DemoAccount, PASSWORD, Person, enrol};
pub use open::open_accounts;

use crate::store::settings;

/// Code of the district, the root of the area tree.
pub const DISTRICT: &str = "500105";
/// A street of its own in the demo: some accounts see only this one.
pub const STREET: &str = "500105006";
/// A compound in it, with an owners' committee and a property company of its own.
pub const COMPOUND: &str = "c001";

/// How long a session of the demo may stand idle: nobody likes to sign in during a walk-through.
const IDLE_MINUTES: &str = "480";

/// What a call has added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seeded {
    pub areas: usize,
    pub bodies: usize,
    pub accounts: usize,
}

/// Fills an empty store, or what is missing in a filled one.
pub async fn seed(tx: &mut Tx, entropy: &dyn Entropy, now: Instant) -> Result<Seeded> {
    seed_with(tx, usize::MAX, entropy, now).await
}

/// The same with at most so many communities.
pub async fn seed_with(
    tx: &mut Tx,
    communities: usize,
    entropy: &dyn Entropy,
    now: Instant,
) -> Result<Seeded> {
    let seeded = Seeded {
        areas: places::seed(tx, communities).await?,
        bodies: bodies::seed(tx, communities).await?,
        accounts: accounts::seed(tx, entropy, now).await?,
    };
    let wanted = [
        (settings::IDLE_MINUTES, IDLE_MINUTES),
        (settings::IDLE_MINUTES_ADMIN, IDLE_MINUTES),
        (settings::PASSWORD_DAYS, "0"),
    ];
    for (key, value) in wanted {
        if settings::get(tx, key).await?.is_none() {
            settings::set(tx, key, value).await?;
        }
    }
    Ok(seeded)
}

/// The lines of an embedded table, cut at its commas; none of them is quoted.
fn table<const COLUMNS: usize>(text: &'static str) -> Result<Vec<[&'static str; COLUMNS]>> {
    text.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.trim().split(',').collect();
            cells
                .try_into()
                .map_err(|_| StoreError::inconsistent(format!("demo data: {line}")))
        })
        .collect()
}

/// The area that a table names; a table that names an unknown one is our defect.
async fn known_area(tx: &mut Tx, code: &str) -> Result<crate::Area> {
    crate::areas::by_code(tx, code)
        .await?
        .ok_or_else(|| StoreError::inconsistent(format!("demo data: no area {code}")))
}
