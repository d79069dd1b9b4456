//! Small files: one that passes the first limit is named, one that passes the second is refused.

use super::Finding;
use super::tree::{Tree, extension};

const SPLIT_SOON_LINES: usize = 400;
const REFUSED_LINES: usize = 800;
const CODE: [&str; 8] = ["rs", "ts", "mjs", "js", "css", "html", "sh", "sql"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    long_files(tree, REFUSED_LINES)
        .map(|(path, lines)| {
            Finding::in_file(
                path,
                format!("{lines} lines; at most {REFUSED_LINES} may be"),
            )
        })
        .collect()
}

/// The files that will have to be split when they grow further.
pub(super) fn worth_splitting(tree: &Tree) -> Vec<String> {
    long_files(tree, SPLIT_SOON_LINES)
        .map(|(path, lines)| format!("{path} ({lines})"))
        .collect()
}

fn long_files(tree: &Tree, limit: usize) -> impl Iterator<Item = (&str, usize)> {
    tree.texts()
        .filter(|(path, _)| CODE.contains(&extension(path)) && !is_test(path))
        .map(|(path, text)| (path, lines_before_tests(text)))
        .filter(move |(_, lines)| *lines > limit)
}

fn is_test(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
        || path.ends_with("_tests.rs")
        || path.ends_with(".spec.ts")
}

/// Tests beside the code do not make the code long.
fn lines_before_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    lines
        .windows(2)
        .position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod "))
        .unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_code_is_refused_and_long_tests_are_not() {
        let long = "x\n".repeat(REFUSED_LINES + 1);
        let tested = format!("{}#[cfg(test)]\nmod tests {{\n{long}}}\n", "x\n".repeat(10));
        let tree = Tree::of(&[
            ("crates/web/src/page.rs", &long),
            ("crates/web/src/tested.rs", &tested),
            ("crates/web/tests/page.rs", &long),
            ("README.md", &long),
            (
                "crates/web/src/middle.rs",
                &"x\n".repeat(SPLIT_SOON_LINES + 1),
            ),
        ]);
        let paths: Vec<String> = check(&tree)
            .into_iter()
            .map(|finding| finding.path)
            .collect();
        assert_eq!(paths, ["crates/web/src/page.rs"]);
        assert_eq!(
            worth_splitting(&tree),
            [
                "crates/web/src/middle.rs (401)",
                "crates/web/src/page.rs (801)"
            ]
        );
    }
}
