//! Limits of a bulletin, with their units.

/// Characters of the text of one block.
pub const TEXT_CHARS: usize = 4_000;
/// Characters of the title, of whom it is addressed to and of who issues it.
pub const LINE_CHARS: usize = 60;
/// Placeholders in one block.
pub const PLACEHOLDERS: usize = 60;
/// Classes of matters that are named at most.
pub const TOP_CATEGORIES: usize = 10;
/// Classes that the sentence names; the table has the others.
pub const TOP_IN_SENTENCE: usize = 3;
/// Matters of one list at most.
pub const LISTED: usize = 20;
/// Matters that are told as an example when a bulletin is drafted; whoever edits may choose others.
pub const ECHOES_CHOSEN: usize = 3;
