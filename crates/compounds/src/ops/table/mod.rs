//! The monthly meeting of the three sides (rule 8.6): what happens to it, and what comes of it.

mod act;
mod agenda;
mod extract;
mod monthly;
mod siblings;
mod take_up;
mod turn;

pub use act::{act, load};
pub use agenda::facts;
pub use extract::extract_of;
pub use monthly::{Gap, Turned, due, ensure, gaps};
pub(crate) use take_up::take_up;
pub use turn::into_matter;

use super::OpError;
use crate::model::table::TableRefused;

impl From<TableRefused> for OpError {
    fn from(why: TableRefused) -> Self {
        Self::Room(format!("compounds-table-refused-{}", why.key()))
    }
}
