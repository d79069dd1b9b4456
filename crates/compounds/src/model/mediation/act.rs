use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

use super::{AgreementForm, CaseStateName, Confirming, Dispute, EndedHow};
use huiyin_kernel::named;

named! {
    CaseActName {
        Volunteer = "volunteer",
        Mediators = "mediators",
        Session = "session",
        Draft = "draft",
        Redraft = "redraft",
        Sign = "sign",
        SignMediator = "sign_mediator",
        AgreeOrally = "agree_orally",
        End = "end",
        Confirm = "confirm",
        Remind = "remind",
        Correct = "correct",
        Forget = "forget",
    }
}

/// What is done about a case. Texts travel beside it and are sealed; here they are only said to
/// be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseAct {
    Volunteer {
        seat: u8,
        on: Date,
    },
    Mediators {
        accounts: Vec<Id>,
    },
    Session {
        on: Date,
        has_notes: bool,
    },
    Draft {
        on: Date,
        has_text: bool,
    },
    /// The text is changed: nobody has signed that one.
    Redraft,
    Sign {
        seat: u8,
        on: Date,
    },
    SignMediator {
        on: Date,
        sealed: bool,
    },
    AgreeOrally {
        on: Date,
        has_text: bool,
    },
    End {
        how: EndedHow,
        on: Date,
    },
    Confirm {
        to: Confirming,
        on: Date,
    },
    Remind,
    /// A party's name or phone is written as it is right.
    Correct {
        seat: u8,
    },
    Forget,
}

impl CaseAct {
    pub const fn name(&self) -> CaseActName {
        match self {
            Self::Volunteer { .. } => CaseActName::Volunteer,
            Self::Mediators { .. } => CaseActName::Mediators,
            Self::Session { .. } => CaseActName::Session,
            Self::Draft { .. } => CaseActName::Draft,
            Self::Redraft => CaseActName::Redraft,
            Self::Sign { .. } => CaseActName::Sign,
            Self::SignMediator { .. } => CaseActName::SignMediator,
            Self::AgreeOrally { .. } => CaseActName::AgreeOrally,
            Self::End { .. } => CaseActName::End,
            Self::Confirm { .. } => CaseActName::Confirm,
            Self::Remind => CaseActName::Remind,
            Self::Correct { .. } => CaseActName::Correct,
            Self::Forget => CaseActName::Forget,
        }
    }
}

/// What happened: never a name, never a word of what was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaseEvent {
    Registered {
        dispute: Dispute,
        parties: usize,
    },
    Volunteered {
        seat: u8,
        on: Date,
    },
    MediatorsSet {
        accounts: Vec<Id>,
    },
    SessionHeld {
        on: Date,
    },
    Drafted {
        on: Date,
    },
    Redrafted {},
    Signed {
        seat: u8,
        on: Date,
        state: CaseStateName,
    },
    MediatorSigned {
        on: Date,
        state: CaseStateName,
    },
    OralAgreement {
        on: Date,
        form: AgreementForm,
    },
    Ended {
        how: EndedHow,
        on: Date,
    },
    Confirming {
        to: Confirming,
        on: Date,
    },
    Reminded {},
    Corrected {
        seat: u8,
    },
    Forgotten {},
}

impl CaseEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::Volunteered { .. } => "volunteered",
            Self::MediatorsSet { .. } => "mediators_set",
            Self::SessionHeld { .. } => "session_held",
            Self::Drafted { .. } => "drafted",
            Self::Redrafted {} => "redrafted",
            Self::Signed { .. } => "signed",
            Self::MediatorSigned { .. } => "mediator_signed",
            Self::OralAgreement { .. } => "oral_agreement",
            Self::Ended { .. } => "ended",
            Self::Confirming { .. } => "confirming",
            Self::Reminded {} => "reminded",
            Self::Corrected { .. } => "corrected",
            Self::Forgotten {} => "forgotten",
        }
    }
}
