//! `huiyin audit export`, `check` and `verify --seals`: an outsider keeps the seals, and a store
//! that was exchanged whole is found.

use std::path::Path;
use std::process::Command;

use huiyin_db::{Query, args};
use serde_json::Value;

use crate::district::{District, command, stderr};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// One more row in the journal, under a seal.
fn goes_on(district: &District, login: &str) {
    let made = [
        "account",
        "create",
        "--login",
        login,
        "--name",
        "谭小满",
        "--role",
        "clerk",
    ];
    let output = district.run(&made);
    assert!(output.status.success(), "{}", stderr(&output));
    // The command sealed it already; asking again must do no harm.
    assert_eq!(district.json(&["audit", "seal"]).1["rows"], 0);
}

/// The later file continues the earlier one; nobody needs the district to see that.
fn goes_on_from(earlier: &Path, later: &Path) {
    let check = |file: &Path, earlier: &Path| {
        let args = ["audit", "check", text(file), "--earlier", text(earlier)];
        command().args(args).output().unwrap().status.code()
    };
    assert_eq!(check(later, earlier), Some(0));
    assert_eq!(check(earlier, later), Some(1));
}

#[test]
fn a_store_that_was_put_back_is_sound_inside_and_found_outside() {
    let district = District::demo();
    let (first, second) = (district.beside("1.jsonl"), district.beside("2.jsonl"));
    assert_eq!(district.json(&["audit", "seal"]).0, 0);
    let (code, exported) = district.json(&["audit", "export", text(&first)]);
    assert_eq!((code, exported["seals"].as_u64()), (0, Some(1)));
    let key = exported["public_keys"][0].as_str().unwrap().to_owned();
    assert!(key.starts_with("ed25519:"), "{key}");
    assert_eq!(
        district
            .run(&["audit", "export", text(&first)])
            .status
            .code(),
        Some(1)
    );

    let older = district.beside("older");
    let copied = Command::new("cp")
        .arg("-a")
        .arg(district.data())
        .arg(&older)
        .status();
    assert!(copied.unwrap().success());
    goes_on(&district, "later");
    assert_eq!(
        district.json(&["audit", "export", text(&second)]).1["seals"],
        2
    );
    for kept in [&first, &second] {
        assert_eq!(
            district.json(&["audit", "verify", "--seals", text(kept)]).0,
            0
        );
    }
    goes_on_from(&first, &second);

    std::fs::rename(district.data(), district.beside("gone")).unwrap();
    std::fs::rename(&older, district.data()).unwrap();
    assert_eq!(
        district.json(&["audit", "verify"]).0,
        0,
        "inside nothing can be seen"
    );
    let (code, found) = district.json(&["audit", "verify", "--seals", text(&second)]);
    assert_eq!((code, &found["seal"]), (1, &Value::from(2)));
    assert_eq!(found["day"].as_str().unwrap().len(), 10, "{found}");
    goes_on(&district, "another");
    let (code, found) = district.json(&["audit", "verify", "--seals", text(&second)]);
    assert_eq!((code, &found["seal"]), (1, &Value::from(2)));
    assert!(
        found["why"].as_str().unwrap().contains("another history"),
        "{found}"
    );
}

#[tokio::test]
async fn the_file_holds_nothing_of_a_person_and_an_altered_one_is_refused() {
    let district = District::demo();
    let file = district.beside("seals.jsonl");
    assert_eq!(district.json(&["audit", "seal"]).0, 0);
    assert_eq!(district.json(&["audit", "export", text(&file)]).0, 0);
    let written = std::fs::read_to_string(&file).unwrap();
    let db = district.db().await;
    let mut tx = db.read().await.unwrap();
    let subjects = Query::same(
        "test::SUBJECTS",
        "SELECT DISTINCT subject, actor FROM journal",
    );
    let rows = tx.fetch_all(subjects, args![]).await.unwrap();
    assert!(rows.len() > 10);
    for row in rows {
        let (subject, actor): (String, String) =
            (row.get("subject").unwrap(), row.get("actor").unwrap());
        assert!(!written.contains(&subject) && !written.contains(&actor));
    }
    drop(tx);
    db.close().await;
    let half: String = written.chars().take(written.len() / 2).collect();
    for wrong in [
        String::new(),
        half,
        written.replacen("\"rows\":", "\"rows\":1", 1),
        "x".repeat(10_000),
        written.replace("ed25519", "").replacen("default", "sm", 1),
    ] {
        std::fs::write(&file, wrong).unwrap();
        let output = district.run(&["audit", "verify", "--seals", text(&file)]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("seals.jsonl"),
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(
        district
            .run(&["audit", "verify", "--seals", "/no/such/file"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_district_under_the_national_suite_from_its_first_day() {
    let district = District::empty();
    let run = |suite: &str, verb: &[&str]| {
        let mut it = command();
        it.env("HUIYIN_CRYPTO_SUITE", suite)
            .args(verb)
            .arg("--json")
            .arg("--data")
            .arg(district.data());
        let output = it.output().unwrap();
        assert!(output.status.success(), "{verb:?}: {}", stderr(&output));
        serde_json::from_slice::<Value>(&output.stdout).unwrap_or_default()
    };
    run("sm", &["demo"]);
    run("sm", &["audit", "seal"]);
    let file = district.beside("seals.jsonl");
    let exported = run("sm", &["audit", "export", text(&file)]);
    assert!(
        exported["public_keys"][0]
            .as_str()
            .unwrap()
            .starts_with("sm2:")
    );
    assert_eq!(run("sm", &["key", "status"])["suite"], "sm");
    // Changed to the other suite, everything stays readable and goes on.
    assert_eq!(
        run("default", &["audit", "verify", "--seals", text(&file)])["sound"],
        true
    );
    run("default", &["key", "rotate"]);
    run("default", &["key", "rewrap"]);
    run("default", &["key", "retire", "1"]);
    run("default", &["audit", "seal"]);
    assert_eq!(
        run("sm", &["audit", "verify", "--seals", text(&file)])["sound"],
        true
    );
}
