use huiyin_kernel::named;

named! {
    /// Why something about a rule was refused. The sentence is `compounds-rules-refused-<kebab>`.
    RuleRefused {
        WrongState = "wrong_state",
        DraftOpen = "draft_open",
        TextMissing = "text_missing",
        TooLong = "too_long",
        BlanksLeft = "blanks_left",
        PersonalData = "personal_data",
        DecisionMissing = "decision_missing",
        InFuture = "in_future",
        ForceTooEarly = "force_too_early",
        VoteUnknown = "vote_unknown",
        LanguagesDiffer = "languages_differ",
    }
}

impl std::error::Error for RuleRefused {}
