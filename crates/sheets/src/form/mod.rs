//! Somebody else's empty form, filled in place.
//!
//! An upper level sends a workbook and wants it back as it was, with figures in it. So nothing is
//! written anew but the cells that are named: styles, widths, joined cells, frozen panes, print
//! set-up, pictures and other sheets are copied byte for byte or carried over as they are written.
//! A table that needs more rows than the form offers takes them below its last free row, and what
//! stands below moves with its joined cells, formulas, conditions and names. What cannot be moved
//! safely is a refusal, never a broken form.
//!
//! Formulas stay; the values that were computed before are dropped, and the workbook is told to
//! compute when it is opened.

pub mod limits;

mod around;
mod cell;
mod fill;
mod formula;
mod look;
mod package;
mod place;
mod read_rows;
mod refused;
mod room;
mod sheet;
mod strings;
mod workbook;
mod xml;

pub use look::{FormCell, FormSheet, Heading, HeadingColumn};
pub use place::{Area, Place, column_letters, column_number};
pub use refused::{FormRefused, InTheWay};

use crate::Cell;
use package::Package;
use refused::damaged;
use sheet::SheetXml;

/// A form that was opened and understood.
#[derive(Debug, Clone)]
pub struct Form {
    package: Package,
    parts: Vec<Part>,
    sheets: Vec<FormSheet>,
}

#[derive(Debug, Clone)]
struct Part {
    name: String,
    xml: SheetXml,
}

/// What goes into a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    pub cells: Vec<FillCell>,
    /// One for each sheet at most.
    pub tables: Vec<FillTable>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillCell {
    pub sheet: String,
    pub place: Place,
    pub cell: Cell,
}

/// Rows that begin at a row of the sheet and take the look of that row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillTable {
    pub sheet: String,
    pub first_row: u32,
    /// The columns of the sheet, in the order of the cells of each row.
    pub columns: Vec<u32>,
    pub rows: Vec<Vec<Cell>>,
}

impl Form {
    pub fn open(bytes: &[u8]) -> Result<Self, FormRefused> {
        let package = Package::open(bytes)?;
        let shared = package
            .relations(&package.workbook)?
            .into_iter()
            .find(|it| it.kind == "sharedStrings");
        let shared = match shared.and_then(|it| package.text(&it.target).map(strings::shared)) {
            Some(found) => found?,
            None => Vec::new(),
        };
        let mut parts = Vec::new();
        let mut sheets = Vec::new();
        let mut cells = 0;
        for listed in workbook::sheets(&package)? {
            let text = package
                .text(&listed.part)
                .ok_or_else(|| damaged("a sheet is missing"))?;
            let xml = SheetXml::parse(text)?;
            cells += xml.rows.values().map(|it| it.cells.len()).sum::<usize>();
            if cells > limits::CELLS_MAX {
                return Err(FormRefused::UnpacksTooLarge);
            }
            sheets.push(FormSheet {
                name: listed.name,
                is_hidden: listed.is_hidden,
                cells: look::cells_of(&xml, &shared)?,
                merges: around::merges(&xml.tail)?,
            });
            parts.push(Part {
                name: listed.part,
                xml,
            });
        }
        Ok(Self {
            package,
            parts,
            sheets,
        })
    }

    pub fn sheets(&self) -> &[FormSheet] {
        &self.sheets
    }

    pub fn sheet(&self, name: &str) -> Option<&FormSheet> {
        self.sheets.iter().find(|it| it.name == name)
    }

    /// The form with everything in it. The same form and filling give the same bytes.
    pub fn fill(&self, filling: &Filling) -> Result<Vec<u8>, FormRefused> {
        fill::fill(self, filling)
    }

    fn index_of(&self, sheet: &str) -> Result<usize, FormRefused> {
        self.sheets
            .iter()
            .position(|it| it.name == sheet)
            .ok_or_else(|| FormRefused::NoSuchSheet(sheet.to_owned()))
    }
}
