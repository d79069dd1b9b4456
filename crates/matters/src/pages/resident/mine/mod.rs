//! A resident's own matters in one list, for whoever proves a phone or a mail address. Nobody
//! needs it: a code opens its echo without.

mod cookie;
mod enter;
mod list;

pub use cookie::account;
pub(super) use enter::{ask, by_code, by_slip, show_code};
pub(super) use list::{add, forget, leave, open, remove, show};
