use huiyin_kernel::named;

named! {
    /// Why the table refused. The sentence is `compounds-table-refused-<kebab>`.
    TableRefused {
        WrongState = "wrong_state",
        OtherMonth = "other_month",
        InFuture = "in_future",
        BeforeMeeting = "before_meeting",
        TimeWrong = "time_wrong",
        PlaceMissing = "place_missing",
        TooLong = "too_long",
        PersonalData = "personal_data",
        SidesMissing = "sides_missing",
        PersonsWrong = "persons_wrong",
        TextMissing = "text_missing",
        DueWrong = "due_wrong",
        TooManyDecisions = "too_many_decisions",
        DecisionUnknown = "decision_unknown",
        DecisionClosed = "decision_closed",
        AlreadyTurned = "already_turned",
        WasTurned = "was_turned",
        PostponedEnough = "postponed_enough",
        SideAbsent = "side_absent",
        MinutesMissing = "minutes_missing",
        ReasonMissing = "reason_missing",
        TooManyEditions = "too_many_editions",
        OwnerUnknown = "owner_unknown",
        AlreadyReminded = "already_reminded",
    }
}

impl std::error::Error for TableRefused {}
