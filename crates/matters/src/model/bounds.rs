//! Every limit of a matter, named with its unit. Inputs beyond them are refused, not cut.

pub const REPORT_TEXT_CHARS: usize = 5_000;
pub const NOTE_CHARS: usize = 2_000;
pub const REASON_CHARS: usize = 1_000;
pub const SUMMARY_CHARS: usize = 500;
pub const OUTSIDE_NUMBER_CHARS: usize = 64;
pub const REPORT_PHOTOS: usize = 6;
pub const MATTER_PHOTOS: u16 = 30;
pub const MATTER_MESSAGES: u16 = 200;
pub const SUPPORT_BODIES: usize = 12;
pub const WHISTLED_BODIES: usize = 12;
pub const MATTER_WHISTLES: usize = 10;
pub const MERGED_MATTERS: usize = 500;
pub const JOINED_PEOPLE: u32 = 10_000;
pub const MATTER_HANDLERS: usize = 32;
pub const MATTER_PAUSES: usize = 40;
/// Reminders remembered; older ones belong to due times long passed.
pub const STEPS_REMEMBERED: usize = 64;

pub const CHASES: usize = 5;
pub const CHASE_GAP_HOURS: i64 = 24;
pub const CALL_BACK_DAYS: usize = 3;
/// Nobody can be called where no contact was left: the question stands on the echo page this
/// long before silence counts as "not reached".
pub const SILENT_ECHO_DAYS: i64 = 3;
pub const REVIEW_DAYS: i64 = 90;
/// Steps of a project's plan, and the days it may reach ahead.
pub const MILESTONES: usize = 12;
pub const PLAN_DAYS: i64 = 3 * 365;
/// Nobody should wait longer than this for the next sign of a project.
pub const MILESTONE_GAP_DAYS: i64 = 180;
pub const REOPEN_DAYS: i64 = 30;
pub const ASK_AGAIN_DAYS: i64 = 30;
/// After this many returns the level above decides who leads.
pub const RETURNS_BEFORE_ESCALATION: u16 = 3;
pub const HIGHEST_ESCALATION: u8 = 3;
pub const EXTENSION_WORKING_DAYS: u16 = 10;
