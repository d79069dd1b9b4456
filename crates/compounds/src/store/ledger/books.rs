//! Books, their accounts and closings.

use huiyin_books::{Account, City, Closing, Holder};
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant, Money};
use serde::Serialize;

use crate::model::ledger::LedgerBook;

queries! {
    INSERT = "INSERT INTO ledger_book (id, estate_id, version, city, has_assembly, chosen, destination_basis,
        fund_first, began_on, closed_through, last_number, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE ledger_book SET version = version + 1, city = $3, has_assembly = $4, chosen = $5,
        destination_basis = $6, fund_first = $7, closed_through = $8, last_number = $9
        WHERE id = $1 AND version = $2";
    OF_ESTATE = "SELECT id, estate_id, version, city, has_assembly, chosen, destination_basis, fund_first,
        began_on, closed_through, last_number FROM ledger_book WHERE estate_id = $1";
    LOAD = "SELECT id, estate_id, version, city, has_assembly, chosen, destination_basis, fund_first,
        began_on, closed_through, last_number FROM ledger_book WHERE id = $1";
    ALL = "SELECT id, estate_id, version, city, has_assembly, chosen, destination_basis, fund_first,
        began_on, closed_through, last_number FROM ledger_book WHERE id > $1 ORDER BY id LIMIT $2";
    HEADS = "SELECT id AS subject, version FROM ledger_book WHERE id > $1 ORDER BY id LIMIT $2";
    ADD_ACCOUNT = "INSERT INTO ledger_account (book_id, code, name, holder) VALUES ($1, $2, $3, $4)";
    ACCOUNTS = "SELECT code, name, holder FROM ledger_account WHERE book_id = $1 ORDER BY code LIMIT $2";
    ADD_CLOSING = "INSERT INTO ledger_closing (book_id, through, after_number, closed_at, closed_by)
        VALUES ($1, $2, $3, $4, $5)";
    CLOSINGS = "SELECT through, after_number FROM ledger_closing WHERE book_id = $1
        ORDER BY through DESC LIMIT $2";
}

pub const SUBJECT: &str = "ledger";
const ACCOUNTS_LIMIT: i64 = 200;
const CLOSINGS_LIMIT: i64 = 1_000;
/// Books of one district at most.
pub const BOOKS_LIMIT: i64 = 2_000;

fn word<T>(row: &Row, name: &str, read: fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(name)?;
    read(&text).ok_or_else(|| StoreError::Inconsistent(format!("column {name} holds {text}")))
}

fn book(row: &Row) -> Result<LedgerBook> {
    let chosen: Option<String> = row.get("chosen")?;
    Ok(LedgerBook {
        id: row.get("id")?,
        estate: row.get("estate_id")?,
        version: row.get("version")?,
        city: word(row, "city", City::from_name)?,
        has_assembly: row.get("has_assembly")?,
        chosen: chosen.as_deref().and_then(Holder::from_name),
        destination_basis: row.get("destination_basis")?,
        fund_first: row.get::<Option<i64>>("fund_first")?.map(Money::from_fen),
        began_on: row.get("began_on")?,
        closed_through: row.get("closed_through")?,
        last_number: row.get("last_number")?,
    })
}

pub async fn insert(tx: &mut Tx, book: &LedgerBook, now: Instant) -> Result<()> {
    let values = args![
        book.id,
        book.estate,
        book.version,
        book.city.name(),
        book.has_assembly,
        book.chosen.map(Holder::name),
        &book.destination_basis,
        book.fund_first.map(Money::fen),
        book.began_on,
        book.closed_through,
        super::lines::number(book.last_number)?,
        now
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Saves what changed; the version that was loaded must still stand.
pub async fn update(tx: &mut Tx, book: &mut LedgerBook) -> Result<()> {
    let values = args![
        book.id,
        book.version,
        book.city.name(),
        book.has_assembly,
        book.chosen.map(Holder::name),
        &book.destination_basis,
        book.fund_first.map(Money::fen),
        book.closed_through,
        super::lines::number(book.last_number)?
    ];
    tx.execute_locked(UPDATE, values, book.id, i64::from(book.version))
        .await?;
    book.version += 1;
    Ok(())
}

pub async fn of_estate(tx: &mut Tx, estate: Id) -> Result<Option<LedgerBook>> {
    let row = tx.fetch_optional(OF_ESTATE, args![estate]).await?;
    row.as_ref().map(book).transpose()
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<LedgerBook>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(book).transpose()
}

pub async fn all(tx: &mut Tx) -> Result<Vec<LedgerBook>> {
    let rows = tx.fetch_all(ALL, args!["", BOOKS_LIMIT]).await?;
    rows.iter().map(book).collect()
}

pub async fn add_account(tx: &mut Tx, book: Id, account: &Account) -> Result<()> {
    let values = args![
        book,
        account.code.as_str(),
        &account.name,
        account.holder.name()
    ];
    tx.execute(ADD_ACCOUNT, values).await.map(drop)
}

pub async fn accounts(tx: &mut Tx, book: Id) -> Result<Vec<Account>> {
    let rows = tx.fetch_all(ACCOUNTS, args![book, ACCOUNTS_LIMIT]).await?;
    let account = |row: &Row| {
        Ok(Account {
            code: row.parse("code")?,
            name: row.get("name")?,
            holder: word(row, "holder", Holder::from_name)?,
        })
    };
    rows.iter().map(account).collect()
}

pub async fn add_closing(
    tx: &mut Tx,
    book: Id,
    closing: &Closing,
    (now, actor): (Instant, &str),
) -> Result<()> {
    let after = i64::try_from(closing.after).map_err(StoreError::inconsistent)?;
    let values = args![book, closing.through, after, now, actor];
    tx.execute(ADD_CLOSING, values).await.map(drop)
}

pub async fn closings(tx: &mut Tx, book: Id) -> Result<Vec<Closing>> {
    let rows = tx.fetch_all(CLOSINGS, args![book, CLOSINGS_LIMIT]).await?;
    let closing = |row: &Row| {
        Ok(Closing {
            through: row.get("through")?,
            after: row.get("after_number")?,
        })
    };
    rows.iter().map(closing).collect()
}

/// One row of a book's history. `body` holds nothing personal.
pub async fn record(
    tx: &mut Tx,
    book: &LedgerBook,
    (kind, body): (&str, &impl Serialize),
    actor: &str,
    now: Instant,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: book.id,
        version: i64::from(book.version),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, body).await
}
