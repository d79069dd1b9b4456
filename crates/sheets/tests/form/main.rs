//! Filling somebody else's form: what goes in, what stays, what is refused.

#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod filled;
mod hostile;
mod made;
mod office;
mod pushed;
