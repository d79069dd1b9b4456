//! Where the text of one field comes from, bound to the columns of one file.

use std::collections::BTreeMap;

use super::fold::fold;
use super::map::MapError;
use super::map_file::{FieldFile, MadeFile};

/// Texts of one table by their folded spelling.
pub(super) type Table = BTreeMap<String, String>;

#[derive(Debug, Clone)]
pub(super) enum Field {
    Column(usize),
    Translated(usize, Table),
    Filled(usize, String),
    Constant(String),
    Join(Vec<Self>, String),
    First(Vec<Self>),
}

/// What binding needs to know of the file and the map.
pub(super) struct Binding<'a> {
    pub(super) header: &'a [String],
    pub(super) tables: &'a BTreeMap<String, Table>,
}

/// The cells of one row, and which of their texts mean nothing.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) cells: &'a [String],
    pub(super) empty: &'a [String],
}

impl<'a> Cells<'a> {
    fn get(self, column: usize) -> &'a str {
        let text = self.cells.get(column).map_or("", |cell| cell.trim());
        let means_nothing = self
            .empty
            .iter()
            .any(|empty| empty.eq_ignore_ascii_case(text));
        if means_nothing { "" } else { text }
    }
}

impl Field {
    pub(super) fn bind(file: &FieldFile, binding: &Binding<'_>) -> Result<Self, MapError> {
        match file {
            FieldFile::Column(name) => binding.column(name).map(Self::Column),
            FieldFile::First(fields) => Self::bind_all(fields, binding).map(Self::First),
            FieldFile::Made(made) => Self::bind_made(made, binding),
        }
    }

    fn bind_all(fields: &[FieldFile], binding: &Binding<'_>) -> Result<Vec<Self>, MapError> {
        fields
            .iter()
            .map(|field| Self::bind(field, binding))
            .collect()
    }

    fn bind_made(made: &MadeFile, binding: &Binding<'_>) -> Result<Self, MapError> {
        let with = made.with.clone().unwrap_or_else(|| " ".to_owned());
        match (&made.column, &made.constant, &made.join) {
            (Some(name), None, None) => {
                let column = binding.column(name)?;
                match (&made.table, &made.filled) {
                    (None, None) => Ok(Self::Column(column)),
                    (Some(table), None) => binding
                        .tables
                        .get(table)
                        .map(|table| Self::Translated(column, table.clone()))
                        .ok_or_else(|| MapError::NoSuchTable(table.clone())),
                    (None, Some(text)) => Ok(Self::Filled(column, text.clone())),
                    (Some(_), Some(_)) => Err(MapError::UnclearField),
                }
            }
            (None, Some(text), None) => Ok(Self::Constant(text.clone())),
            (None, None, Some(parts)) => Ok(Self::Join(Self::bind_all(parts, binding)?, with)),
            _ => Err(MapError::UnclearField),
        }
    }

    /// The first text that is not empty.
    pub(super) fn text(&self, cells: Cells<'_>) -> String {
        match self {
            Self::Column(column) => cells.get(*column).to_owned(),
            Self::Translated(column, table) => {
                let text = cells.get(*column);
                table
                    .get(&fold(text))
                    .map_or(text, String::as_str)
                    .to_owned()
            }
            Self::Filled(column, text) => {
                if cells.get(*column).is_empty() {
                    String::new()
                } else {
                    text.clone()
                }
            }
            Self::Constant(text) => text.clone(),
            Self::Join(parts, with) => {
                let texts: Vec<String> = parts
                    .iter()
                    .map(|part| part.text(cells))
                    .filter(|text| !text.is_empty())
                    .collect();
                texts.join(with)
            }
            Self::First(fields) => fields
                .iter()
                .map(|field| field.text(cells))
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
        }
    }

    /// Every text that the field may mean, for look-ups, which try them in turn.
    pub(super) fn candidates(&self, cells: Cells<'_>) -> Vec<String> {
        match self {
            Self::First(fields) => fields
                .iter()
                .flat_map(|field| field.candidates(cells))
                .collect(),
            other => Some(other.text(cells))
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
        }
    }
}

