//! The books of an estate: one function for each thing that is done.

mod audits;
mod bank;
mod behind;
mod closing;
mod notices;
mod opening;
mod posting;
mod proof;
mod questions;
mod shares;

use huiyin_books::{Account, Period, Row};
use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::{By, OpError};
use crate::model::ledger::{LedgerBook, LedgerRefused};
use crate::model::register::Estate;
use crate::store::ledger::{books as rows, months};

pub use audits::{Report, audit_due, audit_owed, audits_overdue, note_audit};
pub use bank::{Taken, join, matches, read_file, take_file};
pub use behind::{passed_items, uses};
pub use closing::close;
pub use notices::{Overdue, draft, overdue, owed_of, posted, release, rhythm, series};
pub use opening::{Settings, add_account, open, settle};
pub use posting::{New, post, reverse};
pub(crate) use proof::hold_posted;
pub use proof::{Proven, books, check, check_all};
pub use questions::{answer, ask, hand_over};
pub use shares::{OwnPart, own_part};

/// A refusal of the books with the key of its sentence.
pub(crate) fn no(refused: LedgerRefused) -> OpError {
    OpError::Room(format!("compounds-ledger-refused-{}", refused.key()))
}

impl From<huiyin_books::Refused> for OpError {
    fn from(refused: huiyin_books::Refused) -> Self {
        Self::Room(format!("compounds-ledger-post-{}", refused.key()))
    }
}

impl From<huiyin_books::TooMuch> for OpError {
    fn from(_: huiyin_books::TooMuch) -> Self {
        no(LedgerRefused::SumTooLarge)
    }
}

/// The book of an estate within somebody's reach.
pub async fn book_for(tx: &mut Tx, by: &By, estate: Id) -> Result<(Estate, LedgerBook), OpError> {
    let estate = super::register::estate_for(tx, by, estate).await?;
    let book = rows::of_estate(tx, estate.id).await?;
    Ok((estate, book.ok_or(no(LedgerRefused::NoBook))?))
}

/// The book of an estate as anybody may know of it; what it holds is told in publications only.
pub async fn public_book(tx: &mut Tx, estate: Id) -> Result<(Estate, Option<LedgerBook>), OpError> {
    let estate = super::register::estate(tx, estate).await?;
    let book = rows::of_estate(tx, estate.id).await?;
    Ok((estate, book))
}

/// The statement of a period, out of the sums that are kept with the lines.
pub async fn statement(
    tx: &mut Tx,
    book: &LedgerBook,
    period: Period,
) -> Result<Vec<Row>, OpError> {
    Ok(months::totals(tx, book.id).await?.statement(period)?)
}

pub(crate) async fn accounts(tx: &mut Tx, book: &LedgerBook) -> Result<Vec<Account>, OpError> {
    Ok(rows::accounts(tx, book.id).await?)
}
