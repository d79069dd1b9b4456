//! The public board: released matters only, their checked summaries, places generalised, no names.

mod feeds;
mod join;
mod list;
mod one;
mod open_data;
mod row;

pub(super) use feeds::{atom, rss};
pub(super) use join::join;
pub(super) use list::show;
pub(super) use one::{one, photo};
pub(super) use open_data::{csv, geojson};
pub(super) use row::{Row, row};
