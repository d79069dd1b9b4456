//! A file of another system, judged and taken through the command line. The file is invented.

use serde_json::Value;

use crate::district::{District, stderr};

const MAP: &str = r#"
source_id = "hotline-test"
title = { zh = "测试用的导出", en = "An export for tests" }
[columns]
number = "工单编号"
text = "诉求内容"
received_at = "登记时间"
closed_at = "办结时间"
status = "状态"
category = "分类"
body = "承办单位"
source = { constant = "hotline" }
[statuses.from]
at_work = ["办理中"]
closed = ["已办结"]
[categories]
default = "1299"
[categories.from]
"0104" = ["电梯停运"]
[[bodies.body]]
zh = "测试城市管理局"
en = "Test Urban Management"
spellings = ["城管局"]
"#;

const FILE: &str = "工单编号,诉求内容,登记时间,办结时间,状态,分类,承办单位
A-1,电梯三天没有修好,2026-10-12 09:00,2026-10-14 10:00,已办结,电梯停运,城管局
A-2,\"路灯不亮
从巷口数第二盏\",2026-10-13 21:10,,办理中,,城管局
A-2,\"路灯不亮
从巷口数第二盏\",2026-10-13 21:10,,办理中,,城管局
A-3,井盖翘起来了,2026-10-14 08:00,2026-10-13 08:00,已办结,,城管局
";

fn import(district: &District, flags: &[&str]) -> (i32, Value) {
    let (file, map) = (district.beside("requests.csv"), district.beside("map.toml"));
    std::fs::write(&file, FILE).unwrap();
    std::fs::write(&map, MAP).unwrap();
    let mut args = vec![
        "matters",
        "import",
        file.to_str().unwrap(),
        "--map",
        map.to_str().unwrap(),
    ];
    args.extend_from_slice(flags);
    district.json(&args)
}

#[test]
fn a_file_is_judged_taken_and_known_the_second_time() {
    let district = District::demo();
    let (_, before) = district.json(&["audit", "verify"]);
    let (code, would) = import(&district, &["--dry-run"]);
    assert_eq!((code, &would["taken"]), (1, &Value::from(2)), "{would}");
    let (_, after) = district.json(&["audit", "verify"]);
    assert_eq!(before, after, "a dry run wrote something");

    let (code, done) = import(&district, &[]);
    assert_eq!((code, &done["taken"]), (1, &Value::from(2)), "{done}");
    let refused = done["refused"].as_array().unwrap();
    let codes: Vec<&str> = refused
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["same_row_twice", "closed_before_opened"]);
    assert!(
        refused[1]["zh-CN"]
            .as_str()
            .unwrap()
            .contains("办结比登记还早"),
        "{done}"
    );
    assert_eq!(done["bodies_made"][0]["zh"], "测试城市管理局");

    let (_, again) = import(&district, &[]);
    assert_eq!(again["taken"], 0);
    assert_eq!(again["unchanged"], 2);
    let (code, proof) = district.json(&["audit", "verify"]);
    assert_eq!((code, &proof["sound"]), (0, &Value::Bool(true)), "{proof}");
}

#[test]
fn a_file_can_be_judged_before_there_is_a_district_but_not_taken() {
    let district = District::empty();
    let (code, would) = import(&district, &["--dry-run"]);
    assert_eq!((code, &would["taken"]), (1, &Value::from(2)), "{would}");
    assert!(!district.data().exists(), "judging made something");
    let (code, refused) = import(&district, &[]);
    assert_eq!(code, 1);
    assert!(refused["error"]["en"].is_string(), "{refused}");
}

#[test]
fn a_map_of_another_file_is_refused_with_what_is_missing() {
    let district = District::empty();
    let (file, map) = (district.beside("other.csv"), district.beside("map.toml"));
    std::fs::write(&file, "a,b\n1,2\n").unwrap();
    std::fs::write(&map, MAP).unwrap();
    let args = [
        "matters",
        "import",
        file.to_str().unwrap(),
        "--map",
        map.to_str().unwrap(),
        "--dry-run",
    ];
    let output = district.run(&args);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("工单编号"), "{}", stderr(&output));
    std::fs::write(&map, "source_id = 7").unwrap();
    let output = district.run(&args);
    assert_eq!(output.status.code(), Some(1));
    let missing = district.run(&[
        "matters",
        "import",
        "/no/such.csv",
        "--map",
        map.to_str().unwrap(),
    ]);
    assert_eq!(missing.status.code(), Some(1));
}
