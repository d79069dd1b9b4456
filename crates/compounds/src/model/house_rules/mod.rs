//! The rules of an estate (rule 9.7): twelve models, what an estate made of them, and which of
//! its editions is in force.

pub mod bounds;
mod refused;
mod rule;

pub use refused::RuleRefused;
pub use rule::{
    Adoption, HouseRule, RuleAct, RuleActName, RuleEvent, RuleKind, RuleState, RuleStateName,
};
