//! What may be seen of a person (domain rules 21): masks for names, phones, numbers and addresses,
//! and the search for personal data in free text before it is published.
//!
//! The rule of thumb is "enough to tell namesakes apart, no more". Whatever a mask does not
//! understand it hides whole. The search prefers hiding a long number that was harmless to
//! showing one that was somebody's phone.

mod address;
mod find;
mod identity;
mod view;

pub use address::{AddressLevel, mask_address};
pub use find::{Finding, PersonalKind, find_personal_data, redact};
pub use identity::{is_resident_id, mask_id, mask_name, mask_phone};
pub use view::is_visible;
