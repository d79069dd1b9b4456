//! Rows become as coarse as they must and no coarser, whatever comes.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_statistics::rules::open::ladder::LADDER;
use huiyin_statistics::rules::open::{Anonymised, Group, Outcome, Told, anonymise, prove};
use proptest::prelude::*;

use super::made::{plain, records};

const K: usize = 5;

#[test]
fn five_alike_stay_as_fine_as_they_are() {
    let made = anonymise(&vec![plain(); K]);
    assert_eq!(made.rungs[0], 5);
    let group = &made.rows[0].group;
    assert_eq!(
        (group.month, group.category.as_str(), group.source.as_str()),
        (Some(1), "0408", "web")
    );
    assert_eq!(made.left_out, 0);
}

#[test]
fn four_alike_are_told_as_coarsely_as_they_need_company() {
    // Four street lights and one hole in the road, which is another category of the same class.
    let mut told = vec![plain(); K - 1];
    told.push(Told {
        category: "0401".to_owned(),
        ..plain()
    });
    let made = anonymise(&told);
    assert_eq!(made.rungs, [0, 5, 0, 0, 0, 0, 0, 0]);
    assert!(
        made.rows
            .iter()
            .all(|it| it.group.category.is_empty() && it.group.class == "04")
    );
    // Their month is another one of the same quarter.
    told[4] = Told {
        month: 3,
        ..plain()
    };
    let made = anonymise(&told);
    assert_eq!(made.rungs, [0, 0, 0, 5, 0, 0, 0, 0]);
    assert!(
        made.rows
            .iter()
            .all(|it| it.group.month.is_none() && it.group.quarter == Some(1))
    );
}

#[test]
fn few_beside_many_leave_the_many_alone() {
    let mut told = vec![plain(); 20];
    told.push(Told {
        community: "S1C2".to_owned(),
        ..plain()
    });
    let made = anonymise(&told);
    assert_eq!(made.rungs[0], 20);
    assert_eq!(made.left_out, 1, "one alone is nowhere");
    assert_eq!(made.rows.len(), 20);
}

#[test]
fn nothing_and_too_little_make_an_empty_table() {
    assert_eq!(anonymise(&[]), Anonymised::default());
    let made = anonymise(&vec![plain(); K - 1]);
    assert_eq!((made.rows.len(), made.left_out), (0, 4));
}

#[test]
fn five_matters_of_one_person_are_one_person() {
    let of = |person: &str| Told {
        person: Some(person.to_owned()),
        ..plain()
    };
    let mut told = vec![of("a"); 9];
    assert_eq!(anonymise(&told).left_out, 9);
    told.extend([of("b"), of("c"), of("d")]);
    assert_eq!(anonymise(&told).left_out, 12);
    // Somebody unknown is taken for a fifth.
    told.push(plain());
    let made = anonymise(&told);
    assert_eq!((made.left_out, made.rungs[0]), (0, 13));
}

#[test]
fn a_proof_counts_what_is_written() {
    let mut told = vec![plain(); 6];
    told.extend(vec![
        Told {
            outcome: Outcome::Open,
            days: None,
            ..plain()
        };
        2
    ]);
    told.extend(vec![
        Told {
            class: "05".to_owned(),
            category: "0501".to_owned(),
            ..plain()
        };
        5
    ]);
    let made = anonymise(&told);
    let proof = prove(&records(&made.rows)).unwrap();
    assert_eq!(
        (proof.rows, proof.groups, proof.smallest, proof.uniform),
        (13, 2, 5, 1)
    );
    // A row that lost its company is found, however it came about.
    let mut table = records(&made.rows);
    table.rows.retain(|it| it[5] != "05");
    table
        .rows
        .push(records(&anonymise(&vec![plain(); 5]).rows).rows[0].clone());
    table.rows[0][2] = "2".to_owned();
    assert_eq!(prove(&table).unwrap().smallest, 1);
    table.columns[0] = "jahr".to_owned();
    assert_eq!(prove(&table), None);
}

fn some() -> impl Strategy<Value = Told> {
    let places = prop::sample::select(vec![
        ("S1", "S1C1"),
        ("S1", "S1C2"),
        ("S2", "S2C1"),
        ("S2", ""),
        ("", ""),
    ]);
    let categories = prop::sample::select(vec![
        ("04", "0408"),
        ("04", "0401"),
        ("05", "0501"),
        ("09", ""),
        ("", ""),
    ]);
    let sources = prop::sample::select(vec!["web", "hotline", "visit"]);
    let outcomes = prop::sample::select(Outcome::ALL.to_vec());
    let people = prop::option::of(prop::sample::select(vec!["a", "b", "c", "d", "e", "f"]));
    (1_u8..=12, places, categories, sources, outcomes, people).prop_map(
        |(month, (street, community), (class, category), source, outcome, person)| Told {
            month,
            street: street.to_owned(),
            community: community.to_owned(),
            class: class.to_owned(),
            category: category.to_owned(),
            source: source.to_owned(),
            outcome,
            days: None,
            person: person.map(str::to_owned),
        },
    )
}

/// Every group that a row could have come from on some rung.
fn could_be(told: &Told) -> Vec<Group> {
    LADDER.iter().map(|it| it.group(told)).collect()
}

proptest! {
    #[test]
    fn no_group_is_small_and_nothing_is_lost_or_invented(told in prop::collection::vec(some(), 0..120)) {
        let made = anonymise(&told);
        let proof = prove(&records(&made.rows)).unwrap();
        prop_assert!(proof.rows == 0 || proof.smallest >= K as u64);
        prop_assert_eq!(proof.rows + made.left_out, told.len() as u64);
        prop_assert_eq!(made.rungs.iter().sum::<u64>(), proof.rows);
        prop_assert!(made.rows.is_sorted());
        for row in &made.rows {
            prop_assert!(told.iter().any(|it| it.outcome == row.outcome && could_be(it).contains(&row.group)));
        }
    }

    #[test]
    fn behind_every_group_stand_enough_people(told in prop::collection::vec(some(), 0..80)) {
        // Whoever could be in a group is at least as many as whoever is, so this is a bound from
        // outside: a group that has too few possible people has too few people.
        let made = anonymise(&told);
        let mut possible: BTreeMap<&Group, BTreeSet<String>> = BTreeMap::new();
        for row in &made.rows {
            let who = told.iter().enumerate().filter(|(_, it)| could_be(it).contains(&row.group));
            let names = who.map(|(at, it)| it.person.clone().unwrap_or_else(|| at.to_string()));
            possible.entry(&row.group).or_default().extend(names);
        }
        prop_assert!(possible.values().all(|it| it.len() >= K));
    }

    #[test]
    fn the_order_of_receipt_changes_nothing(told in prop::collection::vec(some(), 0..60), turn in 0_usize..60) {
        let mut turned = told.clone();
        let len = turned.len().max(1);
        turned.rotate_left(turn % len);
        prop_assert_eq!(anonymise(&told), anonymise(&turned));
    }
}
