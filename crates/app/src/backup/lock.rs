//! One backup at a time for each district, and a place to work in that no crash leaves full.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use super::{make_folder, private_file};
use crate::Failure;

const LOCK: &str = ".backup.lock";
const WORK: &str = ".backup-work";

/// Names in the district's folder that belong to backups and to nothing else.
pub const OWN_NAMES: [&str; 2] = [LOCK, WORK];

/// A folder to work in, held for one backup or drill and removed with it.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
    /// The system gives the lock back when the file is closed, however the process ends.
    _lock: File,
}

impl Workshop {
    /// Takes the lock, and clears away what a process that was killed left behind.
    pub fn open(files: &Path) -> Result<Self, Failure> {
        make_folder(files)?;
        let path = files.join(LOCK);
        let lock = private_file(&path, true).map_err(|error| Failure::file(&path, &error))?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|_| {
            Failure::new(
                "另一个备份或恢复演练正在进行，请稍后再试。",
                "Another backup or drill is going on; try again when it has ended.",
            )
        })?;
        let folder = files.join(WORK);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
        }
        make_folder(&folder)?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "a working folder was left behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_one_waits_its_turn_and_finds_an_empty_place() {
        let files = std::env::temp_dir().join(format!("huiyin-lock-{}", std::process::id()));
        let first = Workshop::open(&files).unwrap();
        assert!(
            Workshop::open(&files)
                .unwrap_err()
                .0
                .en
                .contains("going on")
        );
        std::fs::write(first.path().join("half.tar"), "half").unwrap();
        drop(first);
        // As if the process had been killed.
        std::fs::create_dir_all(files.join(WORK)).unwrap();
        std::fs::write(files.join(WORK).join("half.tar"), "half").unwrap();
        let second = Workshop::open(&files).unwrap();
        assert_eq!(std::fs::read_dir(second.path()).unwrap().count(), 0);
        drop(second);
        std::fs::remove_dir_all(files).unwrap();
    }
}
