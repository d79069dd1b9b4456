//! Real files of two cities through the ready maps: every row is taken or refused for a reason
//! that is true of it. The excerpts stand in the repository; the whole files are read where they
//! are at hand.

#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use huiyin_kernel::{Instant, Ratio};
use huiyin_matters::import::{
    ImportMap, ImportPlan, ImportRow, ImportedStatus, RefusalCode, plan_file,
};
use huiyin_matters::model::{Categories, OutcomeName, Source};

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn import(map: &str, file: &str) -> ImportPlan {
    let map = std::fs::read_to_string(repository().join("maps").join(map)).unwrap();
    let map = ImportMap::parse(&map, &Categories::shipped().unwrap()).unwrap();
    let bytes = std::fs::read(repository().join(file)).unwrap();
    let now = Instant::parse_local("2026-11-23 00:00").unwrap();
    let plan = plan_file(&bytes, &map, now, &mut |_, _| {}).unwrap();
    check_partition(&plan);
    plan
}

/// Every row once, and of every number at most one.
fn check_partition(plan: &ImportPlan) {
    let taken = plan.accepted.iter().map(|row| row.row_number);
    let rows: BTreeSet<u64> = taken
        .chain(plan.refused.iter().map(|refusal| refusal.row_number))
        .collect();
    assert_eq!(rows.len(), plan.accepted.len() + plan.refused.len());
    assert_eq!(rows.len() as u64, plan.facts.rows);
    let numbers: BTreeSet<&str> = plan
        .accepted
        .iter()
        .map(|row| row.outside_number.as_str())
        .collect();
    assert_eq!(numbers.len(), plan.accepted.len());
}

fn counted<K: Ord>(plan: &ImportPlan, key: impl Fn(&ImportRow) -> K) -> BTreeMap<K, usize> {
    plan.accepted
        .iter()
        .fold(BTreeMap::new(), |mut counts, row| {
            *counts.entry(key(row)).or_default() += 1;
            counts
        })
}

fn of_number<'p>(plan: &'p ImportPlan, number: &str) -> &'p ImportRow {
    plan.accepted
        .iter()
        .find(|row| row.outside_number == number)
        .unwrap()
}

const STL_MAP: &str = "stl_january_2018.toml";
const STL_EXCERPT: &str = "tests/data/requests-311/stl_january_2018.csv";
const NYC_MAP: &str = "nyc311.toml";
const NYC_EXCERPT: &str = "tests/data/requests-311/nyc311.csv";

#[test]
fn the_excerpt_of_st_louis_is_taken_but_for_its_repeats() {
    let plan = import(STL_MAP, STL_EXCERPT);
    assert_eq!((plan.facts.rows, plan.facts.numbers), (162, 140));
    assert_eq!((plan.accepted.len(), plan.repeats()), (140, 22));
    let refused = plan.refused_by_code();
    let repeats = [
        (RefusalCode::SameRowTwice, 12),
        (RefusalCode::NumberRepeatedWithOtherContent, 10),
    ];
    assert_eq!(refused, BTreeMap::from(repeats));
    assert_eq!(plan.facts.closed_after_planned, Ratio::new(56, 123));
    assert_eq!(plan.facts.closed_after_planned_day, Ratio::new(52, 123));
    let statuses = counted(&plan, |row| row.status);
    let expected = [
        (ImportedStatus::Received, 3),
        (ImportedStatus::AtWork, 22),
        (ImportedStatus::Closed, 106),
        (ImportedStatus::Withdrawn, 9),
    ];
    assert_eq!(statuses, BTreeMap::from(expected));
    assert_eq!(
        plan.accepted
            .iter()
            .filter(|row| row.point.is_none())
            .count(),
        6
    );
    assert!(plan.warnings.is_empty());
}

#[test]
fn a_request_of_st_louis_is_read_whole() {
    let plan = import(STL_MAP, STL_EXCERPT);
    let row = of_number(&plan, "1049265");
    assert_eq!(row.row_number, 2);
    assert_eq!(row.text, "WTR-COMING-UP: 75 WILLMORE RD, St. Louis Hills");
    assert_eq!(
        row.place.as_deref(),
        Some("75 WILLMORE RD, St. Louis Hills")
    );
    assert_eq!(row.category.unwrap().to_string(), "0301");
    assert_eq!(row.body.as_ref().unwrap().en, "Water Division");
    assert_eq!(
        (row.source, row.outcome),
        (Source::Web, Some(OutcomeName::Solved))
    );
    assert_eq!(row.received_at.to_rfc3339(), "2018-01-01T06:48:30Z");
    assert_eq!(row.closed_at.unwrap().to_rfc3339(), "2018-01-05T22:22:21Z");
    assert_eq!(row.due_before.unwrap().to_rfc3339(), "2018-01-15T06:00:00Z");
    assert_eq!((row.is_late(), row.contacted_at), (Some(false), None));
    let point = row.point.unwrap();
    // The address lies in the far south-west of the city.
    assert!((point.lat() - 38.575).abs() < 0.002 && (point.lon() + 90.304).abs() < 0.002);
    let repeat = plan
        .refused
        .iter()
        .find(|refusal| refusal.row_number == 3)
        .unwrap();
    assert_eq!(
        (repeat.code, repeat.first_row),
        (RefusalCode::SameRowTwice, Some(2))
    );
}

