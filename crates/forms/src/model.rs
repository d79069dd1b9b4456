//! What a form is. The fields are public to read; a [`Form`] comes into being only through
//! [`crate::xlsform::import`] or [`Form::from_json`], which both verify it whole.

use std::collections::BTreeMap;

use huiyin_kernel::Said;
use serde::{Deserialize, Serialize};

use crate::expr::Expr;
use crate::name::Name;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub id: Name,
    pub title: Said,
    /// What the author calls this edition; the digest is what binds.
    pub edition: String,
    pub parts: Vec<Part>,
    pub lists: BTreeMap<Name, Vec<Choice>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Question(Box<Question>),
    Group(Group),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: Name,
    pub label: Said,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relevant: Option<Expr>,
    /// The questions about one thing that a resident raises. The notebook asks them once for
    /// each thing, so that each gets its own answer (M13).
    #[serde(skip_serializing_if = "is_false", default)]
    pub matter: bool,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub name: Name,
    pub kind: Kind,
    pub label: Said,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hint: Option<Said>,
    /// Why this must be answered; a question that has none may be passed over (F3).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub required_for: Option<Said>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relevant: Option<Expr>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub constraint: Option<Expr>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub constraint_message: Option<Said>,
    /// The yes-or-no question by which the resident agrees to this one: each photo (V6) and each
    /// sensitive kind (P4) has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub consent: Option<Name>,
    #[serde(skip_serializing_if = "is_false", default)]
    pub sensitive: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meaning: Option<Meaning>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Date,
    Time,
    SelectOne(Name),
    SelectMultiple(Name),
    Note,
    Image,
    Geopoint,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub name: Name,
    pub label: Said,
}

/// What the product does with an answer beyond keeping it. Everything else a form may call as it
/// likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    MatterText,
    MatterKind,
    MatterUrgency,
    MatterPlace,
    MatterPhoto,
    ContactWish,
    ContactPhone,
    Consent,
}

/// The answer of a question of consent that agrees.
pub const CONSENT_GIVEN: &str = "yes";

impl Meaning {
    pub const ALL: [Self; 8] = [
        Self::MatterText,
        Self::MatterKind,
        Self::MatterUrgency,
        Self::MatterPlace,
        Self::MatterPhoto,
        Self::ContactWish,
        Self::ContactPhone,
        Self::Consent,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::MatterText => "matter-text",
            Self::MatterKind => "matter-kind",
            Self::MatterUrgency => "matter-urgency",
            Self::MatterPlace => "matter-place",
            Self::MatterPhoto => "matter-photo",
            Self::ContactWish => "contact-wish",
            Self::ContactPhone => "contact-phone",
            Self::Consent => "consent",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.word() == word)
    }

    /// What a matter consists of is asked within its group, how to reach somebody outside of it.
    pub(crate) const fn stands_well(self, in_matter: bool) -> bool {
        match self {
            Self::Consent => true,
            Self::ContactWish | Self::ContactPhone => !in_matter,
            Self::MatterText
            | Self::MatterKind
            | Self::MatterUrgency
            | Self::MatterPlace
            | Self::MatterPhoto => in_matter,
        }
    }
}

impl Kind {
    /// The word in the column `type`, without the name of a list.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Time => "time",
            Self::SelectOne(_) => "select_one",
            Self::SelectMultiple(_) => "select_multiple",
            Self::Note => "note",
            Self::Image => "image",
            Self::Geopoint => "geopoint",
        }
    }

    pub const fn list(&self) -> Option<&Name> {
        match self {
            Self::SelectOne(list) | Self::SelectMultiple(list) => Some(list),
            _ => None,
        }
    }

    pub const fn is_asked(&self) -> bool {
        !matches!(self, Self::Note)
    }
}

impl Form {
    /// The choices of a list; empty for a name that is no list.
    pub fn choices(&self, list: &Name) -> &[Choice] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}
