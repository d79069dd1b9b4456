#![no_main]
//! A table of units and owners out of any bytes, behind our header and by itself. Each row is read or
//! not taken, no unit stands twice, and what was read lies within its bounds.

use std::collections::BTreeSet;

use huiyin_compounds::model::register::bounds::{AREA_CENTI_MOST, CO_OWNERS_MOST, LABEL_CHARS};
use huiyin_compounds::rules::register::import::{Contact, FileRows, guess, header, read};
use huiyin_compounds::rules::register::place_key;
use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = "楼栋,单元,房号,用途,建筑面积,面积来源,交付,争议,业主,电话\n".as_bytes();

fn holds(found: &FileRows) {
    let mut units = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    for row in &found.rows {
        let building = place_key(&format!("{}{}", row.phase, row.building));
        assert!(
            units.insert((building, place_key(&row.label))),
            "a unit stands twice"
        );
        assert!(numbers.insert(row.row), "a row was read twice");
        assert!((1..=AREA_CENTI_MOST).contains(&row.area_centi));
        assert!(!row.building.is_empty() && !row.label.is_empty());
        assert!(row.label.chars().count() <= LABEL_CHARS);
        if let Contact::Said(owners) = &row.owners {
            assert!((1..=CO_OWNERS_MOST).contains(&owners.len()));
            assert!(owners.iter().all(|(name, _)| !name.is_empty()));
        }
    }
    for fault in &found.faults {
        assert!(
            numbers.insert(fault.row),
            "a row was read and not taken, or told twice"
        );
    }
}

fuzz_target!(|bytes: &[u8]| {
    for file in [[HEADER, bytes].concat(), bytes.to_vec()] {
        let Ok(names) = header(&file) else {
            continue;
        };
        if let Ok(found) = read(&file, &guess(&names)) {
            holds(&found);
        }
    }
});
