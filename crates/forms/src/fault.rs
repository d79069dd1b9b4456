//! Why a form is refused. Each fault has a code, which names its sentence in the locale files,
//! and a detail, which is what the sentence names.

use crate::bounds;
use crate::expr::ExprError;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    #[error("the table cannot be read: {0}")]
    Table(String),
    #[error("the sheet is missing")]
    SheetMissing,
    #[error("the row is damaged: {0}")]
    Row(String),
    #[error("the column `{0}` is not supported")]
    Column(String),
    #[error("the column `{0}` is missing")]
    ColumnMissing(String),
    #[error("the type `{0}` is not supported")]
    Type(String),
    #[error("the value `{0}` is not supported here")]
    Value(String),
    #[error("`{0}` is no name: letters of the alphabet, digits and _, a letter first, at most 64")]
    Name(String),
    #[error("the name `{0}` stands twice")]
    NameTwice(String),
    #[error("the text in Chinese is missing")]
    NoText,
    #[error("a text is longer than {} characters", bounds::TEXT_CHARS_MAX)]
    TextTooLong,
    #[error("there is no list `{0}`, or it is empty")]
    List(String),
    #[error("there are more than {0}")]
    TooMany(usize),
    #[error("the group `{0}` is never ended")]
    GroupOpen(String),
    #[error("a group ends that was not begun")]
    GroupNotOpen,
    #[error("there are more than {} groups within groups", bounds::GROUP_DEPTH_MAX)]
    GroupTooDeep,
    #[error("the form has no question")]
    Empty,
    #[error(transparent)]
    Expr(#[from] ExprError),
    #[error("`{0}` is no question that stands before this one")]
    NotBefore(String),
    #[error("`.` means an answer only in a constraint")]
    HereOutside,
    #[error("`{0}` cannot be compared so")]
    Comparison(String),
    #[error("`{0}` is not among the choices")]
    Choice(String),
    #[error("a mandatory question states in `purpose` what for")]
    NoPurpose,
    #[error("{count} photos are mandatory; at most {most} may be", count = .0, most = bounds::MANDATORY_PHOTOS_MAX)]
    MandatoryPhotos(usize),
    #[error(
        "a photo, and what is sensitive, names in `consent` the question by which the resident agrees"
    )]
    NoConsent,
    #[error(
        "`{0}` is no question of consent with the choices yes and no that stands before this one"
    )]
    Consent(String),
    #[error("`{0}` does not belong to this place or kind of question")]
    Meaning(String),
    #[error("`{0}` stands twice")]
    MeaningTwice(String),
    #[error("`{0}` is asked anew for each matter and cannot be looked at from outside")]
    InsideMatter(String),
}

/// The code of every fault, expressions included, for whoever has sentences for them.
pub const FAULT_CODES: [&str; 36] = [
    "table",
    "sheet-missing",
    "row",
    "column",
    "column-missing",
    "type",
    "value",
    "name",
    "name-twice",
    "no-text",
    "text-too-long",
    "list",
    "too-many",
    "group-open",
    "group-not-open",
    "group-too-deep",
    "empty",
    "expression-unsupported",
    "expression-unexpected",
    "expression-unfinished",
    "expression-name",
    "expression-number",
    "expression-too-long",
    "expression-too-deep",
    "expression-pattern",
    "not-before",
    "here-outside",
    "comparison",
    "choice",
    "no-purpose",
    "mandatory-photos",
    "no-consent",
    "consent",
    "meaning",
    "meaning-twice",
    "inside-matter",
];

impl FormFault {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Table(_) => "table",
            Self::SheetMissing => "sheet-missing",
            Self::Row(_) => "row",
            Self::Column(_) => "column",
            Self::ColumnMissing(_) => "column-missing",
            Self::Type(_) => "type",
            Self::Value(_) => "value",
            Self::Name(_) => "name",
            Self::NameTwice(_) => "name-twice",
            Self::NoText => "no-text",
            Self::TextTooLong => "text-too-long",
            Self::List(_) => "list",
            Self::TooMany(_) => "too-many",
            Self::GroupOpen(_) => "group-open",
            Self::GroupNotOpen => "group-not-open",
            Self::GroupTooDeep => "group-too-deep",
            Self::Empty => "empty",
            Self::Expr(error) => error.code(),
            Self::NotBefore(_) => "not-before",
            Self::HereOutside => "here-outside",
            Self::Comparison(_) => "comparison",
            Self::Choice(_) => "choice",
            Self::NoPurpose => "no-purpose",
            Self::MandatoryPhotos(_) => "mandatory-photos",
            Self::NoConsent => "no-consent",
            Self::Consent(_) => "consent",
            Self::Meaning(_) => "meaning",
            Self::MeaningTwice(_) => "meaning-twice",
            Self::InsideMatter(_) => "inside-matter",
        }
    }

    pub fn detail(&self) -> String {
        match self {
            Self::Table(what)
            | Self::Row(what)
            | Self::Column(what)
            | Self::ColumnMissing(what)
            | Self::Type(what)
            | Self::Value(what)
            | Self::Name(what)
            | Self::NameTwice(what)
            | Self::List(what)
            | Self::GroupOpen(what)
            | Self::NotBefore(what)
            | Self::Comparison(what)
            | Self::Choice(what)
            | Self::Consent(what)
            | Self::Meaning(what)
            | Self::MeaningTwice(what)
            | Self::InsideMatter(what) => what.clone(),
            Self::TooMany(count) | Self::MandatoryPhotos(count) => count.to_string(),
            Self::Expr(error) => error.detail(),
            Self::SheetMissing
            | Self::NoText
            | Self::TextTooLong
            | Self::GroupNotOpen
            | Self::GroupTooDeep
            | Self::Empty
            | Self::HereOutside
            | Self::NoPurpose
            | Self::NoConsent => String::new(),
        }
    }
}

/// What is wrong with a form that was understood row by row, and with which of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The name of a question, a group or a list; empty for the form as a whole.
    pub at: String,
    /// The column of the convention in which it stands.
    pub column: &'static str,
    pub fault: FormFault,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_listed() {
        let text = include_str!("fault.rs")
            .split("detail(&self)")
            .next()
            .unwrap_or_default();
        let arms = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("Self::"));
        let codes: Vec<&str> = arms
            .filter_map(|arm| arm.split("=> \"").nth(1)?.split('"').next())
            .collect();
        assert!(codes.len() > 25, "{codes:?}");
        for code in codes {
            assert!(FAULT_CODES.contains(&code), "{code}");
        }
    }
}
