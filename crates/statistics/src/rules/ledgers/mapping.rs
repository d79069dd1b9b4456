//! How somebody else's form is filled: which of its columns takes which column of a ledger, and
//! which of its cells takes which figure.

use std::collections::BTreeMap;

use huiyin_sheets::Cell;
use huiyin_sheets::form::{FillCell, FillTable, Filling, Form, FormSheet, Place};
use serde::{Deserialize, Serialize};

use super::Ledger;
use crate::rules::catalogue::{Figure, Measure};

/// A column that counts the rows: 1, 2, 3.
pub const SERIAL: &str = "serial";
/// Columns of a form that are mapped at most.
const COLUMNS_MOST: usize = 200;
/// Single cells that are mapped at most.
const CELLS_MOST: usize = 100;

/// What is known about a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub sheet: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<TableMap>,
    #[serde(default)]
    pub cells: Vec<CellMap>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableMap {
    pub ledger: String,
    pub first_row: u32,
    pub columns: Vec<ColumnMap>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// Counts from 1.
    pub column: u32,
    /// A column of the ledger, or [`SERIAL`].
    pub field: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellMap {
    /// `B2`.
    pub place: String,
    pub what: String,
}

/// What a single cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The time that the form is filled for, in words.
    Period,
    /// The area that it is filled for.
    Area,
    /// The day on which it is filled.
    Today,
    /// A figure of the catalogue in that time and area.
    Figure(&'static Figure),
}

impl What {
    /// Reads `period`, `area`, `today`, or the key of a figure that feeds something.
    pub fn named(text: &str) -> Option<Self> {
        Some(match text {
            "period" => Self::Period,
            "area" => Self::Area,
            "today" => Self::Today,
            key => Self::Figure(Figure::named(key).filter(|it| it.measure != Measure::NotYet)?),
        })
    }
}

/// Why a mapping is not kept, or no longer serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapRefused {
    Nothing,
    NoSheet(String),
    NoLedger(String),
    /// A column of the ledger that this program does not have, or no longer has.
    NoField(String),
    /// A figure of the same kind.
    NoFigure(String),
    NoPlace(String),
    /// The row lies above the first one or too far below.
    NoRow,
    /// A column or cell that is mapped twice.
    Twice(String),
    /// The form computes this itself.
    Computed(String),
    TooMuch,
}

impl MapRefused {
    pub const CODES: [&'static str; 10] = [
        "nothing",
        "no-sheet",
        "no-ledger",
        "no-field",
        "no-figure",
        "no-place",
        "no-row",
        "twice",
        "computed",
        "too-much",
    ];

    /// The end of the locale key of its sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NoSheet(_) => "no-sheet",
            Self::NoLedger(_) => "no-ledger",
            Self::NoField(_) => "no-field",
            Self::NoFigure(_) => "no-figure",
            Self::NoPlace(_) => "no-place",
            Self::NoRow => "no-row",
            Self::Twice(_) => "twice",
            Self::Computed(_) => "computed",
            Self::TooMuch => "too-much",
        }
    }

    pub fn detail(&self) -> &str {
        match self {
            Self::Nothing | Self::NoRow | Self::TooMuch => "",
            Self::NoSheet(it)
            | Self::NoLedger(it)
            | Self::NoField(it)
            | Self::NoFigure(it)
            | Self::NoPlace(it)
            | Self::Twice(it)
            | Self::Computed(it) => it,
        }
    }
}

/// Whether a mapping serves for a form; asked when it is kept and each time that it is used.
pub fn holds(mapping: &Mapping, form: &Form) -> Result<(), MapRefused> {
    let sheet = form
        .sheet(&mapping.sheet)
        .ok_or_else(|| MapRefused::NoSheet(mapping.sheet.clone()))?;
    if mapping.table.is_none() && mapping.cells.is_empty() {
        return Err(MapRefused::Nothing);
    }
    if mapping.cells.len() > CELLS_MOST {
        return Err(MapRefused::TooMuch);
    }
    let mut seen: Vec<Place> = Vec::new();
    for cell in &mapping.cells {
        let place = place(&cell.place)?;
        let place = sheet.first_of(place);
        if What::named(&cell.what).is_none() {
            return Err(MapRefused::NoFigure(cell.what.clone()));
        }
        if seen.contains(&place) {
            return Err(MapRefused::Twice(place.to_string()));
        }
        if is_computed(sheet, place) {
            return Err(MapRefused::Computed(place.to_string()));
        }
        seen.push(place);
    }
    mapping
        .table
        .as_ref()
        .map_or(Ok(()), |table| table_holds(table, sheet))
}

fn table_holds(table: &TableMap, sheet: &FormSheet) -> Result<(), MapRefused> {
    let ledger = Ledger::named(&table.ledger)
        .filter(|it| it.is_in_use())
        .ok_or_else(|| MapRefused::NoLedger(table.ledger.clone()))?;
    if table.columns.is_empty() {
        return Err(MapRefused::Nothing);
    }
    if table.columns.len() > COLUMNS_MOST {
        return Err(MapRefused::TooMuch);
    }
    if !(1..=1_000_000).contains(&table.first_row) {
        return Err(MapRefused::NoRow);
    }
    let mut seen: Vec<Place> = Vec::new();
    for column in &table.columns {
        if column.field != SERIAL && ledger.field(&column.field).is_none() {
            return Err(MapRefused::NoField(column.field.clone()));
        }
        let letters = huiyin_sheets::form::column_letters(column.column);
        if column.column == 0 || column.column > 16_384 {
            return Err(MapRefused::NoPlace(letters));
        }
        let place = sheet.first_of(Place::new(table.first_row, column.column));
        if seen.contains(&place) {
            return Err(MapRefused::Twice(letters));
        }
        if is_computed(sheet, place) {
            return Err(MapRefused::Computed(place.to_string()));
        }
        seen.push(place);
    }
    Ok(())
}

