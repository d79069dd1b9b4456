//! Limits of mediation, with their units.

/// Parties of one case.
pub const PARTIES_LEAST: usize = 2;
pub const PARTIES: usize = 10;
pub const NAME_CHARS: usize = 40;
pub const PHONE_CHARS: usize = 20;
/// Characters of what the dispute is about, of the notes of a session, of an agreement.
pub const SUMMARY_CHARS: usize = 1_000;
pub const NOTES_CHARS: usize = 2_000;
pub const AGREEMENT_CHARS: usize = 5_000;
pub const SESSIONS: usize = 40;
/// Mediators of one case (People's Mediation Law, article 19: one or several).
pub const MEDIATORS: usize = 3;
/// Days in which both parties together may ask the court to confirm (People's Mediation Law,
/// article 33).
pub const CONFIRM_DAYS: u16 = 30;
/// So many days before that time is over the mediators are reminded.
pub const REMIND_DAYS: i64 = 7;
/// Days after its end for which a case keeps names and texts.
pub const KEPT_DAYS: i64 = 1_095;
