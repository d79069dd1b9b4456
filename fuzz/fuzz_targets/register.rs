#![no_main]
//! The two tables of a register out of the same bytes, divided at the first NUL: areas before it,
//! bodies behind it. No row is both taken and refused, and with a single fault nothing is taken.

use std::collections::BTreeSet;

use huiyin_registry::ops::{RegisterTables, judge_register};
use huiyin_registry::register_file::{Fault, read_areas, read_bodies};
use libfuzzer_sys::fuzz_target;

const AREAS: &[u8] = b"code,kind,parent_code,name_zh,lon,lat\n";
const BODIES: &[u8] = b"code,kind,level,area_code,name_zh,phone,aliases\n";

fn holds(rows: impl Iterator<Item = u64>, faults: &[Fault]) {
    let refused: BTreeSet<u64> = faults.iter().map(|it| it.row).collect();
    let mut taken = BTreeSet::new();
    for row in rows {
        assert!(taken.insert(row) && !refused.contains(&row), "row {row}");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let at = bytes
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(bytes.len());
    let behind = bytes.get(at + 1..).unwrap_or_default();
    let areas = read_areas(&[AREAS, &bytes[..at]].concat());
    let bodies = read_bodies(&[BODIES, behind].concat());
    let (Ok(areas), Ok(bodies)) = (areas, bodies) else {
        return;
    };
    holds(areas.rows.iter().map(|it| it.row), &areas.faults);
    holds(bodies.rows.iter().map(|it| it.row), &bodies.faults);
    let tables = RegisterTables { areas, bodies };
    let report = judge_register(&tables);
    let added = (report.areas.added, report.bodies.added);
    if report.faults.is_empty() {
        assert_eq!(added, (tables.areas.rows.len(), tables.bodies.rows.len()));
    } else {
        assert_eq!(added, (0, 0));
    }
});
