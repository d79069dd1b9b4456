//! What must hold for every vote there could be.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use huiyin_kernel::FloorArea;
use huiyin_tally::{
    Ballot, Case, Choice, Deemed, Kind, Outcome, Rules, Threshold, Unit, UnitState, tally,
};
use proptest::prelude::*;

fn choices() -> impl Strategy<Value = Option<Choice>> {
    prop_oneof![
        4 => Just(Some(Choice::Yes)),
        2 => Just(Some(Choice::No)),
        1 => Just(Some(Choice::Abstain)),
        1 => Just(Some(Choice::Invalid)),
        1 => Just(Some(Choice::Unresolved)),
        2 => Just(None),
    ]
}

fn rules() -> impl Strategy<Value = Rules> {
    let threshold = prop_oneof![Just(Threshold::Ordinary), Just(Threshold::Special)];
    let deemed = prop_oneof![
        Just(Deemed::None),
        Just(Deemed::Participation),
        Just(Deemed::Majority)
    ];
    let made = (threshold, deemed, any::<bool>(), any::<bool>());
    made.prop_map(|(threshold, deemed, invalid, parking)| Rules {
        deemed,
        invalid_counts_as_participation: invalid,
        count_parking: parking,
        ..Rules::plain(threshold)
    })
}

/// Owners `o0` to `o9`, alone or two together, so that one person has several units; a developer;
/// parking; strangers among the ballots.
fn cases() -> impl Strategy<Value = Case> {
    let unit = (1_i64..30_000, 0_u8..10, prop::option::of(0_u8..10), 0_u8..8);
    let units = prop::collection::vec(unit, 1..40).prop_map(|units| {
        let made = units.into_iter().enumerate();
        let made = made.map(|(at, (area, owner, second, what))| Unit {
            id: format!("u{at}"),
            kind: if what == 0 && at > 0 {
                Kind::Parking
            } else {
                Kind::Dwelling
            },
            area: FloorArea::from_hundredths(area).unwrap(),
            state: if what == 1 {
                UnitState::Unsold
            } else {
                UnitState::Delivered
            },
            owners: [Some(owner), second]
                .into_iter()
                .flatten()
                .map(|it| format!("o{it}"))
                .collect(),
            block: None,
        });
        made.collect::<Vec<_>>()
    });
    let marks = prop::collection::vec((choices(), any::<bool>()), 42);
    (rules(), units, marks).prop_map(|(rules, units, marks)| {
        let mut voters: Vec<String> = units
            .iter()
            .map(|unit| huiyin_tally::voter_of(unit).into_owned())
            .collect();
        voters.push("tenant".to_owned());
        voters.sort_unstable();
        voters.dedup();
        let ballots = voters.into_iter().zip(marks);
        let ballots = ballots.map(|(voter, (choice, delivered))| Ballot {
            voter,
            choice,
            delivered,
        });
        Case {
            rules,
            total_area: None,
            ballots: ballots.collect(),
            units,
        }
    })
}

fn sums_hold(rules: &Rules, outcome: &Outcome) -> bool {
    let add = |left: huiyin_tally::Pair, right| left.plus(right).unwrap();
    let said = add(add(outcome.yes, outcome.no), outcome.abstain);
    let participated = if rules.invalid_counts_as_participation {
        add(said, outcome.invalid)
    } else {
        said
    };
    let whole = add(
        add(add(said, outcome.invalid), outcome.silent_delivered),
        outcome.absent,
    );
    participated == outcome.participated && whole == outcome.total
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn area_and_persons_always_sum(case in cases()) {
        let outcome = tally(&case).unwrap();
        prop_assert!(sums_hold(&case.rules, &outcome));
        prop_assert!(!outcome.passed || outcome.quorum);
        let counted = case.units.iter().filter(|unit| unit.kind != Kind::Parking || case.rules.count_parking);
        let area: i64 = counted.map(|unit| unit.area.hundredths()).sum();
        prop_assert_eq!(outcome.total.area.hundredths(), area);
    }

    #[test]
    fn order_never_matters(case in cases(), seed in any::<u64>()) {
        let mut turned = case.clone();
        let key = |at: usize| (at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17);
        let mut order: Vec<usize> = (0..case.ballots.len()).collect();
        order.sort_by_key(|at| key(*at));
        turned.ballots = order.iter().map(|at| case.ballots[*at].clone()).collect();
        turned.units.reverse();
        for unit in &mut turned.units {
            unit.owners.reverse();
        }
        prop_assert_eq!(tally(&turned), tally(&case));
    }

    #[test]
    fn one_more_yes_never_turns_pass_into_fail(case in cases(), at in any::<prop::sample::Index>()) {
        let before = tally(&case).unwrap();
        let mut more = case.clone();
        let at = at.index(more.ballots.len());
        more.ballots[at].choice = Some(Choice::Yes);
        let after = tally(&more).unwrap();
        prop_assert!(!before.quorum || after.quorum);
        prop_assert!(!before.passed || after.passed);
        if let (Some(before), Some(after)) = (before.deemed, after.deemed) {
            prop_assert!(!before.quorum || after.quorum);
            prop_assert!(!before.passed || after.passed);
        }
    }

    #[test]
    fn silence_never_decides_where_no_ballot_was_delivered(case in cases()) {
        let mut unreached = case;
        for ballot in &mut unreached.ballots {
            ballot.delivered = false;
        }
        let outcome = tally(&unreached).unwrap();
        if let Some(deemed) = outcome.deemed {
            prop_assert_eq!((deemed.quorum, deemed.passed), (outcome.quorum, outcome.passed));
        }
    }
}
