//! Rows of the register.

pub mod estates;
pub mod freezes;

pub use freezes::{Freeze, freeze, frozen_by, thaw};
