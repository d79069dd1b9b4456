//! What the bank says.

use huiyin_books::bank::{BankFile, BankRow};
use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant, Money};

queries! {
    ADD_FILE = "INSERT INTO ledger_bank_file (id, book_id, account, digest, first_day, last_day, opening, closing,
        new_rows, known_rows, faults, breaks, joins, taken_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    BY_DIGEST = "SELECT id FROM ledger_bank_file WHERE book_id = $1 AND account = $2 AND digest = $3";
    LAST_CLOSING = "SELECT closing FROM ledger_bank_file WHERE book_id = $1 AND account = $2 AND last_day <= $3
        ORDER BY last_day DESC, id DESC LIMIT 1";
    FILES = "SELECT id, account, first_day, last_day, new_rows, known_rows, faults, breaks, joins, taken_at
        FROM ledger_bank_file WHERE book_id = $1 ORDER BY id DESC LIMIT $2";
    SET_COUNTS = "UPDATE ledger_bank_file SET new_rows = $2, known_rows = $3, joins = $4 WHERE id = $1";
    /// A movement that is known already adds nothing.
    ADD_ROW = "INSERT INTO ledger_bank_row (id, book_id, account, row_key, file_id, on_day, amount, said, line_number)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL) ON CONFLICT (book_id, account, row_key) DO NOTHING";
    UNMATCHED = "SELECT id, account, on_day, amount, said FROM ledger_bank_row
        WHERE book_id = $1 AND line_number IS NULL ORDER BY on_day, id LIMIT $2";
    ROW = "SELECT id, account, on_day, amount, said, line_number FROM ledger_bank_row WHERE id = $1 AND book_id = $2";
    MATCH = "UPDATE ledger_bank_row SET line_number = $2 WHERE id = $1 AND line_number IS NULL";
    LOOSE_LINES = "SELECT l.number, l.on_day, l.account, l.what, l.amount, l.net FROM ledger_line l
        WHERE l.book_id = $1 AND l.reverses IS NULL AND l.what <> 'opening'
        AND NOT EXISTS (SELECT 1 FROM ledger_bank_row b WHERE b.book_id = l.book_id AND b.line_number = l.number)
        AND NOT EXISTS (SELECT 1 FROM ledger_line r WHERE r.book_id = l.book_id AND r.reverses = l.number)
        ORDER BY l.number DESC LIMIT $2";
}

/// Files shown.
const FILES_LIMIT: i64 = 24;
/// Rows and lines that wait to be matched on one page.
pub const WAITING_LIMIT: i64 = 200;

#[derive(Debug)]
pub struct FileRow {
    pub id: Id,
    pub account: String,
    pub first_day: Date,
    pub last_day: Date,
    pub new_rows: u32,
    pub known_rows: u32,
    pub faults: Vec<huiyin_books::bank::RowFault>,
    pub breaks: Vec<Gap>,
    /// Whether it goes on where the file before it ended; nothing where that cannot be said.
    pub joins: Option<bool>,
    pub taken_at: Instant,
}

/// A break as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Gap {
    pub before: Option<u64>,
    pub expected: Money,
    pub found: Money,
}

/// A row of the bank that waits for its line.
#[derive(Debug)]
pub struct Waiting {
    pub id: Id,
    pub account: String,
    pub day: Date,
    pub amount: Money,
    pub said: String,
}

pub async fn by_digest(tx: &mut Tx, book: Id, account: &str, digest: &str) -> Result<Option<Id>> {
    let row = tx
        .fetch_optional(BY_DIGEST, args![book, account, digest])
        .await?;
    row.map(|row| row.get("id")).transpose()
}

/// What lay in the account at the end of the last file before a day; nothing where that file does
/// not say, since an earlier one cannot speak for it.
pub async fn last_closing(
    tx: &mut Tx,
    book: Id,
    account: &str,
    day: Date,
) -> Result<Option<Money>> {
    let row = tx
        .fetch_optional(LAST_CLOSING, args![book, account, day])
        .await?;
    let closing = row.map(|row| row.get::<Option<i64>>("closing"));
    Ok(closing.transpose()?.flatten().map(Money::from_fen))
}

#[derive(Debug)]
pub struct NewFile<'a> {
    pub id: Id,
    pub book: Id,
    pub account: &'a str,
    pub digest: &'a str,
    pub days: (Date, Date),
    pub file: &'a BankFile,
    pub now: Instant,
}

