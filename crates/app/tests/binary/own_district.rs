//! A district of one's own, from the templates to the first account, through the command line.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::district::{District, stderr};

fn template(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/templates")
        .join(name)
}

fn import(district: &District, flags: &[&str]) -> (i32, Value) {
    let (areas, bodies) = (template("areas.csv"), template("bodies.csv"));
    let mut args = vec![
        "registry",
        "import",
        "--areas",
        areas.to_str().unwrap(),
        "--bodies",
        bodies.to_str().unwrap(),
    ];
    args.extend_from_slice(flags);
    district.json(&args)
}

#[test]
fn the_templates_make_a_district_that_somebody_can_enter() {
    let district = District::empty();
    let (code, would) = import(&district, &["--dry-run"]);
    assert_eq!(
        (code, &would["areas"]["added"]),
        (0, &Value::from(2)),
        "{would}"
    );
    assert!(!district.data().exists(), "judging made something");

    let (code, done) = import(&district, &[]);
    assert_eq!(
        (code, &done["bodies"]["added"]),
        (0, &Value::from(2)),
        "{done}"
    );
    let (_, again) = import(&district, &[]);
    assert_eq!(again["areas"]["unchanged"], 2);
    assert_eq!(again["bodies"]["unchanged"], 2);

    let create = [
        "account",
        "create",
        "--login",
        "first-one",
        "--name",
        "第一位",
        "--role",
        "sec_admin",
    ];
    let (code, slip) = district.json(&create);
    assert_eq!(code, 0, "{slip}");
    assert_eq!(slip["first_password"].as_str().unwrap().len(), 19);
    let (code, refused) = district.json(&create);
    assert_eq!(code, 1);
    assert!(refused["error"]["zh-CN"].is_string(), "{refused}");
    let (code, proof) = district.json(&["audit", "verify"]);
    assert_eq!((code, &proof["sound"]), (0, &Value::Bool(true)), "{proof}");
}

#[test]
fn a_faulty_table_is_told_by_row_and_the_demo_takes_none() {
    let district = District::empty();
    let file = district.beside("areas.csv");
    std::fs::write(&file, "code,kind,parent_code,name_zh\ns1,street,d9,街道\n").unwrap();
    let args = ["registry", "import", "--areas", file.to_str().unwrap()];
    let (code, report) = district.json(&args);
    assert_eq!(code, 1);
    assert_eq!(report["faults"][0]["row"], 2);
    assert_eq!(report["faults"][0]["code"], "parent-unknown");
    std::fs::write(&file, "code,kind\n").unwrap();
    let output = district.run(&args);
    assert!(
        stderr(&output).contains("parent_code"),
        "{}",
        stderr(&output)
    );
    let (code, refused) = import(&District::demo(), &[]);
    assert_eq!(code, 1);
    assert!(refused["error"]["en"].is_string(), "{refused}");
}
