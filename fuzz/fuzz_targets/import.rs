#![no_main]
//! A map and a file out of the same bytes, divided at the first NUL; without one the bytes are the
//! file and the map is ours. Every row is taken or refused, once.

use huiyin_kernel::Instant;
use huiyin_matters::import::{ImportMap, plan_file};
use huiyin_matters::model::Categories;
use libfuzzer_sys::fuzz_target;

const OURS: &str = r#"
source_id = "fuzz"
title = { zh = "试", en = "trial" }
[columns]
number = "n"
text = "t"
received_at = "r"
closed_at = "c"
status = [{ column = "c", filled = "closed" }, { constant = "received" }]
source = { constant = "web" }
body = { constant = "body" }
x = "x"
y = "y"
[point]
crs = "BD-09"
[[bodies.body]]
zh = "body"
"#;

const HEADER: &str = "n,t,r,c,x,y\n";

fuzz_target!(|bytes: &[u8]| {
    let Ok(categories) = Categories::shipped() else {
        return;
    };
    let now = Instant::from_micros(1_795_000_000_000_000);
    let (map, file) = match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => (
            String::from_utf8_lossy(&bytes[..at]).into_owned(),
            bytes[at + 1..].to_vec(),
        ),
        None => (OURS.to_owned(), [HEADER.as_bytes(), bytes].concat()),
    };
    let Ok(map) = ImportMap::parse(&map, &categories) else {
        return;
    };
    let Ok(plan) = plan_file(&file, &map, now, &mut |_, _| {}) else {
        return;
    };
    let rows = plan.accepted.len() + plan.refused.len();
    assert_eq!(rows as u64, plan.facts.rows);
});
