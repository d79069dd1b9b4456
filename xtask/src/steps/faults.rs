//! The built binary on bad days: killed while it writes, refused by a full disk.

use std::process::{Command, Stdio};

use anyhow::Result;

use super::Outcome;
use super::cargo::{build_binary, ignored_tests, tally, unbuilt};
use crate::counts::Counts;
use crate::ground::{Ground, id_of};
use crate::ignored::Need;

/// Tests of this name mount a small disk of their own.
const FULL_DISK: &str = "full_disk";

pub(super) fn run(ground: &Ground) -> Result<Outcome> {
    if ground.ignored()?.needing(Need::BuiltBinary) == 0 {
        return Ok(Outcome::default());
    }
    if !build_binary(ground)? {
        return Ok(unbuilt());
    }
    let mut command = ignored_tests(ground, Need::BuiltBinary);
    command.env("HUIYIN_BIN", ground.binary());
    if can_mount() {
        return tally(&mut command);
    }
    let mut outcome = tally(command.args(["--skip", FULL_DISK]))?;
    let count = ground.ignored()?.named(FULL_DISK);
    outcome.counts += Counts::skipped(count);
    outcome
        .notes
        .push("this user may not mount a small disk, so none was filled".to_owned());
    Ok(outcome)
}

/// Whether a process may mount something that only itself can see, by the rights that the test
/// will use: root's own, or those that anybody has over a namespace of their own.
fn can_mount() -> bool {
    let own_namespace: &[&str] = if id_of(&["-u"]).is_ok_and(|id| id == 0) {
        &[]
    } else {
        &["--user", "--map-root-user"]
    };
    Command::new("unshare")
        .args(own_namespace)
        .args(["--mount", "--propagation", "private"])
        .args(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
