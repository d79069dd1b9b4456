//! What a map and a file of one's own making may hold, and what is refused of them.

#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use huiyin_kernel::Instant;
use huiyin_matters::import::{
    ImportError, ImportField, ImportMap, ImportPlan, MapError, RefusalCode, Warning, plan_file,
};
use huiyin_matters::model::{Categories, Kind};
use proptest::prelude::*;

const MAP: &str = r#"
source_id = "hotline"
title = { zh = "热线导出", en = "Hotline export" }
[columns]
number = "编号"
text = "内容"
received_at = "登记"
closed_at = "办结"
contacted_at = "联系"
category = "分类"
kind = "类型"
status = "状态"
body = "单位"
area = "社区"
source = { constant = "hotline" }
x = "经度"
y = "纬度"
[statuses.from]
at_work = ["办理中"]
closed = ["已办结"]
[categories]
default = "1299"
[categories.from]
"0104" = ["电梯停运"]
[kinds.from]
help = ["求助"]
complaint = ["投诉"]
[areas.from]
"观音桥" = ["观音桥社区"]
[[bodies.body]]
zh = "区城市管理局"
en = "Urban Management Bureau"
spellings = ["城管局", "江北区城管"]
[point]
crs = "GCJ-02"
bounds = { west = 106.4, south = 29.4, east = 106.9, north = 29.8 }
"#;

const HEADER: &str = "编号,内容,登记,办结,联系,分类,类型,状态,单位,社区,经度,纬度";
const GOOD: &str = "A1,电梯停了,2026-05-09 09:00,2026-05-10 09:00,2026-05-09 10:00,电梯停运,\
                    求助,已办结,城管局,观音桥社区,106.55,29.57";

fn map(text: &str) -> Result<ImportMap, MapError> {
    ImportMap::parse(text, &Categories::shipped().unwrap())
}

fn try_plan(map_text: &str, file: &str) -> Result<ImportPlan, ImportError> {
    let now = Instant::parse_local("2026-11-23 00:00").unwrap();
    plan_file(file.as_bytes(), &map(map_text)?, now, &mut |_, _| {})
}

