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
        /// Its result is not published.
        VoteOpen = "vote_open",
        /// No item that could adopt this rule is among what it decided.
        VoteElsewhere = "vote_elsewhere",
        VoteFailed = "vote_failed",
        /// Only with silent owners added: that is for words to say, not for the program.
        VoteOnlyDeemed = "vote_only_deemed",
        VoteLater = "vote_later",
        LanguagesDiffer = "languages_differ",
    }
}

impl std::error::Error for RuleRefused {}