pub async fn add_file(tx: &mut Tx, new: &NewFile<'_>) -> Result<()> {
    let gaps: Vec<Gap> = new
        .file
        .breaks
        .iter()
        .map(|it| Gap {
            before: it.before,
            expected: it.expected,
            found: it.found,
        })
        .collect();
    let values = args![
        new.id,
        new.book,
        new.account,
        new.digest,
        new.days.0,
        new.days.1,
        new.file.opening.map(Money::fen),
        new.file.closing.map(Money::fen),
        0_i64,
        0_i64,
        json(&new.file.faults)?,
        json(&gaps)?,
        None::<bool>,
        new.now
    ];
    tx.execute(ADD_FILE, values).await.map(drop)
}

pub async fn set_counts(
    tx: &mut Tx,
    file: Id,
    (fresh, known): (u32, u32),
    joins: Option<bool>,
) -> Result<()> {
    tx.execute(SET_COUNTS, args![file, fresh, known, joins])
        .await
        .map(drop)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(huiyin_db::StoreError::inconsistent)
}

fn place(id: Id) -> String {
    format!("ledger.bank:{id}")
}

/// Adds a movement; false where it is known.
pub async fn add_row(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    (id, file): (Id, &NewFile<'_>),
    row: &BankRow,
) -> Result<bool> {
    let said = format!("{} {}", row.counterpart, row.memo);
    let sealed = keys.seal(&place(id), said.trim(), entropy)?;
    let values = args![
        id,
        file.book,
        file.account,
        &row.key,
        file.id,
        row.date,
        row.amount.fen(),
        sealed
    ];
    Ok(tx.execute(ADD_ROW, values).await? == 1)
}

fn waiting(row: &Row, keys: &Keys) -> Result<Waiting> {
    let id: Id = row.get("id")?;
    Ok(Waiting {
        id,
        account: row.get("account")?,
        day: row.get("on_day")?,
        amount: row.get("amount").map(Money::from_fen)?,
        said: keys.open(&place(id), &row.get::<Vec<u8>>("said")?)?,
    })
}

pub async fn unmatched(tx: &mut Tx, keys: &Keys, book: Id) -> Result<Vec<Waiting>> {
    let rows = tx.fetch_all(UNMATCHED, args![book, WAITING_LIMIT]).await?;
    rows.iter().map(|row| waiting(row, keys)).collect()
}

/// One row, and the line it is matched with.
pub async fn row(
    tx: &mut Tx,
    keys: &Keys,
    book: Id,
    id: Id,
) -> Result<Option<(Waiting, Option<u64>)>> {
    let row = tx.fetch_optional(ROW, args![id, book]).await?;
    row.map(|row| Ok((waiting(&row, keys)?, row.get("line_number")?)))
        .transpose()
}

/// Joins a row to a line; false where it was joined before.
pub async fn join(tx: &mut Tx, row: Id, line: u64) -> Result<bool> {
    let number = super::lines::number(line)?;
    Ok(tx.execute(MATCH, args![row, number]).await? == 1)
}

/// A line that the bank was not seen to confirm: number, day, account, net, gross.
pub type Loose = (huiyin_books::BookLine, String);

pub async fn loose_lines(tx: &mut Tx, book: Id) -> Result<Vec<Loose>> {
    let rows = tx
        .fetch_all(LOOSE_LINES, args![book, WAITING_LIMIT])
        .await?;
    rows.iter()
        .map(|row| {
            let what: String = row.get("what")?;
            let amount: i64 = row.get("amount")?;
            let (net, gross) = if what == "income" {
                (row.get::<i64>("net")?, Some(Money::from_fen(amount)))
            } else {
                (-amount, None)
            };
            let line = huiyin_books::BookLine {
                number: row.get("number")?,
                date: row.get("on_day")?,
                net: Money::from_fen(net),
                gross,
            };
            Ok((line, row.get("account")?))
        })
        .collect()
}

pub async fn files(tx: &mut Tx, book: Id) -> Result<Vec<FileRow>> {
    let rows = tx.fetch_all(FILES, args![book, FILES_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            Ok(FileRow {
                id: row.get("id")?,
                account: row.get("account")?,
                first_day: row.get("first_day")?,
                last_day: row.get("last_day")?,
                new_rows: row.get("new_rows")?,
                known_rows: row.get("known_rows")?,
                faults: row.json("faults")?,
                breaks: row.json("breaks")?,
                joins: row.get("joins")?,
                taken_at: row.get("taken_at")?,
            })
        })
        .collect()
}
