//! What a slice would keep, and forms that an upper level would send.

use std::sync::Arc;

use huiyin_db::{Db, Tx};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_xlsx};
use huiyin_statistics::{Asking, LedgerAsk, LedgerRow, Ledgers};
use huiyin_web::Viewer;

use super::district::{District, register};

pub(crate) const CLERK: &str = "clerk@district/";
pub(crate) const HILL_CLERK: &str = "clerk@district/street/hill/";

/// Six matters of November, two of them on the hill.
struct Six;

const ITEMS: [(&str, &str); 6] = [
    ("district/street/river/", "路灯不亮"),
    ("district/street/river/", "=1+1"),
    ("district/street/hill/", "电梯停用"),
    ("district/street/river/", "<b>井盖</b> & 下水"),
    ("district/street/hill/", "楼道堆物"),
    ("district/street/river/", "水管漏水"),
];

impl Ledgers for Six {
    fn may(&self, _viewer: &Viewer, ledger: &str) -> bool {
        ledger == "matters"
    }

    fn rows<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _viewer: &'a Viewer,
        ask: &'a LedgerAsk<'a>,
    ) -> Asking<'a, Vec<LedgerRow>> {
        let is_november = ask.days.0.to_string() == "2026-11-01";
        let found = (1..)
            .zip(ITEMS)
            .filter(|(_, it)| it.0.starts_with(ask.path));
        let row = |(number, (_, item)): (i64, (&str, &str))| -> LedgerRow {
            vec![
                ("number", Cell::text(format!("{number:06}"))),
                ("received", Cell::Date(format!("2026-11-0{number}"))),
                ("item", Cell::text(item)),
                ("days", Cell::Integer(number)),
            ]
        };
        let rows: Vec<LedgerRow> = found.filter(|_| is_november).map(row).collect();
        Box::pin(async move { Ok(rows) })
    }
}

pub(crate) async fn district_with_matters(db: &Db) -> District {
    let mut tx = db.write().await.unwrap();
    register(&mut tx).await;
    tx.commit().await.unwrap();
    District::built(db, "2026-11-23 09:00", |statistics| {
        statistics.with_ledgers(Arc::new(Six))
    })
}

/// A title, a line for who reports, a header, some empty rows and a total.
pub(crate) fn form(rows: u32) -> Vec<u8> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
    let mut book = Workbook::new();
    // Made twice, it must be the same file, whatever the clock says meanwhile.
    let made_at = ExcelDateTime::from_ymd(2026, 11, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made_at));
    let sheet = book.add_worksheet();
    sheet.set_name("统计表").unwrap();
    sheet.write_string(0, 0, "群众诉求办理情况统计表").unwrap();
    sheet.write_string(1, 0, "填报单位：").unwrap();
    sheet.write_string(1, 2, "月份：").unwrap();
    for (column, title) in (0..).zip(["序号", "编号", "诉求内容", "天数"]) {
        sheet.write_string(2, column, title).unwrap();
    }
    let format = rust_xlsxwriter::Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    for row in 3..3 + rows {
        for column in 0..4 {
            sheet.write_blank(row, column, &format).unwrap();
        }
    }
    sheet.write_string(3 + rows, 0, "合计").unwrap();
    let sum = format!("=SUM(D4:D{})", 3 + rows);
    sheet.write_formula(3 + rows, 3, sum.as_str()).unwrap();
    book.save_to_buffer().unwrap()
}

/// The upper level thought again, and calls its sheet something else.
pub(crate) fn other_form() -> Vec<u8> {
    let table = Table {
        title: "新表".to_owned(),
        columns: vec![Column::new("编号", ColumnKind::Text, 12)],
        rows: Vec::new(),
    };
    write_xlsx(&[table]).unwrap()
}
