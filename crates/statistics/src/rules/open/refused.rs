use huiyin_kernel::named;

named! {
    /// Why something about open data was refused. The sentence is
    /// `statistics-open-refused-<kebab>`.
    OpenRefused {
        WrongState = "wrong_state",
        /// There is one draft of a year at a time.
        DraftOpen = "draft_open",
        YearWrong = "year_wrong",
        YearNotOver = "year_not_over",
        LicenceWrong = "licence_wrong",
        /// Nothing of the year may be published, or there is nothing.
        NoRows = "no_rows",
        TooMany = "too_many",
        TooManyEditions = "too_many_editions",
        /// The finished table was counted anew, and a group is too small.
        NotAnonymous = "not_anonymous",
        /// Two editions side by side would single somebody out.
        Singled = "singled",
        /// Whoever made it neither checks nor releases it.
        OwnHand = "own_hand",
    }
}

impl std::error::Error for OpenRefused {}
