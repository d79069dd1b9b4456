use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    CaseStateName {
        Registered = "registered",
        InMediation = "in_mediation",
        Drafted = "agreement_drafted",
        Effective = "effective",
        Ended = "ended",
    }
}

named! {
    /// What people quarrel about. Violence at home is among them so that it can be chosen, and
    /// answered with 110: it never becomes a case.
    Dispute {
        Neighbours = "neighbours",
        Noise = "noise",
        Leak = "leak",
        Parking = "parking",
        Pets = "pets",
        Renovation = "renovation",
        PropertyFee = "property_fee",
        CommonParts = "common_parts",
        Family = "family",
        Support = "support",
        Tenancy = "tenancy",
        Damage = "damage",
        Other = "other",
        DomesticViolence = "domestic_violence",
    }
}

named! {
    Role {
        Applicant = "applicant",
        Respondent = "respondent",
    }
}

named! {
    /// In writing, or orally where no party wants a paper: then the mediator notes what was agreed
    /// (People's Mediation Law, article 28).
    AgreementForm {
        Written = "written",
        Oral = "oral",
    }
}

named! {
    /// How a mediation came to its end without an agreement.
    EndedHow {
        /// A party no longer wanted it, for whatever reason; none is asked (rule 14).
        ByParty = "by_party",
        NotAgreed = "not_agreed",
        /// It belongs elsewhere: to the police, a court, an office.
        HandedOn = "handed_on",
    }
}

named! {
    /// What became of the joint wish that a court confirms the agreement.
    Confirming {
        Open = "open",
        Applied = "applied",
        Confirmed = "confirmed",
        Declined = "declined",
    }
}

/// A party's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub seat: u8,
    pub on: Date,
}

/// How far a case has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum CaseState {
    Registered,
    InMediation {
        since: Date,
    },
    /// A written agreement that not everybody has signed yet.
    Drafted {
        on: Date,
        /// Seats that signed, with the day.
        signed: Vec<Signed>,
        /// The mediator's signature with the committee's seal.
        mediator: Option<Date>,
    },
    Effective {
        form: AgreementForm,
        on: Date,
        /// Until then both parties together may ask the court to confirm it.
        confirm_before: Instant,
        confirming: Confirming,
        confirming_on: Option<Date>,
    },
    Ended {
        how: EndedHow,
        on: Date,
    },
}

impl CaseState {
    pub const fn name(&self) -> CaseStateName {
        match self {
            Self::Registered => CaseStateName::Registered,
            Self::InMediation { .. } => CaseStateName::InMediation,
            Self::Drafted { .. } => CaseStateName::Drafted,
            Self::Effective { .. } => CaseStateName::Effective,
            Self::Ended { .. } => CaseStateName::Ended,
        }
    }

    /// The day from which the case is only kept.
    pub const fn done_on(&self) -> Option<Date> {
        match self {
            Self::Effective { on, .. } | Self::Ended { on, .. } => Some(*on),
            _ => None,
        }
    }
}

/// A place at the table. Name and phone stand apart, sealed under the key of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub number: u8,
    pub role: Role,
    pub person: Id,
    /// When this party said that they want mediation; without it there is none.
    pub volunteered: Option<Date>,
}

/// One dispute. Nothing in here says who or what; that stands sealed beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: Id,
    pub version: u32,
    pub number: String,
    pub area_path: String,
    pub estate: Option<Id>,
    pub dispute: Dispute,
    pub opened_on: Date,
    pub mediators: Vec<Id>,
    pub seats: Vec<Seat>,
    /// Days of the sessions, in their order.
    pub sessions: Vec<Date>,
    pub state: CaseState,
    pub reminded_on: Option<Date>,
    /// Names and texts are gone.
    pub forgotten: bool,
}

impl Case {
    pub fn seat(&self, number: u8) -> Option<&Seat> {
        self.seats.iter().find(|it| it.number == number)
    }

    /// One for each party and one for the committee (People's Mediation Law, article 29).
    pub fn copies(&self) -> usize {
        self.seats.len().saturating_add(1)
    }

    /// The records are for the mediators of the case and for nobody else (rule 14).
    pub fn is_open_to(&self, account: Id) -> bool {
        self.mediators.contains(&account)
    }
}
