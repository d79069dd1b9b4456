//! The register: estates, units, owners.

mod changes;
mod estates;
pub mod import;
mod join;
mod one_person;
mod owners;
mod people;
mod roll;
mod units;

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Date, Id};

pub use changes::{Naming, hand_over, represent};
pub use estates::{Known, change_estate, decide_name, enter_estate};
pub use join::join;
pub use one_person::{alike, one_person};
pub use owners::{Contacts, change_owner, owner_for, reveal};
pub(crate) use people::copy_of;
pub use people::{Copied, copy, copy_all, forget, retain};
pub use roll::{Roll, RollUnit, roll};
pub use units::{Place, change_unit, enter_unit, unit_for};

use super::{By, OpError};
use crate::model::Refused;
use crate::model::register::Estate;
use crate::rules::register::touches_roll;
use crate::store::register::{estates as rows, frozen_by};

/// An estate that somebody may see; one out of their reach is not there for them.
pub async fn estate_for(tx: &mut Tx, by: &By, id: Id) -> Result<Estate, OpError> {
    let estate = rows::load(tx, id).await?.ok_or(OpError::NotFound)?;
    by.must_reach(&estate)?;
    Ok(estate)
}

/// An estate as anybody may see it.
pub async fn estate(tx: &mut Tx, id: Id) -> Result<Estate, OpError> {
    let estate = rows::load(tx, id).await?;
    estate.filter(|it| it.active).ok_or(OpError::NotFound)
}

/// Refuses a change that would show on the roll of a vote under way. `day` is from when it holds;
/// what has no day shows on every roll.
pub async fn must_be_free(tx: &mut Tx, estate: Id, day: Option<Date>) -> Result<(), OpError> {
    let frozen = frozen_by(tx, estate).await?.map(|it| it.roll_on);
    if touches_roll(frozen, day) {
        return Err(Refused::RollFrozen.into());
    }
    Ok(())
}

/// Somebody else was faster than the page that was looked at.
fn must_be_seen(id: Id, version: u32, expected: u32) -> Result<(), OpError> {
    if version == expected {
        return Ok(());
    }
    Err(StoreError::Conflict {
        subject: id,
        expected: i64::from(expected),
    }
    .into())
}
