use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use super::dwelling::SaidBy;
use super::window::Window;
use huiyin_kernel::named;

named! {
    VisitStateName {
        Planned = "planned",
        Appointed = "appointed",
        Visited = "visited",
        NotMet = "not_met",
        Declined = "declined",
        DoNotDisturb = "do_not_disturb",
        HandedOn = "handed_on",
    }
}

impl VisitStateName {
    /// Somebody may still call.
    pub const OPEN: &'static [Self] = &[Self::Planned, Self::Appointed];
}

named! {
    /// To whom a door was handed that this round does not serve.
    HandTo {
        NextRound = "next_round",
        Community = "community",
        Phone = "phone",
        Moved = "moved",
    }
}

/// How far the visit at one door has come in one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum VisitState {
    Planned,
    /// Somebody there agreed to a time: from then on the call is an invited one.
    Appointed {
        window: Window,
        by: SaidBy,
        at: Instant,
    },
    Visited {
        at: Instant,
        team: Option<Id>,
    },
    NotMet {
        at: Instant,
        team: Option<Id>,
    },
    /// Nothing stands here but the time: a refusal needs no reason (rule V7).
    Declined {
        at: Instant,
    },
    DoNotDisturb {
        at: Instant,
    },
    HandedOn {
        at: Instant,
        to: HandTo,
    },
}

impl VisitState {
    pub const fn name(&self) -> VisitStateName {
        match self {
            Self::Planned => VisitStateName::Planned,
            Self::Appointed { .. } => VisitStateName::Appointed,
            Self::Visited { .. } => VisitStateName::Visited,
            Self::NotMet { .. } => VisitStateName::NotMet,
            Self::Declined { .. } => VisitStateName::Declined,
            Self::DoNotDisturb { .. } => VisitStateName::DoNotDisturb,
            Self::HandedOn { .. } => VisitStateName::HandedOn,
        }
    }

    pub const fn window(&self) -> Option<Window> {
        match self {
            Self::Appointed { window, .. } => Some(*window),
            _ => None,
        }
    }

    pub const fn ended_at(&self) -> Option<Instant> {
        match self {
            Self::Planned | Self::Appointed { .. } => None,
            Self::Visited { at, .. }
            | Self::NotMet { at, .. }
            | Self::Declined { at }
            | Self::DoNotDisturb { at }
            | Self::HandedOn { at, .. } => Some(*at),
        }
    }
}

/// One door in one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: Id,
    pub version: u32,
    pub round: Id,
    pub dwelling: Id,
    pub state: VisitState,
    /// When the people there were asked for a time, if a phone is known (rule V2).
    pub asked_at: Option<Instant>,
    /// The door asked not to be disturbed, and life or safety overrode it; the reason stands in a
    /// text of its own (rule V3).
    pub life_safety: bool,
}

impl Visit {
    /// Whether somebody at the door agreed to be called on.
    pub const fn is_invited(&self) -> bool {
        matches!(self.state, VisitState::Appointed { .. })
    }
}

named! {
    VisitPart {
        Resident = "resident",
        Visitor = "visitor",
        Coordinator = "coordinator",
        System = "system",
    }
}

/// Who acts on a visit. A visitor acts for the team that holds the stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever holds the link of the visit.
    Resident,
    Visitor {
        account: Id,
        team: Id,
    },
    Coordinator(Id),
    System,
}

impl Actor {
    pub const fn part(self) -> VisitPart {
        match self {
            Self::Resident => VisitPart::Resident,
            Self::Visitor { .. } => VisitPart::Visitor,
            Self::Coordinator(_) => VisitPart::Coordinator,
            Self::System => VisitPart::System,
        }
    }

    pub const fn account(self) -> Option<Id> {
        match self {
            Self::Visitor { account, .. } | Self::Coordinator(account) => Some(account),
            Self::Resident | Self::System => None,
        }
    }

    pub const fn said_by(self) -> SaidBy {
        match self {
            Self::Resident => SaidBy::Resident,
            Self::Visitor { .. } => SaidBy::Visitor,
            Self::Coordinator(_) | Self::System => SaidBy::Coordinator,
        }
    }

