//! Stories of the slice on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod erasure;
#[path = "../../../matters/tests/house/mod.rs"]
mod house;
mod keeping;
mod pages;
mod proof;
mod support;
