//! What the district and a visitor's phone say to each other.

mod seal;

pub use seal::{DistrictKey, Envelope, FIELD_BYTES_MAX, SealError};