impl Binding<'_> {
    /// By its name as written, else by its folded name; a name that fits twice fits none.
    fn column(&self, name: &str) -> Result<usize, MapError> {
        let wanted = fold(name);
        let by = |fits: &dyn Fn(&String) -> bool| -> Vec<usize> {
            let fitting = self
                .header
                .iter()
                .enumerate()
                .filter(|(_, column)| fits(column));
            fitting.map(|(index, _)| index).collect()
        };
        let mut found = by(&|column| column.as_str() == name.trim());
        if found.is_empty() && !wanted.is_empty() {
            found = by(&|column| fold(column) == wanted);
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(MapError::NoSuchColumn {
                column: name.to_owned(),
                present: self.header.to_vec(),
            }),
            _ => Err(MapError::ColumnTwice(name.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(toml_text: &str, header: &[&str]) -> Result<Field, MapError> {
        #[derive(serde::Deserialize)]
        struct One {
            field: FieldFile,
        }
        let one: One = toml::from_str(toml_text).unwrap();
        let header: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
        let table = Table::from([(fold("8"), "St. Louis Hills".to_owned())]);
        let tables = BTreeMap::from([("hoods".to_owned(), table)]);
        Field::bind(
            &one.field,
            &Binding {
                header: &header,
                tables: &tables,
            },
        )
    }

    fn text(toml_text: &str, cells: &[&str]) -> String {
        let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
        let field = bound(toml_text, &["a", "b", "c"]).unwrap();
        field.text(Cells {
            cells: &cells,
            empty: &["NA".to_owned()],
        })
    }

    #[test]
    fn fields_are_made_of_columns() {
        assert_eq!(text("field = 'a'", &[" x ", "", ""]), "x");
        assert_eq!(text("field = ['a', 'b']", &["na", "y", ""]), "y");
        assert_eq!(
            text("field = { constant = 'hotline' }", &["", "", ""]),
            "hotline"
        );
        assert_eq!(
            text(
                "field = { join = ['a', 'c', 'b'], with = ' / ' }",
                &["x", "y", ""]
            ),
            "x / y"
        );
        let hood = "field = { column = 'a', table = 'hoods' }";
        assert_eq!(
            (text(hood, &["8"]), text(hood, &["9"])),
            ("St. Louis Hills".into(), "9".into())
        );
        let filled = "field = [{ column = 'a', filled = 'closed' }, { constant = 'received' }]";
        assert_eq!(
            (text(filled, &["1"]), text(filled, &["NA"])),
            ("closed".into(), "received".into())
        );
    }

    #[test]
    fn look_ups_are_given_every_meaning() {
        let field = bound(
            "field = [{ join = ['a', 'b'] }, 'a', 'c']",
            &["a", "b", "c"],
        )
        .unwrap();
        let cells = ["x", "y", ""].map(str::to_owned);
        assert_eq!(
            field.candidates(Cells {
                cells: &cells,
                empty: &[]
            }),
            ["x y", "x"]
        );
    }

    #[test]
    fn columns_that_are_missing_or_ambiguous_are_named() {
        let error = bound("field = 'opened'", &["id", "text"])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("opened") && error.contains("id, text"),
            "{error}"
        );
        assert_eq!(
            bound("field = 'A'", &["a", "a"]).unwrap_err(),
            MapError::ColumnTwice("A".into())
        );
        assert!(matches!(
            bound("field = ' Ｄate '", &["id", "date"]),
            Ok(Field::Column(1))
        ));
        let both = "field = { column = 'a', constant = 'x' }";
        assert_eq!(bound(both, &["a"]).unwrap_err(), MapError::UnclearField);
        let table = "field = { column = 'a', table = 'none' }";
        assert_eq!(
            bound(table, &["a"]).unwrap_err(),
            MapError::NoSuchTable("none".into())
        );
    }
}
