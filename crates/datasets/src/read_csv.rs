use crate::{DatasetError, limits};

/// A csv as it was published: names of its columns, and its rows as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Records {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|it| it == name)
    }
}

/// Reads a file that [`crate::write_csv`] wrote; every row has as many fields as the header.
pub fn read_csv(bytes: &[u8]) -> Result<Records, DatasetError> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let columns: Vec<String> = owned(reader.headers().map_err(DatasetError::format)?);
    let mut rows = Vec::new();
    for record in reader.records() {
        if rows.len() >= limits::ROWS {
            return Err(DatasetError::TooLarge(String::new()));
        }
        rows.push(owned(&record.map_err(DatasetError::format)?));
    }
    Ok(Records { columns, rows })
}
