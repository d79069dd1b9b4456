//! The figures for people: a page and a file.

pub(crate) mod csv;
pub(crate) mod rates;
