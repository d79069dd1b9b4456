use huiyin_kernel::named;

named! {
    /// Why something about a bulletin was refused. The sentence is
    /// `statistics-bulletin-refused-<kebab>`.
    BulletinRefused {
        WrongState = "wrong_state",
        /// There is one draft of a month at a time.
        DraftOpen = "draft_open",
        MonthAhead = "month_ahead",
        MonthNotOver = "month_not_over",
        /// Whoever wrote in it does not check it.
        OwnDraft = "own_draft",
        /// Whoever wrote in it does not release it.
        OwnRelease = "own_release",
        UnknownPlaceholder = "unknown_placeholder",
        RemovedPlaceholder = "removed_placeholder",
        BrokenPlaceholder = "broken_placeholder",
        TooManyPlaceholders = "too_many_placeholders",
        TooLong = "too_long",
        LineMissing = "line_missing",
        PersonalData = "personal_data",
    }
}

/// A refusal with the block and the words that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub why: BulletinRefused,
    /// The field at which the sentence is shown: a block, `title`, or nothing.
    pub field: String,
    /// The placeholder, say.
    pub what: String,
}

impl From<BulletinRefused> for Refusal {
    fn from(why: BulletinRefused) -> Self {
        Self {
            why,
            field: String::new(),
            what: String::new(),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {} {}", self.why, self.field, self.what)
    }
}

impl std::error::Error for Refusal {}
