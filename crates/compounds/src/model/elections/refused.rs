use huiyin_kernel::named;

named! {
    /// Why something about an election was refused. The sentence is
    /// `compounds-elections-refused-<kebab>`.
    ElectionRefused {
        NotNow = "not_now",
        PresetUnknown = "preset_unknown",
        SeatsOdd = "seats_odd",
        AlternatesMany = "alternates_many",
        TermLong = "term_long",
        NoticeShort = "notice_short",
        NameMissing = "name_missing",
        TooLong = "too_long",
        TooManyCandidates = "too_many_candidates",
        CandidateTwice = "candidate_twice",
        CandidateUnknown = "candidate_unknown",
        EvidenceMissing = "evidence_missing",
        MustBeAsked = "must_be_asked",
        NotChecked = "not_checked",
        NobodyStands = "nobody_stands",
        NoticeRuns = "notice_runs",
        VoteUnknown = "vote_unknown",
        VoteItems = "vote_items",
        VoteNotCounted = "vote_not_counted",
        RunOffFirst = "run_off_first",
        NobodyElected = "nobody_elected",
        DayFuture = "day_future",
        DayBefore = "day_before",
        NumberMissing = "number_missing",
        FiledAlready = "filed_already",
        SeatUnknown = "seat_unknown",
        SeatsHeld = "seats_held",
    }
}

impl std::error::Error for ElectionRefused {}
