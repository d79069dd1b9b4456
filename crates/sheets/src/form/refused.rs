use super::Place;

/// Why a form is not taken, or not filled. `code` names the sentence in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormRefused {
    #[error("the file is empty")]
    Empty,
    #[error("the file has more than {} bytes", super::limits::FORM_BYTES_MAX)]
    TooLarge,
    #[error("the file unpacks to more than a form has")]
    UnpacksTooLarge,
    #[error("the file is no .xlsx workbook: open it and save it as .xlsx")]
    NotXlsx,
    #[error("old .xls workbooks are not filled: open the file and save it as .xlsx")]
    OldWorkbook,
    #[error("the file is locked with a password: take the password off and save it again")]
    Encrypted,
    #[error("the file holds macros: save it as .xlsx without them")]
    Macros,
    #[error("the file is signed, and filling it would break the signature")]
    Signed,
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("the form has no sheet `{0}`")]
    NoSuchSheet(String),
    #[error("cell {0} holds a formula of the form and is not written over")]
    FormulaInTheWay(Place),
    #[error("cell {0} is written twice, or lies within the table")]
    Twice(Place),
    #[error("row {row} of the table is joined with other rows")]
    JoinedRows { row: u32 },
    #[error("the table needs {rows} rows more, and {what} below it cannot be moved safely")]
    CannotPush { rows: u32, what: InTheWay },
    #[error(
        "the form is asked to take more than {} rows",
        super::limits::FILL_ROWS_MAX
    )]
    TooManyRows,
    #[error("the text for cell {0} is longer than a cell can hold")]
    CellTooLong(Place),
}

/// What lies below a table and is not moved, because it might break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InTheWay {
    #[error("a picture or drawing")]
    Drawing,
    #[error("a comment")]
    Comment,
    #[error("a chart or pivot table")]
    Chart,
    #[error("a list object")]
    ListObject,
    #[error("a formula that cannot be followed")]
    Formula,
    #[error("a joined area that begins in the table")]
    Joined,
    #[error("something this program does not know")]
    Unknown,
    #[error("the end of the sheet")]
    End,
}

impl InTheWay {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drawing => "drawing",
            Self::Comment => "comment",
            Self::Chart => "chart",
            Self::ListObject => "list-object",
            Self::Formula => "formula",
            Self::Joined => "joined",
            Self::Unknown => "unknown",
            Self::End => "end",
        }
    }
}

impl FormRefused {
    /// Every code, for those who hold them against their sentences.
    pub const CODES: [&'static str; 16] = [
        "empty",
        "too-large",
        "unpacks-too-large",
        "not-xlsx",
        "old-workbook",
        "encrypted",
        "macros",
        "signed",
        "damaged",
        "no-such-sheet",
        "formula-in-the-way",
        "twice",
        "joined-rows",
        "cannot-push",
        "too-many-rows",
        "cell-too-long",
    ];

    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::UnpacksTooLarge => "unpacks-too-large",
            Self::NotXlsx => "not-xlsx",
            Self::OldWorkbook => "old-workbook",
            Self::Encrypted => "encrypted",
            Self::Macros => "macros",
            Self::Signed => "signed",
            Self::Damaged(_) => "damaged",
            Self::NoSuchSheet(_) => "no-such-sheet",
            Self::FormulaInTheWay(_) => "formula-in-the-way",
            Self::Twice(_) => "twice",
            Self::JoinedRows { .. } => "joined-rows",
            Self::CannotPush { .. } => "cannot-push",
            Self::TooManyRows => "too-many-rows",
            Self::CellTooLong(_) => "cell-too-long",
        }
    }

    /// What the sentence names, where it names something.
    pub fn detail(&self) -> String {
        match self {
            Self::NoSuchSheet(name) => name.clone(),
            Self::FormulaInTheWay(place) | Self::Twice(place) | Self::CellTooLong(place) => {
                place.to_string()
            }
            Self::JoinedRows { row } => row.to_string(),
            Self::CannotPush { what, .. } => what.code().to_owned(),
            _ => String::new(),
        }
    }
}

pub(super) fn damaged(error: impl std::fmt::Display) -> FormRefused {
    FormRefused::Damaged(error.to_string().chars().take(200).collect())
}