    /// As written in the journal: never a name.
    pub fn journal_name(self) -> String {
        match self {
            Self::Resident => "resident".to_owned(),
            Self::Visitor { account, .. } | Self::Coordinator(account) => {
                format!("account:{account}")
            }
            Self::System => "system".to_owned(),
        }
    }
}

named! {
    VisitActName {
        Ask = "ask",
        Appoint = "appoint",
        Decline = "decline",
        Visited = "visited",
        NotMet = "not_met",
        DoNotDisturb = "do_not_disturb",
        HandOn = "hand_on",
        TryAgain = "try_again",
    }
}

/// What is done about a visit. Declining carries nothing (rule V7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitAct {
    /// The people there are asked for a time.
    Ask,
    Appoint {
        window: Window,
    },
    Decline,
    /// Somebody opened and spoke with the team at this time.
    Visited {
        at: Instant,
        team: Option<Id>,
    },
    NotMet {
        at: Instant,
        team: Option<Id>,
    },
    DoNotDisturb,
    HandOn {
        to: HandTo,
    },
    /// The door goes back among those to be called on.
    TryAgain,
}

impl VisitAct {
    pub const fn name(&self) -> VisitActName {
        match self {
            Self::Ask => VisitActName::Ask,
            Self::Appoint { .. } => VisitActName::Appoint,
            Self::Decline => VisitActName::Decline,
            Self::Visited { .. } => VisitActName::Visited,
            Self::NotMet { .. } => VisitActName::NotMet,
            Self::DoNotDisturb => VisitActName::DoNotDisturb,
            Self::HandOn { .. } => VisitActName::HandOn,
            Self::TryAgain => VisitActName::TryAgain,
        }
    }
}

/// What happened at a door; never free text, never a name, and for a refusal never why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VisitEvent {
    Admitted {
        life_safety: bool,
    },
    Asked {},
    Appointed {
        window: Window,
        by: SaidBy,
    },
    Declined {},
    Visited {
        at: Instant,
        invited: bool,
        in_hours: bool,
    },
    NotMet {
        at: Instant,
        invited: bool,
        in_hours: bool,
    },
    DoNotDisturb {},
    HandedOn {
        to: HandTo,
    },
    TriedAgain {},
    /// Answers arrived, from the form of a team; which ones stands beside.
    Answered {
        submission: Id,
        /// Who wrote them as they say themselves, where the actor is the coordinator who took what
        /// another one brought.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
        /// Who brought them, where they came sealed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivered_by: Option<Id>,
    },
    /// A photo came sealed; what stands beside it as with answers.
    PhotoHandedOver {
        photo: Id,
        submission: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
        delivered_by: Id,
    },
    /// Of several submissions one result was made.
    Settled {
        from: Vec<Id>,
    },
    Found {
        matter: Id,
    },
    /// The team told the people there in person what became of it.
    BroughtBack {
        matter: Id,
    },
    /// Nothing could be sent, so somebody told the people there of the visit.
    ToldByHand {},
    /// Answers, photos, phone and appointment of the door were forgotten.
    Forgotten {},
}

impl VisitEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Admitted { .. } => "admitted",
            Self::Asked {} => "asked",
            Self::Appointed { .. } => "appointed",
            Self::Declined {} => "declined",
            Self::Visited { .. } => "visited",
            Self::NotMet { .. } => "not_met",
            Self::DoNotDisturb {} => "do_not_disturb",
            Self::HandedOn { .. } => "handed_on",
            Self::TriedAgain {} => "tried_again",
            Self::Answered { .. } => "answered",
            Self::PhotoHandedOver { .. } => "photo_handed_over",
            Self::Settled { .. } => "settled",
            Self::Found { .. } => "found",
            Self::BroughtBack { .. } => "brought_back",
            Self::ToldByHand {} => "told_by_hand",
            Self::Forgotten {} => "forgotten",
        }
    }
}
