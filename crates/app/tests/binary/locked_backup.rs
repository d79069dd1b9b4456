//! Backups that only their recipients open: made, refused, restored, drilled.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::district::{District, command, stderr};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A pair of keys; the private one is put beside the district, not into it.
fn keygen(district: &District, name: &str) -> (PathBuf, String) {
    let file = district.beside(name);
    let output = command()
        .args(["backup", "keygen", text(&file), "--json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let made: Value = serde_json::from_slice(&output.stdout).unwrap();
    (file, made["recipient"].as_str().unwrap().to_owned())
}

fn configure(district: &District, text: &str) {
    std::fs::write(district.data().join("huiyin.toml"), text).unwrap();
}

#[test]
fn a_locked_backup_shows_nothing_and_comes_back_with_the_private_key() {
    let district = District::demo();
    let (identity, recipient) = keygen(&district, "custodian.key");
    configure(
        &district,
        &format!("[backup]\nrecipient = \"{recipient}\"\n"),
    );
    let file = district.beside("a.tar.age");
    let (code, made) = district.json(&["backup", text(&file)]);
    assert_eq!((code, &made["locked"]), (0, &Value::from(true)));
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    for telling in [&b"SQLite format"[..], b"manifest.json", b"huiyin.db"] {
        assert!(!bytes.windows(telling.len()).any(|it| it == telling));
    }
    let target = district.beside("target");
    let (_, stranger) = (0, keygen(&district, "stranger.key").0);
    for wrong in [None, Some(&stranger)] {
        let mut args = vec!["restore", text(&file)];
        args.extend(wrong.iter().flat_map(|path| ["--identity", text(path)]));
        let output = District::run_in(&target, &args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(!target.join("huiyin.db").exists());
    }
    let key = district.data().join("huiyin.key");
    let args = [
        "restore",
        text(&file),
        "--identity",
        text(&identity),
        "--key",
        text(&key),
    ];
    let output = District::run_in(&target, &args);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        District::run_in(&target, &["audit", "verify"])
            .status
            .success()
    );
    // `--open` is for whoever wants a plain one all the same.
    let open = district.beside("open.tar");
    let (_, made) = district.json(&["backup", "--open", text(&open)]);
    assert_eq!(made["locked"], false);
}

#[test]
fn a_drill_proves_a_backup_notes_it_and_leaves_nothing_behind() {
    let district = District::demo();
    let (identity, recipient) = keygen(&district, "custodian.key");
    configure(
        &district,
        &format!("[backup]\nrecipient = \"{recipient}\"\n"),
    );
    let file = district.beside("a.tar.age");
    let (_, made) = district.json(&["backup", text(&file)]);
    // The private key comes by a pipe and never lies on the server.
    let mut child = command()
        .args([
            "backup",
            "drill",
            text(&file),
            "--identity",
            "-",
            "--json",
            "--data",
        ])
        .arg(district.data())
        .stdin(Stdio::from(std::fs::File::open(&identity).unwrap()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let proof: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(proof["is_sound"], true, "{proof}");
    assert_eq!(proof["journal_rows"], made["manifest"]["journal"]["rows"]);
    assert_eq!(proof["photos"], made["manifest"]["photos"]["count"]);
    let rows = made["manifest"]["rows"].as_object().unwrap();
    assert!(rows["journal"].as_u64().unwrap() > 0 && rows.contains_key("matter"));
    let sum: u64 = rows.values().map(|it| it.as_u64().unwrap()).sum();
    assert_eq!(proof["rows"], sum);
    assert!(!district.data().join(".backup-work").exists());
    let (_, report) = district.json(&["doctor"]);
    let checks = report["checks"].as_array().unwrap();
    let level = |name: &str| {
        let found = checks.iter().find(|it| it["name"] == name);
        found.unwrap_or_else(|| panic!("no {name}: {report}"))["level"].clone()
    };
    assert_eq!(level("backup_drill"), "ok");
    assert_eq!(level("backup_lock"), "ok");
    assert_eq!(level("backup_offsite"), "warn");
}

#[test]
fn a_drill_of_a_damaged_backup_fails_and_is_remembered() {
    let district = District::demo();
    let file = district.beside("a.tar");
    assert_eq!(district.json(&["backup", text(&file)]).0, 0);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let output = district.run(&["backup", "drill", text(&file)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!district.data().join(".backup-work").exists());
    let (code, report) = district.json(&["doctor"]);
    assert_eq!(code, 1);
    let checks = report["checks"].as_array().unwrap();
    let drill = checks.iter().find(|it| it["name"] == "backup_drill");
    assert_eq!(drill.unwrap()["level"], "bad", "{report}");
}

#[test]
fn a_private_key_in_the_configuration_is_refused_without_showing_it() {
    let district = District::demo();
    let (identity, _) = keygen(&district, "custodian.key");
    let secret = std::fs::read_to_string(identity).unwrap();
    let line = secret.lines().find(|it| it.starts_with("AGE-")).unwrap();
    configure(&district, &format!("[backup]\nrecipient = \"{line}\"\n"));
    let output = district.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("private key") && !said.contains(line),
        "{said}"
    );
}

mod age_program {
    use super::*;

    #[test]
    #[ignore = "needs Debian's age"]
    fn the_program_whose_format_it_is_opens_our_file_and_we_open_its() {
        let district = District::demo();
        let (identity, recipient) = keygen(&district, "custodian.key");
        configure(
            &district,
            &format!("[backup]\nrecipient = \"{recipient}\"\n"),
        );
        let file = district.beside("a.tar.age");
        assert_eq!(district.json(&["backup", text(&file)]).0, 0);
        let opened = district.beside("opened.tar");
        let age = |args: &[&str]| Command::new("age").args(args).status().unwrap().success();
        assert!(age(&[
            "--decrypt",
            "-i",
            text(&identity),
            "-o",
            text(&opened),
            text(&file)
        ]));
        let listed = Command::new("tar")
            .arg("-tf")
            .arg(&opened)
            .output()
            .unwrap();
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        assert!(
            listed.contains("huiyin.db") && listed.contains("manifest.json"),
            "{listed}"
        );

        let relocked = district.beside("relocked.age");
        assert!(age(&[
            "-r",
            &recipient,
            "-o",
            text(&relocked),
            text(&opened)
        ]));
        let args = [
            "backup",
            "drill",
            text(&relocked),
            "--identity",
            text(&identity),
        ];
        let output = district.run(&args);
        assert!(output.status.success(), "{}", stderr(&output));
    }
}
