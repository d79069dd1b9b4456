//! Words and names that may not stand: lints switched off, work put off, drawers for anything,
//! SQL outside the stores.

use super::Finding;
use super::rust_text::{code_only, has_word, numbered};
use super::tree::{Tree, extension};

const DRAWERS: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];
/// Written in two pieces so that this file does not break its own rule.
const PUT_OFF: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];
const TEXT: [&str; 14] = [
    "rs", "ts", "mjs", "js", "css", "html", "sh", "sql", "md", "ftl", "toml", "json", "yml", "txt",
];
/// This crate holds the registry itself and the tables that every slice stands on.
const STORE_CRATE: &str = "crates/db/";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts() {
        findings.extend(drawers_in(path));
        if extension(path) == "rs" {
            findings.extend(in_code(path, &code_only(text)));
        }
        if TEXT.contains(&extension(path)) && !path.ends_with("package-lock.json") {
            findings.extend(put_off_in(path, text));
        }
    }
    findings
}

fn drawers_in(path: &str) -> Option<Finding> {
    let part = path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part));
    let drawer = part.into_iter().find(|part| DRAWERS.contains(part))?;
    Some(Finding::in_file(
        path,
        format!("`{drawer}` says nothing of what is inside; name that"),
    ))
}

fn put_off_in(path: &str, text: &str) -> Vec<Finding> {
    numbered(text)
        .filter(|(_, line)| PUT_OFF.iter().any(|word| has_word(line, word)))
        .map(|(line, _)| Finding::at(path, line, "do it, or file it; do not leave a mark"))
        .collect()
}

fn in_code(path: &str, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in numbered(code) {
        if switches_a_lint_off(line) {
            let text = "expect a lint with a reason, never allow it";
            findings.push(Finding::at(path, number, text));
        }
        if let Some(drawer) = DRAWERS.iter().find(|name| declares_module(line, name)) {
            let text = format!("`mod {drawer}` says nothing of what is inside; name that");
            findings.push(Finding::at(path, number, text));
        }
        if may_hold_no_sql(path) && (line.contains("queries!") || has_word(line, "sqlx")) {
            let text = "statements stand in `store/`, `store.rs`, `queries.rs` or `facts.rs`, and run through the db crate";
            findings.push(Finding::at(path, number, text));
        }
    }
    findings
}

fn switches_a_lint_off(line: &str) -> bool {
    let is_attribute = line.contains("#[") || line.contains("#![");
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    is_attribute
        && ["[allow(", ",allow("]
            .iter()
            .any(|start| squeezed.contains(start))
}

fn declares_module(line: &str, name: &str) -> bool {
    let mut words = line
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty());
    words.any(|word| word == "mod") && words.next() == Some(name)
}

fn may_hold_no_sql(path: &str) -> bool {
    let Some((_, inside)) = path
        .strip_prefix("crates/")
        .and_then(|rest| rest.split_once("/src/"))
    else {
        return false;
    };
    // A slice's fact rows and the statements of a folder by act have a file of their own.
    let file = inside.rsplit('/').next().unwrap_or(inside);
    let in_a_store = ["store.rs", "queries.rs", "facts.rs"].contains(&file)
        || inside.split('/').any(|p| p == "store");
    !path.starts_with(STORE_CRATE) && !in_a_store
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn lints_are_expected_and_never_allowed() {
        assert_eq!(
            found("crates/web/src/a.rs", "#[allow(dead_code)]\nfn f() {}\n"),
            1
        );
        assert_eq!(found("crates/web/src/a.rs", "#![ allow (dead_code)]\n"), 1);
        assert_eq!(
            found(
                "crates/web/src/a.rs",
                "#[cfg_attr(test, allow(dead_code))]\n"
            ),
            1
        );
        assert_eq!(
            found(
                "crates/web/src/a.rs",
                "#[expect(dead_code, reason = \"r\")]\n"
            ),
            0
        );
        assert_eq!(
            found(
                "crates/web/src/a.rs",
                "// #[allow(x)]\nfn allow(a: u8) {}\n"
            ),
            0
        );
    }

    #[test]
    fn drawers_are_found_as_files_folders_and_modules() {
        assert_eq!(found("crates/web/src/utils.rs", ""), 1);
        assert_eq!(found("ui/src/helpers/a.ts", ""), 1);
        assert_eq!(
            found("crates/web/src/lib.rs", "pub(crate) mod common;\n"),
            1
        );
        assert_eq!(
            found(
                "crates/web/src/lib.rs",
                "mod commonplace;\nuse common::x;\n"
            ),
            0
        );
    }

    #[test]
    fn nothing_is_put_off() {
        assert_eq!(found("docs/a.md", &format!("{}: later\n", PUT_OFF[0])), 1);
        assert_eq!(
            found("crates/web/src/a.rs", &format!("// {}\n", PUT_OFF[1])),
            1
        );
        assert_eq!(found("docs/a.md", "a todo list\n"), 0);
    }

    #[test]
    fn statements_stand_in_stores() {
        let statement = "huiyin_db::queries! { A = \"SELECT 1\"; }\n";
        assert_eq!(found("crates/matters/src/ops.rs", statement), 1);
        assert_eq!(found("crates/matters/src/store.rs", statement), 0);
        assert_eq!(found("crates/matters/src/store/board.rs", statement), 0);
        assert_eq!(found("crates/db/src/journal.rs", statement), 0);
        assert_eq!(found("crates/web/src/a.rs", "use sqlx::Row;\n"), 1);
    }
}
