//! A demo district in a temporary folder, gone with its guard.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Result, binary};

static NEXT: AtomicU64 = AtomicU64::new(1);

#[derive(Debug)]
pub struct District {
    folder: PathBuf,
    /// The address of its store, where that is not a file in the folder.
    database: Option<String>,
}

impl District {
    /// An empty folder for a district that something else will make.
    pub fn empty() -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("huiyin-fault-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            database: None,
        })
    }

    pub fn demo() -> Result<Self> {
        Self::empty()?.with_demo()
    }

    /// The demo district in a schema of its own of this PostgreSQL.
    pub fn demo_on(postgres: &str) -> Result<Self> {
        let mut district = Self::empty()?;
        let joint = if postgres.contains('?') { '&' } else { '?' };
        let schema = format!("faults_{}", std::process::id());
        district.database = Some(format!("{postgres}{joint}schema={schema}"));
        district.with_demo()
    }

    fn with_demo(self) -> Result<Self> {
        let district = self;
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
        let mut command = Command::new(binary()?);
        command.args(words).args(self.place());
        Ok(command.stdin(Stdio::null()).output()?)
    }

    /// Where it lies, in the words of the command line.
    pub(crate) fn place(&self) -> Vec<OsString> {
        let folder = self.folder.clone().into_os_string();
        match &self.database {
            Some(address) => vec![
                "--database".into(),
                address.into(),
                "--files".into(),
                folder,
            ],
            None => vec!["--data".into(), folder],
        }
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
