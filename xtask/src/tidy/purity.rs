//! Rules of the domain are pure: no database, no web, no waiting, no clock, no chance. That is
//! what lets them be tested with nothing but values.

use super::Finding;
use super::rust_text::{code_only, has_word, numbered};
use super::tree::{Tree, extension};

/// Crates that are pure throughout.
const PURE_CRATES: [&str; 7] = [
    "crates/books/src/",
    "crates/charts/src/",
    "crates/forms/src/",
    "crates/kernel/src/",
    "crates/tally/src/",
    "crates/words/src/",
    "crates/year/src/",
];
/// A family of crates that is, too: the planning engines.
const PURE_FAMILY: &str = "crates/plan-";
/// The places of a slice that are, as files and as folders.
const PURE_PLACES: [&str; 2] = ["model", "rules"];

const FORBIDDEN: [&str; 13] = [
    "sqlx",
    "axum",
    "tokio",
    "async",
    "rand",
    "getrandom",
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "now_v7",
    "new_v4",
    "thread_rng",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_pure(path)) {
        let code = code_only(text);
        for (line, words) in numbered(&code) {
            for word in FORBIDDEN.iter().filter(|word| has_word(words, word)) {
                let text = format!("`{word}` may not stand in code that is pure");
                findings.push(Finding::at(path, line, text));
            }
        }
    }
    findings
}

fn is_pure(path: &str) -> bool {
    if extension(path) != "rs" {
        return false;
    }
    if PURE_CRATES.iter().any(|start| path.starts_with(start)) || path.starts_with(PURE_FAMILY) {
        return true;
    }
    let mut parts = path.split('/');
    let inside_a_crate = parts.next() == Some("crates") && parts.nth(1) == Some("src");
    inside_a_crate
        && parts
            .next()
            .is_some_and(|first| PURE_PLACES.contains(&first.strip_suffix(".rs").unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_may_not_wait_or_look_at_the_clock() {
        let tree = Tree::of(&[
            (
                "crates/matters/src/rules/close.rs",
                "//! Not async.\nasync fn close() {}\n",
            ),
            ("crates/matters/src/model.rs", "use sqlx::Row;\n"),
            (
                "crates/kernel/src/time.rs",
                "let now = SystemTime::now();\n",
            ),
            ("crates/plan-routes/src/lib.rs", "use rand::Rng;\n"),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(
            found
                .iter()
                .any(|text| text.starts_with("crates/matters/src/rules/close.rs:2:"))
        );
    }

    #[test]
    fn the_rest_of_a_slice_may() {
        let tree = Tree::of(&[
            ("crates/matters/src/store.rs", "use sqlx::Row;\n"),
            ("crates/matters/src/ops/rules.rs", "async fn f() {}\n"),
            (
                "crates/words/src/lib.rs",
                "// tokio\nlet word = \"async\"; let brand = 1;\n",
            ),
        ]);
        assert_eq!(check(&tree), []);
    }
}
