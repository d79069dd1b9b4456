//! A bank's file taken in, and its rows joined to lines.

use huiyin_books::bank::{
    self, BankError, BankFile, Columns, RowFault, joins, read_marked, read_table,
};
use huiyin_books::{Certainty, Code, propose};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_sheets::{ReadOptions, decode_text, read};
use serde_json::json;

use super::no;
use crate::Compounds;
use crate::model::ledger::{LedgerBook, LedgerRefused};
use crate::ops::{By, OpError};
use crate::store::ledger::{bank as rows, books};

/// Lines above the column names: the bank's name, the account, the time of the export.
const HEADER_WITHIN: u64 = 15;

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub fresh: u32,
    pub known: u32,
    pub faults: usize,
    pub breaks: usize,
    /// Whether it goes on where the file before it ended.
    pub joins: Option<bool>,
    /// The very file was taken before; nothing was added.
    pub same_file: bool,
    /// Why nothing was kept: no row of the file could be read.
    pub unread: Vec<RowFault>,
}

/// Reads a file of any of the kinds. Slow for a large one: call it off the async threads.
pub fn read_file(bytes: &[u8]) -> Result<BankFile, BankError> {
    if bytes.len() > huiyin_books::limits::BANK_BYTES_MAX {
        return Err(BankError::TooLarge);
    }
    if let Ok(text) = decode_text(bytes)
        && bank::Marked::by_beginning(&text).is_some()
    {
        return read_marked(&text);
    }
    for header_row in 1..=HEADER_WITHIN {
        let options = ReadOptions {
            header_row,
            ..ReadOptions::default()
        };
        let Ok(rows) = read(bytes, &options) else {
            continue;
        };
        let header = rows.header().to_vec();
        if !Columns::is_header(&header) {
            continue;
        }
        let rows = rows.map(|row| match row {
            Ok(row) => Ok((row.number, row.cells)),
            Err(fault) => Err(fault.number),
        });
        return read_table(&header, rows);
    }
    Err(BankError::Unknown)
}

fn key(error: &BankError) -> OpError {
    let name = match error {
        BankError::Unknown => "unknown",
        BankError::TooLarge => "too-large",
        BankError::Damaged(_) => "damaged",
        BankError::NoColumn(_) => "no-column",
        BankError::ColumnTwice(_) => "column-twice",
        BankError::NoRows => "no-rows",
        BankError::SeveralAccounts => "several-accounts",
    };
    OpError::Room(format!("compounds-ledger-file-{name}"))
}

/// Takes a file in: what is new is kept, what is known is counted, what does not fit is said.
pub async fn take_file(
    compounds: &Compounds,
    by: &By,
    (estate, account): (Id, &Code),
    bytes: Vec<u8>,
) -> Result<Taken, OpError> {
    let site = &compounds.site;
    let digest = site.keys.digest("ledger.bank_file", &hex_of(&bytes));
    let read = tokio::task::spawn_blocking(move || read_file(&bytes));
    let read = read.await.map_err(huiyin_db::StoreError::inconsistent)?;
    let file = read.map_err(|error| key(&error))?;
    let days = match (file.rows.first(), file.rows.last()) {
        (Some(first), Some(last)) => (first.date.min(last.date), first.date.max(last.date)),
        _ => return Ok(none_of(file)),
    };
    let mut tx = site.db.write().await?;
    let (_, mut book) = super::book_for(&mut tx, by, estate).await?;
    let accounts = super::accounts(&mut tx, &book).await?;
    if !accounts.iter().any(|it| it.code == *account) {
        return Err(huiyin_books::Refused::NoSuchAccount.into());
    }
    let code = account.as_str();
    if rows::by_digest(&mut tx, book.id, code, &digest)
        .await?
        .is_some()
    {
        return Ok(Taken {
            fresh: 0,
            known: count(file.rows.len()),
            faults: file.faults.len(),
            breaks: file.breaks.len(),
            same_file: true,
            ..Taken::default()
        });
    }
    let new = rows::NewFile {
        id: site.new_id(),
        book: book.id,
        account: code,
        digest: &digest,
        days,
        file: &file,
        now: site.now(),
    };
    let taken = enter(compounds, &mut tx, &new).await?;
    books::update(&mut tx, &mut book).await?;
    let body = json!({ "file": new.id, "account": account, "fresh": taken.fresh, "known": taken.known,
        "faults": taken.faults, "breaks": taken.breaks, "joins": taken.joins });
    books::record(
        &mut tx,
        &book,
        ("bank_file", &body),
        &by.actor(),
        site.now(),
    )
    .await?;
    tx.commit().await?;
    Ok(taken)
}

