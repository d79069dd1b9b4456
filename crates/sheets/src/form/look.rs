//! What a person sees of a form: its sheets, the texts of their cells, and where a table seems to
//! begin.

use std::collections::BTreeMap;

use super::cell::{CellXml, Content};
use super::limits::SHOWN_CHARS_MAX;
use super::place::{Area, Place, column_letters};
use super::refused::FormRefused;
use super::sheet::SheetXml;
use super::strings;
use super::xml;

/// Rows in which headers are looked for.
const HEADER_ROWS: u32 = 40;
/// Columns in which they are looked for.
const COLUMNS: u32 = 500;
/// Rows of one header.
const TIERS_MAX: u32 = 5;

/// One sheet of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSheet {
    pub name: String,
    pub is_hidden: bool,
    /// Cells that hold something, by row and column.
    pub cells: Vec<FormCell>,
    pub merges: Vec<Area>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCell {
    pub place: Place,
    /// What is shown; the formula itself, with its sign, where there is one.
    pub text: String,
    pub is_formula: bool,
    pub is_text: bool,
}

/// Where a table seems to begin, and what its columns are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The last row of the header.
    pub row: u32,
    /// The first row below it.
    pub first_row: u32,
    pub columns: Vec<HeadingColumn>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingColumn {
    pub column: u32,
    pub letters: String,
    /// Header texts from above to below, with a stroke between them.
    pub title: String,
    /// The first row computes it, so it is not filled.
    pub is_computed: bool,
}

impl FormSheet {
    /// The first cell of the joined area that holds the place, or the place itself.
    pub fn first_of(&self, place: Place) -> Place {
        let area = self.merges.iter().find(|it| it.contains(place));
        area.map_or(place, |it| it.from)
    }

    fn cell(&self, place: Place) -> Option<&FormCell> {
        let at = self.cells.binary_search_by_key(&place, |it| it.place);
        at.ok().map(|at| &self.cells[at])
    }

    /// The text at a place, that of its joined area too.
    pub fn text(&self, place: Place) -> &str {
        self.cell(self.first_of(place)).map_or("", |it| &it.text)
    }

    /// The header as it seems: the row with the most texts, the lowest of such rows.
    pub fn heading(&self) -> Option<Heading> {
        let mut texts: BTreeMap<u32, usize> = BTreeMap::new();
        for cell in &self.cells {
            let is_near = cell.place.row <= HEADER_ROWS && cell.place.column <= COLUMNS;
            if cell.is_text && is_near {
                // A joined cell counts in every row that it reaches.
                let area = self.merges.iter().find(|it| it.from == cell.place);
                let to = area.map_or(cell.place.row, |it| it.to.row.min(HEADER_ROWS));
                for row in cell.place.row..=to {
                    *texts.entry(row).or_default() += 1;
                }
            }
        }
        let most = *texts.values().max()?;
        let row = texts
            .iter()
            .rev()
            .find(|it| *it.1 == most)
            .map(|it| *it.0)?;
        (most > 1).then(|| self.heading_at(row))
    }

    /// The header that ends with this row.
    pub fn heading_at(&self, row: u32) -> Heading {
        let reach = |up: fn(&Area) -> u32| {
            let crossing = self
                .merges
                .iter()
                .filter(move |it| it.from.row <= row && row <= it.to.row);
            crossing.map(up)
        };
        let last = reach(|it| it.to.row)
            .max()
            .unwrap_or(row)
            .min(row + TIERS_MAX);
        let first = self.top_of(reach(|it| it.from.row).min().unwrap_or(row), row);
        let width = self.width_of(first, last);
        let mut columns = Vec::new();
        for column in 1..=width {
            let mut parts: Vec<&str> = Vec::new();
            for tier in first..=last {
                let text = self.text(Place::new(tier, column)).trim();
                if !text.is_empty() && !parts.contains(&text) {
                    parts.push(text);
                }
            }
            let place = Place::new(last + 1, column);
            if self.first_of(place).column != column {
                continue;
            }
            columns.push(HeadingColumn {
                column,
                letters: column_letters(column),
                title: parts.join(" / "),
                is_computed: self.cell(place).is_some_and(|it| it.is_formula),
            });
        }
        columns.retain(|it| !it.title.is_empty());
        Heading {
            row: last,
            first_row: last + 1,
            columns,
        }
    }

    /// A row above belongs to the header where it joins two columns or more, and not all of them.
    fn top_of(&self, from: u32, row: u32) -> u32 {
        let mut top = from.max(row.saturating_sub(TIERS_MAX - 1)).max(1);
        while top > 1 && row - top < TIERS_MAX - 1 {
            let above = top - 1;
            let groups = self
                .merges
                .iter()
                .filter(|it| it.from.row == above && it.to.row == above)
                .count();
            let texts = self
                .cells
                .iter()
                .filter(|it| it.place.row == above && it.is_text)
                .count();
            if groups == 0 || texts < 2 || self.is_sentence(above) {
                break;
            }
            top = above;
        }
        top
    }

    /// Lines such as “填报单位：” stand above a header and are none.
    fn is_sentence(&self, row: u32) -> bool {
        self.cells
            .iter()
            .filter(|it| it.place.row == row)
            .any(|it| it.text.contains(['：', ':']))
    }

    fn width_of(&self, first: u32, last: u32) -> u32 {
        let cells = self
            .cells
            .iter()
            .filter(|it| (first..=last).contains(&it.place.row))
            .map(|it| it.place.column);
        let merges = self
            .merges
            .iter()
            .filter(|it| first <= it.from.row && it.to.row <= last)
            .map(|it| it.to.column);
        cells.chain(merges).max().unwrap_or(0).min(COLUMNS)
    }
}

pub(super) fn cells_of(sheet: &SheetXml, shared: &[String]) -> Result<Vec<FormCell>, FormRefused> {
    let mut found = Vec::new();
    for (row, it) in &sheet.rows {
        for (column, cell) in &it.cells {
            let place = Place::new(*row, *column);
            if let Some((text, is_text)) = shown(cell, shared)? {
                found.push(FormCell {
                    place,
                    text,
                    is_formula: matches!(cell.content, Content::Formula(_)),
                    is_text,
                });
            }
        }
    }
    Ok(found)
}

fn shown(cell: &CellXml, shared: &[String]) -> Result<Option<(String, bool)>, FormRefused> {
    let raw = match &cell.content {
        Content::Nothing => return Ok(None),
        Content::Formula(formula) => {
            return Ok(Some((format!("={}", short(&formula.text)), false)));
        }
        Content::Raw(raw) => raw,
    };
    let is_text = matches!(cell.kind.as_str(), "s" | "str" | "inlineStr");
    // Cut before it is copied: many cells may name one long text.
    let text = match cell.kind.as_str() {
        "inlineStr" => short(&strings::of(raw)?),
        "s" => short(strings::at(shared, &xml::plain(raw)?)?),
        _ => short(&xml::plain(raw)?),
    };
    let is_there = !text.trim().is_empty();
    Ok(is_there.then_some((text, is_text)))
}

fn short(text: &str) -> String {
    text.chars().take(SHOWN_CHARS_MAX).collect()
}
