//! What `huiyin doctor` says of good and bad installations.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::district::{District, command, stderr};

fn level(report: &Value, name: &str) -> String {
    let checks = report["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["name"] == name);
    let found = found.unwrap_or_else(|| panic!("no check {name}: {report}"));
    found["level"].as_str().unwrap().to_owned()
}

#[test]
fn a_demo_on_this_machine_is_in_order_and_its_settings_name_their_source() {
    let district = District::demo();
    std::fs::write(
        district.data().join("huiyin.toml"),
        "help_phone = \"023-12345\"\n",
    )
    .unwrap();
    let (_, report) = district.json(&["doctor", "--listen", "127.0.0.1:8399"]);
    for name in [
        "cookies",
        "proxy",
        "key",
        "folder",
        "integrity",
        "photos",
        "outbox",
        "demo_accounts",
    ] {
        assert_eq!(level(&report, name), "ok", "{name}");
    }
    let source = |name: &str| {
        let settings = report["in_force"].as_array().unwrap();
        let found = settings.iter().find(|it| it["name"] == name).unwrap();
        found["source"].as_str().unwrap().to_owned()
    };
    assert_eq!(source("listen"), "flag");
    assert_eq!(source("help_phone"), "file");
    assert_eq!(source("reports_per_hour"), "default");
    assert_eq!(source("secure_cookies"), "derived");
}

#[test]
fn what_is_unsafe_is_found_and_ends_with_one() {
    let district = District::demo();
    let key = district.data().join("huiyin.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (code, report) = district.json(&["doctor", "--listen", "0.0.0.0:8300"]);
    assert_eq!(code, 1);
    for name in ["key", "cookies", "demo_accounts"] {
        assert_eq!(level(&report, name), "bad", "{name}");
    }
    let output = command()
        .env("HUIYIN_SECURE_COOKIES", "off")
        .args([
            "doctor",
            "--public-address",
            "https://huiyin.example.cn",
            "--json",
            "--data",
        ])
        .arg(district.data())
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(level(&report, "cookies"), "bad");
    let advised = report["checks"].as_array().unwrap().iter();
    for check in advised.filter(|check| check["level"] != "ok") {
        let advice = &check["advice"];
        assert!(
            advice["zh"].is_string() && advice["en"].is_string(),
            "{check}"
        );
    }
}

/// The photos that lie in a district.
fn photos(data: &Path) -> Vec<PathBuf> {
    let shelves = std::fs::read_dir(data.join("blobs")).unwrap().flatten();
    let files = shelves.flat_map(|shelf| std::fs::read_dir(shelf.path()).unwrap().flatten());
    files.map(|file| file.path()).collect()
}

#[test]
fn a_photo_that_is_gone_and_one_that_was_cut_off_are_named() {
    let district = District::demo();
    let photos = photos(&district.data());
    let name = |at: usize| photos[at].file_stem().unwrap().to_str().unwrap();
    std::fs::remove_file(&photos[0]).unwrap();
    let half = std::fs::read(&photos[1]).unwrap();
    std::fs::write(&photos[1], &half[..half.len() / 2]).unwrap();
    let (code, report) = district.json(&["doctor"]);
    assert_eq!((code, level(&report, "photos")), (1, "bad".to_owned()));
    let said = report.to_string();
    assert!(said.contains(name(0)) && said.contains(name(1)), "{said}");
}

#[test]
fn a_place_without_a_district_is_said_to_have_none() {
    let district = District::empty();
    let (code, report) = district.json(&["doctor"]);
    assert_eq!(code, 1);
    assert_eq!(level(&report, "store"), "bad");
    for verb in [
        &["audit", "verify"][..],
        &["calendar", "list"],
        &["backup", "/dev/null/x"],
    ] {
        let output = district.run(verb);
        assert_eq!(output.status.code(), Some(1), "{verb:?}");
        assert!(
            stderr(&output).contains("huiyin demo"),
            "{}",
            stderr(&output)
        );
    }
    assert!(!district.data().exists(), "looking made something");
}

#[test]
fn a_year_of_working_days_is_imported_listed_and_journalled() {
    let district = District::demo();
    let file = district.beside("2027.toml");
    std::fs::write(
        &file,
        "year = 2027\nsource = \"notice\"\nholidays = [\"2027-01-01..2027-01-03\"]\n",
    )
    .unwrap();
    let (code, result) = district.json(&["calendar", "import", file.to_str().unwrap()]);
    assert_eq!((code, &result["year"]), (0, &Value::from(2027)));
    assert!(result["doubts"].as_u64().unwrap() >= 1);
    let (_, listed) = district.json(&["calendar", "list"]);
    let years = listed["years"].as_array().unwrap();
    let imported: Vec<bool> = years
        .iter()
        .map(|it| it["imported"].as_bool().unwrap())
        .collect();
    assert_eq!(imported, [false, false, false, true]);
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
    std::fs::write(
        &file,
        "year = 2027\nsource = \"notice\"\nholidays = [\"2027-13-01\"]\n",
    )
    .unwrap();
    let output = district.run(&["calendar", "import", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("2027-13-01"),
        "{}",
        stderr(&output)
    );
}
