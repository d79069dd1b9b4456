//! Forms as an upper level sends them, and ways to look at what became of them.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use huiyin_sheets::Cell;
use huiyin_sheets::form::{FillCell, FillTable, Filling, Form, Place};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(crate) const SHEET: &str = "办理情况";
/// The first row of the table, and the last that is free.
pub(crate) const FIRST: u32 = 5;
pub(crate) const LAST: u32 = 8;
pub(crate) const TOTAL: u32 = 9;

/// A title over everything, two rows of header, four rows, a total and a line for signatures.
pub(crate) fn monthly() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET).unwrap();
    write_head(sheet);
    write_body(sheet);
    sheet.set_freeze_panes(4, 0).unwrap();
    sheet.set_repeat_rows(2, 3).unwrap();
    sheet.set_print_area(0, 0, 10, 5).unwrap();
    sheet.set_landscape();
    let other = book.add_worksheet();
    other.set_name("汇总").unwrap();
    other.write_formula(0, 0, "=办理情况!D9*2").unwrap();
    other.write_string(1, 0, "本表由上级汇总").unwrap();
    book.save_to_buffer().unwrap()
}

fn write_head(sheet: &mut Worksheet) {
    let title = Format::new()
        .set_bold()
        .set_font_size(18)
        .set_align(FormatAlign::Center);
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    for (column, width) in [
        (0, 6.0),
        (1, 22.5),
        (2, 14.0),
        (3, 10.0),
        (4, 10.0),
        (5, 12.0),
    ] {
        sheet.set_column_width(column, width).unwrap();
    }
    sheet
        .merge_range(0, 0, 0, 5, "群众诉求办理情况统计表", &title)
        .unwrap();
    sheet.write_string(1, 0, "填报单位：").unwrap();
    sheet.merge_range(2, 0, 3, 0, "序号", &head).unwrap();
    sheet.merge_range(2, 1, 3, 2, "诉求", &head).unwrap();
    sheet.merge_range(2, 3, 2, 4, "办理（件）", &head).unwrap();
    sheet.write_with_format(3, 3, "收到", &head).unwrap();
    sheet.write_with_format(3, 4, "办结", &head).unwrap();
    sheet.merge_range(2, 5, 3, 5, "未办结", &head).unwrap();
}

fn write_body(sheet: &mut Worksheet) {
    let cell = Format::new().set_border(FormatBorder::Thin);
    let number = Format::new()
        .set_border(FormatBorder::Thin)
        .set_num_format("#,##0");
    for row in 4..8 {
        sheet.write_blank(row, 0, &cell).unwrap();
        sheet.merge_range(row, 1, row, 2, "", &cell).unwrap();
        sheet.write_blank(row, 3, &number).unwrap();
        sheet.write_blank(row, 4, &number).unwrap();
        let formula = format!("=D{0}-E{0}", row + 1);
        sheet
            .write_formula_with_format(row, 5, formula.as_str(), &number)
            .unwrap();
    }
    sheet.set_row_height(4, 30).unwrap();
    sheet.merge_range(8, 0, 8, 2, "合计", &cell).unwrap();
    for (column, formula) in [(3, "=SUM(D5:D8)"), (4, "=SUM(E5:E8)"), (5, "=D9-E9")] {
        sheet
            .write_formula_with_format(8, column, formula, &number)
            .unwrap();
    }
    let foot = Format::new().set_italic();
    sheet
        .merge_range(10, 0, 10, 5, "填表人：        审核人：", &foot)
        .unwrap();
}

/// So many rows for the table of [`monthly`], whose first column counts.
pub(crate) fn rows(count: i64) -> Filling {
    let row = |number: i64| {
        vec![
            Cell::Integer(number),
            Cell::text(format!("=第{number}件 <电梯> & “路灯”")),
            Cell::Integer(10 + number),
            Cell::Integer(number),
        ]
    };
    Filling {
        cells: vec![FillCell {
            sheet: SHEET.to_owned(),
            place: Place::new(2, 2),
            cell: Cell::text("江畔区治理中心"),
        }],
        tables: vec![FillTable {
            sheet: SHEET.to_owned(),
            first_row: FIRST,
            columns: vec![1, 2, 4, 5],
            rows: (1..=count).map(row).collect(),
        }],
    }
}

pub(crate) fn filled(count: i64) -> Vec<u8> {
    Form::open(&monthly()).unwrap().fill(&rows(count)).unwrap()
}

pub(crate) fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The same file with some parts replaced, or added.
pub(crate) fn with_parts(bytes: &[u8], parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if !parts.iter().any(|it| it.0 == name) {
            writer.raw_copy_file(part).unwrap();
        }
    }
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// One part with a text exchanged, which must be there.
pub(crate) fn exchanged(bytes: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    let text = part(bytes, name).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    with_parts(bytes, &[(name, &text.replace(from, to))])
}

/// What an independent reader finds at a place.
pub(crate) fn value(bytes: &[u8], sheet: &str, place: &str) -> Data {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let place = Place::parse(place).unwrap();
    let found = range.get_value((place.row - 1, place.column - 1));
    found.cloned().unwrap_or(Data::Empty)
}

pub(crate) fn formula(bytes: &[u8], sheet: &str, place: &str) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_formula(sheet).unwrap();
    let place = Place::parse(place).unwrap();
    let found = range.get_value((place.row - 1, place.column - 1));
    found.cloned().unwrap_or_default()
}

pub(crate) fn merges(bytes: &[u8], sheet: &str) -> Vec<String> {
    let form = Form::open(bytes).unwrap();
    let found = &form.sheet(sheet).unwrap().merges;
    found.iter().map(ToString::to_string).collect()
}