#[test]
fn the_excerpt_of_new_york_loses_only_its_contradictions() {
    let plan = import(NYC_MAP, NYC_EXCERPT);
    assert_eq!((plan.facts.rows, plan.accepted.len()), (162, 142));
    let contradictions = [
        (RefusalCode::ClosedBeforeOpened, 18),
        (RefusalCode::ClosedWithoutDate, 1),
        (RefusalCode::UnknownStatus, 1),
    ];
    assert_eq!(plan.refused_by_code(), BTreeMap::from(contradictions));
    assert_eq!(plan.facts.closed_after_planned, Ratio::new(1, 19));
    assert!(
        plan.accepted
            .iter()
            .all(|row| row.category.is_some() && row.body.is_some())
    );
    assert!(plan.warnings.is_empty());
    let again = import(NYC_MAP, NYC_EXCERPT);
    for (first, second) in plan.accepted.iter().zip(&again.accepted) {
        assert_eq!(first.digest().unwrap(), second.digest().unwrap());
    }
}

mod shared_data {
    use super::*;

    #[test]
    #[ignore = "needs shared data"]
    fn all_of_st_louis_is_taken_but_for_its_repeats() {
        let plan = import(STL_MAP, "../shared/data/requests-311/stl_january_2018.csv");
        assert_eq!((plan.facts.rows, plan.facts.numbers), (1_554, 1_532));
        assert_eq!(
            (plan.accepted.len(), plan.repeats(), plan.refused.len()),
            (1_532, 22, 22)
        );
        assert_eq!(plan.facts.closed_after_planned, Ratio::new(518, 1_426));
        assert_eq!(plan.facts.closed_after_planned_day, Ratio::new(446, 1_426));
        assert_eq!(
            counted(&plan, |row| row.status)[&ImportedStatus::Closed],
            1_409
        );
        assert_eq!(
            plan.accepted
                .iter()
                .filter(|row| row.point.is_some())
                .count(),
            1_484
        );
    }

    #[test]
    #[ignore = "needs shared data"]
    fn all_of_new_york_loses_only_its_contradictions() {
        let plan = import(NYC_MAP, "../shared/data/requests-311/nyc311.csv");
        assert_eq!((plan.facts.rows, plan.accepted.len()), (9_591, 9_571));
        let contradictions = [
            (RefusalCode::ClosedBeforeOpened, 18),
            (RefusalCode::ClosedWithoutDate, 1),
            (RefusalCode::UnknownStatus, 1),
        ];
        assert_eq!(plan.refused_by_code(), BTreeMap::from(contradictions));
        assert_eq!(
            plan.accepted
                .iter()
                .filter(|row| row.point.is_none())
                .count(),
            173
        );
    }
}

mod internal_data {
    use super::*;

    #[test]
    #[ignore = "internal data"]
    fn the_message_board_is_taken() {
        let hot = import(
            "messages_hot.toml",
            "../shared/data/messages/hot_messages_4326.csv",
        );
        assert_eq!(hot.accepted.len(), 4_325);
        assert_eq!(
            hot.refused_by_code(),
            BTreeMap::from([(RefusalCode::TooLong, 1)])
        );
        let reply = import(
            "messages_reply.toml",
            "../shared/data/messages/with_reply_1408.csv",
        );
        assert_eq!((reply.accepted.len(), reply.refused.len()), (1_408, 0));
        let closed = counted(&reply, |row| row.status)[&ImportedStatus::Closed];
        assert_eq!(closed, 1_407);
        let gold = import(
            "messages_gold.toml",
            "../shared/data/messages/labelled_gold_train.csv",
        );
        assert_eq!((gold.accepted.len(), gold.refused.len()), (826, 0));
        assert_eq!(counted(&gold, |row| row.category).len(), 7);
        assert!(
            gold.accepted
                .iter()
                .all(|row| !row.text.contains("_x000D_"))
        );
    }
}
