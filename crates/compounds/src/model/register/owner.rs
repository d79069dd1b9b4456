use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

/// One owner of one estate: whoever stands in the real-estate register, or has bought from the
/// developer and lawfully taken over without being registered yet (rule O1; Supreme People's Court,
/// interpretation on divided ownership (2009, as amended 2020), article 1). A tenant is none. The
/// same person in two estates is two of these: nobody needs to know what somebody owns elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnerId(pub Id);

named! {
    OwnerKind {
        Person = "person",
        Organisation = "organisation",
        /// Who built the estate; owns what is unsold.
        Developer = "developer",
    }
}

/// An owner with name and phone opened; shown masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub id: OwnerId,
    pub version: u32,
    pub estate: Id,
    pub kind: OwnerKind,
    /// Under whose key name and phone lie.
    pub person: Id,
    /// Nothing once they are forgotten.
    pub name: Option<String>,
    pub phone: Option<String>,
    pub forgotten: bool,
}

/// That somebody owned a unit, from a day on and until before another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub id: Id,
    pub estate: Id,
    pub unit: Id,
    pub owner: OwnerId,
    pub from: Date,
    pub until: Option<Date>,
}

impl Holding {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}
