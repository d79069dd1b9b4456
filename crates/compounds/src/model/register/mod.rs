//! Estates, their buildings and units, and whose they are.

pub mod bounds;
mod estate;
mod owner;
mod unit;

pub use estate::{Committee, Estate, Facts, NameKind};
pub use owner::{Holding, Owner, OwnerId, OwnerKind};
pub use unit::{AreaSource, Building, Delivery, Unit, UnitKind};
