use huiyin_kernel::named;

named! {
    /// Why something about an estate itself was refused. The sentence is
    /// `compounds-refused-<kebab>`. Rooms have refusals of their own, which become
    /// `OpError::Room` with the whole key of their sentence.
    Refused {
        NotAllowed = "not_allowed",
        NameMissing = "name_missing",
        NameKnown = "name_known",
        TooLong = "too_long",
        ReasonMissing = "reason_missing",
        CompoundMissing = "compound_missing",
        CompoundTaken = "compound_taken",
        DaysTurned = "days_turned",
        LabelMissing = "label_missing",
        UnitKnown = "unit_known",
        TooManyUnits = "too_many_units",
        AreaOdd = "area_odd",
        AreaWeaker = "area_weaker",
        OwnersMissing = "owners_missing",
        TooManyOwners = "too_many_owners",
        OwnerTwice = "owner_twice",
        PhoneOdd = "phone_odd",
        DayFuture = "day_future",
        DayBeforeLast = "day_before_last",
        NotAnOwner = "not_an_owner",
        StillOwner = "still_owner",
        NotOnePerson = "not_one_person",
        OwnTogether = "own_together",
        JoinItself = "join_itself",
        JoinElsewhere = "join_elsewhere",
        RollFrozen = "roll_frozen",
    }
}

impl std::error::Error for Refused {}
