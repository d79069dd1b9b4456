//! A backup is one tar file: the store as it stood at one moment, the photos, and last a manifest
//! with sums. A file that was cut off has no manifest and is refused. The district's key is never
//! inside: who finds the backup cannot read residents' names and phones.
//!
//! Where recipients are configured the file is locked on the way to the disk ([`crate::age`]), and
//! only whoever holds one of their private keys opens it: not even the server that made it.

mod archive;
mod drill;
mod keep;
mod key;
mod lane;
mod lock;
mod manifest;
mod names;
mod opened;
mod pack;
mod places;
mod postgres;
mod restore;
mod restore_postgres;
mod scheduled;

use std::fs::File;
use std::path::Path;

pub use archive::read;
pub use drill::{Ground, Proof, drill};
pub use keep::superfluous;
pub use lane::{JOB, Lane};
pub use lock::Workshop;
pub use manifest::{FileSum, JournalSum, Manifest, PhotosSum, StoreKind};
pub use names::Kept;
pub use opened::{identity_from, open};
pub use pack::{LAST_BACKUP_AT, Order, Packed, Progress, note, pack};
pub use places::Shelf;
pub(crate) use restore::{ASIDE, STAGING};
pub use restore::{KeyAfter, Restored, Wish, restore};
pub use restore_postgres::restore as restore_postgres;
pub use scheduled::{Backups, Made};

use crate::Failure;

/// Made for its owner only, also where the folder is open to others.
fn private_file(path: &Path, may_replace: bool) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).mode(0o600);
    if may_replace {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    options.open(path)
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::DirBuilderExt as _;
    let made = std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder);
    made.map_err(|error| Failure::file(folder, &error))
}
