//! The light account of this browser, for other slices with pages of a resident's own.

pub use crate::pages::resident::light_account as account;
pub use crate::rules::light::{Reach, phone_key};
pub use crate::store::light::Account;
