//! Mediation (rule 14). A case is there for its mediators; for everybody else it is a number.

mod act;
mod correct;
mod forget;
mod open;
mod reveal;

pub use act::{Texts, act, load, may_see, remind_due};
pub(crate) use correct::correct;
pub(crate) use forget::forget_asked;
pub use forget::{forget, retain};
pub(crate) use open::digits;
pub use open::{Asked, Party, mediators, register};
pub use reveal::{REASONS, reveal};

use super::OpError;
use crate::model::mediation::CaseRefused;

impl From<CaseRefused> for OpError {
    fn from(why: CaseRefused) -> Self {
        Self::Room(format!("compounds-mediation-refused-{}", why.key()))
    }
}
