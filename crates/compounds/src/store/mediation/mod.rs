//! Cases of mediation, their parties and texts, each sealed under a key of its own, and who looked
//! at them.

pub mod cases;
pub mod parties;
pub mod reveals;
pub mod texts;
