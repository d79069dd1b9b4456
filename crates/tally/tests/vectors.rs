//! The reference cases, each to the last hundredth of a square metre.

use huiyin_tally::{Case, tally};
use serde_json::Value;

#[test]
fn all_reference_cases_come_out_exactly() {
    let file: Value = serde_json::from_str(include_str!("vote_vectors.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 23);
    for case in cases {
        let outcome = tally(&serde_json::from_value::<Case>(case.clone()).unwrap()).unwrap();
        let found = serde_json::to_value(outcome).unwrap();
        assert_eq!(found, case["expect"], "{}", case["name"]);
    }
}
