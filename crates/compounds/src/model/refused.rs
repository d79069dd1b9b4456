use super::named;

named! {
    /// Why something about an estate itself was refused. The sentence is
    /// `compounds-refused-<kebab>`. Rooms have refusals of their own, which become
    /// `OpError::Room` with the whole key of their sentence.
    Refused {
        NotAllowed = "not_allowed",
        NameMissing = "name_missing",
        TooLong = "too_long",
        RollFrozen = "roll_frozen",
    }
}

impl std::error::Error for Refused {}
