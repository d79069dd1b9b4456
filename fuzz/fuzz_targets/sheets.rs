#![no_main]
//! Any bytes as a table: an answer, rows as wide as the header, row numbers that grow.

use huiyin_sheets::{ReadOptions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(rows) = read(bytes, &ReadOptions::default()) else {
        return;
    };
    let width = rows.header().len();
    let mut last = 0;
    for row in rows {
        let number = match row {
            Ok(row) => {
                assert_eq!(row.cells.len(), width);
                row.number
            }
            Err(fault) => fault.number,
        };
        assert!(number > last);
        last = number;
    }
});
