#![no_main]
//! Any bytes as a case: refused by name, or counted with sums that hold, the same in any order.

use huiyin_tally::{Case, tally};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut case) = serde_json::from_slice::<Case>(bytes) else {
        return;
    };
    let Ok(outcome) = tally(&case) else {
        return;
    };
    let parts = [outcome.yes, outcome.no, outcome.abstain, outcome.invalid];
    let rest = [outcome.silent_delivered, outcome.absent];
    let sum = parts.iter().chain(&rest).try_fold(huiyin_tally::Pair::default(), |sum, it| sum.plus(*it));
    assert_eq!(sum, Some(outcome.total));
    assert!(outcome.quorum || !outcome.passed);
    case.units.reverse();
    case.ballots.reverse();
    assert_eq!(tally(&case), Ok(outcome));
});
