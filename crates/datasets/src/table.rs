use huiyin_kernel::Said;

use crate::{DatasetError, limits};

/// A table with what is known about it. Each row has one cell for each field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Lower case, digits and hyphens: it becomes the name of the files.
    pub name: &'static str,
    pub title: Said,
    pub about: Said,
    pub fields: Vec<Field>,
    /// The field that tells rows apart, where one does.
    pub primary_key: Option<&'static str>,
    pub foreign_keys: Vec<ForeignKey>,
    pub rows: Vec<Vec<Cell>>,
    /// Whether it is given as parquet too.
    pub as_parquet: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub title: Said,
    pub about: Said,
    /// Whether every row has a value.
    pub required: bool,
    /// The only values, with what they mean; none where others may come.
    pub values: Vec<(String, Said)>,
    /// Least and largest number.
    pub range: Option<(i32, i32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
}

/// A field whose values are found in a field of another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignKey {
    pub field: &'static str,
    pub table: &'static str,
    pub of: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    Missing,
    Integer(i32),
    Text(String),
}

impl Cell {
    /// A text; an empty one is a missing value, for a csv cannot tell the two apart.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text)
        }
    }

    pub fn integer(number: Option<i32>) -> Self {
        number.map_or(Self::Missing, Self::Integer)
    }

    /// As it stands in a csv.
    pub fn as_text(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Integer(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Field {
    fn takes(&self, cell: &Cell) -> bool {
        match cell {
            Cell::Missing => !self.required,
            Cell::Integer(number) => {
                let is_inside = |(from, to): (i32, i32)| (from..=to).contains(number);
                self.kind == Kind::Integer && self.range.is_none_or(is_inside)
            }
            Cell::Text(text) => {
                let is_known = self.values.is_empty() || self.values.iter().any(|it| it.0 == *text);
                self.kind == Kind::Text && !text.is_empty() && is_known
            }
        }
    }
}

impl Table {
    /// Whether the rows are as the fields say, and not too many: a description that its own table
    /// does not keep would be found by everybody but us.
    pub(crate) fn check(&self) -> Result<(), DatasetError> {
        let is_long =
            |cell: &Cell| matches!(cell, Cell::Text(text) if text.len() > limits::CELL_BYTES);
        let is_too_large = self.rows.len() > limits::ROWS
            || self.fields.len() > limits::COLUMNS
            || self.rows.iter().flatten().any(is_long);
        if is_too_large {
            return Err(DatasetError::TooLarge(self.name.to_owned()));
        }
        let fits = |row: &Vec<Cell>| {
            let pairs = self.fields.iter().zip(row);
            row.len() == self.fields.len()
                && pairs.into_iter().all(|(field, cell)| field.takes(cell))
        };
        match self.rows.iter().position(|row| !fits(row)) {
            None => Ok(()),
            Some(row) => Err(DatasetError::Misfit {
                table: self.name.to_owned(),
                row: row + 1,
            }),
        }
    }
}
