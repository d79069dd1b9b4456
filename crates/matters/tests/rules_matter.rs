//! The rules of a matter, told as stories. Tests are named after the domain rule they hold:
//! `m9_…` for a hard rule of section 2.3, `r2_4_…` for another section.

#![expect(
    clippy::unwrap_used,
    reason = "what tests share stands beside the test functions"
)]

#[path = "rules_matter/acts_of_bytes.rs"]
mod acts_of_bytes;
#[path = "rules_matter/clock.rs"]
mod clock;
#[path = "rules_matter/dispatching.rs"]
mod dispatching;
#[path = "rules_matter/document.rs"]
mod document;
#[path = "rules_matter/echo.rs"]
mod echo;
#[path = "rules_matter/history.rs"]
mod history;
#[path = "rules_matter/intake.rs"]
mod intake;
#[path = "rules_matter/personal.rs"]
mod personal;
#[path = "rules_matter/project.rs"]
mod project;
#[path = "rules_matter/rating.rs"]
mod rating;
#[path = "rules_matter/reminding.rs"]
mod reminding;
#[path = "rules_matter/support.rs"]
mod support;
#[path = "rules_matter/together.rs"]
mod together;
#[path = "rules_matter/walk.rs"]
mod walk;
#[path = "rules_matter/walks.rs"]
mod walks;
#[path = "rules_matter/words.rs"]
mod words;
