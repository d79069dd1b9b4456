//! The house's style rules as ordinary checks over the files of the checkout. Each check is a
//! function from the files to its findings and stands in a file of its own, beside its tests.

mod committed;
mod documents;
mod imports;
mod internal_data;
mod lengths;
mod locales;
mod migrations;
mod purity;
mod rust_text;
mod tree;
mod words;

use std::fmt;

use anyhow::Result;

use crate::ground::Ground;
use crate::say;
use tree::Tree;

/// Something that breaks a rule, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    /// Counted from one; nought when the whole file is meant.
    line: usize,
    text: String,
}

impl Finding {
    fn in_file(path: &str, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line: 0,
            text: text.into(),
        }
    }

    fn at(path: &str, line: usize, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            text: text.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.text),
            line => write!(f, "{}:{line}: {}", self.path, self.text),
        }
    }
}

type Check = fn(&Tree) -> Vec<Finding>;

/// The checks that need nothing but the files.
const CHECKS: &[(&str, Check)] = &[
    ("sizes and places of committed files", committed::check),
    ("lengths", lengths::check),
    ("words that may not stand", words::check),
    ("pure code", purity::check),
    ("locales", locales::check),
    ("migrations", migrations::check),
    ("documents", documents::check),
];

/// Runs every check, prints what was found, and returns how much that is.
pub(crate) fn report(ground: &Ground) -> Result<usize> {
    let tree = Tree::read(&ground.root)?;
    let mut found = 0;
    let mut tell = |name: &str, findings: Vec<Finding>| {
        say::line(&format!(
            "{} {name}",
            if findings.is_empty() { "✓" } else { "✗" }
        ));
        for finding in &findings {
            say::line(&format!("  {finding}"));
        }
        found += findings.len();
    };
    for (name, check) in CHECKS {
        tell(name, check(&tree));
    }
    tell("import direction", imports::check(ground)?);
    if let Some(data) = ground.shared_data() {
        tell(
            "internal data stays outside",
            internal_data::check(&tree, &data)?,
        );
    }
    let long = lengths::worth_splitting(&tree);
    if !long.is_empty() {
        say::line(&format!(
            "  to be split before they grow: {}",
            long.join(", ")
        ));
    }
    Ok(found)
}
