//! Lines of a book.

use huiyin_books::{Basis, Code, Flag, Kind, Line, What};
use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant, Money};

use super::{behind, months};
use crate::model::ledger::{Behind, ItemRef, Kept, Use};

queries! {
    INSERT = "INSERT INTO ledger_line (book_id, number, on_day, account, kind, what, amount, cost, tax, net,
        into_account, is_urgent, payer, said, evidence, evidence_blob, contract, decision, reverses, flags,
        posted_at, posted_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    /// The newest first, before one of them.
    BEFORE = "SELECT l.number, l.on_day, l.account, l.kind, l.what, l.amount, l.cost, l.tax, l.net,
        l.into_account, l.is_urgent, l.payer, l.said, l.evidence, l.evidence_blob, l.contract, l.decision,
        l.reverses, l.posted_at, r.number AS reversed_by, b.line_number AS matched, h.vote_id, h.item_place,
        h.from_register
        FROM ledger_line l
        LEFT JOIN ledger_line r ON r.book_id = l.book_id AND r.reverses = l.number
        LEFT JOIN ledger_bank_row b ON b.book_id = l.book_id AND b.line_number = l.number
        LEFT JOIN ledger_behind h ON h.book_id = l.book_id AND h.line_number = l.number
        WHERE l.book_id = $1 AND l.number < $2 ORDER BY l.number DESC LIMIT $3";
    AFTER = "SELECT l.number, l.on_day, l.account, l.kind, l.what, l.amount, l.cost, l.tax, l.net,
        l.into_account, l.is_urgent, l.payer, l.said, l.evidence, l.evidence_blob, l.contract, l.decision,
        l.reverses, l.posted_at, r.number AS reversed_by, b.line_number AS matched, h.vote_id, h.item_place,
        h.from_register
        FROM ledger_line l
        LEFT JOIN ledger_line r ON r.book_id = l.book_id AND r.reverses = l.number
        LEFT JOIN ledger_bank_row b ON b.book_id = l.book_id AND b.line_number = l.number
        LEFT JOIN ledger_behind h ON h.book_id = l.book_id AND h.line_number = l.number
        WHERE l.book_id = $1 AND l.number > $2 ORDER BY l.number LIMIT $3";
    /// Without what only a person needs.
    BARE = "SELECT number, on_day, account, kind, what, amount, cost, tax, net, into_account, is_urgent,
        evidence, contract, decision, reverses FROM ledger_line
        WHERE book_id = $1 AND number > $2 ORDER BY number LIMIT $3";
    FLAGGED = "SELECT l.number, l.on_day, l.account, l.kind, l.what, l.amount, l.cost, l.tax, l.net,
        l.into_account, l.is_urgent, l.payer, l.said, l.evidence, l.evidence_blob, l.contract, l.decision,
        l.reverses, l.posted_at, r.number AS reversed_by, b.line_number AS matched, h.vote_id, h.item_place,
        h.from_register
        FROM ledger_line l
        LEFT JOIN ledger_line r ON r.book_id = l.book_id AND r.reverses = l.number
        LEFT JOIN ledger_bank_row b ON b.book_id = l.book_id AND b.line_number = l.number
        LEFT JOIN ledger_behind h ON h.book_id = l.book_id AND h.line_number = l.number
        WHERE l.book_id = $1 AND l.flags <> '' AND r.number IS NULL ORDER BY l.number DESC LIMIT $2";
    HAS_STOCK = "SELECT number FROM ledger_line l WHERE book_id = $1 AND account = $2 AND kind = $3
        AND reverses IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_line r WHERE r.book_id = l.book_id AND r.reverses = l.number)
        LIMIT 1";
    /// What money was used for in a period, without what was taken back.
    USES = "SELECT l.number, l.on_day, l.kind, l.amount, l.said, h.vote_id, h.item_place, h.from_register
        FROM ledger_line l
        LEFT JOIN ledger_behind h ON h.book_id = l.book_id AND h.line_number = l.number
        WHERE l.book_id = $1 AND l.what IN ('spent', 'distributed') AND l.reverses IS NULL AND l.on_day >= $2 AND l.on_day <= $3
        AND NOT EXISTS (SELECT 1 FROM ledger_line r WHERE r.book_id = l.book_id AND r.reverses = l.number)
        ORDER BY l.amount DESC, l.number LIMIT $4";
}

/// Uses that the owners are told one by one.
pub const USES_LIMIT: i64 = 50;
pub const PAGE: i64 = 50;

/// A line to be kept, with what stands beside it.
#[derive(Debug)]
pub struct New<'a> {
    pub book: Id,
    pub line: &'a Line,
    pub evidence_blob: Option<&'a str>,
    pub behind: Behind,
    pub now: Instant,
    pub actor: &'a str,
}

