//! What is held of the person behind a matter: finding it, telling it in full, and letting it go.
//!
//! A *person* is nobody's account. Whoever holds an echo code is the person of that matter and of
//! what was split from it; whoever has proven a phone at the counter is the person of every matter
//! that was left under it. A code alone never opens matters by its phone: anybody can type the
//! phone of somebody else into a report.
//!
//! Letting go never touches the journal, which holds nothing personal. It takes the sealed fields
//! with their key, puts a sentence where texts stood, and takes words, photos and notes that were
//! derived from them. Done twice, it does nothing the second time.

mod blot;
mod copy;
mod find;
mod forget;
mod kept;
mod photos;
mod queries;

pub use copy::{ConsentCopy, LookCopy, MatterCopy, PhotoCopy, TextCopy, copy};
pub use find::{Held, by_code, by_phone, held, reporter_of};
pub use forget::{
    ERASED, Gone, PersonErased, correct, erase, forget_contact, unpublish, withdraw_consent,
};
pub use kept::{Due, contact_due, forget_reveals, photos_due, reveals_due};
pub use photos::{Orphans, forget_photos, orphans, remove_orphans, remove_unused};
pub use queries::QUERIES;

/// The role of whoever raised a matter; everybody else joined it.
pub(crate) const REPORTER: &str = "reporter";
