#![no_main]
//! A bank's file out of any bytes: as OFX, as CAMT, as a table that the sheets decoded, and as a
//! book. Each row is taken or refused once, and balances that are said to join do.

use huiyin_books::bank::{BankFile, Columns, read_marked, read_table};
use huiyin_books::check_file;
use huiyin_sheets::{ReadOptions, read};
use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = "交易日期,贷方金额,借方金额,余额,对方户名,摘要\n".as_bytes();

fn holds(file: &BankFile) {
    let mut keys: Vec<&str> = file.rows.iter().map(|row| row.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), file.rows.len());
    assert!(file.rows.iter().all(|row| !row.amount.is_zero()));
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for marked in [text.clone().into_owned(), format!("<OFX>{text}"), format!("<BkToCstmrStmt>{text}")] {
        if let Ok(file) = read_marked(&marked) {
            holds(&file);
        }
    }
    drop(check_file(bytes));
    let table = [HEADER, bytes].concat();
    let Ok(rows) = read(&table, &ReadOptions::default()) else {
        return;
    };
    let header = rows.header().to_vec();
    // Bytes behind the header can make the reader take the whole for another encoding.
    if !Columns::is_header(&header) {
        return;
    }
    let rows = rows.map(|row| match row {
        Ok(row) => Ok((row.number, row.cells)),
        Err(fault) => Err(fault.number),
    });
    if let Ok(file) = read_table(&header, rows) {
        holds(&file);
    }
});
