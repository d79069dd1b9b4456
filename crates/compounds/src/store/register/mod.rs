//! Rows of the register.

pub mod buildings;
pub mod estates;
pub mod freezes;
pub mod holdings;
pub mod names;
pub mod one_person;
pub mod owners;
pub mod proof;
pub mod reveals;
pub mod units;

pub use freezes::{Freeze, freeze, frozen_by, thaw};
