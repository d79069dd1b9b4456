//! Under `cargo run` a program is told which package it is. Whatever it starts inherits that, and
//! build scripts that look at it (ring's does) take it for a change: calling cargo by hand and
//! through here by turns would compile every crate above them anew each time.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Begins again without the words of `cargo run`, where they are there; comes back where they are
/// not.
pub(crate) fn surroundings() -> Result<()> {
    let told: Vec<OsString> = std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| name.to_str().is_some_and(is_about_the_package))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let own = std::env::current_exe().context("this program cannot find itself")?;
    let mut again = Command::new(own);
    again.args(std::env::args_os().skip(1));
    for name in &told {
        again.env_remove(name);
    }
    // Only an error comes back from here.
    bail!("could not begin again: {}", again.exec());
}

fn is_about_the_package(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

#[cfg(test)]
mod tests {
    use super::is_about_the_package;

    #[test]
    fn what_cargo_is_told_to_do_stays() {
        for name in [
            "CARGO",
            "CARGO_TARGET_DIR",
            "CARGO_HOME",
            "CARGO_BUILD_JOBS",
            "PATH",
        ] {
            assert!(!is_about_the_package(name), "{name}");
        }
        assert!(is_about_the_package("CARGO_PKG_NAME"));
        assert!(is_about_the_package("CARGO_MANIFEST_DIR"));
    }
}
