//! Real input: a file of another system, read through a map, becomes rows that `rules::import`
//! can take, and a list of the rows that cannot be taken, each with its number and reason.
//!
//! Pure: bytes, a map and the present time in, an [`ImportPlan`] out. The whole file is judged
//! before anything is written, so that an import is never half done; writing is somebody else's.
//! The format of the maps is described in `docs/import.md`.
//!
//! Invariants: every row of the file is either accepted or refused, exactly once; of rows that
//! share an outside number only the first good one is accepted; what a refusal shows of a row is
//! short and has passed the mask for personal data.

mod bind;
mod convert;
mod field;
mod fold;
mod lookup;
mod map;
mod map_file;
mod moment;
mod plan;
mod position;
mod refusal;
mod row;
mod text;

pub use fold::fold;
pub use map::{ImportMap, MapError};
pub use plan::{FileFacts, ImportError, ImportPlan, Progress, Warning, plan, plan_file};
pub use refusal::{ImportField, Refusal, RefusalCode};
pub use row::{ImportRow, ImportedStatus};
