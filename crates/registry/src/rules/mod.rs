//! What may be and what may not; pure functions of facts and time.

pub mod attempts;
pub mod calendar_file;
pub mod credentials;
pub mod device;
pub mod fold;
pub mod passkey;
pub mod password;
pub mod policy;
pub mod posts;
pub mod recovery;
pub mod register_check;
pub mod register_faults;
pub mod register_file;
pub mod rights;
pub mod session;
pub mod sign_in;
pub mod sign_in_rules;
pub mod totp;
pub mod way_in;
