//! Whole books: given out, and proven as their lines stream past.

use std::collections::BTreeSet;

use huiyin_books::{Book, Checker, Posted, Report, TooMuch};
use huiyin_db::{Db, Tx};
use huiyin_kernel::Id;

use crate::model::ledger::{Behind, LedgerBook, NoticeState};
use crate::ops::OpError;
use crate::store::ledger::{behind, books as rows, lines, months, posted};
use crate::store::publication;
use crate::store::register::estates;

/// Lines of one reading when a whole book is given out.
const READ: i64 = 5_000;

/// Every book of the district with all its lines and every statement that was released, to be
/// given out. Payers are left out: no balance needs them.
pub async fn books(db: &Db) -> Result<Vec<Book>, OpError> {
    let mut tx = db.read().await?;
    let mut all = Vec::new();
    for book in rows::all(&mut tx).await? {
        all.push(whole(&mut tx, &book).await?);
    }
    Ok(all)
}

/// The estate's name, and what was found in its book.
pub type Proven = (String, Result<Report, TooMuch>);

/// Proves every book of the district: its lines in their order, what the journal says was posted,
/// the sums by month that are kept beside the lines, and every statement that was released. A book
/// of a million lines is never in memory as a whole.
pub async fn check_all(db: &Db) -> Result<Vec<Proven>, OpError> {
    let mut tx = db.steady().await?;
    let books = rows::all(&mut tx).await?;
    let mut all = proven_of(&mut tx, &books).await?;
    for id in posted::gone(&mut tx, rows::BOOKS_LIMIT).await? {
        let mut checker = Checker::new();
        checker.book_gone();
        all.push((id.to_string(), checker.finish(&[], &[], &[])));
    }
    Ok(all)
}

/// The same for some of them. One that is not there proves nothing: the journal names it.
pub async fn check(db: &Db, books: &BTreeSet<Id>) -> Result<Vec<Proven>, OpError> {
    let mut tx = db.steady().await?;
    let mut found = Vec::new();
    for id in books {
        found.extend(rows::load(&mut tx, *id).await?);
    }
    proven_of(&mut tx, &found).await
}

async fn proven_of(tx: &mut Tx, books: &[LedgerBook]) -> Result<Vec<Proven>, OpError> {
    let mut all = Vec::new();
    for book in books {
        let head = head(tx, book).await?;
        let estate = head.estate.clone();
        all.push((estate, proven(tx, book, head).await?));
    }
    Ok(all)
}

async fn proven(
    tx: &mut Tx,
    book: &LedgerBook,
    head: Book,
) -> Result<Result<Report, TooMuch>, OpError> {
    let mut checker = Checker::new();
    let mut behind = 0;
    loop {
        let next = lines::bare_after(tx, book.id, behind, READ).await?;
        let Some(last) = next.last() else { break };
        behind = last.number;
        for line in &next {
            if let Err(too_much) = checker.take(line) {
                return Ok(Err(too_much));
            }
        }
    }
    hold_posted(tx, book, &mut checker).await?;
    checker.hold_against(&months::totals(tx, book.id).await?);
    Ok(checker.finish(&head.accounts, &head.closings, &head.statements))
}

/// Holds the lines of a book against what the journal says was posted, a page of both at a time,
/// and says how many lines that were.
pub(crate) async fn hold_posted(
    tx: &mut Tx,
    book: &LedgerBook,
    checker: &mut Checker,
) -> Result<u64, OpError> {
    let (mut version, mut number, mut count) = (0, 0, 0);
    loop {
        let page = posted::after(tx, book.id, version, READ).await?;
        let Some(last) = page.last() else {
            break;
        };
        let next = (last.version, last.posted.number);
        let mut kept = lines::bare_after(tx, book.id, number, READ).await?;
        kept.retain(|line| line.number <= next.1);
        let beside = behind::between(tx, book.id, (number, next.1), READ).await?;
        for told in &page {
            let kept = beside.get(&told.posted.number).copied();
            if let Some(due) = told.behind {
                let (kept, due) = (in_words(kept.unwrap_or_default()), in_words(due));
                checker.hold_beside(told.posted.number, &kept, &due);
            }
        }
        let told: Vec<Posted> = page.into_iter().map(|it| it.posted).collect();
        checker.hold_posted(&told, &kept);
        count += told.len() as u64;
        (version, number) = next;
    }
    let beyond = lines::bare_after(tx, book.id, number, READ).await?;
    checker.hold_posted(&[], &beyond);
    checker.hold_last_number(book.last_number, number);
    Ok(count)
}

/// What stands behind a line, as it is told where two differ.
fn in_words(behind: Behind) -> String {
    let item = behind
        .item
        .map_or_else(|| "-".to_owned(), |it| it.to_string());
    let contract = if behind.contract { "register" } else { "-" };
    format!("decision {item}, contract {contract}")
}

/// A book without its lines.
async fn head(tx: &mut Tx, book: &LedgerBook) -> Result<Book, OpError> {
    let estate = estates::load(tx, book.estate).await?;
    let mut closings = rows::closings(tx, book.id).await?;
    closings.reverse();
    let told = publication::of_book(tx, book.id).await?;
    let told = told
        .into_iter()
        .filter(|notice| notice.state == NoticeState::Released);
    Ok(Book {
        unit: "fen".to_owned(),
        estate: estate.map(|it| it.name).unwrap_or_default(),
        accounts: rows::accounts(tx, book.id).await?,
        closings,
        statements: told.flat_map(|notice| notice.rows).collect(),
        lines: Vec::new(),
    })
}

async fn whole(tx: &mut Tx, book: &LedgerBook) -> Result<Book, OpError> {
    let mut whole = head(tx, book).await?;
    loop {
        let behind = whole.lines.last().map_or(0, |line| line.number);
        let next = lines::bare_after(tx, book.id, behind, READ).await?;
        if next.is_empty() {
            return Ok(whole);
        }
        whole.lines.extend(next);
    }
}
