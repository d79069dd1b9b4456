//! How much one paper may be.

use std::time::Duration;

/// Data of one paper, as JSON text.
pub const DATA_BYTES: usize = 8 * 1024 * 1024;
/// Values within the data, however nested.
pub const VALUES: usize = 1_000_000;
/// Characters of one text. Longer ones are cut and end with an ellipsis.
pub const TEXT_CHARS: usize = 20_000;
/// Lists within lists.
pub const DEPTH: usize = 32;
/// Letters without a place to break a line; after so many, one is made.
pub const UNBROKEN_CHARS: usize = 20;
/// A thick file is printed in parts; callers page through.
pub const PAGES: usize = 1_200;
pub const PDF_BYTES: usize = 64 * 1024 * 1024;
/// How long somebody waits for one paper.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// Papers that wait for their turn; one is made at a time.
pub const WAITING: usize = 8;
