use std::collections::BTreeMap;

use huiyin_kernel::Id;
use huiyin_kernel::calendar::WorkingCalendar;
use serde::{Deserialize, Serialize};

use super::{Categories, Level, RatingScale, StateName};
use huiyin_kernel::named;

named! {
    BodyKind {
        ResidentsCommittee = "residents_committee",
        StreetOffice = "street_office",
        Department = "department",
        Company = "company",
        Other = "other",
    }
}

/// What dispatch must know of a body. A company stands on no level of the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFacts {
    pub kind: BodyKind,
    pub level: Option<Level>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactLimits {
    pub normal_minutes: u32,
    pub urgent_minutes: u32,
    pub emergency_minutes: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingDayLimits {
    pub enquiry: u16,
    /// Help, suggestions and praise.
    pub help: u16,
    /// Complaints and reports.
    pub complaint: u16,
}

/// The limits an installation has chosen: one of the presets of rule 2.5, or its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub name: String,
    /// The values of the category go before those of the kind.
    pub by_category: bool,
    pub contact: ContactLimits,
    pub working_days: WorkingDayLimits,
    /// 0 means that no extension is offered.
    pub extension_working_days: u16,
    pub return_working_days: u16,
    pub intake_working_days: u16,
    pub unread: ContactLimits,
    pub whistle_working_days: u16,
    pub whistle_urgent_minutes: u32,
    pub call_back_working_days: u16,
    pub request_working_days: u16,
    pub rating_scale: RatingScale,
}

/// The matter at the other end of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherMatter {
    pub id: Id,
    pub state: StateName,
    pub restricted: bool,
    /// Somebody has answered it, now or in an earlier round.
    pub answered: bool,
}

/// What the rules need to know of the world beside the matter itself.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub calendar: &'a WorkingCalendar,
    pub categories: &'a Categories,
    pub limits: &'a Limits,
    pub bodies: &'a BTreeMap<Id, BodyFacts>,
    pub other: Option<OtherMatter>,
}