fn plan(rows: &[&str]) -> ImportPlan {
    try_plan(MAP, &format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap()
}

/// The good row with one cell changed.
fn changed(column: usize, cell: &str) -> String {
    let mut cells: Vec<&str> = GOOD.split(',').collect();
    cells[column] = cell;
    cells.join(",")
}

fn reason(row: &str) -> (RefusalCode, ImportField) {
    let plan = plan(&[row]);
    assert_eq!(
        plan.refused.len(),
        1,
        "{row} was taken: {:?}",
        plan.accepted
    );
    (plan.refused[0].code, plan.refused[0].field)
}

#[test]
fn a_good_row_is_taken_with_its_words_translated() {
    let plan = plan(&[GOOD]);
    let row = &plan.accepted[0];
    assert_eq!(row.body.as_ref().unwrap().zh, "区城市管理局");
    assert_eq!(
        (row.kind, row.area.as_deref()),
        (Some(Kind::Help), Some("观音桥"))
    );
    assert_eq!(row.category.unwrap().to_string(), "0104");
    // GCJ-02 lies some hundred metres off.
    assert!((row.point.unwrap().lon() - 106.55).abs() > 0.001);
    assert_eq!(row.row_number, 2);
}

#[test]
fn each_reason_is_found() {
    use ImportField as F;
    use RefusalCode as C;
    let long = "长".repeat(5_001);
    let cases = [
        (changed(0, " "), C::NoNumber, F::Number),
        (changed(0, &"9".repeat(65)), C::TooLong, F::Number),
        (changed(1, "　"), C::NoText, F::Text),
        (changed(1, &long), C::TooLong, F::Text),
        (changed(2, ""), C::NoReceivedTime, F::ReceivedAt),
        (changed(2, "昨天"), C::BadTime, F::ReceivedAt),
        (changed(2, "2027-01-01 00:00"), C::FutureTime, F::ReceivedAt),
        (changed(2, "1899-01-01"), C::TooEarly, F::ReceivedAt),
        (changed(2, "1989-12-31 23:59"), C::TooEarly, F::ReceivedAt),
        (
            changed(3, "2026-05-09 08:59"),
            C::ClosedBeforeOpened,
            F::ClosedAt,
        ),
        (changed(3, "2027-05-09 08:59"), C::FutureTime, F::ClosedAt),
        (changed(3, ""), C::ClosedWithoutDate, F::Status),
        (
            changed(4, "2026-05-08"),
            C::ContactedBeforeOpened,
            F::ContactedAt,
        ),
        (changed(5, "电梯停运了"), C::UnknownCategory, F::Category),
        (changed(6, "求救"), C::UnknownKind, F::Kind),
        (changed(7, "办理中"), C::OpenWithClosedDate, F::Status),
        (changed(7, "挂起"), C::UnknownStatus, F::Status),
        (changed(7, ""), C::NoStatus, F::Status),
        (changed(8, "城建局"), C::UnknownBody, F::Body),
        (changed(8, ""), C::NoBody, F::Body),
        (changed(9, "石马河社区"), C::UnknownArea, F::Area),
        (changed(10, ""), C::BadPoint, F::Point),
        (changed(10, "east"), C::BadPoint, F::Point),
        (changed(10, "116.4"), C::PointOutside, F::Point),
        (GOOD.replace(",观音桥社区", ""), C::Ragged, F::Row),
        (format!("{GOOD},x"), C::Ragged, F::Row),
        (changed(1, "\"没有配对"), C::OpenQuote, F::Row),
    ];
    for (row, code, field) in cases {
        assert_eq!(
            reason(&row),
            (code, field),
            "{}",
            row.chars().take(80).collect::<String>()
        );
    }
}

#[test]
fn a_row_whose_first_telling_was_bad_may_still_be_told_again() {
    let bad = changed(2, "昨天");
    let other = changed(1, "电梯又停了");
    let plan = plan(&[&bad, GOOD, &other, GOOD]);
    assert_eq!(
        plan.accepted
            .iter()
            .map(|row| row.row_number)
            .collect::<Vec<_>>(),
        [3]
    );
    let refused: Vec<_> = plan
        .refused
        .iter()
        .map(|refusal| (refusal.row_number, refusal.code))
        .collect();
    assert_eq!(
        refused,
        [
            (2, RefusalCode::BadTime),
            (4, RefusalCode::NumberRepeatedWithOtherContent),
            (5, RefusalCode::SameRowTwice),
        ]
    );
    assert_eq!((plan.repeats(), plan.facts.numbers), (2, 1));
}

#[test]
fn the_digest_follows_the_content_and_not_the_place() {
    let moved = plan(&[&changed(0, "A0"), GOOD]);
    let alone = plan(&[GOOD]);
    assert_eq!(
        moved.accepted[1].digest().unwrap(),
        alone.accepted[0].digest().unwrap()
    );
    let edited = plan(&[&changed(1, "电梯又停了")]);
    assert_ne!(
        edited.accepted[0].digest().unwrap(),
        alone.accepted[0].digest().unwrap()
    );
}

#[test]
fn swapped_columns_are_noticed() {
    let swapped = MAP
        .replace("x = \"经度\"", "x = \"纬度\"")
        .replace("y = \"纬度\"", "y = \"经度\"");
    let plan = try_plan(&swapped, &format!("{HEADER}\n{GOOD}\n")).unwrap();
    assert_eq!(plan.refused[0].code, RefusalCode::BadPoint);
    let Some(Warning::PointsLieOddly(placement)) = plan.warnings.first() else {
        panic!("no warning: {:?}", plan.warnings)
    };
    assert!(placement.better().unwrap().0.swapped);
    assert!(plan.warnings.contains(&Warning::NothingAccepted));
}

#[test]
fn a_file_of_another_system_is_refused_whole() {
    let error = try_plan(MAP, "id,text\n1,x\n").unwrap_err();
    let ImportError::Map(MapError::NoSuchColumn { column, .. }) = error else {
        panic!("{error}")
    };
    assert_eq!(column, "编号");
    assert!(matches!(
        try_plan(MAP, "").unwrap_err(),
        ImportError::Read(_)
    ));
}

#[test]
fn maps_are_checked_before_any_file() {
    let codes = [
        (
            MAP.replace("source_id = \"hotline\"", "source_id = \"热线\""),
            "bad-source-id",
        ),
        (MAP.replace("\"0104\"", "\"0199\""), "unknown-value"),
        (
            MAP.replace("[\"办理中\"]", "[\"办理中\", \" 已办结。\"]"),
            "spelling-twice",
        ),
        (MAP.replace("closed_at", "closing"), "form"),
        (MAP.replace("y = \"纬度\"", ""), "unclear-point"),
        (MAP.replace("GCJ-02", "Mars"), "unknown-crs"),
        (MAP.replace("title =", "titel ="), "form"),
        (
            MAP.replace("[point]", "[file]\nformat = 'pdf'\n[point]"),
            "bad-file-option",
        ),
        (
            MAP.replace("[point]", "[times]\nzone = 'Mars/North'\n[point]"),
            "unknown-zone",
        ),
        ("x".repeat(2 * 1024 * 1024), "too-large"),
    ];
    for (text, code) in codes {
        let error = map(&text).unwrap_err();
        assert_eq!(error.code(), code);
        let key = ImportError::from(error).key();
        assert!(keys(TEXTS[0]).contains(&key), "{key} is missing");
    }
}

#[test]
fn ten_thousand_rows_report_their_progress() {
    let rows: Vec<String> = (0..10_000).map(|n| changed(0, &format!("B{n}"))).collect();
    let file = format!("{HEADER}\n{}\n", rows.join("\n"));
    let now = Instant::parse_local("2026-11-23 00:00").unwrap();
    let mut told = Vec::new();
    let plan = plan_file(
        file.as_bytes(),
        &map(MAP).unwrap(),
        now,
        &mut |done, total| {
            told.push((done, total));
        },
    );
    assert_eq!(plan.unwrap().accepted.len(), 10_000);
    assert!(told.len() >= 20 && told.is_sorted(), "{told:?}");
    assert_eq!(told.last(), Some(&(file.len() as u64, file.len() as u64)));
}

const TEXTS: [&str; 2] = [
    include_str!("../../../locales/zh-CN/import.ftl"),
    include_str!("../../../locales/en/import.ftl"),
];

fn keys(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.split_once(" = "));
    lines.map(|(key, _)| key.to_owned()).collect()
}

