//! Workbooks made by other programs, and by people who mean harm.

#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use std::io::{Cursor, Write};

use huiyin_sheets::{ReadError, ReadOptions, RowFaultKind, read, write_xlsx};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zipped(&[
        ("mimetype", ODS_TYPE.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

fn cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn xlsx(sheet_data: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{sheet_data}</sheetData></worksheet>"
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(write_xlsx(&[]).unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        if part
            .name()
            .is_ok_and(|name| name == "xl/worksheets/sheet1.xml")
        {
            continue;
        }
        writer.raw_copy_file(part).unwrap();
    }
    writer
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(sheet.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn inline(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn an_ods_sheet_is_read_with_its_kinds_and_repetitions() {
    let bytes = ods(&format!(
        "<table:table table:name=\"表一\">\
         <table:table-row>{}{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
          table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\">\
          <table:table-cell office:value-type=\"float\" office:value=\"12.0\"><text:p>12</text:p></table:table-cell>\
          <table:table-cell office:value-type=\"date\" office:date-value=\"2026-05-09\"/>\
          <table:table-cell office:value-type=\"string\"><office:annotation><text:p>note</text:p>\
          </office:annotation><text:p>甲 &amp;<text:s text:c=\"2\"/>乙&#20002;</text:p><text:p>丙</text:p></table:table-cell>\
         </table:table-row></table:table>",
        cell("数"),
        cell("日"),
        cell("文")
    ));
    let rows: Vec<_> = read(&bytes, &ReadOptions::default())
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [4, 5]
    );
    assert_eq!(rows[0].cells, ["12", "2026-05-09", "甲 &  乙丢\n丙"]);
}

#[test]
fn an_ods_of_a_few_bytes_cannot_fill_the_memory() {
    let bomb = format!(
        "<table:table table:name=\"a\"><table:table-row>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"4000000000\">\
         <table:table-cell table:number-columns-repeated=\"4000000000\" \
         office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>",
        cell("h")
    );
    let bytes = ods(&bomb);
    match read(&bytes, &ReadOptions::default()) {
        Err(error) => assert_eq!(error, ReadError::SheetTooLarge),
        Ok(mut rows) => {
            assert_eq!(
                rows.next().unwrap().unwrap_err().kind,
                RowFaultKind::TooManyColumns
            );
        }
    }
}

#[test]
fn a_torn_ods_ends() {
    let whole = "<table:table table:name=\"a\"><table:table-row>";
    let bytes = zipped(&[
        ("mimetype", ODS_TYPE.as_bytes()),
        ("content.xml", whole.as_bytes()),
    ]);
    assert!(read(&bytes, &ReadOptions::default()).is_err());
}

#[test]
fn opposite_corners_of_a_sheet_cost_nothing() {
    let bytes = xlsx(&format!(
        "<row r=\"1\">{}{}</row><row r=\"1048576\">{}{}</row>",
        inline("A1", "甲"),
        inline("B1", "乙"),
        inline("A1048576", "last"),
        inline("XFD1048576", "far")
    ));
    let rows: Vec<_> = read(&bytes, &ReadOptions::default()).unwrap().collect();
    assert_eq!(rows.len(), 1);
    let fault = rows[0].as_ref().unwrap_err();
    assert_eq!(
        (fault.number, fault.kind),
        (1_048_576, RowFaultKind::TooManyColumns)
    );
}

#[test]
fn short_rows_of_a_workbook_are_whole_rows() {
    let bytes = xlsx(&format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}</row><row r=\"3\">{}</row>",
        inline("A1", "甲"),
        inline("B1", "乙"),
        inline("A2", "x"),
        inline("C3", "beyond the header")
    ));
    let rows: Vec<_> = read(&bytes, &ReadOptions::default()).unwrap().collect();
    assert_eq!(rows[0].as_ref().unwrap().cells, ["x", ""]);
    let kind = rows[1].as_ref().unwrap_err().kind;
    assert_eq!(
        kind,
        RowFaultKind::Ragged {
            expected: 2,
            found: 3
        }
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_grows() {
    let zeros = vec![b' '; 16 * 1024 * 1024];
    let one = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/0.xml", &zeros)]);
    let mut archive = zip::ZipArchive::new(Cursor::new(one)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.raw_copy_file(archive.by_index(0).unwrap()).unwrap();
    for copy in 0..26 {
        let part = archive.by_index(1).unwrap();
        writer
            .raw_copy_file_rename(part, format!("xl/{copy}.xml"))
            .unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
    assert_eq!(
        read(&bytes, &ReadOptions::default()).unwrap_err(),
        ReadError::UnpacksTooLarge
    );
}

#[test]
fn what_is_no_workbook_is_refused_with_a_way_on() {
    let options = ReadOptions::default();
    assert_eq!(read(b"", &options).unwrap_err(), ReadError::Empty);
    assert_eq!(read(b"  \n ", &options).unwrap_err(), ReadError::Empty);
    assert_eq!(
        read(b"<HTML><table>", &options).unwrap_err(),
        ReadError::WebPage
    );
    let zip = zipped(&[("readme.txt", b"hello")]);
    assert_eq!(read(&zip, &options).unwrap_err(), ReadError::NotATable);
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    assert_eq!(read(&old, &options).unwrap_err(), ReadError::OldWorkbook);
    assert_eq!(
        read(b"PK\x03\x04", &options).unwrap_err().code(),
        "damaged-workbook"
    );
}

#[test]
fn the_header_may_stand_below_a_title() {
    let text = "江北区诉求台账\n\n编号,内容\n1,路灯\n2\n3,井盖,多余\n4,水管,\n";
    let options = ReadOptions {
        header_row: 3,
        ..ReadOptions::default()
    };
    let rows: Vec<_> = read(text.as_bytes(), &options).unwrap().collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].as_ref().unwrap().number, 4);
    let fault = rows[1].as_ref().unwrap_err();
    assert_eq!(fault.to_string(), "row 5: 1 cells where the header has 2");
    assert_eq!(rows[2].as_ref().unwrap_err().number, 6);
    assert_eq!(rows[3].as_ref().unwrap().cells, ["4", "水管"]);
    let options = ReadOptions {
        header_row: 9,
        ..ReadOptions::default()
    };
    let error = read(text.as_bytes(), &options).unwrap_err();
    assert_eq!(error, ReadError::NoHeader { row: 9 });
}

#[test]
fn a_row_too_many_ends_the_reading() {
    let mut text = String::from("a\n");
    text.push_str(&"1\n".repeat(1_000_003));
    let mut rows = read(text.as_bytes(), &ReadOptions::default()).unwrap();
    let last = rows.by_ref().last().unwrap().unwrap_err();
    assert!(last.kind.is_last());
    assert_eq!(last.number, 1_000_002);
    assert!(rows.next().is_none());
}

/// Every cut and many single changed bytes of a real workbook: an answer each time.
#[test]
fn torn_and_changed_workbooks_are_answered() {
    let whole = xlsx(&format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}</row>",
        inline("A1", "甲"),
        inline("A2", "1")
    ));
    let mut answered = 0;
    for at in (0..whole.len()).step_by(7) {
        answered += usize::from(read(&whole[..at], &ReadOptions::default()).is_err());
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        if let Ok(rows) = read(&changed, &ReadOptions::default()) {
            answered += usize::from(rows.count() <= 2);
        }
    }
    assert!(answered > whole.len() / 7, "{answered}");
}
