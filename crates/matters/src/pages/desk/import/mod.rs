//! Taking matters over from a file of another system: upload, look at what would happen, confirm.

mod maps;
mod shown;
mod start;
mod waiting;

pub(super) use shown::{confirm, refused_csv, show as show_one};
pub(super) use start::{show, upload};
pub(crate) use waiting::Waiting;