struct Columns<'a> {
    amount: Money,
    cost: Money,
    tax: Money,
    net: Money,
    into: Option<&'a str>,
    urgent: bool,
    payer: &'a str,
    said: &'a str,
    evidence: &'a str,
}

fn columns(what: &What) -> Columns<'_> {
    let empty = Columns {
        amount: Money::ZERO,
        cost: Money::ZERO,
        tax: Money::ZERO,
        net: Money::ZERO,
        into: None,
        urgent: false,
        payer: "",
        said: "",
        evidence: "",
    };
    match what {
        What::Opening { amount } => Columns {
            amount: *amount,
            ..empty
        },
        What::Income {
            payer,
            gross,
            cost,
            cost_evidence,
            tax,
            net,
        } => Columns {
            amount: *gross,
            cost: *cost,
            tax: *tax,
            net: *net,
            payer,
            evidence: cost_evidence.as_deref().unwrap_or_default(),
            ..empty
        },
        What::Spent {
            amount,
            purpose,
            evidence,
            urgent,
        } => Columns {
            amount: *amount,
            urgent: *urgent,
            said: purpose,
            evidence: evidence.as_deref().unwrap_or_default(),
            ..empty
        },
        What::ToFund { amount, into } | What::Transfer { amount, into } => Columns {
            amount: *amount,
            into: Some(into.as_str()),
            ..empty
        },
        What::Distributed { amount, purpose } => Columns {
            amount: *amount,
            said: purpose,
            ..empty
        },
        What::Reversal { undone, reason, .. } => Columns {
            said: reason,
            ..columns(undone)
        },
    }
}

fn place(book: Id, number: u64) -> String {
    format!("ledger.payer:{book}:{number}")
}

/// Inserts a line, and what it adds to its months; a second reversal of the same one is refused by
/// the store itself.
pub async fn insert(tx: &mut Tx, keys: &Keys, entropy: &dyn Entropy, new: &New<'_>) -> Result<()> {
    let line = new.line;
    let of = columns(&line.what);
    let (what, reverses) = match &line.what {
        What::Reversal { of, undone, .. } => (undone.name(), Some(*of)),
        what => (what.name(), None),
    };
    let flags: Vec<&str> = line.flags().into_iter().map(Flag::name).collect();
    let payer = keys.seal(&place(new.book, line.number), of.payer, entropy)?;
    let values = args![
        new.book,
        number(line.number)?,
        line.date,
        line.account.as_str(),
        line.kind.name(),
        what,
        of.amount.fen(),
        of.cost.fen(),
        of.tax.fen(),
        of.net.fen(),
        of.into,
        of.urgent,
        payer,
        of.said,
        of.evidence,
        new.evidence_blob,
        line.basis.contract.as_deref().unwrap_or_default(),
        line.basis.decision.as_deref().unwrap_or_default(),
        reverses.map(number).transpose()?,
        flags.join(","),
        new.now,
        new.actor
    ];
    tx.execute(INSERT, values).await?;
    behind::add(tx, new.book, line.number, &new.behind).await?;
    months::add(tx, new.book, line).await
}