fn place(text: &str) -> Result<Place, MapRefused> {
    Place::parse(text.trim()).ok_or_else(|| MapRefused::NoPlace(text.to_owned()))
}

fn is_computed(sheet: &FormSheet, place: Place) -> bool {
    let found = sheet.cells.iter().find(|it| it.place == place);
    found.is_some_and(|it| it.is_formula)
}

/// What goes into the form: rows of the ledger and what each single cell takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub rows: Vec<BTreeMap<&'static str, Cell>>,
    /// By the words of [`What::named`].
    pub values: BTreeMap<String, Cell>,
}

/// The filling of a form by a mapping that holds.
pub fn filling(mapping: &Mapping, mut filled: Filled) -> Result<Filling, MapRefused> {
    let mut cells = Vec::new();
    for cell in &mapping.cells {
        let value = filled.values.get(&cell.what).cloned();
        cells.push(FillCell {
            sheet: mapping.sheet.clone(),
            place: place(&cell.place)?,
            cell: value.ok_or_else(|| MapRefused::NoFigure(cell.what.clone()))?,
        });
    }
    let tables = mapping.table.iter().map(|table| FillTable {
        sheet: mapping.sheet.clone(),
        first_row: table.first_row,
        columns: table.columns.iter().map(|it| it.column).collect(),
        rows: (1..)
            .zip(&mut filled.rows)
            .map(|(number, row)| {
                let field = |it: &ColumnMap| match it.field.as_str() {
                    SERIAL => Cell::Integer(number),
                    key => row.get(key).cloned().unwrap_or(Cell::Empty),
                };
                table.columns.iter().map(field).collect()
            })
            .collect(),
    });
    Ok(Filling {
        tables: tables.collect(),
        cells,
    })
}

#[cfg(test)]
mod tests {
    use huiyin_sheets::{Column, ColumnKind, Table, write_xlsx};

    use super::*;

    fn form() -> Form {
        let titles = ["序号", "编号", "内容"];
        let table = Table {
            title: "表".to_owned(),
            columns: titles
                .map(|it| Column::new(it, ColumnKind::Text, 12))
                .into(),
            rows: Vec::new(),
        };
        Form::open(&write_xlsx(&[table]).unwrap()).unwrap()
    }

    fn mapping() -> Mapping {
        let column = |column, field: &str| ColumnMap {
            column,
            field: field.to_owned(),
        };
        Mapping {
            sheet: "表".to_owned(),
            table: Some(TableMap {
                ledger: "matters".to_owned(),
                first_row: 2,
                columns: vec![column(1, SERIAL), column(2, "number"), column(3, "item")],
            }),
            cells: vec![CellMap {
                place: "E1".to_owned(),
                what: "received".to_owned(),
            }],
        }
    }

    fn refused(change: impl FnOnce(&mut Mapping)) -> MapRefused {
        let mut wrong = mapping();
        change(&mut wrong);
        holds(&wrong, &form()).unwrap_err()
    }

    #[test]
    fn rows_are_counted_and_laid_under_their_columns() {
        holds(&mapping(), &form()).unwrap();
        let rows = ["0001", "0002"].map(|it| BTreeMap::from([("number", Cell::text(it))]));
        let filled = Filled {
            rows: rows.into(),
            values: BTreeMap::from([("received".to_owned(), Cell::Integer(2))]),
        };
        let filling = filling(&mapping(), filled).unwrap();
        let second = [Cell::Integer(2), Cell::text("0002"), Cell::Empty];
        assert_eq!(filling.tables[0].rows[1], second);
        assert_eq!(filling.cells[0].cell, Cell::Integer(2));
        assert!(form().fill(&filling).is_ok());
    }

    #[test]
    fn what_does_not_hold_is_named() {
        fn table(it: &mut Mapping) -> &mut TableMap {
            it.table.as_mut().unwrap()
        }
        let said = |why: MapRefused| format!("{} {}", why.code(), why.detail());
        let cases: [(&str, MapRefused); 8] = [
            ("no-sheet 别", refused(|it| it.sheet = "别".to_owned())),
            (
                "no-ledger squads",
                refused(|it| table(it).ledger = "squads".to_owned()),
            ),
            (
                "no-field old",
                refused(|it| table(it).columns[1].field = "old".to_owned()),
            ),
            ("twice B", refused(|it| table(it).columns[2].column = 2)),
            ("no-row ", refused(|it| table(it).first_row = 0)),
            (
                "no-place 7E",
                refused(|it| it.cells[0].place = "7E".to_owned()),
            ),
            (
                "no-figure squads",
                refused(|it| it.cells[0].what = "squads".to_owned()),
            ),
            (
                "nothing ",
                refused(|it| {
                    it.table = None;
                    it.cells.clear();
                }),
            ),
        ];
        for (wanted, found) in cases {
            assert_eq!(said(found), wanted);
        }
    }

    #[test]
    fn a_cell_and_its_twin_in_a_joined_area_are_one() {
        let refused = refused(|it| it.cells.push(it.cells[0].clone()));
        assert_eq!(refused, MapRefused::Twice("E1".to_owned()));
    }
}
