//! Limits of a vote, each with its unit and, where it is the law's, with its number. What differs
//! from city to city stands in `huiyin_tally::presets`, with its source.

/// Years that ballots, evidence and count sheets are kept: a committee's term and one more.
pub const KEPT_YEARS: i16 = 6;
/// People who watch a count, at least.
pub const WITNESSES_LEAST: usize = 2;
pub const WITNESSES_MOST: usize = 40;
/// Items of one vote; a ballot of more is not read.
pub const ITEMS: usize = 20;
/// Characters.
pub const TITLE_CHARS: usize = 80;
pub const ITEM_TEXT_CHARS: usize = 2_000;
pub const CONSEQUENCE_CHARS: usize = 500;
pub const CLAUSE_CHARS: usize = 1_000;
pub const REFERENCE_CHARS: usize = 300;
pub const NAME_CHARS: usize = 60;
pub const NOTE_CHARS: usize = 500;
pub const OBJECTION_CHARS: usize = 2_000;
/// Buildings that an item may be limited to.
pub const BUILDINGS: usize = 200;
/// Voters of one vote.
pub const VOTERS: usize = 60_000;
/// Deliveries noted for one voter.
pub const DELIVERIES: usize = 20;
/// Ballots kept for one voter, replaced ones included.
pub const BALLOTS_EACH: usize = 20;
/// Lines of one batch of ballots or deliveries.
pub const BATCH_LINES: usize = 500;
/// Objections to one vote.
pub const OBJECTIONS: i64 = 1_000;
