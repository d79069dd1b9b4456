//! What we write, we read back the same; what looks like a formula never becomes one.

#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use huiyin_sheets::{
    Cell, Column, ColumnKind, Encoding, ReadOptions, Table, WriteError, read, write_csv, write_xlsx,
};
use proptest::prelude::*;

fn list_dispatch() -> Table {
    Table {
        title: "清单化交办".to_owned(),
        columns: vec![
            Column::new("编号", ColumnKind::Text, 14),
            Column::new("事项", ColumnKind::LongText, 60),
            Column::new("件数", ColumnKind::Number, 8),
            Column::new("金额", ColumnKind::Number, 12),
            Column::new("期限", ColumnKind::Date, 12),
            Column::new("登记", ColumnKind::Moment, 18),
        ],
        rows: vec![
            vec![
                Cell::text("500108202605090001"),
                Cell::text("电梯停用，\n三天无人修理；\"请尽快\""),
                Cell::Integer(3),
                Cell::Hundredths(-123_405),
                Cell::Date("2026-05-09".to_owned()),
                Cell::Moment("2026-04-30 16:40".to_owned()),
            ],
            vec![
                Cell::text("=HYPERLINK(\"http://x\")"),
                Cell::Empty,
                Cell::Integer(i64::MAX),
            ],
        ],
    }
}

fn read_all(bytes: &[u8]) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let rows = read(bytes, &ReadOptions::default()).unwrap();
    let header = rows.header().to_vec();
    (
        header,
        rows.map(|row| row.unwrap())
            .map(|row| (row.number, row.cells))
            .collect(),
    )
}

#[test]
fn a_workbook_comes_back_as_it_was_written() {
    let bytes = write_xlsx(&[list_dispatch()]).unwrap();
    let (header, rows) = read_all(&bytes);
    assert_eq!(header, ["编号", "事项", "件数", "金额", "期限", "登记"]);
    assert_eq!(
        rows[0],
        (
            2,
            [
                "500108202605090001",
                "电梯停用，\n三天无人修理；\"请尽快\"",
                "3",
                "-1234.05",
                "2026-05-09",
                "2026-04-30T16:40:00"
            ]
            .map(str::to_owned)
            .to_vec()
        )
    );
    assert_eq!(
        rows[1].1[..3],
        ["=HYPERLINK(\"http://x\")", "", "9223372036854775807"]
    );
}

#[test]
fn nothing_typed_by_a_resident_is_stored_as_a_formula() {
    let bytes = write_xlsx(&[list_dispatch()]).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap());
    let sheet = sheet.unwrap();
    assert!(
        !sheet.contains("<f>") && !sheet.contains("<hyperlink"),
        "{sheet}"
    );
    assert!(sheet.contains("state=\"frozen\""), "{sheet}");
}

#[test]
fn csv_comes_back_with_dangerous_text_disarmed() {
    let bytes = write_csv(&list_dispatch()).unwrap();
    assert!(bytes.starts_with("\u{FEFF}编号,".as_bytes()));
    let (_, rows) = read_all(&bytes);
    assert_eq!(rows[0].1[3..5], ["-1234.05", "2026-05-09"]);
    assert_eq!(rows[1].1[0], "'=HYPERLINK(\"http://x\")");
}

#[test]
fn several_tables_become_several_sheets_found_by_name() {
    let mut second = list_dispatch();
    second.title = "第二张".to_owned();
    second.rows.truncate(1);
    let bytes = write_xlsx(&[list_dispatch(), second]).unwrap();
    let options = ReadOptions {
        sheet: Some("第二张".to_owned()),
        ..ReadOptions::default()
    };
    assert_eq!(read(&bytes, &options).unwrap().count(), 1);
    let options = ReadOptions {
        sheet: Some("第三张".to_owned()),
        ..ReadOptions::default()
    };
    let error = read(&bytes, &options).unwrap_err();
    assert_eq!(error.code(), "no-such-sheet");
    assert!(error.to_string().contains("清单化交办, 第二张"), "{error}");
}

#[test]
fn a_text_that_no_workbook_cell_can_hold_is_refused_with_its_place() {
    let mut table = list_dispatch();
    table.rows[1][1] = Cell::text("长".repeat(32_768));
    let error = write_xlsx(&[table]).unwrap_err();
    assert_eq!(error, WriteError::CellTooLong { row: 3, column: 2 });
}

#[test]
fn a_gb18030_file_from_excel_is_read() {
    let text = "编号;内容;时间\r\n1;观音桥街道\u{20087}里路灯不亮;2026-05-09\r\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let rows = read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(rows.encoding(), Some(Encoding::Gb18030));
    assert_eq!(rows.header(), ["编号", "内容", "时间"]);
    assert_eq!(
        rows.map(|row| row.unwrap().cells).collect::<Vec<_>>(),
        [["1", "观音桥街道\u{20087}里路灯不亮", "2026-05-09"]]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_survives_csv_and_workbook(
        texts in proptest::collection::vec("[^\0\r\u{FFFE}\u{FFFF}]{0,40}", 1..8)
    ) {
        let table = Table {
            title: "t".to_owned(),
            columns: vec![
                Column::new("n", ColumnKind::Number, 5),
                Column::new("text", ColumnKind::Text, 20),
            ],
            rows: texts.iter().map(|text| vec![Cell::Integer(1), Cell::text(text)]).collect(),
        };
        let (_, rows) = read_all(&write_csv(&table).unwrap());
        for (row, text) in rows.iter().zip(&texts) {
            prop_assert!(row.1[1] == *text || row.1[1] == format!("'{text}"), "{:?}", row.1);
        }
        let (_, rows) = read_all(&write_xlsx(&[table]).unwrap());
        prop_assert_eq!(rows.len(), texts.len());
        for (row, text) in rows.iter().zip(&texts) {
            prop_assert_eq!(&row.1[1], text);
        }
    }
}
