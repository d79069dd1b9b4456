use crate::limits;

/// Why a whole file cannot be read. `code` names the sentence in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error(
        "the file has {bytes} bytes; at most {} are read",
        limits::FILE_BYTES_MAX
    )]
    FileTooLarge { bytes: usize },
    #[error("the file is empty")]
    Empty,
    #[error("the file is not a table: save it as csv, xlsx or ods")]
    NotATable,
    #[error("the text is neither UTF-8 nor GB18030: save it as csv in UTF-8")]
    UnknownEncoding,
    #[error(
        "row {row} is written in another encoding than the rows before it: save the whole file as csv in UTF-8"
    )]
    MixedEncodings { row: u64 },
    #[error("old .xls workbooks are not read: open the file and save it as .xlsx")]
    OldWorkbook,
    #[error("the file is a web page with a spreadsheet's name: open it and save it as .xlsx")]
    WebPage,
    #[error("the workbook is damaged: {0}")]
    DamagedWorkbook(String),
    #[error(
        "the workbook unpacks to more than {} bytes",
        limits::UNPACKED_BYTES_MAX
    )]
    UnpacksTooLarge,
    #[error("the sheet holds more than {} filled cells", limits::SHEET_CELLS_MAX)]
    SheetTooLarge,
    #[error("there is no sheet `{wanted}`; the workbook has: {}", present.join(", "))]
    NoSuchSheet {
        wanted: String,
        present: Vec<String>,
    },
    #[error("row {row} holds no column names")]
    NoHeader { row: u64 },
    #[error(
        "the header has {found} columns; at most {} are read",
        limits::COLUMNS_MAX
    )]
    TooManyColumns { found: usize },
}

impl ReadError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } => "file-too-large",
            Self::Empty => "file-empty",
            Self::NotATable => "not-a-table",
            Self::UnknownEncoding => "unknown-encoding",
            Self::MixedEncodings { .. } => "mixed-encodings",
            Self::OldWorkbook => "old-workbook",
            Self::WebPage => "web-page",
            Self::DamagedWorkbook(_) => "damaged-workbook",
            Self::UnpacksTooLarge => "unpacks-too-large",
            Self::SheetTooLarge => "sheet-too-large",
            Self::NoSuchSheet { .. } => "no-such-sheet",
            Self::NoHeader { .. } => "no-header",
            Self::TooManyColumns { .. } => "too-many-columns",
        }
    }

    /// What the sentence names, where it names something.
    pub fn detail(&self) -> String {
        match self {
            Self::NoSuchSheet { wanted, .. } => wanted.clone(),
            Self::NoHeader { row } | Self::MixedEncodings { row } => row.to_string(),
            _ => String::new(),
        }
    }
}

/// What is wrong with one row; the rows after it are still read unless `is_last`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {number}: {kind}")]
pub struct RowFault {
    /// The number that a person sees beside the row in a spreadsheet; the first row is 1.
    pub number: u64,
    pub kind: RowFaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowFaultKind {
    #[error("{found} cells where the header has {expected}")]
    Ragged { expected: usize, found: usize },
    #[error(
        "the cell in column {column} is longer than {} bytes",
        limits::CELL_BYTES_MAX
    )]
    CellTooLong { column: usize },
    #[error("more than {} columns", limits::COLUMNS_MAX)]
    TooManyColumns,
    #[error("some characters are damaged")]
    Undecodable,
    #[error("a quotation mark is opened and never closed")]
    OpenQuote,
    #[error("more than {} rows; divide the file", limits::ROWS_MAX)]
    TooManyRows,
}

impl RowFaultKind {
    /// Nothing is read after this one.
    pub const fn is_last(self) -> bool {
        matches!(self, Self::TooManyRows)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error("the cell in row {row}, column {column} is longer than a workbook cell can hold")]
    CellTooLong { row: usize, column: usize },
    #[error("the table has more rows or columns than a sheet can hold")]
    TooLarge,
    #[error("the file could not be written: {0}")]
    Format(String),
}
