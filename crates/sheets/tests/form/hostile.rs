//! Files that are no form, and files of people who mean harm.

use std::io::{Cursor, Write};

use huiyin_sheets::form::{Form, FormRefused, Place};
use huiyin_sheets::{Column, ColumnKind, Table, write_csv};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::made::{self, monthly, part};

const SHEET_PART: &str = "xl/worksheets/sheet1.xml";

fn code(bytes: &[u8]) -> &'static str {
    Form::open(bytes).unwrap_err().code()
}

#[test]
fn what_is_no_form_is_refused_by_its_kind() {
    let table = Table {
        title: "a".to_owned(),
        columns: vec![Column::new("a", ColumnKind::Text, 9)],
        rows: Vec::new(),
    };
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(code(b""), "empty");
    assert_eq!(code(&write_csv(&table).unwrap()), "not-xlsx");
    assert_eq!(code(b"<html><table>"), "not-xlsx");
    assert_eq!(code(&old), "old-workbook");
    assert_eq!(code(&[&old[..], &name].concat()), "encrypted");
    assert_eq!(code(&zipped(&[("content.xml", b"<office/>")])), "not-xlsx");
    assert_eq!(code(&vec![b'P'; 6 * 1024 * 1024]), "too-large");
}

#[test]
fn macros_signatures_and_other_kinds_of_workbook_are_refused() {
    let types = "[Content_Types].xml";
    let main = "spreadsheetml.sheet.main+xml";
    let kind = |to: &str| {
        made::exchanged(
            &monthly(),
            types,
            &format!("vnd.openxmlformats-officedocument.{main}"),
            to,
        )
    };
    assert_eq!(
        code(&kind("vnd.ms-excel.sheet.macroEnabled.main+xml")),
        "macros"
    );
    assert_eq!(
        code(&kind(
            "vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
        )),
        "not-xlsx"
    );
    let hidden = made::with_parts(&monthly(), &[("xl/vbaProject.bin", "x")]);
    assert_eq!(code(&hidden), "macros");
    let signed = made::with_parts(&monthly(), &[("_xmlsignatures/sig1.xml", "<x/>")]);
    assert_eq!(code(&signed), "signed");
}

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

#[test]
fn a_small_file_that_grows_is_refused() {
    let blanks = vec![b' '; 65 * 1024 * 1024];
    let bomb = zipped(&[("[Content_Types].xml", &blanks)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(code(&bomb), "unpacks-too-large");
    let many: Vec<(String, Vec<u8>)> = (0..2_001).map(|it| (it.to_string(), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_slice()))
        .collect();
    assert_eq!(code(&zipped(&many)), "unpacks-too-large");
}

#[test]
fn entities_that_multiply_are_refused() {
    let text = part(&monthly(), SHEET_PART).unwrap();
    let text = text.replacen(
        "<worksheet",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet",
        1,
    );
    let bytes = made::with_parts(&monthly(), &[(SHEET_PART, &text)]);
    assert_eq!(code(&bytes), "damaged");
}

#[test]
fn more_cells_than_a_form_has_are_refused() {
    let row = |number: u32| {
        let cells: String = (0..100).map(|_| "<c/>").collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let rows: String = (1..=2_001).map(row).collect();
    let text = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes = made::with_parts(&monthly(), &[(SHEET_PART, &text)]);
    assert_eq!(code(&bytes), "unpacks-too-large");
}

#[test]
fn rows_out_of_order_and_places_that_lie_are_damage() {
    for rows in [
        "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
        "<row r=\"1\"><c r=\"nowhere\"/></row>",
        "<row r=\"9999999\"/>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></row>",
    ] {
        let text = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let bytes = made::with_parts(&monthly(), &[(SHEET_PART, &text)]);
        assert_eq!(code(&bytes), "damaged", "{rows}");
    }
}

#[test]
fn a_filling_beyond_reason_is_refused() {
    let form = Form::open(&monthly()).unwrap();
    let refused = form.fill(&made::rows(20_001)).unwrap_err();
    assert_eq!(refused, FormRefused::TooManyRows);
    let mut twice = made::rows(1);
    twice.tables[0].columns = vec![1, 2, 3, 4];
    let refused = form.fill(&twice).unwrap_err();
    assert_eq!(refused.code(), "twice", "B and C are one cell");
    let mut within = made::rows(1);
    within.cells[0].place = Place::new(6, 2);
    let refused = form.fill(&within).unwrap_err();
    assert_eq!(refused, FormRefused::Twice(Place::new(6, 2)));
    twice.tables[0].sheet = "别的表".to_owned();
    assert_eq!(form.fill(&twice).unwrap_err().detail(), "别的表");
}

#[test]
fn torn_and_changed_forms_are_answered() {
    let whole = monthly();
    let mut answered = 0;
    for at in (0..whole.len()).step_by(41) {
        answered += usize::from(Form::open(&whole[..at]).is_err());
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        if let Ok(form) = Form::open(&changed) {
            // Filled or refused, and no panic.
            answered += usize::from(form.fill(&made::rows(9)).is_ok());
        }
    }
    assert!(answered >= whole.len() / 41, "{answered}");
}
