//! The only place that writes to the terminal.

use std::io::{Write as _, stderr, stdout};

/// A line of result, on standard output.
pub(crate) fn line(text: &str) {
    // A closed pipe is the reader's choice and no reason to fail.
    drop(writeln!(stdout().lock(), "{text}"));
}

/// A line of progress or complaint, on standard error.
pub(crate) fn warn(text: &str) {
    drop(writeln!(stderr().lock(), "{text}"));
}

/// Announces the next step so that the long output between can be found again.
pub(crate) fn heading(text: &str) {
    line("");
    line(&format!("━━ {text}"));
}
