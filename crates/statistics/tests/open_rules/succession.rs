//! Two editions side by side single nobody out.

use huiyin_statistics::rules::open::{Outcome, Told, anonymise, singled};
use proptest::prelude::*;

use super::made::{plain, records};

fn open() -> Told {
    Told {
        outcome: Outcome::Open,
        days: None,
        ..plain()
    }
}

fn of(told: &[Told]) -> huiyin_datasets::Records {
    records(&anonymise(told).rows)
}

#[test]
fn an_edition_may_be_followed_by_itself() {
    let same = of(&vec![plain(); 7]);
    assert_eq!(singled(&same, &same), Some(0));
}

#[test]
fn one_outcome_that_changed_would_be_read() {
    let mut told = vec![plain(); 9];
    told.push(open());
    let before = of(&told);
    told[9] = plain();
    assert_eq!(singled(&before, &of(&told)), Some(1));
    // One that came is as plain to see as one that went.
    told.push(plain());
    assert_eq!(singled(&of(&told[..10]), &of(&told)), Some(1));
    assert_eq!(singled(&of(&told), &of(&told[..10])), Some(1));
}

#[test]
fn five_that_changed_together_hide_each_other() {
    let mut told = vec![plain(); 5];
    told.extend(vec![open(); 5]);
    let before = of(&told);
    let after = of(&vec![plain(); 10]);
    assert_eq!(singled(&before, &after), Some(0));
    // Four went and four came: each is too few, although together they are eight.
    let after: Vec<Told> = [vec![plain(); 9], vec![open(); 1]].concat();
    assert_eq!(singled(&before, &of(&after)), Some(1));
}

#[test]
fn tables_with_other_columns_cannot_be_compared() {
    let before = of(&vec![plain(); 5]);
    let mut after = before.clone();
    after.columns.push("colour".to_owned());
    assert_eq!(singled(&before, &after), None);
}

proptest! {
    #[test]
    fn what_is_let_through_differs_by_five_or_by_nothing(
        before in prop::collection::vec(0_usize..3, 5..30),
        after in prop::collection::vec(0_usize..3, 5..30),
    ) {
        let outcomes = [Outcome::Solved, Outcome::Open, Outcome::Partly];
        let told = |all: &[usize]| -> Vec<Told> {
            all.iter().map(|it| Told { outcome: outcomes[*it], days: None, ..plain() }).collect()
        };
        let (one, other) = (of(&told(&before)), of(&told(&after)));
        let count = |all: &[usize], what: usize| all.iter().filter(|it| **it == what).count();
        let (mut went, mut came) = (0, 0);
        for what in 0..3 {
            went += count(&before, what).saturating_sub(count(&after, what));
            came += count(&after, what).saturating_sub(count(&before, what));
        }
        let is_few = |count: usize| count > 0 && count < 5;
        let expected = u64::from(is_few(went) || is_few(came));
        prop_assert_eq!(singled(&one, &other), Some(expected));
        prop_assert_eq!(singled(&other, &one), Some(expected), "both ways");
    }
}
