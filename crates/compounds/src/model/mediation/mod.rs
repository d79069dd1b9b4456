//! Mediation of disputes between neighbours (rule 14): a case, its parties, and what came of it.

mod act;
pub mod bounds;
mod case;
mod refused;

pub use act::{CaseAct, CaseActName, CaseEvent};
pub use case::{
    AgreementForm, Case, CaseState, CaseStateName, Confirming, Dispute, EndedHow, Role, Seat,
    Signed,
};
pub use refused::CaseRefused;
