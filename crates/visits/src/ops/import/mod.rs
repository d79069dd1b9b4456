//! Doors from a file: judged whole against the register, then written in pieces. The same file
//! again changes nothing; a row that says something else than before is written anew.

mod estate;
mod judge;
pub mod words;
mod write;

use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_kernel::geo::Crs;

pub use estate::{Decision, Question, decide};
pub use judge::judge;
pub use write::{Written, write};

use crate::import::Fault;
use crate::rules::register::Draft;

/// Where a door came from that a file brought.
pub const SOURCE: &str = "import";

/// A row that can be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Ready {
    pub row: u64,
    pub number: Option<String>,
    pub area_path: String,
    pub draft: Draft,
    /// Name or phone were masked in the file: what is known stays.
    pub keep_name: bool,
    pub keep_phone: bool,
}

/// What an import would do, or did. Every row of the file counts once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub rows: usize,
    pub fresh: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// In the order of the file.
    pub faults: Vec<Fault>,
}

/// A file as it was judged, nothing written yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    pub report: Report,
    pub ready: Vec<Ready>,
    /// Names that somebody has to decide on; their rows wait.
    pub questions: Vec<Question>,
    /// The system the points were read in; nothing where the file has none.
    pub crs: Option<Crs>,
    /// The file has points, and neither somebody's choice nor their place tells the system.
    pub crs_unclear: bool,
}

/// Why an import did not come to its end; what was written stays, and the same file brings the
/// rest.
#[derive(Debug, thiserror::Error)]
#[error("stopped after {done} rows: {error}")]
pub struct Stopped {
    pub done: usize,
    pub error: StoreError,
}

/// What a row says, whatever its place in the file. With the district's key, because a phone can
/// be guessed.
fn digest(keys: &huiyin_db::fields::Keys, ready: &Ready) -> Vec<u8> {
    let it = &ready.draft;
    let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let point = it
        .point
        .map(|at| format!("{} {}", at.lon_e7(), at.lat_e7()));
    let said = [
        it.kind.name().to_owned(),
        it.community.to_string(),
        id(it.compound),
        it.compound_name.clone(),
        it.building.clone(),
        it.door.clone(),
        ready.keep_name.to_string(),
        it.name.clone().unwrap_or_default(),
        ready.keep_phone.to_string(),
        it.phone.clone().unwrap_or_default(),
        crate::rules::register::open_text(&it.open),
        it.minutes.to_string(),
        point.unwrap_or_default(),
    ];
    keys.sign("visits door row", said.join("\u{1f}").as_bytes())
        .to_vec()
}
