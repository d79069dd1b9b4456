//! The XLSForm convention: a workbook with the sheets `survey`, `choices` and `settings`.
//!
//! What the notebook does not support is refused by its name, with sheet and row; nothing of a
//! file is passed over in silence. Columns of our own beside the convention's are `purpose::…`
//! (why a question is mandatory, F3), `consent` (the question by which the resident agrees),
//! `sensitive` and `meaning`; other tools leave such columns alone.

mod choices;
mod export;
mod import;
mod settings;
mod sheet;
mod survey;

use std::fmt;

use crate::fault::FormFault;

pub use export::export;
pub use import::{Source, import};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    Survey,
    Choices,
    Settings,
}

impl Sheet {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Choices => "choices",
            Self::Settings => "settings",
        }
    }
}

/// What is refused, and where a person finds it in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub sheet: Sheet,
    /// As a spreadsheet counts; 0 where no one row is meant.
    pub row: u64,
    pub column: String,
    pub fault: FormFault,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.sheet.name())?;
        if self.row > 0 {
            write!(out, " row {}", self.row)?;
        }
        if !self.column.is_empty() {
            write!(out, ", column {}", self.column)?;
        }
        write!(out, ": {}", self.fault)
    }
}
