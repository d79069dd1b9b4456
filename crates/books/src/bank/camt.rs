//! CAMT.053 (ISO 20022 bank-to-customer statement), read as a stream of tags by their local
//! names, so that every version of the scheme and every prefix is understood alike.

use huiyin_kernel::Money;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{BankError, BankFile, BankRow, RowFault, RowProblem, chain, day, short, tail};
use crate::limits::{AMOUNT_MAX, BANK_ROWS_MAX};

/// Elements within elements; a statement has about ten.
const DEPTH_MAX: usize = 64;

#[derive(Default)]
struct Entry {
    amount: String,
    foreign: bool,
    out: bool,
    reversal: bool,
    booked: String,
    valued: String,
    debtor: String,
    creditor: String,
    memo: String,
    bank_reference: String,
    own_reference: String,
    status: String,
}

/// On which side of an entry a name stands.
#[derive(Clone, Copy)]
enum Party {
    Debtor,
    Creditor,
}

#[derive(Default)]
struct Balance {
    code: String,
    amount: String,
    out: bool,
}

#[derive(Default)]
struct Walk {
    file: BankFile,
    path: Vec<String>,
    entry: Option<Entry>,
    balance: Option<Balance>,
    number: u64,
    account: Option<String>,
    /// Entries as the statement counts them, as it holds them, and those of them not booked yet.
    stated: Option<u64>,
    held: u64,
    unbooked: u64,
    entries_differ: bool,
    balance_unread: bool,
    goes_on_elsewhere: bool,
}

pub(super) fn read(text: &str) -> Result<BankFile, BankError> {
    let damaged = |error: &dyn std::fmt::Display| BankError::Damaged(short(&error.to_string()));
    let mut xml = Reader::from_str(text);
    xml.config_mut().expand_empty_elements = true;
    let mut walk = Walk::default();
    let mut content = String::new();
    loop {
        match xml.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                let currency = tag
                    .try_get_attribute("Ccy")
                    .map_err(|error| damaged(&error))?
                    .map(|it| it.value.into_owned());
                walk.open(name, currency.as_deref())?;
                content.clear();
            }
            Event::Text(piece) => push(&mut content, &piece),
            Event::CData(piece) => push(&mut content, &piece),
            Event::GeneralRef(name) => push(&mut content, entity(&name)),
            Event::End(_) => {
                walk.close(content.trim())?;
                content.clear();
            }
            Event::DocType(_) => return Err(BankError::Damaged("DOCTYPE".to_owned())),
            Event::Eof => break,
            _ => {}
        }
    }
    if !walk.path.is_empty() {
        return Err(BankError::Damaged(walk.path.join("/")));
    }
    chain::finish(walk.told())
}

fn push(content: &mut String, piece: &str) {
    if content.len() < 4_000 {
        content.push_str(piece);
    }
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => " ",
    }
}

impl Walk {
    fn within(&self, names: &[&str]) -> bool {
        names
            .iter()
            .all(|name| self.path.iter().any(|open| open == name))
    }

    fn open(&mut self, name: String, currency: Option<&str>) -> Result<(), BankError> {
        if self.path.len() >= DEPTH_MAX {
            return Err(BankError::Damaged(name));
        }
        let parent = self.path.last().map_or("", String::as_str);
        match name.as_str() {
            "Ntry" => self.entry = Some(Entry::default()),
            "Bal" => self.balance = Some(Balance::default()),
            "Amt" if parent == "Ntry" => {
                if let Some(entry) = &mut self.entry {
                    entry.foreign = currency.is_some_and(|it| it != "CNY");
                }
            }
            _ => {}
        }
        self.path.push(name);
        Ok(())
    }

    fn close(&mut self, content: &str) -> Result<(), BankError> {
        let Some(name) = self.path.pop() else {
            return Ok(());
        };
        let parent = self.path.last().map_or("", String::as_str).to_owned();
        match name.as_str() {
            "Ntry" => return self.end_entry(),
            "Bal" => self.end_balance(),
            "Stmt" => self.end_statement(),
            _ => {
                let party = self.party();
                let place = (parent.as_str(), name.as_str());
                if let Some(entry) = &mut self.entry {
                    entry.keep(place, content, party);
                } else if let Some(balance) = &mut self.balance {
                    balance.keep(place, content);
                } else {
                    return self.of_statement(place, content);
                }
            }
        }
        Ok(())
    }

    fn party(&self) -> Option<Party> {
        if self.within(&["RltdPties", "Dbtr"]) {
            Some(Party::Debtor)
        } else if self.within(&["RltdPties", "Cdtr"]) {
            Some(Party::Creditor)
        } else {
            None
        }
    }

