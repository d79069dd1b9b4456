//! One sheet as rows and cells, with everything around them kept as it is written.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::formula;
use super::limits::{CELLS_MAX, FORMULA_BYTES_MAX, FORMULAS_BYTES_MAX};
use super::place::{Area, COLUMNS_MAX, Place, ROWS_MAX};
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

#[derive(Debug, Clone, Default)]
pub(super) struct RowXml {
    attributes: Vec<(String, String)>,
    pub cells: BTreeMap<u32, CellXml>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct CellXml {
    /// Style and what else a cell has that is not its content.
    attributes: Vec<(String, String)>,
    /// `s`, `str`, `inlineStr`, `b`, `e`, `d`, or nothing for a number.
    pub kind: String,
    pub content: Content,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Content {
    #[default]
    Nothing,
    /// What stands within the cell, as it is written.
    Raw(String),
    Formula(Formula),
}

/// A formula without the value that was computed before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Formula {
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

impl Formula {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| it.0 == name);
        found.map(|it| it.1.as_str())
    }

    /// One formula for many cells, or of a kind that is not walked.
    pub(super) fn is_plain(&self) -> bool {
        self.get("t").is_none_or(|kind| kind == "normal")
    }
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
}

impl RowXml {
    /// The style of cells of this row that are not written down.
    pub(super) fn style(&self) -> Option<String> {
        let found = self.attributes.iter().find(|it| it.0 == "s");
        found.map(|it| it.1.clone())
    }

    /// How many cells it has, and bytes of formulas.
    pub(super) fn weight(&self) -> (usize, usize) {
        let formulas = self.cells.values().map(|cell| match &cell.content {
            Content::Formula(formula) => formula.text.len(),
            _ => 0,
        });
        (self.cells.len(), formulas.sum())
    }

    /// A row that looks like this one and has only its formulas.
    pub(super) fn blank(&self) -> Self {
        let mut row = self.clone();
        row.attributes
            .retain(|(name, _)| name != "hidden" && name != "collapsed");
        for cell in row.cells.values_mut() {
            if !matches!(cell.content, Content::Formula(_)) {
                cell.set(String::new(), Content::Nothing);
            }
        }
        row
    }
}

impl CellXml {
    pub(super) fn styled(style: Option<String>) -> Self {
        Self {
            attributes: style.map(|it| ("s".to_owned(), it)).into_iter().collect(),
            ..Self::default()
        }
    }

    pub(super) fn set(&mut self, kind: String, content: Content) {
        self.kind = kind;
        self.content = content;
    }

    pub(super) fn put_text(&mut self, text: &str, prefix: &str) {
        let text = xml::escaped(text);
        let raw = format!(
            "<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>"
        );
        self.set("inlineStr".to_owned(), Content::Raw(raw));
    }

    pub(super) fn put_number(&mut self, number: &str, prefix: &str) {
        let raw = format!("<{prefix}v>{number}</{prefix}v>");
        self.set(String::new(), Content::Raw(raw));
    }

    fn write(&self, out: &mut String, name: &str, place: Place) {
        out.extend(["<", name, "c"]);
        write_attribute(out, "r", &place.to_string());
        for (key, value) in &self.attributes {
            write_attribute(out, key, value);
        }
        match &self.content {
            Content::Nothing => out.push_str("/>"),
            Content::Raw(raw) => {
                if !self.kind.is_empty() {
                    write_attribute(out, "t", &self.kind);
                }
                out.extend([">", raw.as_str(), "</", name, "c>"]);
            }
            Content::Formula(formula) => {
                out.extend(["><", name, "f"]);
                for (key, value) in &formula.attributes {
                    write_attribute(out, key, value);
                }
                let text = xml::escaped(&formula.text);
                out.extend([">", text.as_str(), "</", name, "f></", name, "c>"]);
            }
        }
    }
}

