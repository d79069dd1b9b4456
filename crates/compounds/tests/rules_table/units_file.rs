//! Any bytes as a table of units and owners: refused by name, or each row once, read or not taken.

use std::collections::BTreeSet;

use huiyin_compounds::rules::register::import::{FileRows, ROWS, guess, header, read};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

const FILE: &str = "楼栋,单元,房号,用途,建筑面积,面积来源,交付,争议,业主,电话\n\
    1,1,1-1,住宅,80.00,产权证,是,,甲、乙,13800000000\n1,1,1-2,商铺,42.5,合同,否,是,,\n合计,,,,122.50,,,,,\n";

fn plan(bytes: &[u8]) -> Option<FileRows> {
    let columns = guess(&header(bytes).ok()?);
    read(bytes, &columns).ok()
}

fn holds(found: &FileRows) {
    assert!(found.rows.len() + found.faults.len() <= ROWS);
    let rows = found.rows.iter().map(|it| it.row);
    let numbers: Vec<u64> = rows.chain(found.faults.iter().map(|it| it.row)).collect();
    let once: BTreeSet<&u64> = numbers.iter().collect();
    assert_eq!(
        once.len(),
        numbers.len(),
        "a row stands there twice: {found:?}"
    );
    assert!(
        found
            .rows
            .iter()
            .all(|it| it.area_centi > 0 && !it.label.is_empty())
    );
}

#[test]
fn a_good_file_is_read() {
    let found = plan(FILE.as_bytes()).unwrap();
    assert_eq!((found.rows.len(), found.faults.len()), (2, 0));
    assert_eq!(found.total_centi, Some(12_250));
    holds(&found);
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in vec(any::<u8>(), 0..600)) {
        if let Some(found) = plan(&bytes) {
            holds(&found);
        }
        if let Some(found) = plan(&[FILE.as_bytes(), &bytes].concat()) {
            holds(&found);
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        damages in vec((any::<Index>(), 0..5_usize, vec(any::<u8>(), 0..4)), 0..8)
    ) {
        let mut bytes = FILE.as_bytes().to_vec();
        for (place, length, with) in damages {
            let from = place.index(bytes.len() + 1);
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, with);
        }
        if let Some(found) = plan(&bytes) {
            holds(&found);
        }
    }
}
