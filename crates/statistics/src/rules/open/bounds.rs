//! Limits of open data, with their units.

/// How many people at least stand behind every group of rows; what the pages call a small group.
pub const PEOPLE_LEAST: u64 = crate::rules::SMALL_GROUP;
/// Matters of one year. A larger district needs a decision first, for the files would be too
/// large for a page.
pub const MATTERS_MOST: usize = 200_000;
/// Bytes of all files of one edition together.
pub const FILES_BYTES: usize = 64 * 1024 * 1024;
/// Editions of one year: each is held against all before it.
pub const EDITIONS_MOST: usize = 20;
/// The first year of which there may be an edition.
pub const FIRST_YEAR: i16 = 2000;
