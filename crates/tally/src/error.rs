use huiyin_kernel::FloorArea;

/// Why a case cannot be counted. Each names what is wrong and where, so that whoever keeps the
/// roll can mend it; none of them is ever met by guessing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    #[error("the case has {found} units; at most {limit} can be counted")]
    TooManyUnits { found: usize, limit: usize },
    #[error("the case has {found} ballots; at most {limit} can be counted")]
    TooManyBallots { found: usize, limit: usize },
    #[error("a name is empty or longer than {limit} bytes")]
    NameUnusable { limit: usize },
    #[error("the owner `{0}` of a unit has a `+` in the name, which joins co-owners")]
    OwnerWithPlus(String),
    #[error("the unit `{0}` stands twice in the roll")]
    UnitTwice(String),
    #[error("the unit `{0}` has no area")]
    UnitWithoutArea(String),
    #[error("the unit `{0}` was handed over but has no owner")]
    UnitWithoutOwner(String),
    #[error("`{0}` has two ballots; one person has one")]
    BallotTwice(String),
    #[error("the areas are too large to add up")]
    AreaOverflow,
    #[error("the areas add up to {found} m2, but the roll says {declared} m2")]
    AreasDoNotSum {
        declared: FloorArea,
        found: FloorArea,
    },
    #[error("the scope names no block")]
    ScopeEmpty,
    #[error("no unit stands in the block `{0}` of the scope")]
    ScopeUnknown(String),
    #[error("nobody may decide: no unit of the case counts")]
    NobodyMayDecide,
    #[error("the generator makes {made} voters out of {units} units")]
    GeneratorTooMany { made: u64, units: u64 },
}
