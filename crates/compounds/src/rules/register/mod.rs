//! What the register takes and what it refuses.

mod area;
pub mod import;
mod kind;
mod names;
mod one_person;
mod place;
mod transfer;
mod unit;

pub use area::{area_text, read_area, read_fee};
pub use kind::owner_kind;
pub use names::{base_name, may_be_one};
pub use one_person::{may_be_one_person, one_person};
pub use place::{label_order, place_key};
pub use transfer::{Transfer, transfer};
pub use unit::{Draft, changed, check_facts, check_text, touches_roll};
