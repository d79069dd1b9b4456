//! Rows and cells of a sheet: what they keep as it is written, and what is put into them.

use std::collections::BTreeMap;

use super::place::Place;
use super::xml::{self, write_attribute};

#[derive(Debug, Clone, Default)]
pub(super) struct RowXml {
    pub attributes: Vec<(String, String)>,
    pub cells: BTreeMap<u32, CellXml>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct CellXml {
    /// Style and what else a cell has that is not its content.
    pub attributes: Vec<(String, String)>,
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
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| it.0 == name);
        found.map(|it| it.1.as_str())
    }

    /// One formula for many cells, or of a kind that is not walked.
    pub(super) fn is_plain(&self) -> bool {
        self.get("t").is_none_or(|kind| kind == "normal")
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

    pub(super) fn write(&self, out: &mut String, name: &str, place: Place) {
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