/// A file without a row that could be read has no days to be kept under; its faults are handed
/// back so that they can be mended.
fn none_of(file: BankFile) -> Taken {
    Taken {
        faults: file.faults.len(),
        unread: file.faults,
        ..Taken::default()
    }
}

fn hex_of(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    use std::fmt::Write as _;
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

async fn enter(
    compounds: &Compounds,
    tx: &mut Tx,
    new: &rows::NewFile<'_>,
) -> Result<Taken, OpError> {
    let site = &compounds.site;
    let before = rows::last_closing(tx, new.book, new.account, new.days.0).await?;
    rows::add_file(tx, new).await?;
    let (mut fresh, mut known) = (0_u32, 0_u32);
    let sealing = (&site.keys, site.entropy.as_ref());
    for row in &new.file.rows {
        if rows::add_row(tx, sealing, (site.new_id(), new), row).await? {
            fresh += 1;
        } else {
            known += 1;
        }
    }
    // A file that overlaps the one before it begins within it, and its opening says nothing.
    let joins = if known == 0 {
        joins(before, new.file.opening)
    } else {
        None
    };
    rows::set_counts(tx, new.id, (fresh, known), joins).await?;
    Ok(Taken {
        fresh,
        known,
        faults: new.file.faults.len(),
        breaks: new.file.breaks.len(),
        joins,
        ..Taken::default()
    })
}

/// Rows that wait, each with the line proposed for it.
pub async fn matches(
    compounds: &Compounds,
    tx: &mut Tx,
    book: &LedgerBook,
) -> Result<Vec<(rows::Waiting, Option<(u64, Certainty)>)>, OpError> {
    let waiting = rows::unmatched(tx, &compounds.site.keys, book.id).await?;
    let loose = rows::loose_lines(tx, book.id).await?;
    let mut proposed: Vec<Option<(u64, Certainty)>> = vec![None; waiting.len()];
    let mut accounts: Vec<&str> = waiting.iter().map(|row| row.account.as_str()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    for account in accounts {
        let of: Vec<usize> = (0..waiting.len())
            .filter(|at| waiting[*at].account == account)
            .collect();
        let here: Vec<_> = of
            .iter()
            .map(|at| (waiting[*at].day, waiting[*at].amount))
            .collect();
        let lines: Vec<_> = loose
            .iter()
            .filter(|(_, of)| of == account)
            .map(|(line, _)| *line)
            .collect();
        for found in propose(&here, &lines) {
            proposed[of[found.row]] = Some((found.line, found.certainty));
        }
    }
    Ok(waiting.into_iter().zip(proposed).collect())
}

/// Joins a row of the bank to a line of the book of the same account and amount.
pub async fn join(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    (row, number): (Id, u64),
) -> Result<(), OpError> {
    let (_, mut book) = super::book_for(tx, by, estate).await?;
    let found = rows::row(tx, &compounds.site.keys, book.id, row).await?;
    let (waiting, joined) = found.ok_or(OpError::NotFound)?;
    if joined.is_some() {
        return Err(no(LedgerRefused::MatchedAlready));
    }
    let loose = rows::loose_lines(tx, book.id).await?;
    let line = loose.iter().find(|(line, _)| line.number == number);
    let Some((line, account)) = line else {
        return Err(no(LedgerRefused::MatchedAlready));
    };
    if *account != waiting.account {
        return Err(no(LedgerRefused::WrongAccount));
    }
    if line.net != waiting.amount && line.gross != Some(waiting.amount) {
        return Err(no(LedgerRefused::MatchDiffers));
    }
    if !rows::join(tx, row, number).await? {
        return Err(no(LedgerRefused::MatchedAlready));
    }
    books::update(tx, &mut book).await?;
    let body = json!({ "row": row, "line": number });
    let now = compounds.site.now();
    books::record(tx, &book, ("matched", &body), &by.actor(), now).await?;
    Ok(())
}
