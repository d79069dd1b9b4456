use huiyin_kernel::{Id, Instant, Point};
use serde::{Deserialize, Serialize};

use super::window::Span;
use huiyin_kernel::named;

named! {
    /// Who lives or works behind a door.
    DwellingKind {
        Household = "household",
        Merchant = "merchant",
    }
}

named! {
    /// Who said something about a door: the people themselves, a visitor who heard it there, or
    /// the coordinator to whom it was said by phone.
    SaidBy {
        Resident = "resident",
        Visitor = "visitor",
        Coordinator = "coordinator",
    }
}

/// Somebody asked not to be called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disturb {
    pub since: Instant,
    pub by: SaidBy,
}

/// A door that may be called on: what rules need to know of it. Name, phone and the exact door
/// stand sealed beside it. Nothing is noted about who lives there: a need for care is a matter of
/// its own with its own consent, never a mark at a door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dwelling {
    pub id: Id,
    pub version: u32,
    pub kind: DwellingKind,
    pub community: Id,
    pub compound: Option<Id>,
    pub point: Option<Point>,
    pub has_phone: bool,
    pub disturb: Option<Disturb>,
    /// The last call that nobody had agreed to, in whichever programme (rule V4).
    pub last_uninvited_at: Option<Instant>,
    /// The two who were last let in: a face that is known opens doors.
    pub known_by: Option<(Id, Id)>,
    /// When somebody is usually there, for shops mostly; empty means any time.
    pub open: Vec<Span>,
    pub minutes: u16,
    pub active: bool,
}
