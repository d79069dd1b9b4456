//! `huiyin calendar due` as a script sees it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const VECTORS: &str = include_str!("../../../kernel/tests/deadline_vectors.json");

fn due(input: &str, flags: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huiyin"))
        .args(["calendar", "due"])
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses early may close its end first.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

#[test]
fn the_ten_reference_cases_come_out_in_their_order() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let expected: Vec<&str> = vectors["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["due_before"].as_str().unwrap())
        .collect();
    assert_eq!(expected.len(), 10);
    let output = due(VECTORS, &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result, json!({ "due_before": expected }));

    let plain = due(VECTORS, &[]);
    let lines = String::from_utf8(plain.stdout).unwrap();
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_missing_year_is_refused_and_named_in_both_languages() {
    let input = json!({
        "cases": [
            { "kind": "hours", "start": "2031-05-02T09:00", "n": 2 },
            { "kind": "working_days", "start": "2026-12-30T09:00", "n": 5 },
        ],
        "holidays": [],
        "makeup_working": [],
    });
    let output = due(&input.to_string(), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(result.get("due_before").is_none());
    assert!(result["error"]["en"].as_str().unwrap().contains("2027"));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("缺少 2027 年") && said.contains("of 2027 is missing"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_read_is_refused_without_a_panic() {
    for input in ["", "{", "{\"cases\":[{}]}", "{\"cases\":7}", "\u{0}\u{0}"] {
        let output = due(input, &["--json"]);
        assert_eq!(output.status.code(), Some(1), "{input:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn a_command_that_is_not_understood_exits_with_two() {
    let output = due("{}", &["--nonsense"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}
