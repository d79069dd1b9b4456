use huiyin_kernel::{Date, Id, Instant, Said};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// The twelve (rule 9.7).
    RuleKind {
        AssemblyProcedure = "assembly_procedure",
        Covenant = "covenant",
        CommitteeWork = "committee_work",
        CommitteeMoney = "committee_money",
        SealsAndFiles = "seals_and_files",
        Publication = "publication",
        CommonIncome = "common_income",
        MaintenanceFund = "maintenance_fund",
        ManagerReview = "manager_review",
        Parking = "parking",
        Renovation = "renovation",
        ThreeSides = "three_sides",
    }
}

named! {
    RuleStateName {
        Draft = "draft",
        Proposed = "proposed",
        Adopted = "adopted",
        Superseded = "superseded",
        Repealed = "repealed",
        Discarded = "discarded",
    }
}

/// By what the owners decided: a vote of the system, or a decision recorded elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    pub vote: Option<Id>,
    /// What was decided and where it is filed.
    pub words: String,
    pub on: Date,
}

/// How far an edition has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum RuleState {
    Draft,
    /// The text stands still while the owners decide about it.
    Proposed {
        at: Instant,
    },
    Adopted {
        by: Adoption,
        from: Date,
    },
    /// A later edition took its place.
    Superseded {
        by: Adoption,
        from: Date,
        until: Date,
    },
    Repealed {
        by: Adoption,
        from: Date,
        repealed: Adoption,
    },
    Discarded {
        at: Instant,
    },
}

impl RuleState {
    pub const fn name(&self) -> RuleStateName {
        match self {
            Self::Draft => RuleStateName::Draft,
            Self::Proposed { .. } => RuleStateName::Proposed,
            Self::Adopted { .. } => RuleStateName::Adopted,
            Self::Superseded { .. } => RuleStateName::Superseded,
            Self::Repealed { .. } => RuleStateName::Repealed,
            Self::Discarded { .. } => RuleStateName::Discarded,
        }
    }

    /// By what it was adopted and from when it holds, whether or not it still does.
    pub const fn adoption(&self) -> Option<(&Adoption, Date)> {
        match self {
            Self::Adopted { by, from }
            | Self::Superseded { by, from, .. }
            | Self::Repealed { by, from, .. } => Some((by, *from)),
            _ => None,
        }
    }
}

/// One edition of one rule of an estate. A text has an article on each line, and headings on
/// lines that begin with `# `.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseRule {
    pub id: Id,
    pub version: u32,
    pub estate: Id,
    pub kind: RuleKind,
    /// Counted from 1 as editions are adopted; 0 before.
    pub edition: u32,
    pub text: Said,
    pub state: RuleState,
}

named! {
    RuleActName {
        Write = "write",
        Propose = "propose",
        TakeBack = "take_back",
        Adopt = "adopt",
        Supersede = "supersede",
        Repeal = "repeal",
        Discard = "discard",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleAct {
    Write {
        text: Said,
    },
    Propose,
    TakeBack,
    Adopt {
        by: Adoption,
        from: Date,
        edition: u32,
    },
    /// Another edition holds from that day.
    Supersede {
        until: Date,
    },
    Repeal {
        by: Adoption,
    },
    Discard,
}

impl RuleAct {
    pub const fn name(&self) -> RuleActName {
        match self {
            Self::Write { .. } => RuleActName::Write,
            Self::Propose => RuleActName::Propose,
            Self::TakeBack => RuleActName::TakeBack,
            Self::Adopt { .. } => RuleActName::Adopt,
            Self::Supersede { .. } => RuleActName::Supersede,
            Self::Repeal { .. } => RuleActName::Repeal,
            Self::Discard => RuleActName::Discard,
        }
    }
}

/// What happened; the text of the rule stands beside the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleEvent {
    Drafted {
        estate: Id,
        rule: RuleKind,
    },
    Written {},
    Proposed {},
    TakenBack {},
    Adopted {
        edition: u32,
        vote: Option<Id>,
        on: Date,
        from: Date,
    },
    Superseded {
        until: Date,
    },
    Repealed {
        vote: Option<Id>,
        on: Date,
    },
    Discarded {},
}

impl RuleEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "drafted",
            Self::Written {} => "written",
            Self::Proposed {} => "proposed",
            Self::TakenBack {} => "taken_back",
            Self::Adopted { .. } => "adopted",
            Self::Superseded { .. } => "superseded",
            Self::Repealed { .. } => "repealed",
            Self::Discarded {} => "discarded",
        }
    }
}
