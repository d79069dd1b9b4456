//! `huiyin votes …` as whoever doubts a result uses it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use huiyin_kernel::FloorArea;
use huiyin_tally::commit::{CastBallot, Hex, ItemResult, Mark, PublishedVote, seal};
use huiyin_tally::{Case, Deemed, Threshold, tally};
use serde_json::{Value, json};

const VECTORS: &str = include_str!("../../../tally/tests/vote_vectors.json");

fn count(input: &str, flags: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huiyin"))
        .args(["votes", "tally"])
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
fn the_reference_cases_come_out_alone_and_as_a_file() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 23);
    for case in cases {
        let output = count(&case.to_string(), &["--json"]);
        assert_eq!(output.status.code(), Some(0), "{}", case["name"]);
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(result, case["expect"], "{}", case["name"]);
    }
    let output = count(VECTORS, &["--json"]);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected: Vec<&Value> = cases.iter().map(|case| &case["expect"]).collect();
    assert_eq!(result, json!({ "results": expected }));
}

#[test]
fn a_person_reads_both_counts_beside_each_other() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    let minhang = cases
        .iter()
        .find(|it| it["name"] == "minhang-1-strict-and-deemed");
    let output = count(&minhang.unwrap().to_string(), &[]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("by ballots: 未通过 not passed"), "{said}");
    assert!(
        said.contains("with silent owners added: 通过 passed"),
        "{said}"
    );
}

#[test]
fn nonsense_is_refused_in_both_languages() {
    let unit =
        json!({"id": "u1", "kind": "shop", "area": "9.99", "state": "delivered", "owners": ["a"]});
    let twice = json!({"rules": {"threshold": "special"}, "units": [unit, unit], "ballots": []});
    for (input, said) in [
        (twice.to_string(), "`u1` stands twice"),
        (
            json!({ "cases": [twice] }).to_string(),
            "Case 1: the unit `u1`",
        ),
        (String::new(), "cannot be read"),
        ("[]".to_owned(), "cannot be read"),
        ("{\"cases\":3}".to_owned(), "cannot be read"),
    ] {
        let output = count(&input, &["--json"]);
        assert_eq!(output.status.code(), Some(1), "{input}");
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(
            result["error"]["en"].as_str().unwrap().contains(said),
            "{result}"
        );
        assert!(!result["error"]["zh-CN"].as_str().unwrap().is_empty());
    }
}

/// Thirty owners, and what they said of one item.
fn published() -> PublishedVote {
    let says = |at: u8| {
        if at.is_multiple_of(4) {
            Mark::No
        } else {
            Mark::Yes
        }
    };
    let cast: Vec<CastBallot> = (0..24)
        .map(|at| CastBallot {
            serial: Hex([at; 16]),
            blinding: Hex([at; 32]),
            marks: vec![says(at)],
            areas: vec![FloorArea::from_hundredths(8_000 + i64::from(at)).unwrap()],
        })
        .collect();
    let units: Vec<Value> = (0..30)
        .map(|at| {
            json!({"id": at.to_string(), "kind": "dwelling", "state": "delivered",
            "area": format!("80.{at:02}"), "owners": [format!("o{at}")]})
        })
        .collect();
    let ballots: Vec<Value> = (0..24)
        .map(|at| json!({"voter": format!("o{at}"), "choice": says(at)}))
        .collect();
    let asked = json!({"rules": {"threshold": "special"}, "units": units, "ballots": ballots});
    let asked: Case = serde_json::from_value(asked).unwrap();
    let result = ItemResult {
        title: "Lifts".to_owned(),
        threshold: Threshold::Special,
        deemed: Deemed::None,
        invalid_counts_as_participation: false,
        of_part: false,
        result: tally(&asked).unwrap(),
    };
    let sealed = seal("vote", &["lifts".to_owned()], &cast).unwrap();
    PublishedVote::of(&sealed, "Lifts", vec![result]).unwrap()
}

fn check(bytes: &[u8], flags: &[&str]) -> Output {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let name = format!("votes-{}-{number}.json", std::process::id());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_huiyin"))
        .args(["votes", "verify"])
        .arg(&file)
        .args(flags)
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    output
}

#[test]
fn published_ballots_are_believed_only_while_they_hold() {
    let mut vote = published();
    let output = check(&serde_json::to_vec(&vote).unwrap(), &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["fine"], &report["ballots"]),
        (&json!(true), &json!(24))
    );
    let plain = check(&serde_json::to_vec(&vote).unwrap(), &[]);
    assert!(
        String::from_utf8(plain.stdout)
            .unwrap()
            .contains("Holds: the 24 ballots")
    );

    vote.ballots[0].marks[0] = Mark::Yes;
    let output = check(&serde_json::to_vec(&vote).unwrap(), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["finding"]["kind"], "head_differs");
    assert!(
        report["findings"][0]["zh-CN"]
            .as_str()
            .unwrap()
            .contains("封存")
    );
}

#[test]
fn what_is_no_published_vote_is_refused() {
    for bytes in [&b""[..], b"{}", b"\xff\xfe", b"[1,2]"] {
        let output = check(bytes, &["--json"]);
        assert_eq!(output.status.code(), Some(1));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(
            report["error"]["en"]
                .as_str()
                .unwrap()
                .contains("not a file of published")
        );
    }
    let binary = env!("CARGO_BIN_EXE_huiyin");
    let missing = Command::new(binary)
        .args(["votes", "verify", "/nowhere"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(1));
    let usage = Command::new(binary)
        .args(["votes", "verify"])
        .output()
        .unwrap();
    assert_eq!(usage.status.code(), Some(2));
}
