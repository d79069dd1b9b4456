//! OFX 1 (SGML, elements that nobody closes) and OFX 2 (XML) in one walk over tags: of both only
//! `<NAME>value` matters here.

use huiyin_kernel::Money;

use super::{BankError, BankFile, BankRow, RowFault, RowProblem, chain, day, short, tail};
use crate::limits::{AMOUNT_MAX, BANK_ROWS_MAX};

#[derive(Default)]
struct Entry<'t> {
    date: &'t str,
    amount: &'t str,
    name: &'t str,
    memo: &'t str,
    id: &'t str,
}

pub(super) fn read(text: &str) -> Result<BankFile, BankError> {
    let mut file = BankFile::default();
    let mut entry: Option<Entry<'_>> = None;
    let mut in_ledger_balance = false;
    let mut number = 0;
    let mut foreign = false;
    let mut account: Option<&str> = None;
    for (tag, value) in tags(text) {
        let tag = tag.to_ascii_uppercase();
        if tag == "STMTTRN" || tag == "/STMTTRN" || tag == "/BANKTRANLIST" {
            // An element that nobody closed ends where the next begins.
            if let Some(entry) = entry.take() {
                number += 1;
                take(&mut file, number, &entry, foreign)?;
            }
            entry = (tag == "STMTTRN").then(Entry::default);
            continue;
        }
        match tag.as_str() {
            "LEDGERBAL" => in_ledger_balance = true,
            "/LEDGERBAL" | "AVAILBAL" => in_ledger_balance = false,
            "BALAMT" if in_ledger_balance => file.closing = Money::parse(value).ok(),
            "CURDEF" => foreign = !value.eq_ignore_ascii_case("CNY"),
            "ACCTID" if entry.is_none() => {
                if account.is_some_and(|known| known != value) {
                    return Err(BankError::SeveralAccounts);
                }
                account = Some(value);
            }
            _ => {}
        }
        if let Some(entry) = &mut entry {
            match tag.as_str() {
                "DTPOSTED" => entry.date = value,
                "TRNAMT" => entry.amount = value,
                "NAME" | "PAYEE" if entry.name.is_empty() => entry.name = value,
                "MEMO" => entry.memo = value,
                "FITID" => entry.id = value,
                _ => {}
            }
        }
    }
    if entry.is_some() {
        return Err(BankError::Damaged("STMTTRN".to_owned()));
    }
    file.account_tail = account.and_then(tail);
    chain::finish(file)
}

fn take(
    file: &mut BankFile,
    number: u64,
    entry: &Entry<'_>,
    foreign: bool,
) -> Result<(), BankError> {
    if file.rows.len() + file.faults.len() >= BANK_ROWS_MAX {
        return Err(BankError::TooLarge);
    }
    match movement(number, entry, foreign) {
        Ok(row) => file.rows.push(row),
        Err(problem) => file.faults.push(RowFault {
            row: number,
            problem,
        }),
    }
    Ok(())
}

fn movement(number: u64, entry: &Entry<'_>, foreign: bool) -> Result<BankRow, RowProblem> {
    if foreign {
        return Err(RowProblem::Currency);
    }
    let date = day(entry.date).ok_or(RowProblem::Date)?;
    let amount = Money::parse(entry.amount).map_err(|_| RowProblem::Amount)?;
    if amount.is_zero() {
        return Err(RowProblem::Amount);
    }
    if amount.magnitude() > AMOUNT_MAX.magnitude() {
        return Err(RowProblem::TooLarge);
    }
    Ok(BankRow {
        row: number,
        date,
        amount,
        balance: None,
        counterpart: short(&unescaped(entry.name)),
        memo: short(&unescaped(entry.memo)),
        reference: short(entry.id),
        key: String::new(),
    })
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Each tag with the text up to the next one.
fn tags(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('<').skip(1).filter_map(|piece| {
        let (tag, value) = piece.split_once('>')?;
        let tag = tag.split_whitespace().next()?;
        Some((tag.trim_end_matches('/'), value.trim()))
    })
}
