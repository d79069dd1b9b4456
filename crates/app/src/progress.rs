//! A bar on standard error while something long goes on; silent where nobody watches.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of known length.
pub fn bar(length: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) =
        ProgressStyle::with_template("{msg} [{bar:30}] {human_pos}/{human_len} {eta}")
    {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.with_message(what)
}

/// A count that grows towards an end that is not known.
pub fn counter(what: &'static str) -> ProgressBar {
    let counter = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {human_pos}") {
        counter.set_style(style);
    }
    counter.with_message(what)
}
