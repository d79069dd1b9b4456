//! The model district: an empty form of the upper level, mapped, so that its page shows what it is
//! for. Made once; a second run adds nothing.

use huiyin_db::{Result, StoreError};
use huiyin_kernel::Id;
use huiyin_registry::{areas, demo};
use huiyin_web::{Site, XLSX};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::rules::ledgers::{CellMap, ColumnMap, Mapping, SERIAL, TableMap};
use crate::store::forms::{self, Change, Kept};

const TITLE: &str = "群众诉求办理情况统计表";
const SHEET: &str = "统计表";
/// The first row of data, and how many rows the form leaves free.
const FIRST_ROW: u32 = 5;
const FREE_ROWS: u32 = 8;
/// Headings with the width of their columns; those within the two groups stand in the second row.
const WIDTHS: [f64; 9] = [6.0, 24.0, 9.0, 9.0, 9.0, 12.0, 9.0, 9.0, 16.0];

/// Keeps the form for the clerk of the model street; says how many were new.
pub async fn seed(site: &Site) -> Result<usize> {
    let id = Id::derived("huiyin demo form", TITLE);
    let mut tx = site.db.write().await?;
    let street = areas::by_code(&mut tx, demo::STREET).await?;
    let Some(street) = street else { return Ok(0) };
    let scope = format!("area:{}", street.path);
    if !forms::of_scope(&mut tx, &scope, 1).await?.is_empty()
        || forms::is_known(&mut tx, id).await?
    {
        return Ok(0);
    }
    let bytes = empty().map_err(StoreError::inconsistent)?;
    let blob = site
        .blobs
        .put_file(&mut tx, XLSX, &bytes, site.now())
        .await?;
    site.blobs.hold_for(&mut tx, &blob, id).await?;
    let mut form = Kept {
        id,
        scope,
        version: 0,
        title: TITLE.to_owned(),
        blob,
        mapping: Mapping::default(),
        changed_at: site.now(),
    };
    let actor = format!("account:{}", Id::derived("demo account", "clerk"));
    let by = (actor.as_str(), site.now());
    forms::save(&mut tx, &form, Change::Added, by).await?;
    form.version = 1;
    form.mapping = mapping();
    forms::save(&mut tx, &form, Change::Mapped, by).await?;
    tx.commit().await?;
    Ok(1)
}

fn mapping() -> Mapping {
    let fields = [
        (1, SERIAL),
        (2, "community"),
        (3, "received"),
        (4, "accepted"),
        (5, "closed"),
        (6, "within-thirty"),
        (7, "called-back"),
        (8, "reopened"),
    ];
    let columns = fields.map(|(column, field)| ColumnMap {
        column,
        field: field.to_owned(),
    });
    let cell = |place: &str, what: &str| CellMap {
        place: place.to_owned(),
        what: what.to_owned(),
    };
    Mapping {
        sheet: SHEET.to_owned(),
        table: Some(TableMap {
            ledger: "places".to_owned(),
            first_row: FIRST_ROW,
            columns: columns.into(),
        }),
        cells: vec![cell("B2", "area"), cell("G2", "period")],
    }
}

/// The empty form: a title over all columns, a line for who reports, a header of two rows, free
/// rows, a total that adds them, and a line for signatures.
pub(crate) fn empty() -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let title = Format::new()
        .set_bold()
        .set_font_size(18)
        .set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 8, TITLE, &title)?;
    sheet.write_string(1, 0, "单位：")?;
    sheet.write_string(1, 5, "月份：")?;
    head(sheet)?;
    body(sheet)?;
    sheet.set_freeze_panes(4, 0)?;
    sheet.set_repeat_rows(0, 3)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

fn head(sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    for (column, text) in [(0, "序号"), (1, "社区"), (8, "备注")] {
        sheet.merge_range(2, column, 3, column, text, &head)?;
    }
    sheet.merge_range(2, 2, 2, 3, "受理（件）", &head)?;
    sheet.merge_range(2, 4, 2, 7, "办理（件）", &head)?;
    let tier = ["收到", "受理", "办结", "其中30天内办结", "回访", "重新办理"];
    for (column, text) in (2..).zip(tier) {
        sheet.write_with_format(3, column, text, &head)?;
    }
    Ok(())
}

fn body(sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    let cell = Format::new().set_border(FormatBorder::Thin);
    let number = Format::new()
        .set_border(FormatBorder::Thin)
        .set_num_format("#,##0");
    let first = FIRST_ROW - 1;
    for row in first..first + FREE_ROWS {
        for column in 0..9 {
            let is_number = (2..8).contains(&column);
            sheet.write_blank(row, column, if is_number { &number } else { &cell })?;
        }
    }
    let total = first + FREE_ROWS;
    sheet.merge_range(total, 0, total, 1, "合计", &cell)?;
    for (column, letter) in (2..).zip(["C", "D", "E", "F", "G", "H"]) {
        let sum = format!("=SUM({letter}{FIRST_ROW}:{letter}{total})");
        sheet.write_formula_with_format(total, column, sum.as_str(), &number)?;
    }
    sheet.write_blank(total, 8, &cell)?;
    sheet.merge_range(
        total + 2,
        0,
        total + 2,
        8,
        "填表人：            审核人：            填表日期：",
        &Format::new(),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use huiyin_sheets::Cell;
    use huiyin_sheets::form::{Form, Place};

    use super::*;
    use crate::rules::ledgers::{Filled, filling, holds};

    #[test]
    fn the_form_of_the_model_district_is_mapped_rightly() {
        let form = Form::open(&empty().unwrap()).unwrap();
        holds(&mapping(), &form).unwrap();
        let heading = form.sheet(SHEET).unwrap().heading().unwrap();
        assert_eq!(heading.first_row, FIRST_ROW);
        let titles: Vec<&str> = heading.columns.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles[1], "社区");
        assert_eq!(titles[4], "办理（件） / 办结");
        let values = [("area", "某街道"), ("period", "2026年11月")];
        let filled = Filled {
            rows: vec![BTreeMap::from([("received", Cell::Integer(3))]); 40],
            values: values.map(|it| (it.0.to_owned(), Cell::text(it.1))).into(),
        };
        let bytes = form.fill(&filling(&mapping(), filled).unwrap()).unwrap();
        let filled = Form::open(&bytes).unwrap();
        let total = Place::new(FIRST_ROW + 40, 3);
        assert_eq!(filled.sheet(SHEET).unwrap().text(total), "=SUM(C5:C44)");
    }
}
