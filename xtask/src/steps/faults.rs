//! The built binary on bad days: killed while it writes, refused by a full disk.

use anyhow::Result;

use super::Outcome;
use super::cargo::{build_binary, ignored_tests, tally, unbuilt};
use crate::ground::Ground;
use crate::ignored::Need;

pub(super) fn run(ground: &Ground) -> Result<Outcome> {
    if ground.ignored()?.needing(Need::BuiltBinary) == 0 {
        return Ok(Outcome::default());
    }
    if !build_binary(ground)? {
        return Ok(unbuilt());
    }
    tally(ignored_tests(ground, Need::BuiltBinary).env("HUIYIN_BIN", ground.binary()))
}
