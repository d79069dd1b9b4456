//! Both languages say the same things with the same variables, each file the words of one slice,
//! and every key that code or a template asks for is there.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::rust_text::without_comments;
use super::tree::{Tree, extension};

const LOCALES: [&str; 2] = ["zh-CN", "en"];
/// Calls and fields that take a key, with what follows the name up to the key's quote.
const TAKES_A_KEY: [&str; 7] = [".t(", ".t1(", ".t2(", ".args(", " t(", "{t(", "key:"];
/// A call that makes a key of a prefix and a name that is known only when it runs.
const TAKES_A_PREFIX: &str = ".tk(";

/// What the page shell says after an act, worded by whichever slice did it.
const AFTER_AN_ACT: &str = "done";

/// The variables of each message.
type Messages = BTreeMap<String, Message>;

#[derive(Debug)]
struct Message {
    path: String,
    line: usize,
    variables: BTreeSet<String>,
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let [chinese, english] = LOCALES.map(|locale| messages_of(tree, locale, &mut findings));
    compare(&chinese, &english, &mut findings);
    only_in(&english, &chinese, LOCALES[0], &mut findings);
    for (path, text) in tree.texts().filter(|(path, _)| is_source(path)) {
        let code = if extension(path) == "rs" {
            without_comments(text)
        } else {
            text.to_owned()
        };
        let text = code.as_str();
        for (offset, key) in keys_taken(text) {
            if !chinese.contains_key(&key) {
                let line = text[..offset].matches('\n').count() + 1;
                findings.push(Finding::at(
                    path,
                    line,
                    format!("no locale has the key `{key}`"),
                ));
            }
        }
        for (offset, prefix) in quoted_after(text, TAKES_A_PREFIX) {
            let start = format!("{prefix}-");
            if !chinese.keys().any(|key| key.starts_with(&start)) {
                let line = text[..offset].matches('\n').count() + 1;
                findings.push(Finding::at(
                    path,
                    line,
                    format!("no key begins with `{start}`"),
                ));
            }
        }
    }
    findings
}

fn is_source(path: &str) -> bool {
    path.starts_with("crates/")
        && !path.contains("/tests/")
        && matches!(extension(path), "rs" | "html" | "xml" | "txt")
}

fn compare(chinese: &Messages, english: &Messages, findings: &mut Vec<Finding>) {
    only_in(chinese, english, LOCALES[1], findings);
    for (key, message) in chinese {
        let Some(other) = english.get(key) else {
            continue;
        };
        if message.variables != other.variables {
            let text = format!(
                "`{key}` has the variables {:?} here and {:?} in {}",
                message.variables, other.variables, other.path
            );
            findings.push(Finding::at(&message.path, message.line, text));
        }
    }
}

fn only_in(here: &Messages, there: &Messages, locale: &str, findings: &mut Vec<Finding>) {
    for (key, message) in here.iter().filter(|(key, _)| !there.contains_key(*key)) {
        let text = format!("`{key}` is missing in {locale}");
        findings.push(Finding::at(&message.path, message.line, text));
    }
}

fn messages_of(tree: &Tree, locale: &str, findings: &mut Vec<Finding>) -> Messages {
    let mut messages = Messages::new();
    let folder = format!("locales/{locale}/");
    for (path, text) in tree.texts() {
        if !path.starts_with(&folder) || extension(path) != "ftl" {
            continue;
        }
        let parsed = parse(path, text);
        let slice = parsed
            .first()
            .map(|(key, _)| slice_of(key).to_owned())
            .unwrap_or_default();
        let named_after_itself = path == format!("{folder}{slice}.ftl");
        if !parsed.is_empty() && !named_after_itself && !tree.holds(&format!("crates/{slice}")) {
            let text = format!("`{slice}-…` is the prefix of no slice, nor the file's own name");
            findings.push(Finding::in_file(path, text));
        }
        for (key, message) in parsed {
            if ![slice.as_str(), AFTER_AN_ACT].contains(&slice_of(&key)) {
                let text = format!("`{key}` does not begin with `{slice}-` as the file does");
                findings.push(Finding::at(path, message.line, text));
            }
            if let Some(earlier) = messages.insert(key.clone(), message) {
                let text = format!("`{key}` is said a second time");
                findings.push(Finding::at(&earlier.path, earlier.line, text));
            }
        }
    }
    messages
}

