//! The figures for people: pages and files.

pub(crate) mod csv;
pub(crate) mod figure;
pub(crate) mod rates;
pub(crate) mod statistics;
pub(crate) mod statistics_csv;
