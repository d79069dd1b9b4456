use huiyin_kernel::Id;

use huiyin_kernel::named;

named! {
    /// What an exclusive part is (rule O2; interpretation on divided ownership (2009, as amended
    /// 2020), article 2).
    UnitKind {
        Dwelling = "dwelling",
        Shop = "shop",
        Parking = "parking",
        Other = "other",
    }
}

named! {
    /// Where an area comes from, weakest first: contract, survey, real-estate register (rule O3;
    /// article 8 of the same interpretation).
    AreaSource {
        Contract = "contract",
        Surveyed = "surveyed",
        Register = "register",
    }
}

named! {
    /// Whether the developer still has a unit. What is unsold and what is sold but not handed over
    /// is together one person in a vote (rule O4; article 9 of the same interpretation).
    Delivery {
        Delivered = "delivered",
        Undelivered = "undelivered",
        Unsold = "unsold",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    pub id: Id,
    pub estate: Id,
    pub name: String,
    /// The phase it was built in; empty where there is only one.
    pub phase: String,
}

/// An exclusive part: what its owners own alone. With it goes their part in what all own and manage
/// together (Civil Code art. 271), which is why units are what a vote and a share are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: Id,
    pub version: u32,
    pub estate: Id,
    pub building: Id,
    /// Such as `2单元15-3`.
    pub label: String,
    pub kind: UnitKind,
    /// In 0.01 m².
    pub area_centi: i64,
    pub source: AreaSource,
    pub delivery: Delivery,
    /// Whose it is, is before a court.
    pub in_dispute: bool,
    /// Which of the co-owners casts the ballot, where they have named one.
    pub representative: Option<Id>,
    pub active: bool,
}
