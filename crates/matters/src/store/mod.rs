//! Rows of the slice: loading and saving a matter inside a transaction. Nothing here decides.

pub(crate) mod consents;
mod contact;
pub mod counted;
pub(crate) mod dispatch_lists;
pub(crate) mod export_rows;
pub(crate) mod filters;
pub(crate) mod handover;
pub(crate) mod headlines;
mod history;
pub(crate) mod inbox_notices;
pub(crate) mod jobs;
pub mod ledger_rows;
pub mod light;
mod lists;
mod matter;
pub mod mentions;
pub(crate) mod notices;
pub mod of_place;
pub mod opened;
pub mod outdated;
mod photos;
mod projection;
pub mod proof;
mod public;
mod queries;
pub(crate) mod reveal;
pub(crate) mod templates;
mod texts;
pub mod told;
pub(crate) mod whistles;

pub use consents::{ConsentRow, consents_after, consents_of};
pub(crate) use contact::write_contact;
pub use contact::{
    Contact, Reporter, add_reporter, find_by_code, holder_of, open_code, reporter_by_code,
    reporters_of,
};
pub use history::{Past, history};
pub use lists::{
    COUNTED_MOST, Filter, ListRow, Page, ROWS_TOGETHER, Scope, district_counts, due_count, list,
    queue, queue_size, rows_of, search,
};
pub use matter::{Known, Placed, insert, known_outside, load, load_by_number, place, update};
pub(crate) use matter::{SUBJECT, record, record_with};
pub use photos::{Photo, add_photo, blob_of, photos_of, public_photos};
pub(crate) use projection::headline;
pub use public::{BoardFilter, BoardRow, board, board_row};
pub use queries::QUERIES;
pub use reveal::{MANY_REVEALS, ManyReveals, REVEAL_HEADS, Reveal, Reveals};
pub use texts::{Text, texts_of};

/// Heads of the journal for `audit verify`.
pub const HEADS: huiyin_db::Query = queries::HEADS;
