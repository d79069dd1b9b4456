/// How a ballot was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It counts.
    Cast,
    /// A second person has to read the paper.
    ReadOnce,
    /// The first person mended their own reading.
    ReadAgain,
    /// Two people read the same: it counts.
    ReadTwice,
    /// Two people read differently: somebody looks at the paper.
    Differs,
    /// Co-owners contradict each other: nothing counts until they agree.
    Contradicted,
    /// The same is there already; nothing changed.
    Same,
    /// Whoever read it first took their reading back.
    TakenBack,
}

impl Taken {
    pub const ALL: [Self; 8] = [
        Self::Cast,
        Self::ReadOnce,
        Self::ReadAgain,
        Self::ReadTwice,
        Self::Differs,
        Self::Contradicted,
        Self::Same,
        Self::TakenBack,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Cast => "cast",
            Self::ReadOnce => "read-once",
            Self::ReadAgain => "read-again",
            Self::ReadTwice => "read-twice",
            Self::Differs => "differs",
            Self::Contradicted => "contradicted",
            Self::Same => "same",
            Self::TakenBack => "taken-back",
        }
    }
}
