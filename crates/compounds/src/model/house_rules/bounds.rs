//! Limits of the rules of an estate, with their units.

/// Characters of the whole text in one language.
pub const TEXT_CHARS: usize = 20_000;
/// Lines, each an article or a heading, of one text.
pub const LINES: usize = 200;
/// Characters of the words of a recorded decision.
pub const WORDS_CHARS: usize = 300;
/// Characters of what is filled into a blank.
pub const BLANK_CHARS: usize = 60;
/// Articles of a rule at least: fewer say nothing that somebody could keep to.
pub const ARTICLES_LEAST: usize = 3;
