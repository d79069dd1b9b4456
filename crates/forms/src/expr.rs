//! Conditions on answers: the part of XPath that forms of the field use and that the phone, the
//! server and ODK Collect judge alike.
//!
//! A condition reads earlier questions by `${name}` and, in a constraint, its own answer by `.`.
//! It compares, joins by `and` and `or`, turns round by `not()`, and knows `selected()`,
//! `regex()`, `string-length()`, `count-selected()`, `true()` and `false()`. Whatever else
//! stands in an expression is refused by its name, never passed over.

mod eval;
mod lex;
mod parse;
mod pattern;
mod write;

#[cfg(test)]
mod vectors;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::number::Number;

pub use parse::ExprError;
pub use pattern::{Pattern, PatternError};

pub(crate) use eval::{Answered, holds};
pub(crate) use write::{as_json, as_xpath};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Expr {
    Or(Vec<Self>),
    And(Vec<Self>),
    Not(Box<Self>),
    Truth(bool),
    Compare {
        left: Operand,
        by: Comparison,
        right: Operand,
    },
    Selected {
        of: Ref,
        choice: String,
    },
    Regex {
        of: Ref,
        pattern: Pattern,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    Ref(Ref),
    Number(Number),
    Text(String),
    Length(Ref),
    CountSelected(Ref),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ref {
    /// `.`: the answer that a constraint judges.
    Here,
    Named(Name),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    Differs,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Comparison {
    pub(crate) const ALL: [Self; 6] = [
        Self::Equal,
        Self::Differs,
        Self::Less,
        Self::AtMost,
        Self::More,
        Self::AtLeast,
    ];

    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Differs => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    pub(crate) const fn is_of_order(self) -> bool {
        !matches!(self, Self::Equal | Self::Differs)
    }
}

impl Operand {
    pub(crate) const fn refers_to(&self) -> Option<&Ref> {
        match self {
            Self::Ref(of) | Self::Length(of) | Self::CountSelected(of) => Some(of),
            Self::Number(_) | Self::Text(_) => None,
        }
    }
}

impl Expr {
    /// Every condition in it that is not made of others.
    pub(crate) fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Or(parts) | Self::And(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Not(inner) => inner.leaves(),
            leaf => vec![leaf],
        }
    }
}
