use huiyin_sheets::{Cell, Column, ColumnKind, Table};
use huiyin_web::Ctx;

/// A line of a list dispatch, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DispatchRow {
    pub number: String,
    pub item: String,
    pub lead: String,
    pub supports: String,
    pub due: String,
    pub result: String,
    pub verification: String,
    pub remark: String,
}

const COLUMNS: &[(&str, ColumnKind, u16)] = &[
    ("number", ColumnKind::Text, 16),
    ("item", ColumnKind::LongText, 50),
    ("lead", ColumnKind::Text, 26),
    ("supports", ColumnKind::LongText, 30),
    ("due", ColumnKind::Text, 18),
    ("result", ColumnKind::LongText, 40),
    ("verification", ColumnKind::Text, 20),
    ("remark", ColumnKind::LongText, 30),
];

/// The list as it is handed out and collected again (清单化交办).
pub(crate) fn dispatch_table(ctx: &Ctx, rows: &[DispatchRow]) -> Table {
    let columns = COLUMNS.iter().map(|(key, kind, width)| {
        Column::new(ctx.t(&format!("matters-desk-column-{key}")), *kind, *width)
    });
    let cells = rows.iter().map(|row| {
        [
            &row.number,
            &row.item,
            &row.lead,
            &row.supports,
            &row.due,
            &row.result,
            &row.verification,
            &row.remark,
        ]
        .into_iter()
        .map(Cell::text)
        .collect()
    });
    Table {
        title: ctx.t("matters-desk-sheet-dispatch"),
        columns: columns.collect(),
        rows: cells.collect(),
    }
}
