//! A backup is one plain tar file: the store as one consistent SQLite file, the photos, and last
//! a manifest with sums. A file that was cut off has no manifest and is refused. The key is never
//! inside: who finds the backup cannot read residents' names and phones.

mod archive;
mod manifest;
mod pack;
mod restore;

pub use archive::read;
pub use manifest::{FileSum, JournalSum, Manifest, PhotosSum};
pub use pack::{LAST_BACKUP_AT, Packed, pack, postgres as refused_on_postgres};
pub use restore::{KeyAfter, Restored, Wish, restore};
