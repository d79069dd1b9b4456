use huiyin_kernel::Id;
use serde::{Deserialize, Serialize};

use super::{Area, CategoryCode, Kind, Source, Urgency};

/// What comes in. Names, phone numbers, the address and the point stay with the store; the rules
/// only need to know that they exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, not a state"
)]
pub struct Report {
    pub id: Id,
    pub source: Source,
    pub outside_number: Option<String>,
    pub kind: Kind,
    pub category: Option<CategoryCode>,
    /// Raises the category's own urgency, never lowers it.
    pub urgency: Option<Urgency>,
    pub text: String,
    pub area: Area,
    pub has_place: bool,
    pub photo_ids: Vec<Id>,
    /// A phone number or address was left, so that somebody can call back.
    pub contactable: bool,
    pub anonymous: bool,
    /// The reporter asks for protection, or a member of staff sees the need.
    pub restricted: bool,
    /// The body the report complains of; it does not learn who reports (rule M10).
    pub complained_of: Option<Id>,
    pub open_to_complained_of: bool,
    pub split_from: Option<Id>,
    /// The separate consent to sensitive data, to this version of its notice.
    #[serde(default)]
    pub consent_version: Option<u16>,
}
