use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use huiyin_kernel::named;

named! {
    /// Why an act was refused. The sentence for people is `matters-refused-<kebab>`.
    RefusedCode {
        WrongState = "wrong_state",
        NotAllowed = "not_allowed",
        Missing = "missing",
        TooLong = "too_long",
        TooMany = "too_many",
        UnknownCategory = "unknown_category",
        UnknownBody = "unknown_body",
        CommunityMayNotLead = "community_may_not_lead",
        BelowLowestLevel = "below_lowest_level",
        LeadAlsoSupports = "lead_also_supports",
        EmergencyNumberMissing = "emergency_number_missing",
        MergeIntoItself = "merge_into_itself",
        MergeTargetUnfit = "merge_target_unfit",
        PetitionOwnChannel = "petition_own_channel",
        ReturnTooLate = "return_too_late",
        ReturnLimitReached = "return_limit_reached",
        AlreadyPending = "already_pending",
        NothingPending = "nothing_pending",
        DecidedByAsker = "decided_by_asker",
        ExtensionAfterDue = "extension_after_due",
        ExtensionUsed = "extension_used",
        ExtensionTooLong = "extension_too_long",
        ExtensionNotOffered = "extension_not_offered",
        ReviewTooFar = "review_too_far",
        ReviewNotAhead = "review_not_ahead",
        ReviewNotYet = "review_not_yet",
        NotAProject = "not_a_project",
        PlanUnordered = "plan_unordered",
        PlanTooFar = "plan_too_far",
        PlanGapTooLong = "plan_gap_too_long",
        PlanInForce = "plan_in_force",
        NoMilestoneLeft = "no_milestone_left",
        StepsLeft = "steps_left",
        WhistleNeedsBodies = "whistle_needs_bodies",
        WhistleUnknown = "whistle_unknown",
        WhistleNotCalled = "whistle_not_called",
        WhistleAnswered = "whistle_answered",
        WhistleNotAnswered = "whistle_not_answered",
        WhistleSubstituteAgain = "whistle_substitute_again",
        HandlerMayNotCall = "handler_may_not_call",
        ResultUnfit = "result_unfit",
        RatingNotOffered = "rating_not_offered",
        TriedToday = "tried_today",
        SilenceTooShort = "silence_too_short",
        ReopenTooLate = "reopen_too_late",
        AskAgainTooEarly = "ask_again_too_early",
        AlreadyDone = "already_done",
        NotAsked = "not_asked",
        ChaseTooSoon = "chase_too_soon",
        ChaseLimit = "chase_limit",
        JoinRefused = "join_refused",
        MasterNotAnswered = "master_not_answered",
        SummaryShowsPersonalData = "summary_shows_personal_data",
        RestrictedStaysPrivate = "restricted_stays_private",
        SamePersonApproves = "same_person_approves",
        OthersStillAsk = "others_still_ask",
        NotDue = "not_due",
        NothingChanged = "nothing_changed",
        ConsentNeeded = "consent_needed",
        PhotosNotChecked = "photos_not_checked",
        NotPublic = "not_public",
        CalendarMissing = "calendar_missing",
    }
}

named! {
    /// A field an act cannot do without; named in the refusal `missing`.
    Field {
        Text = "text",
        Reason = "reason",
        Basis = "basis",
        Note = "note",
        Category = "category",
        Lead = "lead",
        Channel = "channel",
        Plan = "plan",
        WorkingDays = "working_days",
        Days = "days",
        Bodies = "bodies",
        Photos = "photos",
        Summary = "summary",
        OutsideNumber = "outside_number",
        Supports = "supports",
        Whistles = "whistles",
        Messages = "messages",
        Merged = "merged",
        Joined = "joined",
    }
}

/// An act that was not done, and why. `args` fill the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("refused: {}", code.name())]
pub struct Refused {
    pub code: RefusedCode,
    pub args: BTreeMap<&'static str, String>,
}

impl Refused {
    pub const fn new(code: RefusedCode) -> Self {
        Self {
            code,
            args: BTreeMap::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display + Copy) -> Self {
        self.args.insert(name, value.to_string());
        self
    }

    pub fn missing(field: Field) -> Self {
        Self::new(RefusedCode::Missing).with("field", field.name())
    }

    pub fn locale_key(&self) -> String {
        format!("matters-refused-{}", self.code.key())
    }
}

impl From<RefusedCode> for Refused {
    fn from(code: RefusedCode) -> Self {
        Self::new(code)
    }
}
