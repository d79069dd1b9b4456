//! One sheet as rows of named cells, its columns understood.

use std::collections::BTreeSet;

use huiyin_kernel::{Lang, Said};
use huiyin_sheets::{ReadError, ReadOptions, read};

use super::{Refusal, Sheet};
use crate::bounds::{REFUSALS_MAX, SHEET_ROWS_MAX};
use crate::fault::FormFault;

/// What a column is: a name of the convention, and a language where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    title: String,
    meaning: Option<(&'static str, Option<Lang>)>,
}

#[derive(Debug)]
pub(super) struct Cells {
    pub(super) sheet: Sheet,
    columns: Vec<Column>,
    pub(super) rows: Vec<CellRow>,
}

#[derive(Debug)]
pub(super) struct CellRow {
    pub(super) number: u64,
    cells: Vec<String>,
}

/// The columns of a sheet; those behind the second slice are written once for each language.
pub(super) struct Layout {
    pub(super) plain: &'static [&'static str],
    pub(super) said: &'static [&'static str],
}

impl Cells {
    /// Nothing where the workbook has no such sheet.
    pub(super) fn read(
        bytes: &[u8],
        sheet: Sheet,
        layout: &Layout,
        refusals: &mut Vec<Refusal>,
    ) -> Option<Self> {
        let options = ReadOptions {
            sheet: bytes.starts_with(b"PK").then(|| sheet.name().to_owned()),
            ..ReadOptions::default()
        };
        let mut refuse = |row, column: &str, fault| {
            if refusals.len() < REFUSALS_MAX {
                refusals.push(Refusal {
                    sheet,
                    row,
                    column: column.to_owned(),
                    fault,
                });
            }
        };
        let read = match read(bytes, &options) {
            Ok(read) => read,
            Err(ReadError::NoSuchSheet { .. } | ReadError::NoHeader { .. } | ReadError::Empty) => {
                return None;
            }
            Err(error) => {
                refuse(0, "", FormFault::Table(error.to_string()));
                return None;
            }
        };
        let columns: Vec<Column> = read
            .header()
            .iter()
            .map(|title| column(title, layout))
            .collect();
        let mut rows = Vec::new();
        for row in read {
            if rows.len() >= SHEET_ROWS_MAX {
                refuse(0, "", FormFault::TooMany(SHEET_ROWS_MAX));
                break;
            }
            match row {
                Ok(row) => rows.push(CellRow {
                    number: row.number,
                    cells: row
                        .cells
                        .iter()
                        .map(|cell| cell.trim().to_owned())
                        .collect(),
                }),
                Err(fault) => refuse(fault.number, "", FormFault::Row(fault.kind.to_string())),
            }
        }
        let cells = Self {
            sheet,
            columns,
            rows,
        };
        cells.refuse_columns(&mut refuse);
        Some(cells)
    }

    /// A column without a meaning is refused where it first says something, and so is one that
    /// stands twice.
    fn refuse_columns(&self, refuse: &mut impl FnMut(u64, &str, FormFault)) {
        let mut seen = BTreeSet::new();
        for (index, column) in self.columns.iter().enumerate() {
            let used = self
                .rows
                .iter()
                .find(|row| row.cells.get(index).is_some_and(|cell| !cell.is_empty()));
            let fresh = column
                .meaning
                .is_none_or(|(name, lang)| seen.insert((name, lang.map(Lang::tag))));
            if let Some(row) = used
                && (column.meaning.is_none() || !fresh)
            {
                refuse(
                    row.number,
                    &column.title,
                    FormFault::Column(column.title.clone()),
                );
            }
        }
    }

    pub(super) fn get<'a>(&self, row: &'a CellRow, name: &str) -> &'a str {
        self.cell(row, name, None)
    }

    /// A text in both languages; nothing where neither cell says anything.
    pub(super) fn said(&self, row: &CellRow, name: &str) -> Option<Said> {
        let zh = self.cell(row, name, Some(Lang::Zh));
        let en = self.cell(row, name, Some(Lang::En));
        (!zh.is_empty() || !en.is_empty()).then(|| Said::new(zh, en))
    }

    fn cell<'a>(&self, row: &'a CellRow, name: &str, lang: Option<Lang>) -> &'a str {
        self.columns
            .iter()
            .position(|column| column.meaning == known(name, lang))
            .and_then(|index| row.cells.get(index))
            .map_or("", String::as_str)
    }
}

/// Makes a name comparable with the meaning of a column, whose names live for ever.
fn known(name: &str, lang: Option<Lang>) -> Option<(&'static str, Option<Lang>)> {
    ALL_NAMES
        .iter()
        .find(|known| **known == name)
        .map(|known| (*known, lang))
}

const ALL_NAMES: [&str; 19] = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "purpose",
    "relevant",
    "constraint",
    "constraint_message",
    "consent",
    "sensitive",
    "meaning",
    "list_name",
    "form_title",
    "form_id",
    "version",
    "default_language",
    "list name",
    "appearance",
];

fn column(title: &str, layout: &Layout) -> Column {
    let (name, tongue) = match title.split_once("::") {
        Some((name, tongue)) => (name.trim(), Some(tongue.trim())),
        None => (title.trim(), None),
    };
    let name = name.to_ascii_lowercase().replace(' ', "_");
    let find = |names: &'static [&'static str]| names.iter().find(|known| **known == name);
    let meaning = match (find(layout.said), find(layout.plain), tongue) {
        (Some(name), _, Some(tongue)) => lang(tongue).map(|lang| (*name, Some(lang))),
        // A form of one language is one in Chinese.
        (Some(name), _, None) => Some((*name, Some(Lang::Zh))),
        (None, Some(name), None) => Some((*name, None)),
        _ => None,
    };
    Column {
        title: title.to_owned(),
        meaning,
    }
}

/// `中文 (zh)`, `English (en)`, or the code alone.
fn lang(tongue: &str) -> Option<Lang> {
    let code = match tongue.rsplit_once('(') {
        Some((_, code)) => code.trim_end_matches(')').trim(),
        None => tongue,
    };
    match code.to_ascii_lowercase().as_str() {
        "zh" | "zh-cn" | "chinese" | "中文" => Some(Lang::Zh),
        "en" | "english" => Some(Lang::En),
        _ => None,
    }
}
