use huiyin_kernel::Date;
use huiyin_sheets::{Cell, Column, ColumnKind, Table};
use serde_json::{Value, json};

use super::ballot::choices;
use super::say::hundredths;
use super::{Draft, Say};

/// Rows of one file.
pub const ROWS_PER_FILE: usize = 2_000;
/// Items beside each other on a landscape sheet; more make a second sheet.
const ITEMS_PER_SHEET: usize = 4;
/// Lines for witnesses whose names are not known before the count.
const BLANK_WITNESSES: usize = 12;

/// The count sheet in its customary form (rules 8.4): unit, area, votes, items, signature,
/// witnesses. The boxes are ticked by hand before everybody: who voted how is never printed. The
/// sums stand below once they are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountSheet {
    pub estate: String,
    pub vote: String,
    pub items: Vec<String>,
    pub counted_on: Option<Date>,
    pub rows: Vec<CountRow>,
    /// Empty before the count.
    pub sums: Vec<ItemSum>,
    pub witnesses: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    pub number: u32,
    pub unit: String,
    pub area: u64,
    pub votes: u64,
    /// The box is closed and no ballot of this voter came.
    pub not_returned: bool,
    /// For each item, whether it is this voter's to decide.
    pub asked: Vec<bool>,
}

/// Persons and area for each choice of an item, in the order of the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSum(pub [(u64, u64); 3]);

