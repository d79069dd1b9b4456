//! Household visits. This part of it is the notebook; see [`notebook`].

pub mod notebook;

pub const QUERIES: &[&[huiyin_db::Query]] = &[notebook::QUERIES];
pub const MIGRATIONS: &[huiyin_db::Migration] = &[notebook::MIGRATION];
