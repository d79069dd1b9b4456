//! What other slices hold of somebody beside their matters. Who they are is not known here; they
//! are wired in by the program, and without them only matters are found.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_matters::telling::Waiting;
use serde::Serialize;

/// Somebody of whom another slice holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The row that is about them, and only about them.
    pub person: Id,
    /// The name of what it belongs to: an estate, the number of a case; nobody’s own.
    pub label: String,
}

/// Everything that is held, as it is told to them. Made while it is read, kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldCopy {
    pub label: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub lines: Vec<String>,
    /// The law keeps it as long as it is so; it is not erased.
    pub kept_by_law: bool,
}

/// Whoever holds something of people beside their matters.
pub trait Elsewhere: Send + Sync + std::fmt::Debug {
    /// Everybody who left this phone. Whoever asks has seen that it is theirs.
    fn by_phone<'a>(&'a self, tx: &'a mut Tx, phone: &'a str) -> Waiting<'a, Vec<Found>>;
    /// Nothing for a row that is somebody else's business, or gone.
    fn copy<'a>(&'a self, tx: &'a mut Tx, person: Id) -> Waiting<'a, Option<HeldCopy>>;
    /// Lets go of somebody unless the law keeps them; twice does no harm.
    fn erase(&self, person: Id, officer: Id) -> Waiting<'_, ()>;
    /// Writes a name or a phone as it is right; false where this cannot be written here.
    fn correct<'a>(
        &'a self,
        person: Id,
        officer: Id,
        right: (Option<&'a str>, Option<&'a str>),
    ) -> Waiting<'a, bool>;
}
