#![no_main]
//! Any bytes as published ballots or as a receipt: findings or none, never a panic.

use huiyin_tally::commit::{Hex, PublishedVote, Receipt, verify};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(published) = serde_json::from_slice::<PublishedVote>(bytes) {
        for finding in verify(&published).findings {
            assert!(!finding.said().zh.is_empty());
        }
    }
    if let Ok(receipt) = serde_json::from_slice::<Receipt>(bytes) {
        assert!(receipt.check(Hex([0; 32])).is_err());
    }
});