impl CountSheet {
    pub fn draft(&self, say: &Say) -> Draft {
        let items: Vec<usize> = (0..self.items.len()).collect();
        let sheets: Vec<Value> = items
            .chunks(ITEMS_PER_SHEET)
            .map(|group| self.sheet(say, group))
            .collect();
        let day = self.counted_on.map_or_else(String::new, |it| say.day(it));
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-count-title", &[("vote", self.vote.as_str().into())]),
            "estate": self.estate,
            "choices": choices(say),
            "sheets": sheets,
            "witnesses": self.witnesses,
            "blanks": if self.witnesses.is_empty() { BLANK_WITNESSES } else { 0 },
            "day": day,
            "words": {
                "number": say.t("compounds-papers-number"),
                "unit": say.t("compounds-papers-unit"),
                "size": say.t("compounds-papers-size-unit"),
                "votes": say.t("compounds-papers-votes"),
                "signature": say.t("compounds-papers-signature"),
                "sum_persons": say.t("compounds-papers-count-sum-persons"),
                "sum_area": say.t("compounds-papers-count-sum-area"),
                "witnesses": say.t("compounds-papers-count-witnesses"),
                "caller": say.t("compounds-papers-count-caller"),
                "counter": say.t("compounds-papers-count-counter"),
                "recorder": say.t("compounds-papers-count-recorder"),
                "day": say.t("compounds-papers-count-day"),
                "how": say.t("compounds-papers-count-how"),
            },
        });
        Draft {
            source: include_str!("../../papers/count_sheet.typ"),
            data,
        }
    }

    fn sheet(&self, say: &Say, group: &[usize]) -> Value {
        let names: Vec<Value> = group
            .iter()
            .map(|&at| {
                json!({
                    "name": say.args("compounds-papers-item", &[("number", (at + 1).into())]),
                    "title": self.items[at],
                })
            })
            .collect();
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "number": row.number,
                    "unit": row.unit,
                    "size": hundredths(i128::from(row.area)),
                    "votes": row.votes,
                    "marks": group.iter().map(|&at| mark(say, row, at)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let sums: Vec<Value> = group
            .iter()
            .filter_map(|&at| self.sums.get(at))
            .map(|sum| {
                let all = sum.0.iter();
                let all = all.map(|(persons, area)| {
                    json!([persons.to_string(), hundredths(i128::from(*area))])
                });
                Value::Array(all.collect())
            })
            .collect();
        json!({ "items": names, "rows": rows, "sums": sums })
    }

    /// The same as a workbook: the sheet, with room for signatures, and the witnesses.
    pub fn tables(&self, say: &Say) -> [Table; 2] {
        let choices = choices(say);
        let mut columns = vec![
            Column::new(say.t("compounds-papers-number"), ColumnKind::Number, 6),
            Column::new(say.t("compounds-papers-unit"), ColumnKind::Text, 22),
            Column::new(say.t("compounds-papers-size-unit"), ColumnKind::Number, 12),
            Column::new(say.t("compounds-papers-votes"), ColumnKind::Number, 8),
        ];
        for (at, item) in self.items.iter().enumerate() {
            let name = say.args("compounds-papers-item", &[("number", (at + 1).into())]);
            let short: String = item.chars().take(16).collect();
            for choice in &choices {
                let title = format!("{name} {short} {choice}");
                columns.push(Column::new(title, ColumnKind::Text, 10));
            }
        }
        columns.push(Column::new(
            say.t("compounds-papers-signature"),
            ColumnKind::Text,
            16,
        ));
        let mut rows: Vec<Vec<Cell>> = self
            .rows
            .iter()
            .map(|row| self.cells(say, row, choices.len()))
            .collect();
        rows.extend(self.sum_rows(say));
        let sheet = Table {
            title: say.t("compounds-papers-count-sheet"),
            columns,
            rows,
        };
        [sheet, self.witness_table(say)]
    }

    fn cells(&self, say: &Say, row: &CountRow, choices: usize) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Integer(i64::from(row.number)),
            Cell::text(&row.unit),
            Cell::Hundredths(i64::try_from(row.area).unwrap_or(i64::MAX)),
            Cell::Integer(i64::try_from(row.votes).unwrap_or(i64::MAX)),
        ];
        for at in 0..self.items.len() {
            let shown = mark(say, row, at);
            cells.push(shown.as_str().map_or(Cell::Empty, Cell::text));
            cells.extend(std::iter::repeat_n(Cell::Empty, choices - 1));
        }
        cells
    }

    /// Persons and area of each choice under its column; nothing before the count.
    fn sum_rows(&self, say: &Say) -> Vec<Vec<Cell>> {
        if self.sums.is_empty() {
            return Vec::new();
        }
        let all = || self.sums.iter().flat_map(|it| it.0.iter());
        let whole = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
        let line = |name: &str, values: Vec<Cell>| {
            let mut cells = vec![Cell::Empty, Cell::text(name), Cell::Empty, Cell::Empty];
            cells.extend(values);
            cells
        };
        vec![
            line(
                &say.t("compounds-papers-count-sum-persons"),
                all().map(|it| Cell::Integer(whole(it.0))).collect(),
            ),
            line(
                &say.t("compounds-papers-count-sum-area"),
                all().map(|it| Cell::Hundredths(whole(it.1))).collect(),
            ),
        ]
    }

    fn witness_table(&self, say: &Say) -> Table {
        let mut rows: Vec<Vec<Cell>> = [
            say.t("compounds-papers-count-caller"),
            say.t("compounds-papers-count-counter"),
            say.t("compounds-papers-count-recorder"),
        ]
        .into_iter()
        .map(|role| vec![Cell::text(role)])
        .collect();
        let witness = say.t("compounds-papers-count-witness");
        let told = self.witnesses.iter().map(Cell::text);
        let blank = std::iter::repeat_n(Cell::Empty, BLANK_WITNESSES);
        let names: Vec<Cell> = if self.witnesses.is_empty() {
            blank.collect()
        } else {
            told.collect()
        };
        rows.extend(
            names
                .into_iter()
                .map(|name| vec![Cell::text(&witness), name]),
        );
        Table {
            title: say.t("compounds-papers-count-witnesses-sheet"),
            columns: vec![
                Column::new(say.t("compounds-papers-count-part"), ColumnKind::Text, 14),
                Column::new(say.t("compounds-papers-name"), ColumnKind::Text, 20),
                Column::new(say.t("compounds-papers-signature"), ColumnKind::Text, 24),
                Column::new(say.t("compounds-papers-count-day"), ColumnKind::Text, 16),
            ],
            rows,
        }
    }
}

/// A word across all choices of an item, or nothing where a tick is to be made.
fn mark(say: &Say, row: &CountRow, at: usize) -> Value {
    if !row.asked.get(at).copied().unwrap_or(true) {
        "—".into()
    } else if row.not_returned {
        say.t("compounds-papers-count-not-returned").into()
    } else {
        Value::Null
    }
}
