//! The rules of a matter, told as stories. Tests are named after the domain rule they hold.

#[path = "rules_matter/document.rs"]
mod document;
#[path = "rules_matter/support.rs"]
mod support;
#[path = "rules_matter/walk.rs"]
mod walk;
#[path = "rules_matter/walks.rs"]
mod walks;
