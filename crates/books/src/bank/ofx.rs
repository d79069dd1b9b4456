//! OFX 1 (SGML, elements that nobody closes) and OFX 2 (XML) in one walk over tags: of both only
//! `<NAME>value` matters here.

use huiyin_kernel::{Date, Money};

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

#[derive(Default)]
struct Walk<'t> {
    file: BankFile,
    entry: Option<Entry<'t>>,
    number: u64,
    foreign: bool,
    account: Option<&'t str>,
    in_ledger_balance: bool,
    /// The last day of which the list of movements tells.
    list_to: Option<Date>,
    /// The day of which the balance is.
    balance_of: Option<Date>,
    ended: bool,
}

pub(super) fn read(text: &str) -> Result<BankFile, BankError> {
    let mut walk = Walk::default();
    for (tag, value) in tags(text) {
        walk.step(&tag.to_ascii_uppercase(), value)?;
    }
    if walk.entry.is_some() {
        return Err(BankError::Damaged("STMTTRN".to_owned()));
    }
    // Both versions of the format close this element, so a file without its end was cut off.
    if !walk.ended {
        return Err(BankError::Damaged("OFX".to_owned()));
    }
    let closes = walk.balance_closes_the_list();
    let mut file = walk.file;
    if !closes {
        file.closing = None;
    }
    file.account_tail = walk.account.and_then(tail);
    chain::finish(file)
}

impl<'t> Walk<'t> {
    fn step(&mut self, tag: &str, value: &'t str) -> Result<(), BankError> {
        if tag == "STMTTRN" || tag == "/STMTTRN" || tag == "/BANKTRANLIST" {
            // An element that nobody closed ends where the next begins.
            if let Some(entry) = self.entry.take() {
                self.number += 1;
                take(&mut self.file, self.number, &entry, self.foreign)?;
            }
            self.entry = (tag == "STMTTRN").then(Entry::default);
            return Ok(());
        }
        match &mut self.entry {
            Some(entry) => entry.keep(tag, value),
            None => self.of_statement(tag, value)?,
        }
        if tag == "/OFX" {
            self.ended = true;
        }
        Ok(())
    }

    fn of_statement(&mut self, tag: &str, value: &'t str) -> Result<(), BankError> {
        match tag {
            "LEDGERBAL" => self.in_ledger_balance = true,
            "/LEDGERBAL" | "AVAILBAL" | "BALLIST" => self.in_ledger_balance = false,
            "BALAMT" if self.in_ledger_balance => self.file.closing = Money::parse(value).ok(),
            "DTASOF" if self.in_ledger_balance => self.balance_of = day(value),
            "DTEND" => self.list_to = self.list_to.max(day(value)),
            "CURDEF" => self.foreign = !value.eq_ignore_ascii_case("CNY"),
            "ACCTID" => {
                if self.account.is_some_and(|known| known != value) {
                    return Err(BankError::SeveralAccounts);
                }
                self.account = Some(value);
            }
            _ => {}
        }
        Ok(())
    }

    /// Many banks state the balance of the download, whatever days were asked for. It is the end
    /// of the list only where no day lies between; a list that names no last day reaches to it.
    fn balance_closes_the_list(&self) -> bool {
        let last = self.file.rows.iter().map(|row| row.date).max();
        let (Some(of), Some(last)) = (self.balance_of, last) else {
            return true;
        };
        of >= last && self.list_to.is_none_or(|to| of <= to.max(last))
    }
}

impl<'t> Entry<'t> {
    fn keep(&mut self, tag: &str, value: &'t str) {
        match tag {
            "DTPOSTED" => self.date = value,
            "TRNAMT" => self.amount = value,
            "NAME" | "PAYEE" if self.name.is_empty() => self.name = value,
            "MEMO" => self.memo = value,
            "FITID" => self.id = value,
            _ => {}
        }
    }
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
