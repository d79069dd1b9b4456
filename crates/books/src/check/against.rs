//! What is proven once all lines have been seen: accounts, closings, statements.

use std::collections::BTreeMap;

use huiyin_kernel::{Date, Money};

use super::{Checker, Closing, Finding, Problem};
use crate::account::{Account, Code};
use crate::limits::FINDINGS_MAX;
use crate::period::Period;
use crate::statement::{Row, TooMuch};

impl Checker {
    pub(super) fn against_accounts(&mut self, accounts: &[Account]) {
        let mut holders = BTreeMap::new();
        for account in accounts {
            if holders.insert(&account.code, account.holder).is_some() {
                self.push(Finding {
                    found: Some(account.code.to_string()),
                    ..of_statement(Problem::AccountTwice, None)
                });
            }
        }
        let wrong: Vec<(Problem, u64, Code)> = self
            .named
            .iter()
            .filter_map(|((code, as_fund), line)| match holders.get(code) {
                None => Some((Problem::UnknownAccount, *line, code.clone())),
                Some(holder) if *as_fund && !holder.holds_fund() => {
                    Some((Problem::NotAFund, *line, code.clone()))
                }
                Some(_) => None,
            })
            .collect();
        for (problem, line, code) in wrong {
            self.found_with(problem, line, &code, &"");
        }
    }

    pub(super) fn against_closings(&mut self, closings: &[Closing]) {
        // After each line, the latest day that was closed by then.
        let mut closings = closings.to_vec();
        closings.sort_by_key(|closing| closing.after);
        let mut next = closings.into_iter().peekable();
        let mut closed = i64::MIN;
        let mut found = Vec::new();
        for (number, kept) in (1_u64..).zip(&self.kept) {
            while let Some(closing) = next.next_if(|closing| closing.after < number) {
                closed = closed.max(closing.through.days_since(Date::EPOCH));
            }
            if i64::from(kept.day) <= closed {
                found.push(number);
                if found.len() > FINDINGS_MAX {
                    break;
                }
            }
        }
        for number in found {
            self.found(Problem::PostedIntoClosed, number);
        }
    }

    pub(super) fn against_statement(&mut self, at: u64, row: &Row) -> Result<(), TooMuch> {
        let period = Period {
            from: row.from,
            to: row.to,
        };
        if !period.is_whole_months() {
            self.push(of_statement(Problem::StatementPeriod, Some(at)));
            return Ok(());
        }
        if !row.balances() {
            let expected = row.expected_closing().map(|it| it.to_string());
            self.push(Finding {
                found: Some(row.closing.to_string()),
                expected,
                ..of_statement(Problem::StatementDoesNotBalance, Some(at))
            });
        }
        let computed = self.totals.row(&row.account, row.kind, period)?;
        if computed != *row {
            let (found, expected) = first_difference(row, &computed);
            self.push(Finding {
                found: Some(found),
                expected: Some(expected),
                ..of_statement(Problem::StatementDiffers, Some(at))
            });
        }
        Ok(())
    }
}

pub(super) fn of_statement(problem: Problem, statement: Option<u64>) -> Finding {
    Finding {
        problem,
        line: None,
        statement,
        found: None,
        expected: None,
    }
}

fn first_difference(row: &Row, computed: &Row) -> (String, String) {
    type Column = (&'static str, fn(&Row) -> Money);
    let columns: [Column; 7] = [
        ("opening", |row| row.opening),
        ("income", |row| row.income),
        ("cost", |row| row.cost),
        ("of_which_tax", |row| row.of_which_tax),
        ("spent", |row| row.spent),
        ("to_fund", |row| row.to_fund),
        ("closing", |row| row.closing),
    ];
    columns
        .iter()
        .map(|(name, value)| (name, value(row), value(computed)))
        .find(|(_, stated, computed)| stated != computed)
        .map(|(name, stated, computed)| (format!("{name} {stated}"), format!("{name} {computed}")))
        .unwrap_or_default()
}
