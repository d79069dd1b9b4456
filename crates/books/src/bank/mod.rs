//! Bank files: tables as Chinese banks export them, OFX and CAMT.053. Whatever the file, the same
//! rows come out, in the order of time, with what does not fit together said beside them.
//!
//! Text is decoded before it comes here. Names of counterparts are handed on as they are; whoever
//! keeps them seals them.

mod camt;
mod chain;
mod ofx;
mod table;

use huiyin_kernel::{Date, Money};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

pub use chain::joins;
pub use table::{Columns, read_table};

/// One movement as the bank booked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankRow {
    /// The row a person sees in a table; the entry's number in OFX and CAMT.
    pub row: u64,
    pub date: Date,
    /// Positive for what came in.
    pub amount: Money,
    /// What lay in the account after it.
    pub balance: Option<Money>,
    pub counterpart: String,
    pub memo: String,
    /// The bank's own number for it.
    pub reference: String,
    /// The same movement has the same key in every file that tells of it.
    pub key: String,
}

named! {
    /// Why a row of a bank file is not read.
    RowProblem {
        Date = "date",
        Amount = "amount",
        BothSides = "both_sides",
        Balance = "balance",
        /// An amount without a sign, and nothing that says which way it went.
        Direction = "direction",
        Currency = "currency",
        TooLarge = "too_large",
        /// The row itself is damaged: too few cells, or letters that cannot be read.
        Damaged = "damaged",
        TooManyRows = "too_many_rows",
        /// Neither booked nor known as not booked yet.
        Status = "status",
        /// The file as a whole: its last page is in another file.
        PageMissing = "page_missing",
        /// The file as a whole: it counts other entries than it holds.
        EntriesDiffer = "entries_differ",
        /// The file as a whole: the opening or closing that it states.
        FileBalance = "file_balance",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    pub row: u64,
    pub problem: RowProblem,
}

/// A place at which the running balance does not go on: something between was not in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Break {
    /// The row before which something is missing; none for the end of the file.
    pub before: Option<u64>,
    pub expected: Money,
    pub found: Money,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankFile {
    pub rows: Vec<BankRow>,
    pub faults: Vec<RowFault>,
    pub breaks: Vec<Break>,
    /// What lay in the account before the first row and after the last, where the file says so
    /// or its balances show it.
    pub opening: Option<Money>,
    pub closing: Option<Money>,
    /// The last digits of the account's number, where the file has it.
    pub account_tail: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BankError {
    #[error("the file is neither OFX nor CAMT.053 nor a table with a bank's column names")]
    Unknown,
    #[error("the file is larger than a bank statement can be")]
    TooLarge,
    #[error("the file ends in the middle or is damaged: {0}")]
    Damaged(String),
    #[error("the file has no column for {0}")]
    NoColumn(&'static str),
    #[error("the file has more than one column called {0}")]
    ColumnTwice(String),
    #[error("the file holds no movement")]
    NoRows,
    #[error("the file tells of more than one account")]
    SeveralAccounts,
}

/// The kind of a file that is not a table, by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    Ofx,
    Camt,
}

impl Marked {
    pub fn by_beginning(text: &str) -> Option<Self> {
        let head: String = text.chars().take(4096).collect();
        let upper = head.to_ascii_uppercase();
        if upper.trim_start().starts_with("OFXHEADER") || upper.contains("<OFX>") {
            Some(Self::Ofx)
        } else if head.contains("BkToCstmrStmt") || head.contains("camt.053") {
            Some(Self::Camt)
        } else {
            None
        }
    }
}

/// Reads an OFX or CAMT.053 file.
pub fn read_marked(text: &str) -> Result<BankFile, BankError> {
    if text.len() > crate::limits::BANK_BYTES_MAX {
        return Err(BankError::TooLarge);
    }
    match Marked::by_beginning(text) {
        Some(Marked::Ofx) => ofx::read(text),
        Some(Marked::Camt) => camt::read(text),
        None => Err(BankError::Unknown),
    }
}

/// The end of an account's number: enough to tell two accounts apart, too little to pay into.
fn tail(number: &str) -> Option<String> {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let start = digits.len().saturating_sub(4);
    (!digits.is_empty()).then(|| digits[start..].iter().collect())
}

/// Text within bounds, without what could break a line.
fn short(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(crate::limits::TEXT_MAX)
        .collect()
}

/// A day as `yyyymmdd`, `yyyy-mm-dd`, `yyyy/m/d`, `yyyy年m月d日`, a time after it or not.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match parts.as_slice() {
        [joined, ..] if joined.len() >= 8 && joined.is_ascii() => {
            (&joined[..4], &joined[4..6], &joined[6..8])
        }
        [year, month, day, ..] if year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    let year: i16 = year.parse().ok()?;
    if !crate::limits::YEARS.contains(&year) {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_banks_write_them() {
        let may = Date::new(2026, 5, 9).unwrap();
        for text in [
            "20260509",
            "2026-05-09",
            "2026/5/9 12:01",
            "2026年5月9日",
            "20260509120000[+8:CST]",
            "2026-05-09T01:00:00",
        ] {
            assert_eq!(day(text), Some(may), "{text}");
        }
        for text in [
            "",
            "2026",
            "26-05-09",
            "20261309",
            "99990101",
            "今天",
            "2026-02-30",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_end_of_an_accounts_number_is_kept() {
        assert_eq!(tail("6222 0000 0000 1234"), Some("1234".to_owned()));
        assert_eq!(tail(" "), None);
    }
}
