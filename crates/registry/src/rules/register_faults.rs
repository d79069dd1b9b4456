//! What can be wrong with the two tables of a district's register; each fault has its sentence
//! `registry-register-…`, which says what to mend.

use huiyin_sheets::ReadError;

/// Which of the two tables is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    Areas,
    Bodies,
}

impl Sheet {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Bodies => "bodies",
        }
    }
}

/// Why a table as a whole cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    Read(ReadError),
    ColumnMissing(&'static str),
    ColumnUnknown(String),
    ColumnTwice(String),
    TooManyRows,
}

impl Unreadable {
    /// The sentences on files as such are those of every import.
    pub fn key(&self) -> String {
        match self {
            Self::Read(ReadError::NoHeader { .. }) => "registry-register-no-header".to_owned(),
            Self::Read(error) => format!("import-file-{}", error.code()),
            Self::ColumnMissing(_) => "registry-register-column-missing".to_owned(),
            Self::ColumnUnknown(_) => "registry-register-column-unknown".to_owned(),
            Self::ColumnTwice(_) => "registry-register-column-twice".to_owned(),
            Self::TooManyRows => "import-file-too-many-rows".to_owned(),
        }
    }

    pub fn detail(&self) -> String {
        match self {
            Self::Read(error) => error.detail(),
            Self::ColumnMissing(name) => (*name).to_owned(),
            Self::ColumnUnknown(name) | Self::ColumnTwice(name) => name.clone(),
            Self::TooManyRows => String::new(),
        }
    }
}

/// What is wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub sheet: Sheet,
    /// As a spreadsheet counts: the header is row 1.
    pub row: u64,
    pub problem: Problem,
    /// What stands there; empty where nothing does.
    pub value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Cells too many or too few, an open quotation mark, damaged characters.
    Row,
    Code,
    CodeTwice,
    AreaKind,
    BodyKind,
    Level,
    NameEmpty,
    NameTooLong,
    /// Half a point, no numbers, or a place that is not on the globe.
    Point,
    Phone,
    /// Empty, too long, or nothing but punctuation.
    Alias,
    AliasTaken,
    TooManyAliases,
    /// Only the district lies in nothing.
    ParentMissing,
    ParentUnknown,
    /// A community lies in a street, not in a building.
    ParentLevel,
    DistrictHasParent,
    SecondDistrict,
    AreaUnknown,
    /// Kind, place in the tree and level stay as they were registered: posts and matters hang on
    /// them.
    Fixed,
    /// More than one district can hold.
    TooMany,
}

impl Problem {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Row => "registry-register-row",
            Self::Code => "registry-register-code",
            Self::CodeTwice => "registry-register-code-twice",
            Self::AreaKind => "registry-register-area-kind",
            Self::BodyKind => "registry-register-body-kind",
            Self::Level => "registry-register-level",
            Self::NameEmpty => "registry-register-name-empty",
            Self::NameTooLong => "registry-register-name-too-long",
            Self::Point => "registry-register-point",
            Self::Phone => "registry-register-phone",
            Self::Alias => "registry-register-alias",
            Self::AliasTaken => "registry-register-alias-taken",
            Self::TooManyAliases => "registry-register-too-many-aliases",
            Self::ParentMissing => "registry-register-parent-missing",
            Self::ParentUnknown => "registry-register-parent-unknown",
            Self::ParentLevel => "registry-register-parent-level",
            Self::DistrictHasParent => "registry-register-district-has-parent",
            Self::SecondDistrict => "registry-register-second-district",
            Self::AreaUnknown => "registry-register-area-unknown",
            Self::Fixed => "registry-register-fixed",
            Self::TooMany => "registry-register-too-many",
        }
    }
}
