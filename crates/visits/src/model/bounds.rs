//! Limits of this slice, each with its unit.

/// Characters of a round's title.
pub const TITLE_CHARS: usize = 80;
/// Characters of a reason or a note.
pub const NOTE_CHARS: usize = 500;
/// Characters of a door such as `2单元15-3`, of a building, of a compound's name.
pub const DOOR_CHARS: usize = 60;
/// Characters of what somebody is called.
pub const NAME_CHARS: usize = 60;
/// Characters of a phone as typed.
pub const PHONE_CHARS: usize = 30;
/// Sessions of one round: eight weekends with four each.
pub const SESSIONS: usize = 32;
/// Teams of one round.
pub const TEAMS: usize = 400;
/// Areas that a round may name; it may name the whole district instead.
pub const AREAS: usize = 400;
/// Doors of one round.
pub const VISITS: usize = 100_000;
/// Minutes that a visit is planned with where nobody said otherwise.
pub const VISIT_MINUTES: u16 = 15;
/// Minutes that a visit may be planned with.
pub const VISIT_MINUTES_MOST: u16 = 120;
/// Days between two uninvited calls at one door (rule V4).
pub const UNINVITED_DAYS: i64 = 30;
/// Photos that a form may make mandatory (rule F3).
pub const MANDATORY_PHOTOS: usize = 3;
/// Questions of a form (rule 12.5).
pub const QUESTIONS: usize = 12;
/// Days within which what was found should be done (rule M14).
pub const BENCHMARK_DAYS: i64 = 30;
/// Days that answers are kept (rule P3). What became a matter stays with the matter.
pub const ANSWERS_DAYS: i64 = 365;
/// Days that photos are kept after the round is over (rule P3).
pub const PHOTOS_DAYS: i64 = 180;
/// Plans that are sought or wait for it at the same time.
pub const PLANS_WAITING: usize = 4;
/// Seconds of effort of one plan.
pub const PLAN_SECONDS: u32 = 600;
