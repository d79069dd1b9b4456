//! One sheet: its rows, and everything around them kept as it is written.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::cell::{CellXml, Content, Formula, RowXml};
use super::formula;
use super::limits::FORMULAS_BYTES_MAX;
use super::place::{Area, Place};
use super::read_rows::read_rows;
use super::refused::{FormRefused, damaged};
use super::xml::{self, Xml, write_attribute};

#[derive(Debug, Clone)]
pub(super) struct SheetXml {
    /// All before the rows, and all after them.
    pub head: String,
    pub tail: String,
    /// `x:` where the part names its elements so.
    prefix: String,
    pub rows: BTreeMap<u32, RowXml>,
}

impl SheetXml {
    pub(super) fn parse(text: &str) -> Result<Self, FormRefused> {
        let mut walk = Xml::new(text);
        while let Some((event, at)) = walk.next()? {
            match event {
                Event::Start(tag) if xml::local(&tag) == "sheetData" => {
                    let prefix = xml::prefix(&tag).to_owned();
                    let (rows, end) = read_rows(text, &mut walk)?;
                    return Ok(Self {
                        head: text[..at.start].to_owned(),
                        tail: text[end..].to_owned(),
                        prefix,
                        rows,
                    });
                }
                Event::Empty(tag) if xml::local(&tag) == "sheetData" => {
                    return Ok(Self {
                        head: text[..at.start].to_owned(),
                        tail: text[at.end..].to_owned(),
                        prefix: xml::prefix(&tag).to_owned(),
                        rows: BTreeMap::new(),
                    });
                }
                _ => {}
            }
        }
        Err(damaged("a sheet has no rows"))
    }

    pub(super) fn write(&self) -> String {
        let name = self.prefix.as_str();
        let mut out = String::with_capacity(self.head.len() + self.tail.len() + 4096);
        out.push_str(&self.head);
        out.extend(["<", name, "sheetData>"]);
        for (number, row) in &self.rows {
            out.extend(["<", name, "row"]);
            write_attribute(&mut out, "r", &number.to_string());
            for (key, value) in &row.attributes {
                write_attribute(&mut out, key, value);
            }
            out.push('>');
            for (column, cell) in &row.cells {
                cell.write(&mut out, name, Place::new(*number, *column));
            }
            out.extend(["</", name, "row>"]);
        }
        out.extend(["</", name, "sheetData>"]);
        out.push_str(&self.tail);
        out
    }

    pub(super) fn cell(&self, place: Place) -> Option<&CellXml> {
        self.rows.get(&place.row)?.cells.get(&place.column)
    }

    pub(super) fn formulas_mut(&mut self) -> impl Iterator<Item = (Place, &mut Formula)> {
        self.rows.iter_mut().flat_map(|(row, it)| {
            it.cells
                .iter_mut()
                .filter_map(|(column, cell)| match &mut cell.content {
                    Content::Formula(formula) => Some((Place::new(*row, *column), formula)),
                    _ => None,
                })
        })
    }

    /// Writes each formula that stands for many cells into every one of them, so that rows can be
    /// moved and copied one by one.
    pub(super) fn unshare(&mut self) -> Result<(), FormRefused> {
        let mut masters: BTreeMap<String, (Place, String)> = BTreeMap::new();
        for (place, formula) in self.formulas_mut() {
            if formula.get("t") == Some("shared")
                && !formula.text.trim().is_empty()
                && let Some(number) = formula.get("si")
            {
                masters.insert(number.to_owned(), (place, formula.text.clone()));
            }
        }
        let mut bytes = 0;
        for (place, found) in self.formulas_mut() {
            if found.get("t") != Some("shared") {
                continue;
            }
            let number = found.get("si").unwrap_or_default();
            let (from, text) = masters
                .get(number)
                .ok_or_else(|| damaged("a formula names another that is not there"))?;
            let rows = i64::from(place.row) - i64::from(from.row);
            let columns = i64::from(place.column) - i64::from(from.column);
            let text = formula::copied(text, rows, columns)
                .map_err(|_| damaged("a formula leaves the sheet"))?;
            bytes += text.len();
            if bytes > FORMULAS_BYTES_MAX {
                return Err(FormRefused::UnpacksTooLarge);
            }
            *found = Formula {
                attributes: Vec::new(),
                text,
            };
        }
        Ok(())
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The style of cells of this column that are not written down.
    pub(super) fn style_of_column(&self, column: u32) -> Result<Option<String>, FormRefused> {
        let mut walk = Xml::new(&self.head);
        while let Some((event, _)) = walk.next()? {
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                continue;
            };
            if xml::local(&tag) != "col" {
                continue;
            }
            let number = |name| {
                let value = xml::attribute(&tag, name)?;
                Ok::<u32, FormRefused>(value.and_then(|it| it.parse().ok()).unwrap_or(0))
            };
            if (number("min")?..=number("max")?).contains(&column) {
                return xml::attribute(&tag, "style");
            }
        }
        Ok(None)
    }

    /// Says anew which area of the sheet is used.
    pub(super) fn tell_size(&mut self) -> Result<(), FormRefused> {
        let mut area: Option<(Place, Place)> = None;
        for (row, it) in &self.rows {
            for column in it.cells.keys() {
                let (from, to) =
                    area.get_or_insert((Place::new(*row, *column), Place::new(*row, *column)));
                from.column = from.column.min(*column);
                to.column = to.column.max(*column);
                to.row = *row;
            }
        }
        let Some((from, to)) = area else {
            return Ok(());
        };
        let size = Area { from, to }.to_string();
        let mut walk = Xml::new(&self.head);
        while let Some((event, at)) = walk.next()? {
            if let Event::Empty(tag) = event
                && xml::local(&tag) == "dimension"
            {
                let told = xml::with_attributes(&tag, true, &[("ref", &size)])?;
                self.head.replace_range(at, &told);
                return Ok(());
            }
        }
        Ok(())
    }
}
