//! Rows of the slice. Nothing here decides.

pub(crate) mod alerts;
pub(crate) mod cases;
pub(crate) mod records;
pub(crate) mod retention;

/// Statements of this slice.
pub const QUERIES: &[&[huiyin_db::Query]] = &[
    alerts::QUERIES,
    cases::QUERIES,
    records::QUERIES,
    retention::QUERIES,
];
