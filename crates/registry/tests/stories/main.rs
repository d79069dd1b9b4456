//! The registry's stories, each told on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod accounts;
mod credentials;
mod device;
mod house;
mod leaving;
mod outside;
mod pages;
mod passkeys;
mod places;
mod prepare;
mod provider;
mod register;
mod rights;
mod second_factor;
mod sign_in;
