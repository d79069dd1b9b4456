//! How large a form and its answers may be. Each limit names its unit.

/// Questions of one form, groups not counted. The shipped form has twelve.
pub const QUESTIONS_MAX: usize = 200;
/// Rows of one sheet that are looked at.
pub const SHEET_ROWS_MAX: usize = 5_000;
/// Choices of one list.
pub const CHOICES_MAX: usize = 300;
/// Groups within groups.
pub const GROUP_DEPTH_MAX: usize = 3;
/// Characters of a name of a question, a choice or a list.
pub const NAME_CHARS_MAX: usize = 64;
/// Characters of a label, a hint, a purpose or a message.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// Characters of one expression.
pub const EXPR_CHARS_MAX: usize = 1_000;
/// Brackets within brackets in one expression.
pub const EXPR_DEPTH_MAX: usize = 12;
/// Characters of a pattern within `regex()`.
pub const PATTERN_CHARS_MAX: usize = 200;
/// Photos that a form may make mandatory (F3).
pub const MANDATORY_PHOTOS_MAX: usize = 3;
/// Refusals that one import names; a file with more is not a form.
pub const REFUSALS_MAX: usize = 100;
/// Characters of one answer in words.
pub const ANSWER_CHARS_MAX: usize = 2_000;
/// Answers of one set, which is more than any form has questions.
pub const ANSWERS_MAX: usize = 400;
/// The largest whole number that every side keeps exactly: ODK holds 32 bits.
pub const INTEGER_MAX: i64 = 2_147_483_647;
