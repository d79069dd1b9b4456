//! One server for one data folder. Two of them on the same SQLite file would both run the jobs,
//! send the messages and keep limits that do not know of each other.

use std::fs::{File, OpenOptions, TryLockError};

use crate::Failure;
use crate::place::{Place, Store};

const FILE: &str = "huiyin.lock";

/// Held as long as it lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "it is held, not read")] Option<File>);

/// Takes the folder of a SQLite district for this server. On PostgreSQL servers beside each other
/// are meant; there every session tells the database that its schema is in use.
pub(crate) fn take(place: &Place) -> Result<Lock, Failure> {
    if !matches!(place.store, Store::Sqlite(_)) || !place.files.is_dir() {
        return Ok(Lock(None));
    }
    let path = place.files.join(FILE);
    let mut options = OpenOptions::new();
    // Never cut short: the file is empty, and another server may hold it.
    let file = options.create(true).write(true).truncate(false).open(&path);
    let file = file.map_err(|error| Failure::file(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(Some(file))),
        Err(TryLockError::WouldBlock) => {
            let shown = place.files.display();
            Err(Failure::new(
                format!("{shown} 已有一个 huiyin 在运行。请先停掉它，或用 --data 指定另一个目录。"),
                format!(
                    "Another huiyin serves {shown} already. Stop it first, or choose another folder with --data."
                ),
            ))
        }
        // Some network file systems know no locks; the district is served there as before.
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "the data folder cannot be locked against a second server");
            Ok(Lock(None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_taken_once_and_free_again_afterwards() {
        let folder = std::env::temp_dir().join(format!("huiyin-lock-{}", std::process::id()));
        let place = Place::in_folder(&folder);
        assert!(
            take(&place).is_ok(),
            "a folder that is not there yet is nobody's"
        );
        std::fs::create_dir_all(&folder).unwrap();
        let first = take(&place).unwrap();
        let refused = take(&place).unwrap_err();
        assert!(format!("{refused:?}").contains("already"), "{refused:?}");
        drop(first);
        assert!(take(&place).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
