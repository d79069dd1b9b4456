use huiyin_kernel::named;

named! {
    /// Why mediation refused. The sentence is `compounds-mediation-refused-<kebab>`.
    CaseRefused {
        Call110First = "call_110_first",
        WrongState = "wrong_state",
        PartiesMissing = "parties_missing",
        TooManyParties = "too_many_parties",
        RolesMissing = "roles_missing",
        NameMissing = "name_missing",
        PhoneWrong = "phone_wrong",
        SummaryMissing = "summary_missing",
        TooLong = "too_long",
        SeatUnknown = "seat_unknown",
        InFuture = "in_future",
        TooEarly = "too_early",
        MediatorsWrong = "mediators_wrong",
        NotAMediator = "not_a_mediator",
        NotesMissing = "notes_missing",
        TooManySessions = "too_many_sessions",
        NoSession = "no_session",
        TextMissing = "text_missing",
        AlreadySigned = "already_signed",
        SealMissing = "seal_missing",
        ConfirmTooLate = "confirm_too_late",
        ConfirmOrder = "confirm_order",
        AlreadyReminded = "already_reminded",
        NotOver = "not_over",
        AlreadyForgotten = "already_forgotten",
        ReasonMissing = "reason_missing",
        /// No table of working days for the year in which the thirty days end.
        YearMissing = "year_missing",
    }
}

impl std::error::Error for CaseRefused {}
