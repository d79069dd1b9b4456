use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::limits::CODE_MAX;
use huiyin_kernel::named;

named! {
    /// Where money comes from (domain rule 9.2). `Fund` is the maintenance fund's own money, kept
    /// apart from common income.
    Kind {
        Parking = "parking",
        Adverts = "adverts",
        Stalls = "stalls",
        Rooms = "rooms",
        Other = "other",
        Fund = "fund",
    }
}

impl Kind {
    /// Common income, without the fund.
    pub const COMMON: [Self; 5] = [
        Self::Parking,
        Self::Adverts,
        Self::Stalls,
        Self::Rooms,
        Self::Other,
    ];
}

named! {
    /// In whose hands an account is (domain rule 9.3).
    Holder {
        /// The owners' own special account, kept by the committee.
        Owners = "owners_account",
        /// A separate account that the property company keeps for the owners.
        Manager = "manager_account",
        /// The property maintenance-fund account under the district's care.
        District = "district_fund_account",
        /// The maintenance fund of the estate.
        Fund = "maintenance_fund",
    }
}

impl Holder {
    /// Whether money of the maintenance fund may lie there.
    pub const fn holds_fund(self) -> bool {
        matches!(self, Self::District | Self::Fund)
    }
}

/// The short name of an account within its book: letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an account's code has 1 to {CODE_MAX} letters a-z, digits, `-` or `_`")]
pub struct CodeError;

impl Code {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let fits = (1..=CODE_MAX).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(CodeError)
        }
    }
}

impl TryFrom<String> for Code {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub code: Code,
    pub name: String,
    pub holder: Holder,
}
