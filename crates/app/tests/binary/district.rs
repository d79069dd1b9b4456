//! A demo district in a folder of its own, and the built binary run on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use huiyin_db::Db;
use serde_json::Value;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Removed with its folder when the test ends.
pub struct District {
    folder: PathBuf,
}

impl District {
    /// A folder with nothing in it yet.
    pub fn empty() -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("district-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// The demo district, made once for all tests and copied for each.
    pub fn demo() -> Self {
        static MADE: OnceLock<District> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            remove_what_earlier_runs_left();
            let district = Self::empty();
            let output = district.run(&["demo"]);
            assert!(output.status.success(), "{}", stderr(&output));
            district
        });
        let district = Self::empty();
        let copied = Command::new("cp")
            .arg("-a")
            .arg(made.data())
            .arg(district.data())
            .status();
        assert!(copied.unwrap().success());
        district
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs a command on this district.
    pub fn run(&self, args: &[&str]) -> Output {
        Self::run_in(&self.data(), args)
    }

    pub fn run_in(data: &Path, args: &[&str]) -> Output {
        command()
            .args(args)
            .arg("--data")
            .arg(data)
            .output()
            .unwrap()
    }

    /// Runs a command and reads its JSON.
    pub fn json(&self, args: &[&str]) -> (i32, Value) {
        let mut args = args.to_vec();
        args.push("--json");
        let output = self.run(&args);
        let value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)));
        (output.status.code().unwrap(), value)
    }

    pub async fn db(&self) -> Db {
        Db::open_sqlite(&self.data().join("huiyin.db"))
            .await
            .unwrap()
    }
}

impl Drop for District {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// The built binary, deaf to the configuration of whoever runs the tests.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiyin"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("HUIYIN_") {
            command.env_remove(name);
        }
    }
    command
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A static is never dropped, so the copied district of a finished run is still there.
fn remove_what_earlier_runs_left() {
    let left = std::fs::read_dir(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for entry in left.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name
            .strip_prefix("district-")
            .and_then(|it| it.split('-').next());
        if process.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}
