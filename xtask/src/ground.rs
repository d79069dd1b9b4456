//! Where the run stands: the root of the checkout, cargo, and the data beside the checkout.

use std::cell::OnceCell;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};

use crate::command;
use crate::ignored::IgnoredTests;

#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) root: PathBuf,
    pub(crate) cargo: PathBuf,
    ignored: OnceCell<Result<IgnoredTests, String>>,
}

impl Ground {
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask stands in no workspace")?
            .to_path_buf();
        let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        Ok(Self {
            root,
            cargo,
            ignored: OnceCell::new(),
        })
    }

    /// The tests that the plain run leaves out, listed once; a workspace that does not compile
    /// says so to every step that asks, without being compiled again.
    pub(crate) fn ignored(&self) -> Result<&IgnoredTests> {
        let listed = self
            .ignored
            .get_or_init(|| IgnoredTests::list(self).map_err(|error| format!("{error:#}")));
        listed
            .as_ref()
            .map_err(|error| anyhow!("the tests cannot be listed: {error}"))
    }

    /// The binary that the browser and fault tests drive, in the profile that the other tests
    /// have compiled most of already.
    pub(crate) fn binary(&self) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), PathBuf::from);
        target.join("debug").join("huiyin")
    }

    /// Cargo as the tests call it: the members of the workspace are compiled by clippy's driver,
    /// which is the compiler and says what it thinks besides. So a run compiles everything once;
    /// `cargo clippy` would read it all a second time. Every call of a run goes through here, or
    /// the members would be compiled once for each way.
    pub(crate) fn cargo_for_tests(&self) -> Command {
        let mut command = Command::new(&self.cargo);
        command.current_dir(&self.root);
        if has_clippy() {
            command.env("RUSTC_WORKSPACE_WRAPPER", CLIPPY_DRIVER);
        }
        command
    }

    /// Real data beside the checkout, which most machines do not have.
    pub(crate) fn shared_data(&self) -> Option<PathBuf> {
        let folder = self.root.parent()?.join("shared").join("data");
        folder.is_dir().then_some(folder)
    }
}

const CLIPPY_DRIVER: &str = "clippy-driver";

/// Rustup has a stand-in for the driver even where the component is missing, so it is asked.
pub(crate) fn has_clippy() -> bool {
    command::read(Command::new(CLIPPY_DRIVER).arg("--version")).is_ok()
}

/// Looks a program up as the shell would.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// A port of loopback that nothing listens on at this moment.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on loopback")?;
    Ok(listener.local_addr()?.port())
}

/// What `id` says of this user, or of a named one.
pub(crate) fn id_of(arguments: &[&str]) -> Result<u32> {
    Ok(command::read(Command::new("id").args(arguments))?
        .trim()
        .parse()?)
}
