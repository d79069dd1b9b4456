//! Every crate opens with a page on what it is for, and links between documents lead somewhere.

use super::Finding;
use super::rust_text::numbered;
use super::tree::{Tree, extension};

/// A crate's page says at least this much.
const CRATE_PAGE_CHARACTERS_MIN: usize = 40;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = crates_without_a_page(tree);
    for (path, text) in tree.texts().filter(|(path, _)| extension(path) == "md") {
        for (line, target) in links(text) {
            if let Some(problem) = problem_with(tree, path, &target) {
                findings.push(Finding::at(path, line, format!("({target}) {problem}")));
            }
        }
        for (line, cited) in tests_cited(text) {
            if !is_there(tree, &cited) {
                let text = format!("`{cited}` names no function of the repository");
                findings.push(Finding::at(path, line, text));
            }
        }
    }
    findings
}

/// Pieces of code like `crates/web/src/limits.rs::a_name`, with their lines: what a document gives
/// as proof must be there.
fn tests_cited(text: &str) -> Vec<(usize, String)> {
    numbered(text)
        .flat_map(|(number, line)| {
            let codes = line.split('`').skip(1).step_by(2);
            codes.map(move |code| (number, code.to_owned()))
        })
        .filter(|(_, code)| code.contains(".rs::") && !code.contains(' '))
        .collect()
}

fn is_there(tree: &Tree, cited: &str) -> bool {
    let parts = cited.split_once("::");
    let found = parts.and_then(|(path, name)| Some((tree.text(path)?, name)));
    found.is_some_and(|(text, name)| text.contains(&format!("fn {name}(")))
}

fn crates_without_a_page(tree: &Tree) -> Vec<Finding> {
    tree.paths()
        .filter_map(|path| path.strip_suffix("/Cargo.toml"))
        .filter(|folder| !folder.is_empty())
        .filter_map(|folder| {
            let root = ["src/lib.rs", "src/main.rs"]
                .iter()
                .map(|name| format!("{folder}/{name}"))
                .find(|path| tree.holds(path))?;
            let page: usize = tree
                .text(&root)?
                .lines()
                .map_while(|line| line.strip_prefix("//!"))
                .map(|line| line.trim().chars().count())
                .sum();
            (page < CRATE_PAGE_CHARACTERS_MIN).then(|| {
                Finding::in_file(
                    &root,
                    "does not begin with a page (`//!`) on what it is for",
                )
            })
        })
        .collect()
}

/// The targets of `[text](target)` outside code, with their lines.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in numbered(text) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        // Every second piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for (start, _) in prose.match_indices("](") {
            let rest = &prose[start + 2..];
            if let Some(target) = rest.find(')').map(|end| &rest[..end]) {
                let target = target.split(" \"").next().unwrap_or(target);
                found.push((number, target.to_owned()));
            }
        }
    }
    found
}

fn problem_with(tree: &Tree, from: &str, target: &str) -> Option<&'static str> {
    let elsewhere = ["http://", "https://", "mailto:"];
    if elsewhere.iter().any(|start| target.starts_with(start)) {
        return None;
    }
    let (file, anchor) = target
        .split_once('#')
        .map_or((target, None), |(f, a)| (f, Some(a)));
    let path = if file.is_empty() {
        from.to_owned()
    } else {
        resolve(from, file)
    };
    if !tree.holds(&path) {
        return Some("leads to no file of the repository");
    }
    let anchor = anchor?;
    let headings = tree.text(&path)?;
    let exists = numbered(headings)
        .filter(|(_, line)| line.starts_with('#'))
        .any(|(_, line)| slug(line.trim_start_matches('#')) == anchor);
    (!exists).then_some("leads to no heading of that document")
}

/// The path that a relative link means.
fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The anchor that forges give a heading.
fn slug(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_files_folders_and_headings_are_followed() {
        let tree = Tree::of(&[
            (
                "README.md",
                "[a](docs/a.md) [b](docs) [c](docs/a.md#第一-part) [d](#here)\n# Here\n",
            ),
            (
                "docs/a.md",
                "[up](../README.md) `[code](nowhere)`\n## 第一 Part!\n",
            ),
            (
                "docs/b.md",
                "```\n[x](nowhere.md)\n```\n[w](https://example.org/x)\n",
            ),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_test_that_is_cited_must_be_there() {
        let tree = Tree::of(&[
            ("a/src/b.rs", "async fn it_holds(db: Db) {}"),
            (
                "c.md",
                "`a/src/b.rs::it_holds` `a/src/b.rs::it_hold`\n`a/none.rs::it_holds`\n",
            ),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].starts_with("c.md:1: `a/src/b.rs::it_hold`"),
            "{found:?}"
        );
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let tree = Tree::of(&[(
            "docs/a.md",
            "one\n[a](b.md) [c](#none)\n![p](../pic.png \"t\")\n",
        )]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("docs/a.md:2: (b.md)"));
    }

    #[test]
    fn a_crate_without_its_page_is_found() {
        let tree = Tree::of(&[
            ("Cargo.toml", ""),
            ("crates/a/Cargo.toml", ""),
            (
                "crates/a/src/lib.rs",
                "//! What it is for, said in a sentence that is long enough.\n",
            ),
            ("crates/b/Cargo.toml", ""),
            ("crates/b/src/lib.rs", "mod x;\n"),
        ]);
        let found = check(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/b/src/lib.rs");
    }
}