fn slice_of(key: &str) -> &str {
    key.split('-').next().unwrap_or(key)
}

/// The messages of a Fluent file, as far as their names and variables go: an entry begins at the
/// left edge and goes on for as long as lines are indented, empty, or close a brace.
fn parse(path: &str, text: &str) -> Vec<(String, Message)> {
    let mut messages: Vec<(String, Message)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        if let Some((name, _)) = line.split_once('=')
            && !line.starts_with([' ', '\t', '}', '-'])
        {
            let message = Message {
                path: path.to_owned(),
                line: index + 1,
                variables: BTreeSet::new(),
            };
            messages.push((name.trim().to_owned(), message));
        }
        if let Some((_, message)) = messages.last_mut() {
            message.variables.extend(variables_in(line));
        }
    }
    messages
}

fn variables_in(line: &str) -> impl Iterator<Item = String> {
    line.split('{').skip(1).flat_map(|placeable| {
        placeable.split('$').skip(1).map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                .collect()
        })
    })
}

fn keys_taken(text: &str) -> Vec<(usize, String)> {
    TAKES_A_KEY
        .iter()
        .flat_map(|call| quoted_after(text, call))
        // Formats, names of files and the like pass through calls of the same name.
        .filter(|(_, key)| key.contains('-') && key.chars().all(is_key_character))
        .collect()
}

fn is_key_character(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'
}

/// The string literals that follow a word, with blanks between at most.
fn quoted_after(text: &str, word: &str) -> Vec<(usize, String)> {
    text.match_indices(word)
        .filter_map(|(start, _)| {
            let rest = text[start + word.len()..].trim_start().strip_prefix('"')?;
            Some((start, rest[..rest.find('"')?].to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str = "# 注\nweb-name = 回音\nweb-count =\n    { $n ->\n        [one] 一件\n       *[other] { $n } 件\n    }\nweb-state-open = 办理中\n";

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn equal_languages_and_known_keys_are_well() {
        let english = "web-name = Huiyin\nweb-count = { $n } matters\nweb-state-open = Open\n";
        let page = "{{ page.t(\"web-name\") }} {{ page.t1(\n  \"web-count\", \"n\", 3) }} {{ page.tk(\"web-state\", s) }} {{ page.t(key) }}";
        let code =
            "// page.t(\"web-gone\")\nBadRequest { key: \"web-name\" }; sheet.set(\"yyyy-mm\");";
        let files = [
            ("locales/zh-CN/web.ftl", CHINESE),
            ("locales/en/web.ftl", english),
            ("crates/web/templates/a.html", page),
            ("crates/web/src/a.rs", code),
        ];
        assert_eq!(found(&files), Vec::<String>::new());
    }

    #[test]
    fn a_missing_key_another_variable_and_a_foreign_prefix_are_found() {
        let english = "web-count = { $count } matters\nweb-state-open = Open\nmatters-x = X\n";
        let files = [
            ("locales/zh-CN/web.ftl", CHINESE),
            ("locales/en/web.ftl", english),
        ];
        let found = found(&files);
        assert!(
            found
                .iter()
                .any(|f| f.contains("`web-name` is missing in en")),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|f| f.contains("`web-count` has the variables")),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|f| f.contains("does not begin with `web-`")),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|f| f.contains("`matters-x` is missing in zh-CN")),
            "{found:?}"
        );
    }

    #[test]
    fn keys_that_nobody_wrote_are_found_with_their_line() {
        let files = [
            ("locales/zh-CN/web.ftl", CHINESE),
            ("locales/en/web.ftl", CHINESE),
            (
                "crates/web/templates/a.html",
                "\n{{ page.t(\"web-nmae\") }}{{ page.tk(\"web-sate\", s) }}",
            ),
            ("crates/web/src/a.rs", "\n\nRefused { key: \"web-no\" }"),
        ];
        let found = found(&files);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("crates/web/templates/a.html:2:"))
        );
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("crates/web/src/a.rs:3:"))
        );
    }

    #[test]
    fn a_key_said_twice_and_a_prefix_of_nobody_are_found() {
        let files = [
            ("locales/zh-CN/page.ftl", "web-a = 一\nweb-a = 二\n"),
            ("locales/en/web.ftl", "web-a = one\n"),
        ];
        let found = found(&files);
        assert!(
            found.iter().any(|f| f.contains("said a second time")),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|f| f.contains("is the prefix of no slice")),
            "{found:?}"
        );
    }
}