#[test]
fn every_sentence_is_there_in_both_languages() {
    assert_eq!(keys(TEXTS[0]), keys(TEXTS[1]));
    let known = keys(TEXTS[0]);
    let refused = RefusalCode::ALL
        .iter()
        .map(|code| format!("import-refused-{}", code.key()));
    let fields = ImportField::ALL
        .iter()
        .map(|field| format!("import-field-{}", field.key()));
    for key in refused.chain(fields) {
        assert!(known.contains(&key), "{key} is missing");
    }
}

proptest! {
    #[test]
    fn no_file_and_no_map_makes_it_panic(
        file in proptest::collection::vec(any::<u8>(), 0..300),
        cells in proptest::collection::vec("[ -~电梯办\"\n]{0,12}", 12),
        edit in 0_usize..2_000,
        sign in "[\\PC]",
    ) {
        let now = Instant::parse_local("2026-11-23 00:00").unwrap();
        let good = map(MAP).unwrap();
        let _ = plan_file(&file, &good, now, &mut |_, _| {});
        let text = format!("{HEADER}\n{}\n{GOOD}\n", cells.join(","));
        if let Ok(plan) = plan_file(text.as_bytes(), &good, now, &mut |_, _| {}) {
            let rows = plan.accepted.len() + plan.refused.len();
            prop_assert_eq!(rows as u64, plan.facts.rows);
        }
        let at = MAP.char_indices().map(|(at, _)| at).find(|at| *at >= edit).unwrap_or(0);
        let mut edited = MAP.to_owned();
        edited.insert_str(at, &sign);
        let _ = try_plan(&edited, &text);
    }
}
