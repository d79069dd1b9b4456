//! A demo district in a temporary folder, gone with its guard.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Result, binary};

static NEXT: AtomicU64 = AtomicU64::new(1);

#[derive(Debug)]
pub struct District {
    folder: PathBuf,
}

impl District {
    /// An empty folder for a district that something else will make.
    pub fn empty() -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("huiyin-fault-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    pub fn demo() -> Result<Self> {
        let district = Self::empty()?;
        let output = district.run(&["demo"])?;
        if !output.status.success() {
            return Err(format!("huiyin demo: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(district)
    }

    /// Another district that is what this one is now; nothing may serve this one meanwhile.
    pub fn copy(&self) -> Result<Self> {
        let copy = Self::empty()?;
        copy_folder(&self.folder, &copy.folder)?;
        Ok(copy)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command of the binary on this district.
    pub fn run(&self, words: &[&str]) -> Result<Output> {
        Ok(Command::new(binary()?)
            .args(words)
            .arg("--data")
            .arg(&self.folder)
            .stdin(Stdio::null())
            .output()?)
    }

    /// The journal's own proof; an error carries what the command said.
    pub fn verify_journal(&self) -> Result<()> {
        let output = self.run(&["audit", "verify"])?;
        if output.status.success() {
            return Ok(());
        }
        let said = [output.stdout, output.stderr].concat();
        Err(format!(
            "audit verify ({}): {}",
            output.status,
            String::from_utf8_lossy(&said)
        )
        .into())
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

impl Drop for District {
    fn drop(&mut self) {
        // What cannot be removed now the machine's own clean-up will take.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}
