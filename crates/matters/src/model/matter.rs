use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::{
    CallBackResult, CategoryCode, Channel, DueClock, ExclusionReason, Flag, Kind, Nature, Rating,
    Source, State, StateName, Step, Urgency, Whistle,
};

/// The areas a matter lies in, as far as known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub street_id: Option<Id>,
    pub community_id: Option<Id>,
    /// Left out of the text where it is not known: rows from before it was kept stay as they are,
    /// and so does what proves them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compound_id: Option<Id>,
}

/// What was counted on the way; the limits are in `bounds`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    pub returns: u16,
    pub not_solved: u16,
    pub reopened: u16,
    pub contact_tries: u16,
    /// Different days on which a call-back reached nobody.
    pub call_back_tries: Vec<Date>,
    pub chases: Vec<Instant>,
    pub messages: u16,
    pub photos: u16,
    pub joined: u32,
    /// Rounds of handling whose answer came at or after the due time.
    pub late_rounds: u16,
}

/// Asked before due, decided by somebody higher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionRequest {
    pub asked_by: Id,
    pub asked_at: Instant,
    pub working_days: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionRequest {
    pub asked_by: Id,
    pub asked_at: Instant,
    pub review_on: Date,
    pub person: Id,
}

/// The days of a project's plan, asked for by the lead and decided by somebody higher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRequest {
    pub asked_by: Id,
    pub asked_at: Instant,
    pub days: Vec<Date>,
}

/// A matter leaves the rates only when a second person has approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    pub reason: ExclusionReason,
    pub asked_by: Id,
    pub asked_at: Instant,
    pub approver: Option<Id>,
}

/// The statutory times of a petition, in calendar days; they replace the matter clock. A time that
/// runs into a year whose holidays are not yet known is left open, so that no petition is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    pub marked_at: Instant,
    pub tell_before: Option<Instant>,
    pub conclude_before: Option<Instant>,
}

/// A reminder that was given. The anchor is the time it hangs on, so that a moved due time may
/// remind anew and the same one never twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    pub step: Step,
    pub anchor: Instant,
}

/// What a merged reporter, or the reporter asked once more, said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    pub at: Instant,
    pub result: CallBackResult,
    pub rating: Option<Rating>,
}

/// A live separate consent to sensitive data: to which version of the notice, when and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub version: u16,
    pub given_at: Instant,
    pub channel: Channel,
}

/// One thing a resident or merchant raised, as far as decisions need it. No name, phone number,
/// address or free text is in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, not a state"
)]
pub struct Matter {
    pub id: Id,
    /// For people, like `20261123-0007`; given by the store when the matter is first saved.
    pub number: Option<String>,
    pub version: u32,
    pub state: State,

    pub source: Source,
    pub outside_number: Option<String>,
    pub kind: Kind,
    pub nature: Nature,
    pub category: Option<CategoryCode>,
    pub urgency: Urgency,
    pub flags: Vec<Flag>,
    pub restricted: bool,
    pub area: Area,
    pub has_place: bool,
    pub contactable: bool,
    pub anonymous: bool,
    pub complained_of: Option<Id>,
    pub open_to_complained_of: bool,

    pub received_at: Instant,
    /// The date told on the receipt; nothing where next year's holidays are not yet known.
    pub promised_before: Option<Instant>,
    pub first_dispatched_at: Option<Instant>,
    pub first_contact_at: Option<Instant>,
    pub first_contact_before: Option<Instant>,

    pub counters: Counters,
    pub escalation: u8,
    pub steps_done: Vec<StepDone>,
    pub extension_request: Option<ExtensionRequest>,
    pub extension_used: bool,
    pub suspension_request: Option<SuspensionRequest>,
    pub plan_request: Option<PlanRequest>,
    pub whistles: Vec<Whistle>,
    /// Accounts that handled it: none of them may call back.
    pub handlers: Vec<Id>,

    pub merged_from: Vec<Id>,
    pub split_from: Option<Id>,
    pub merged_voice: Option<Voice>,
    /// The latest word on an answer, kept for the rates when a matter is reopened.
    pub last_voice: Option<Voice>,
    pub asked_again_at: Option<Instant>,
    pub asked_again_voice: Option<Voice>,

    pub exclusion: Option<Exclusion>,
    pub summary_released_at: Option<Instant>,
    pub petition: Option<Petition>,
    #[serde(default)]
    pub consent: Option<Consent>,
}

impl Matter {
    pub const fn state_name(&self) -> StateName {
        self.state.name()
    }

    pub fn lead(&self) -> Option<Id> {
        self.state.work().map(|work| work.lead)
    }

    pub fn supports(&self) -> &[Id] {
        self.state
            .work()
            .map_or(&[], |work| work.supports.as_slice())
    }

    pub fn clock(&self) -> Option<&DueClock> {
        self.state.work().map(|work| &work.clock)
    }

    /// The time that matters to whoever works on it now: nothing where the clock stands.
    pub fn due_before(&self) -> Option<Instant> {
        match self.state {
            State::Suspended { .. } => None,
            _ => self.clock().map(|clock| clock.due_before),
        }
    }

    /// Until when whoever reported is answered; a project is answered after its last step.
    pub fn answer_before(&self) -> Option<Instant> {
        match self.state {
            State::Suspended { .. } => None,
            _ => self.clock().map(super::DueClock::answer_before),
        }
    }

    pub fn has_flag(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    pub fn is_excluded_from_rates(&self) -> bool {
        self.exclusion
            .as_ref()
            .is_some_and(|exclusion| exclusion.approver.is_some())
    }

    /// Shown on the public board: a checked summary was released, and nothing forbids it.
    pub const fn is_public(&self) -> bool {
        self.summary_released_at.is_some() && !self.restricted
    }
}
