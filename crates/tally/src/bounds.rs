//! A limit on everything, so that no input of any size holds up whoever counts it.

/// Units of one case. The largest estates of the country have some tens of thousands.
pub const MAX_UNITS: usize = 1_000_000;
/// Ballots of one case; a stranger's ballot is ignored but still has to be read.
pub const MAX_BALLOTS: usize = 1_000_000;
/// Bytes of the name of a unit, an owner or a voter.
pub const MAX_NAME_BYTES: usize = 4_096;
