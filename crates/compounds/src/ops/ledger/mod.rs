//! The books of an estate: one function for each thing that is done.

mod bank;
mod closing;
mod notices;
mod opening;
mod posting;
mod questions;

use huiyin_books::{Account, Book, Period, Row};
use huiyin_db::{Db, Tx};
use huiyin_kernel::Id;

use super::{By, OpError};
use crate::model::ledger::{LedgerBook, LedgerRefused, NoticeState};
use crate::model::register::Estate;
use crate::store::ledger::{books as rows, lines};
use crate::store::publication;
use crate::store::register::estates;

pub use bank::{Taken, join, matches, read_file, take_file};
pub use closing::close;
pub use notices::{Overdue, draft, overdue, owed_of, posted, release, rhythm};
pub use opening::{Settings, add_account, open, settle};
pub use posting::{New, post, reverse};
pub use questions::{answer, ask, hand_over};

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

/// The statement of a period, out of the lines.
pub async fn statement(
    tx: &mut Tx,
    book: &LedgerBook,
    period: Period,
) -> Result<Vec<Row>, OpError> {
    Ok(lines::totals(tx, book.id).await?.statement(period)?)
}

pub(crate) async fn accounts(tx: &mut Tx, book: &LedgerBook) -> Result<Vec<Account>, OpError> {
    Ok(rows::accounts(tx, book.id).await?)
}

/// Lines of one reading when a whole book is given out.
const READ: i64 = 5_000;

/// Every book of the district with all its lines and every statement that was released, for the
/// command that proves them. Payers are left out: no balance needs them.
pub async fn books(db: &Db) -> Result<Vec<Book>, OpError> {
    let mut tx = db.read().await?;
    let mut all = Vec::new();
    for book in rows::all(&mut tx).await? {
        all.push(whole(&mut tx, &book).await?);
    }
    Ok(all)
}

async fn whole(tx: &mut Tx, book: &LedgerBook) -> Result<Book, OpError> {
    let estate = estates::load(tx, book.estate).await?;
    let mut closings = rows::closings(tx, book.id).await?;
    closings.reverse();
    let told = publication::of_book(tx, book.id).await?;
    let told = told
        .into_iter()
        .filter(|notice| notice.state == NoticeState::Released);
    let mut whole = Book {
        unit: "fen".to_owned(),
        estate: estate.map(|it| it.name).unwrap_or_default(),
        accounts: rows::accounts(tx, book.id).await?,
        closings,
        statements: told.flat_map(|notice| notice.rows).collect(),
        lines: Vec::new(),
    };
    loop {
        let behind = whole.lines.last().map_or(0, |line| line.number);
        let next = lines::bare_after(tx, book.id, behind, READ).await?;
        if next.is_empty() {
            return Ok(whole);
        }
        whole.lines.extend(next);
    }
}