    fn of_statement(
        &mut self,
        (parent, name): (&str, &str),
        content: &str,
    ) -> Result<(), BankError> {
        match (parent, name) {
            ("TtlNtries", "NbOfNtries") => self.stated = content.parse().ok(),
            ("MsgPgntn" | "StmtPgntn", "LastPgInd") => {
                self.goes_on_elsewhere = matches!(content, "false" | "0");
            }
            (_, "IBAN") | ("Othr", "Id")
                if self.within(&["Stmt", "Acct"])
                    && !self.within(&["Ownr"])
                    && !self.within(&["Svcr"]) =>
            {
                let known = self.account.as_deref();
                if known.is_some_and(|known| known != content) {
                    return Err(BankError::SeveralAccounts);
                }
                self.account = Some(content.to_owned());
                self.file.account_tail = tail(content);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_balance(&mut self) {
        let Some(balance) = self.balance.take() else {
            return;
        };
        let amount = Money::parse(&balance.amount).ok();
        let amount = if balance.out {
            amount.and_then(Money::negated)
        } else {
            amount
        };
        let counts = matches!(balance.code.as_str(), "OPBD" | "PRCD" | "CLBD");
        self.balance_unread |= counts && amount.is_none();
        match balance.code.as_str() {
            // A statement of several days tells each day's ends: the first and the last count.
            "OPBD" | "PRCD" => self.file.opening = self.file.opening.or(amount),
            "CLBD" => self.file.closing = amount.or(self.file.closing),
            _ => {}
        }
    }

    fn end_entry(&mut self) -> Result<(), BankError> {
        let Some(entry) = self.entry.take() else {
            return Ok(());
        };
        if self.file.rows.len() + self.file.faults.len() >= BANK_ROWS_MAX {
            return Err(BankError::TooLarge);
        }
        self.number += 1;
        self.held += 1;
        // What is not booked yet may never be; once it is, a later statement tells of it.
        if matches!(entry.status.as_str(), "PDNG" | "FUTR" | "INFO") {
            self.unbooked += 1;
            return Ok(());
        }
        match movement(self.number, &entry) {
            Ok(row) => self.file.rows.push(row),
            Err(problem) => self.file.faults.push(RowFault {
                row: self.number,
                problem,
            }),
        }
        Ok(())
    }

    /// Some banks count what is not booked yet, some do not; both counts are right.
    fn end_statement(&mut self) {
        let booked = self.held.saturating_sub(self.unbooked);
        let differs = |stated: u64| stated != self.held && stated != booked;
        self.entries_differ |= self.stated.is_some_and(differs);
        (self.stated, self.held, self.unbooked) = (None, 0, 0);
    }

    /// The file, with what is wrong with it as a whole before what is wrong with its rows.
    fn told(self) -> BankFile {
        let wrong = [
            (self.goes_on_elsewhere, RowProblem::PageMissing),
            (self.entries_differ, RowProblem::EntriesDiffer),
            (self.balance_unread, RowProblem::FileBalance),
        ];
        let mut file = self.file;
        let row = self.number;
        let wrong = wrong.into_iter().filter(|(is_so, _)| *is_so);
        let wrong = wrong.map(|(_, problem)| RowFault { row, problem });
        file.faults.splice(0..0, wrong);
        file
    }
}

impl Entry {
    fn keep(&mut self, (parent, name): (&str, &str), content: &str, party: Option<Party>) {
        let field = match (parent, name) {
            ("Ntry", "CdtDbtInd") => {
                self.out = content == "DBIT";
                return;
            }
            ("Ntry", "RvslInd") => {
                self.reversal = content == "true";
                return;
            }
            ("Ntry", "Amt") => &mut self.amount,
            // Older versions write the status itself, newer ones a code within it.
            ("Ntry", "Sts") if !content.is_empty() => &mut self.status,
            ("Sts", "Cd" | "Prtry") => &mut self.status,
            ("BookgDt", "Dt" | "DtTm") => &mut self.booked,
            ("ValDt", "Dt" | "DtTm") => &mut self.valued,
            ("Ntry", "AcctSvcrRef") => &mut self.bank_reference,
            ("Ntry", "NtryRef") => &mut self.own_reference,
            (_, "Ustrd" | "AddtlNtryInf") if self.memo.is_empty() => &mut self.memo,
            (_, "Nm") => match party {
                Some(Party::Debtor) => &mut self.debtor,
                Some(Party::Creditor) => &mut self.creditor,
                None => return,
            },
            _ => return,
        };
        content.clone_into(field);
    }
}

impl Balance {
    /// A balance holds other codes and amounts too: of a credit line, of what is free on a day.
    fn keep(&mut self, (parent, name): (&str, &str), content: &str) {
        match (parent, name) {
            ("CdOrPrtry" | "Tp", "Cd") if self.code.is_empty() => {
                content.clone_into(&mut self.code);
            }
            ("Bal", "Amt") => content.clone_into(&mut self.amount),
            ("Bal", "CdtDbtInd") => self.out = content == "DBIT",
            _ => {}
        }
    }
}

fn movement(number: u64, entry: &Entry) -> Result<BankRow, RowProblem> {
    // A statement that leaves the status out tells of what is booked.
    if !matches!(entry.status.as_str(), "" | "BOOK") {
        return Err(RowProblem::Status);
    }
    if entry.foreign {
        return Err(RowProblem::Currency);
    }
    let date = day(&entry.booked)
        .or_else(|| day(&entry.valued))
        .ok_or(RowProblem::Date)?;
    let amount = Money::parse(&entry.amount).map_err(|_| RowProblem::Amount)?;
    if amount.is_negative() || amount.is_zero() {
        return Err(RowProblem::Amount);
    }
    if amount > AMOUNT_MAX {
        return Err(RowProblem::TooLarge);
    }
    // The indicator says which way the money went, also where the entry takes another back.
    let out = entry.out;
    let signed = if out { amount.negated() } else { Some(amount) };
    let to_creditor = out ^ entry.reversal;
    let counterpart = if to_creditor {
        &entry.creditor
    } else {
        &entry.debtor
    };
    let reference = if entry.bank_reference.is_empty() {
        &entry.own_reference
    } else {
        &entry.bank_reference
    };
    Ok(BankRow {
        row: number,
        date,
        amount: signed.ok_or(RowProblem::TooLarge)?,
        balance: None,
        counterpart: short(counterpart),
        memo: short(&entry.memo),
        reference: short(reference),
        key: String::new(),
    })
}
