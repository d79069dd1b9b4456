#![no_main]
//! Any text as a year of working days, by itself and behind a good beginning. What is taken is a table
//! that holds, and written out day by day it is read as the same table.

use huiyin_kernel::{Date, YearTable};
use huiyin_registry::calendar_file::{FILE_BYTES, read};
use libfuzzer_sys::fuzz_target;

const BEGINNING: &str = "year = 2027\nsource = \"notice\"\n";

fn written(table: &YearTable) -> String {
    let days = |all: &[Date]| all.iter().map(Date::to_string).collect::<Vec<_>>();
    serde_json::json!({
        "year": table.year,
        "source": table.source,
        "holidays": days(&table.holidays),
        "makeup_working": days(&table.makeup_working),
    })
    .to_string()
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for file in [text.clone().into_owned(), format!("{BEGINNING}{text}")] {
        let Ok(table) = read(&file) else {
            continue;
        };
        assert!(table.check().is_ok());
        let again = written(&table);
        // Signs that JSON writes out at length can make a file too long.
        if again.len() <= FILE_BYTES {
            assert_eq!(read(&again), Ok(table));
        }
    }
});
