//! Limits of the register, each with its unit.

/// Letters of the name of an estate, a building or a company.
pub const NAME_CHARS: usize = 80;
/// Letters of the label of a unit, such as `2单元15-3`.
pub const LABEL_CHARS: usize = 40;
pub const PHONE_CHARS: usize = 40;
/// Letters of the reason of a decision.
pub const REASON_CHARS: usize = 500;
/// A unit larger than this is a slip of the pen: ten hectares, in 0.01 m².
pub const AREA_CENTI_MOST: i64 = 1_000_000_000;
/// Owners of one unit.
pub const CO_OWNERS_MOST: usize = 20;
/// Units of one estate.
pub const UNITS_MOST: usize = 60_000;
/// Buildings of one estate.
pub const BUILDINGS_MOST: i64 = 1_000;
/// Names and phases of one estate.
pub const NAMES_MOST: i64 = 50;
/// Days for which the names and phones of somebody are kept who owns nothing here any more: the
/// term of a committee and a year, as long as the evidence of votes (rule P3).
pub const FORMER_OWNER_DAYS: i64 = 6 * 365;
