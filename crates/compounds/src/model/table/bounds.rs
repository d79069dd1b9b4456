//! Limits of the table, with their units.

/// Characters of the minutes of one topic.
pub const NOTE_CHARS: usize = 2_000;
/// Characters of a decision.
pub const DECISION_CHARS: usize = 300;
/// Characters of what became of a decision, or of why something is corrected.
pub const REASON_CHARS: usize = 300;
pub const PLACE_CHARS: usize = 80;
/// Characters of the office that somebody holds; never a name.
pub const OFFICE_CHARS: usize = 60;
/// Decisions of one meeting.
pub const DECISIONS: usize = 40;
/// People of one side at the table.
pub const PERSONS: u16 = 99;
/// A decision is owed for at most so many days; what takes longer is cut into steps.
pub const DUE_DAYS: i64 = 366;
/// How often a decision may be put off before it has to be done or dropped.
pub const POSTPONED: u16 = 6;
/// Published editions of one meeting.
pub const EDITIONS: u32 = 50;
/// So many days before the month ends somebody is reminded of a meeting without a day.
pub const REMIND_DAYS: i64 = 10;
