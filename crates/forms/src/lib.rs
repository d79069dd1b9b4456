//! Forms as data: what is asked at a door, when, with which bounds, and what for.
//!
//! A form is imported from the XLSForm convention ([`xlsform`]), held as one canonical text with
//! a digest, and given out as compact JSON for the notebook ([`Form::compact`]) and as an `XForm`
//! for ODK Collect ([`xform`]). A set of answers is judged against it ([`answers::check`]).
//!
//! Invariants:
//! - every question that asks may be answered by "would rather not say" (V8), whatever the form
//!   says, and that counts as an answer where one is mandatory;
//! - a mandatory question says what for, and at most three photos are mandatory (F3);
//! - a photo (V6) and what is sensitive stand behind a question by which the resident agrees;
//! - a condition looks only at questions that stand before it, so there is no circle;
//! - what is not supported is refused by name at import, never passed over.
//!
//! Absent by design: no clock, no chance, no I/O; no `repeat` (a matter is the one thing that is
//! asked several times, and the notebook does that itself), no calculation, no data about the
//! device, and no geopoint that records by itself (F6).

pub mod answers;
pub mod bounds;
mod compact;
pub mod expr;
mod fault;
pub mod model;
mod name;
mod number;
mod shipped;
mod verify;
mod version;
mod walk;
pub mod xform;
pub mod xlsform;

pub use fault::{FAULT_CODES, FormFault, Misfit};
pub use model::{Choice, Form, Group, Kind, Meaning, Part, Question};
pub use name::{Name, NameError};
pub use number::{Number, NumberError};
pub use shipped::household_visit;
pub use version::StoredFormError;
pub use walk::Placed;