impl SheetXml {
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

fn read_rows(
    text: &str,
    walk: &mut Xml<'_>,
) -> Result<(BTreeMap<u32, RowXml>, usize), FormRefused> {
    let mut rows = BTreeMap::new();
    let mut cells = 0;
    let mut last = 0;
    while let Some((event, at)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "row" => {
                let (number, mut row) = open_row(&tag, last)?;
                row.cells = read_cells(text, walk, &mut cells)?;
                last = number;
                rows.insert(number, row);
            }
            Event::Empty(tag) if xml::local(&tag) == "row" => {
                let (number, row) = open_row(&tag, last)?;
                last = number;
                rows.insert(number, row);
            }
            Event::End(_) => return Ok((rows, at.end)),
            _ => {}
        }
        cells += 1;
        if cells > CELLS_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    Err(damaged("it ends too early"))
}

fn open_row(tag: &BytesStart<'_>, last: u32) -> Result<(u32, RowXml), FormRefused> {
    let mut attributes = xml::attributes(tag)?;
    let number = match attributes.iter().find(|it| it.0 == "r") {
        Some((_, number)) => number.parse().map_err(damaged)?,
        None => last + 1,
    };
    if number <= last || number > ROWS_MAX {
        return Err(damaged("its rows are out of order"));
    }
    attributes.retain(|(name, _)| name != "r" && name != "spans");
    let row = RowXml {
        attributes,
        cells: BTreeMap::new(),
    };
    Ok((number, row))
}

fn read_cells(
    text: &str,
    walk: &mut Xml<'_>,
    count: &mut usize,
) -> Result<BTreeMap<u32, CellXml>, FormRefused> {
    let mut cells = BTreeMap::new();
    let mut last = 0;
    while let Some((event, _)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "c" => {
                let (column, mut cell) = open_cell(&tag, last)?;
                let inside = walk.inside()?;
                cell.content = content(text, inside)?;
                if matches!(cell.content, Content::Formula(_)) {
                    cell.kind.clear();
                }
                last = column;
                cells.insert(column, cell);
            }
            Event::Empty(tag) if xml::local(&tag) == "c" => {
                let (column, cell) = open_cell(&tag, last)?;
                last = column;
                cells.insert(column, cell);
            }
            Event::Start(_) => {
                walk.inside()?;
            }
            Event::End(_) => return Ok(cells),
            _ => {}
        }
        *count += 1;
        if *count > CELLS_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    Err(damaged("it ends too early"))
}

fn open_cell(tag: &BytesStart<'_>, last: u32) -> Result<(u32, CellXml), FormRefused> {
    let mut cell = CellXml::default();
    let mut column = last + 1;
    for (name, value) in xml::attributes(tag)? {
        match name.as_str() {
            "r" => {
                let place = Place::parse(&value).ok_or_else(|| damaged("a cell has no place"))?;
                column = place.column;
            }
            "t" => cell.kind = value,
            // Numbers of values that only the cell's old content had.
            "cm" | "vm" => {}
            _ => cell.attributes.push((name, value)),
        }
    }
    if column <= last || column > COLUMNS_MAX {
        return Err(damaged("its cells are out of order"));
    }
    Ok((column, cell))
}

fn content(text: &str, inside: Range<usize>) -> Result<Content, FormRefused> {
    let raw = &text[inside];
    if raw.trim().is_empty() {
        return Ok(Content::Nothing);
    }
    let mut walk = Xml::new(raw);
    while let Some((event, _)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "f" => {
                let attributes = xml::attributes(&tag)?;
                let inside = walk.inside()?;
                if inside.len() > FORMULA_BYTES_MAX {
                    return Err(damaged("a formula is too long"));
                }
                let text = xml::plain(&raw[inside])?;
                return Ok(Content::Formula(Formula { attributes, text }));
            }
            Event::Empty(tag) if xml::local(&tag) == "f" => {
                let attributes = xml::attributes(&tag)?;
                return Ok(Content::Formula(Formula {
                    attributes,
                    text: String::new(),
                }));
            }
            Event::Start(_) => {
                walk.inside()?;
            }
            _ => {}
        }
    }
    Ok(Content::Raw(raw.to_owned()))
}
