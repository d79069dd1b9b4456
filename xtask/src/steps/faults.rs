//! The built binary on bad days: killed while it writes, refused by a full disk, its uploads
//! broken off, its clock set, its database gone.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use super::Outcome;
use super::cargo::{build_binary, ignored_tests, tally, unbuilt};
use crate::counts::Counts;
use crate::ground::{Ground, id_of};
use crate::ignored::Need;
use crate::postgres::{Binaries, Server, VARIABLE};

/// Tests of this name mount a small disk of their own.
const FULL_DISK: &str = "full_disk";
/// Tests of these names cut the wire to a PostgreSQL, and kill a server that writes to one.
const ON_POSTGRES: [&str; 2] = ["database_gone", "kill_on_postgres"];
/// Tests of this name set the server's clock by a library.
const CLOCK_JUMPS: &str = "clock_jumps";
/// Where Debian puts that library, for each kind of machine.
const FAKETIME: &str = "faketime/libfaketimeMT.so.1";

pub(super) fn run(ground: &Ground) -> Result<Outcome> {
    if ground.ignored()?.needing(Need::BuiltBinary) == 0 {
        return Ok(Outcome::default());
    }
    if !build_binary(ground)? {
        return Ok(unbuilt());
    }
    let mut command = ignored_tests(ground, Need::BuiltBinary);
    command.env("HUIYIN_BIN", ground.binary());
    let mut missing = Vec::new();
    if !can_mount() {
        missing.push((
            FULL_DISK,
            "this user may not mount a small disk, so none was filled",
        ));
    }
    let server = Binaries::find()
        .map(|binaries| Server::start(&binaries))
        .transpose()?;
    match &server {
        Some(server) => drop(command.env(VARIABLE, server.address())),
        None => missing.extend(ON_POSTGRES.map(|name| (name, "PostgreSQL is missing: make setup"))),
    }
    match faketime() {
        Some(library) => drop(command.env("HUIYIN_FAKETIME", library)),
        None => missing.push((CLOCK_JUMPS, "libfaketime is missing: make setup")),
    }
    for (name, _) in &missing {
        command.args(["--skip", name]);
    }
    let mut outcome = tally(&mut command)?;
    for (name, why) in missing {
        outcome.counts += Counts::skipped(ground.ignored()?.named(name));
        outcome.notes.push(why.to_owned());
    }
    Ok(outcome)
}

/// The library that gives a process a clock of its own.
fn faketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
    folders
        .map(|entry| entry.path().join(FAKETIME))
        .find(|path| path.is_file())
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
