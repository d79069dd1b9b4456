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
    chain::finish(walk.file)
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
        if name == "Ntry" {
            return self.end_entry();
        }
        if name == "Bal" {
            self.end_balance();
            return Ok(());
        }
        let related = self.within(&["RltdPties"]);
        let (in_debtor, in_creditor) = (self.within(&["Dbtr"]), self.within(&["Cdtr"]));
        if let Some(entry) = &mut self.entry {
            match (parent.as_str(), name.as_str()) {
                ("Ntry", "Amt") => content.clone_into(&mut entry.amount),
                ("Ntry", "CdtDbtInd") => entry.out = content == "DBIT",
                ("Ntry", "RvslInd") => entry.reversal = content == "true",
                ("BookgDt", "Dt" | "DtTm") => content.clone_into(&mut entry.booked),
                ("ValDt", "Dt" | "DtTm") => content.clone_into(&mut entry.valued),
                ("Ntry", "AcctSvcrRef") => content.clone_into(&mut entry.bank_reference),
                ("Ntry", "NtryRef") => content.clone_into(&mut entry.own_reference),
                (_, "Ustrd" | "AddtlNtryInf") if entry.memo.is_empty() => {
                    content.clone_into(&mut entry.memo);
                }
                (_, "Nm") if related && in_debtor => content.clone_into(&mut entry.debtor),
                (_, "Nm") if related && in_creditor => content.clone_into(&mut entry.creditor),
                _ => {}
            }
        } else if let Some(balance) = &mut self.balance {
            match name.as_str() {
                "Cd" => content.clone_into(&mut balance.code),
                "Amt" => content.clone_into(&mut balance.amount),
                "CdtDbtInd" => balance.out = content == "DBIT",
                _ => {}
            }
        } else if (name == "IBAN" || name == "Id" && parent == "Othr")
            && self.within(&["Stmt", "Acct"])
            && !self.within(&["Ownr"])
            && !self.within(&["Svcr"])
        {
            if self
                .account
                .as_deref()
                .is_some_and(|known| known != content)
            {
                return Err(BankError::SeveralAccounts);
            }
            self.account = Some(content.to_owned());
            self.file.account_tail = tail(content);
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
        match movement(self.number, &entry) {
            Ok(row) => self.file.rows.push(row),
            Err(problem) => self.file.faults.push(RowFault {
                row: self.number,
                problem,
            }),
        }
        Ok(())
    }
}

fn movement(number: u64, entry: &Entry) -> Result<BankRow, RowProblem> {
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
