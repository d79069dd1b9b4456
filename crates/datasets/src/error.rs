/// Why a package could not be written, or a table not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatasetError {
    #[error("table {0} has more rows, columns or text than a package takes")]
    TooLarge(String),
    #[error("row {row} of table {table} does not fit its columns")]
    Misfit { table: String, row: usize },
    #[error("{0}")]
    Format(String),
}

impl DatasetError {
    pub(crate) fn format(error: impl std::fmt::Display) -> Self {
        Self::Format(error.to_string())
    }
}
