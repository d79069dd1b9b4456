//! Taking orders, sending what is due, and forgetting what need not be known any longer.

mod accept;
mod digest;
mod forget;
mod send;
mod test;
mod text;

pub use accept::accept;
pub(crate) use accept::{tell_unreached, tidy};
pub use digest::order_digests;
pub use forget::forget_person;
pub use send::{Round, send_due, sweep};
pub use test::send_test;
pub(crate) use text::shipped;
pub use text::{Said, said};

use huiyin_kernel::Id;

/// The place for which an order's address is sealed.
pub fn address_place(notice: Id) -> String {
    format!("notice.to:{notice}")
}

/// The place for which an order's secret words are sealed.
pub fn words_place(notice: Id) -> String {
    format!("notice.vars:{notice}")
}
