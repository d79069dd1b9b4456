//! Household visits. This part of it is the notebook; see [`notebook`].

pub mod notebook;

pub const QUERIES: &[&[huiyin_db::Query]] = &[notebook::QUERIES];
pub const MIGRATIONS: &[huiyin_db::Migration] = &[huiyin_db::Migration {
    set: "visits",
    id: 2,
    sqlite: include_str!("../migrations/0002_notebook.sqlite.sql"),
    postgres: include_str!("../migrations/0002_notebook.postgres.sql"),
}];