pub fn number(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(StoreError::inconsistent)
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn money(row: &Row, name: &str) -> Result<Money> {
    row.get(name).map(Money::from_fen)
}

fn kind(row: &Row) -> Result<Kind> {
    let kind: String = row.get("kind")?;
    Kind::from_name(&kind).ok_or_else(|| StoreError::Inconsistent(format!("kind {kind}")))
}

/// What a row says, with the payer and the words that stand beside it.
fn line(row: &Row, payer: String, said: String) -> Result<Line> {
    let reverses: Option<u64> = row.get("reverses")?;
    let evidence = filled(row.get("evidence")?);
    let what: String = row.get("what")?;
    let amount = money(row, "amount")?;
    let purpose = if reverses.is_some() {
        String::new()
    } else {
        said.clone()
    };
    let plain = match what.as_str() {
        "opening" => What::Opening { amount },
        "income" => What::Income {
            payer,
            gross: amount,
            cost: money(row, "cost")?,
            cost_evidence: evidence,
            tax: money(row, "tax")?,
            net: money(row, "net")?,
        },
        "spent" => What::Spent {
            amount,
            purpose,
            evidence,
            urgent: row.get("is_urgent")?,
        },
        "to_fund" => What::ToFund {
            amount,
            into: row.parse("into_account")?,
        },
        "transfer" => What::Transfer {
            amount,
            into: row.parse("into_account")?,
        },
        "distributed" => What::Distributed { amount, purpose },
        other => return Err(StoreError::Inconsistent(format!("line {other}"))),
    };
    let what = match reverses {
        None => plain,
        Some(of) => What::Reversal {
            of,
            reason: said,
            undone: Box::new(plain),
        },
    };
    Ok(Line {
        number: row.get("number")?,
        date: row.get("on_day")?,
        account: row.parse("account")?,
        kind: kind(row)?,
        what,
        basis: Basis {
            contract: filled(row.get("contract")?),
            decision: filled(row.get("decision")?),
        },
    })
}

fn kept(row: &Row, keys: &Keys, book: Id) -> Result<Kept> {
    let payer = place(book, row.get("number")?);
    let payer = keys.open(&payer, &row.get::<Vec<u8>>("payer")?)?;
    Ok(Kept {
        line: line(row, payer, row.get("said")?)?,
        posted_at: row.get("posted_at")?,
        evidence_blob: row.get("evidence_blob")?,
        reversed_by: row.get("reversed_by")?,
        is_matched: row.get::<Option<i64>>("matched")?.is_some(),
        behind: behind::behind(row)?,
    })
}

/// Lines for whoever computes: without payers and words.
pub async fn bare_after(tx: &mut Tx, book: Id, behind: u64, limit: i64) -> Result<Vec<Line>> {
    let values = args![book, number(behind)?, limit];
    let rows = tx.fetch_all(BARE, values).await?;
    rows.iter()
        .map(|row| line(row, String::new(), String::new()))
        .collect()
}

/// The account into which a line puts what it takes out of its own.
pub fn into(what: &What) -> Option<&str> {
    columns(what).into
}

/// Amounts of a line in fen, for the journal: amount, cost, tax.
pub fn amounts(what: &What) -> [Money; 3] {
    let of = columns(what);
    [of.amount, of.cost, of.tax]
}

/// Lines before a number, the newest first.
pub async fn before(
    tx: &mut Tx,
    keys: &Keys,
    book: Id,
    behind: i64,
    limit: i64,
) -> Result<Vec<Kept>> {
    let rows = tx.fetch_all(BEFORE, args![book, behind, limit]).await?;
    rows.iter().map(|row| kept(row, keys, book)).collect()
}

/// Lines after a number, the oldest first.
pub async fn after(
    tx: &mut Tx,
    keys: &Keys,
    book: Id,
    behind: u64,
    limit: i64,
) -> Result<Vec<Kept>> {
    let values = args![book, number(behind)?, limit];
    let rows = tx.fetch_all(AFTER, values).await?;
    rows.iter().map(|row| kept(row, keys, book)).collect()
}

pub async fn load(tx: &mut Tx, keys: &Keys, book: Id, number: u64) -> Result<Option<Kept>> {
    let Some(behind) = number.checked_sub(1) else {
        return Ok(None);
    };
    let found = after(tx, keys, book, behind, 1).await?;
    Ok(found.into_iter().find(|kept| kept.line.number == number))
}

/// Lines that somebody should ask about and nobody took back.
pub async fn flagged(tx: &mut Tx, keys: &Keys, book: Id) -> Result<Vec<Kept>> {
    let rows = tx.fetch_all(FLAGGED, args![book, PAGE]).await?;
    rows.iter().map(|row| kept(row, keys, book)).collect()
}

pub async fn has_stock(tx: &mut Tx, book: Id, account: &Code, kind: Kind) -> Result<bool> {
    let values = args![book, account.as_str(), kind.name()];
    Ok(tx.fetch_optional(HAS_STOCK, values).await?.is_some())
}

/// What money was used for between two days, and the item that the owners passed for it, whose
/// title the vote knows: the words of a line are for whoever keeps the book.
pub async fn uses(
    tx: &mut Tx,
    book: Id,
    (from, to): (Date, Date),
) -> Result<Vec<(Use, Option<ItemRef>)>> {
    let rows = tx
        .fetch_all(USES, args![book, from, to, USES_LIMIT])
        .await?;
    rows.iter()
        .map(|row| {
            let used = Use {
                day: row.get("on_day")?,
                kind: row.get("kind")?,
                amount: money(row, "amount")?,
                purpose: row.get("said")?,
                line: row.get("number")?,
                decided: None,
            };
            Ok((used, behind::behind(row)?.item))
        })
        .collect()
}

/// What the account gained or lost by a line; what leaves the range was never posted.
pub fn effect(what: &What) -> Money {
    match what {
        What::Opening { amount } => *amount,
        What::Income { net, .. } => *net,
        What::Spent { amount, .. }
        | What::ToFund { amount, .. }
        | What::Transfer { amount, .. }
        | What::Distributed { amount, .. } => amount.negated().unwrap_or_default(),
        What::Reversal { undone, .. } if undone.is_reversal() => Money::ZERO,
        What::Reversal { undone, .. } => effect(undone).negated().unwrap_or_default(),
    }
}
