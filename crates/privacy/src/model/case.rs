use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// What somebody asks for (rule 17, P7).
    Kind {
        See = "see",
        Copy = "copy",
        Correct = "correct",
        Delete = "delete",
        Object = "object",
        WithdrawConsent = "withdraw_consent",
    }
}

impl Kind {
    /// Whoever proves themselves by the code gets these at once; nobody has to decide.
    pub const fn is_immediate(self) -> bool {
        matches!(self, Self::See | Self::Copy | Self::WithdrawConsent)
    }

    /// What can only be done when it is said in words.
    pub const fn needs_wish(self) -> bool {
        matches!(self, Self::Correct | Self::Object)
    }

    /// Ends with something to be read.
    pub const fn gives_copy(self) -> bool {
        matches!(self, Self::See | Self::Copy)
    }
}

named! {
    /// What was shown at the counter. Noted in a word; never a copy of it, never its number.
    Shown {
        IdCard = "id_card",
        OtherDocument = "other_document",
        /// The phone that was left was rung, and answered.
        PhoneAnswered = "phone_answered",
        /// A parent, guardian or heir showed that they are.
        Representative = "representative",
    }
}

/// How somebody showed that it is about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Proof {
    Code,
    Counter { shown: Shown, taken_by: Id },
}

named! {
    StateName {
        Asked = "asked",
        InReview = "in_review",
        Done = "done",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

impl StateName {
    pub const OPEN: &'static [Self] = &[Self::Asked, Self::InReview];

    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::InReview)
    }
}

named! {
    /// Why something asked for is not done; each has a sentence that says what can be done.
    Ground {
        NotProven = "not_proven",
        StillNeeded = "still_needed",
        KeptByLaw = "kept_by_law",
        OthersRights = "others_rights",
        NothingHeld = "nothing_held",
        Unclear = "unclear",
    }
}

/// How far a case has come. Each variant owns exactly what is true in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum State {
    Asked,
    InReview {
        by: Id,
        since: Instant,
    },
    Done {
        at: Instant,
        /// Nobody where it was done at once.
        by: Option<Id>,
    },
    Refused {
        at: Instant,
        by: Id,
        ground: Ground,
    },
    Withdrawn {
        at: Instant,
    },
}

impl State {
    pub const fn name(&self) -> StateName {
        match self {
            Self::Asked => StateName::Asked,
            Self::InReview { .. } => StateName::InReview,
            Self::Done { .. } => StateName::Done,
            Self::Refused { .. } => StateName::Refused,
            Self::Withdrawn { .. } => StateName::Withdrawn,
        }
    }

    pub const fn ended_at(&self) -> Option<Instant> {
        match self {
            Self::Asked | Self::InReview { .. } => None,
            Self::Done { at, .. } | Self::Refused { at, .. } | Self::Withdrawn { at } => Some(*at),
        }
    }
}

named! {
    /// What a case reminds of, each once.
    Step {
        DueSoon = "due_soon",
        Overdue = "overdue",
    }
}

/// A reminder that was given, and the due time it hung on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    pub step: Step,
    pub due_before: Instant,
}

/// Somebody's wish about their own data, with its clock. Names, phones and free text are not in
/// here; whom it is about stands beside it as ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: Id,
    pub version: u32,
    pub kind: Kind,
    pub proof: Proof,
    pub state: State,
    pub asked_at: Instant,
    /// Nothing where the working days of next year are not yet known.
    pub due_before: Option<Instant>,
    pub extended: bool,
    pub reminded: Vec<StepDone>,
    pub handed_over_at: Option<Instant>,
}

named! {
    Part {
        Person = "person",
        Officer = "officer",
        System = "system",
    }
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Person,
    Officer(Id),
    System,
}

impl Actor {
    pub const fn part(self) -> Part {
        match self {
            Self::Person => Part::Person,
            Self::Officer(_) => Part::Officer,
            Self::System => Part::System,
        }
    }

    /// As written in the journal: never a name.
    pub fn journal_name(self) -> String {
        match self {
            Self::Person => "resident".to_owned(),
            Self::Officer(account) => format!("account:{account}"),
            Self::System => "system".to_owned(),
        }
    }
}

named! {
    ActName {
        Ask = "ask",
        Take = "take",
        Grant = "grant",
        Refuse = "refuse",
        Extend = "extend",
        Withdraw = "withdraw",
        HandOver = "hand_over",
        Remind = "remind",
    }
}

/// What is done about a case; `Ask` makes one and has a function of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Take,
    Grant { note: String },
    Refuse { ground: Ground, reason: String },
    Extend { reason: String },
    Withdraw,
    HandOver,
    Remind { step: Step },
}

impl Act {
    pub const fn name(&self) -> ActName {
        match self {
            Self::Take => ActName::Take,
            Self::Grant { .. } => ActName::Grant,
            Self::Refuse { .. } => ActName::Refuse,
            Self::Extend { .. } => ActName::Extend,
            Self::Withdraw => ActName::Withdraw,
            Self::HandOver => ActName::HandOver,
            Self::Remind { .. } => ActName::Remind,
        }
    }
}

named! {
    /// A field an act cannot do without.
    Field {
        Wish = "wish",
        Reason = "reason",
    }
}

named! {
    TextKind {
        Wish = "wish",
        ProofNote = "proof_note",
        Reason = "reason",
        Note = "note",
    }
}

/// Free text of an event, kept apart from the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub kind: TextKind,
    pub body: String,
}

/// What happened; never personal, never free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventBody {
    Asked {
        kind_of_right: Kind,
        proof: Proof,
        due_before: Option<Instant>,
    },
    Taken {},
    Extended {
        due_before: Instant,
    },
    Done {},
    Refused {
        ground: Ground,
    },
    Withdrawn {},
    HandedOver {},
    Reminded {
        step: Step,
    },
}

impl EventBody {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "asked",
            Self::Taken {} => "taken",
            Self::Extended { .. } => "extended",
            Self::Done {} => "done",
            Self::Refused { .. } => "refused",
            Self::Withdrawn {} => "withdrawn",
            Self::HandedOver {} => "handed_over",
            Self::Reminded { .. } => "reminded",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub version: u32,
    pub body: EventBody,
    pub texts: Vec<Text>,
}

/// A case after an act, and what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub case: Case,
    pub events: Vec<Event>,
}

named! {
    /// Why an act was refused. The sentence is `privacy-refused-<kebab>`.
    Refused {
        NotAllowed = "not_allowed",
        WrongState = "wrong_state",
        WishMissing = "wish_missing",
        NothingCorrected = "nothing_corrected",
        ReasonMissing = "reason_missing",
        TooLong = "too_long",
        AlreadyDone = "already_done",
        NothingToHandOver = "nothing_to_hand_over",
        NotDue = "not_due",
        KeptByLaw = "kept_by_law",
        CalendarMissing = "calendar_missing",
    }
}

impl std::error::Error for Refused {}
