//! Proves a book line by line as it streams past, and the statements made of it. What is kept of
//! a line is sixteen bytes; everything else is sums by month.

mod against;
mod posted;

use std::collections::{BTreeMap, BTreeSet};

use huiyin_kernel::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::account::{Account, Code, Kind};
use crate::legs::{Side, legs};
use crate::limits::{AMOUNT_MAX, FINDINGS_MAX, YEARS};
use crate::line::{Line, What, may_distribute, may_draw};
use crate::statement::{Row, TooMuch, Totals};
use huiyin_kernel::named;

pub use posted::Posted;

/// A period that was closed, and the last line that stood in the book then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    pub through: Date,
    pub after: u64,
}

named! {
    /// What does not hold.
    Problem {
        NumberGap = "number_gap",
        DateOutOfRange = "date_out_of_range",
        Negative = "negative",
        TooLarge = "too_large",
        NothingInIt = "nothing_in_it",
        NetDiffers = "net_differs",
        UnknownAccount = "unknown_account",
        AccountTwice = "account_twice",
        NotAFund = "not_a_fund",
        TransferToItself = "transfer_to_itself",
        FundNeedsDecision = "fund_needs_decision",
        PaidOutByDecision = "paid_out_by_decision",
        OpeningTwice = "opening_twice",
        ReversalOfReversal = "reversal_of_reversal",
        ReversedTwice = "reversed_twice",
        ReversesNothing = "reverses_nothing",
        ReversalDiffers = "reversal_differs",
        PostedIntoClosed = "posted_into_closed",
        LegsDiffer = "legs_differ",
        StatementPeriod = "statement_period",
        StatementDoesNotBalance = "statement_does_not_balance",
        StatementDiffers = "statement_differs",
        SumTooLarge = "sum_too_large",
        MonthsDiffer = "months_differ",
        NotAsPosted = "not_as_posted",
        NotPosted = "not_posted",
        LineGone = "line_gone",
        LastNumberDiffers = "last_number_differs",
        BookGone = "book_gone",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub problem: Problem,
    /// The line's number, or the number of the statement's row counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<u64>,
    /// What stands there and what should, where that is a matter of figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
}

/// What a check found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub lines: u64,
    pub flagged: u64,
    pub statements: u64,
    pub findings: Vec<Finding>,
    /// Findings beyond those that are told.
    pub more_findings: u64,
    pub stocks: Vec<(Code, Kind, Money)>,
}

impl Report {
    pub fn holds(&self) -> bool {
        self.findings.is_empty() && self.more_findings == 0
    }
}

#[derive(Clone, Copy)]
struct Kept {
    print: u64,
    day: i32,
    reversal: bool,
    reversed: bool,
}

#[derive(Default)]
pub struct Checker {
    kept: Vec<Kept>,
    totals: Totals,
    /// Sums of the legs, a way of its own to the same stocks.
    assets: BTreeMap<(Code, Kind), i128>,
    legs: i128,
    /// The first line that names each account, as holder of a kind and as a fund paid into.
    named: BTreeMap<(Code, bool), u64>,
    opened: BTreeSet<(Code, Kind)>,
    flagged: u64,
    findings: Vec<Finding>,
    more: u64,
}

impl std::fmt::Debug for Checker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Checker")
            .field("lines", &self.kept.len())
            .field("findings", &self.findings.len())
            .finish_non_exhaustive()
    }
}

impl Checker {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn lines(&self) -> u64 {
        self.kept.len() as u64
    }

    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Takes the next line. A sum that leaves its range ends the check.
    pub fn take(&mut self, line: &Line) -> Result<(), TooMuch> {
        let number = self.lines() + 1;
        if line.number != number {
            self.found_with(Problem::NumberGap, line.number, &line.number, &number);
        }
        if !YEARS.contains(&line.date.year()) {
            self.found(Problem::DateOutOfRange, line.number);
        }
        self.amounts(line);
        self.accounts(line);
        if line.kind == Kind::Fund
            && matches!(line.what, What::Spent { .. })
            && !may_draw(&line.what, &line.basis)
        {
            self.found(Problem::FundNeedsDecision, line.number);
        }
        if matches!(line.what, What::Distributed { .. }) && !may_distribute(line.kind, &line.basis)
        {
            self.found(Problem::PaidOutByDecision, line.number);
        }
        self.reversal(line);
        self.flagged += u64::from(!line.flags().is_empty());
        let days = line.date.days_since(Date::EPOCH);
        self.kept.push(Kept {
            print: print_of(line, &line.what),
            day: i32::try_from(days).unwrap_or(i32::MAX),
            reversal: line.what.is_reversal(),
            reversed: false,
        });
        self.totals.add(line)?;
        self.enter(line)
    }

    fn amounts(&mut self, line: &Line) {
        let what = match &line.what {
            What::Reversal { undone, .. } => undone.as_ref(),
            what => what,
        };
        let amounts: &[Money] = match what {
            What::Opening { amount }
            | What::Spent { amount, .. }
            | What::ToFund { amount, .. }
            | What::Transfer { amount, .. }
            | What::Distributed { amount, .. } => &[*amount],
            What::Income {
                gross, cost, tax, ..
            } => &[*gross, *cost, *tax],
            What::Reversal { .. } => {
                self.found(Problem::ReversalOfReversal, line.number);
                return;
            }
        };
        if amounts.iter().any(|amount| amount.is_negative()) {
            self.found(Problem::Negative, line.number);
        }
        if amounts.iter().any(|amount| *amount > AMOUNT_MAX) {
            self.found(Problem::TooLarge, line.number);
        }
        if amounts.iter().all(|amount| amount.is_zero()) {
            self.found(Problem::NothingInIt, line.number);
        }
        if let What::Income {
            gross,
            cost,
            tax,
            net,
            ..
        } = what
        {
            let expected = gross.minus(*cost).and_then(|left| left.minus(*tax));
            if expected != Some(*net) {
                let expected = expected.map(|it| it.to_string()).unwrap_or_default();
                self.found_with(Problem::NetDiffers, line.number, net, &expected);
            }
        }
    }

    fn accounts(&mut self, line: &Line) {
        let mut name = |code: &Code, as_fund: bool| {
            self.named
                .entry((code.clone(), as_fund))
                .or_insert(line.number);
        };
        name(&line.account, line.kind == Kind::Fund);
        let what = match &line.what {
            What::Reversal { undone, .. } => undone.as_ref(),
            what => what,
        };
        match what {
            What::ToFund { into, .. } => name(into, true),
            What::Transfer { into, .. } => {
                name(into, line.kind == Kind::Fund);
                if *into == line.account {
                    self.found(Problem::TransferToItself, line.number);
                }
            }
            _ => {}
        }
        if matches!(line.what, What::Opening { .. })
            && !self.opened.insert((line.account.clone(), line.kind))
        {
            self.found(Problem::OpeningTwice, line.number);
        }
    }

    fn reversal(&mut self, line: &Line) {
        let What::Reversal { of, undone, .. } = &line.what else {
            return;
        };
        // A stock whose opening was taken back may be opened anew.
        if matches!(**undone, What::Opening { .. }) {
            self.opened.remove(&(line.account.clone(), line.kind));
        }
        let at = of.checked_sub(1).and_then(|at| usize::try_from(at).ok());
        let print = print_of(line, undone);
        let problem = match at.and_then(|at| self.kept.get_mut(at)) {
            None => Some(Problem::ReversesNothing),
            Some(kept) if kept.reversal => Some(Problem::ReversalOfReversal),
            Some(kept) if kept.print != print => Some(Problem::ReversalDiffers),
            Some(kept) => {
                std::mem::replace(&mut kept.reversed, true).then_some(Problem::ReversedTwice)
            }
        };
        if let Some(problem) = problem {
            self.found_with(problem, line.number, of, &"");
        }
    }

    fn enter(&mut self, line: &Line) -> Result<(), TooMuch> {
        let Some(legs) = legs(&line.account, line.kind, &line.what) else {
            // Nested reversals are found already and have no legs; anything else is too large.
            let nested =
                matches!(&line.what, What::Reversal { undone, .. } if undone.is_reversal());
            return if nested { Ok(()) } else { Err(TooMuch::Sum) };
        };
        for leg in legs {
            let amount = i128::from(leg.amount.fen());
            self.legs += amount;
            if let Side::Asset(account, kind) = leg.side {
                *self.assets.entry((account, kind)).or_default() += amount;
            }
        }
        Ok(())
    }

    fn found(&mut self, problem: Problem, line: u64) {
        self.push(Finding {
            problem,
            line: Some(line),
            statement: None,
            found: None,
            expected: None,
        });
    }

    fn found_with(
        &mut self,
        problem: Problem,
        line: u64,
        found: &impl ToString,
        expected: &impl ToString,
    ) {
        self.push(Finding {
            problem,
            line: Some(line),
            statement: None,
            found: Some(found.to_string()),
            expected: Some(expected.to_string()).filter(|it| !it.is_empty()),
        });
    }

    fn push(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Holds sums that were kept beside the lines against the lines.
    pub fn hold_against(&mut self, kept: &Totals) {
        if !self.totals.agrees_with(kept) {
            self.push(against::of_statement(Problem::MonthsDiffer, None));
        }
    }

    /// Ends the check: the accounts that lines name, the closings, the two ways to each stock,
    /// and every statement against the lines.
    pub fn finish(
        mut self,
        accounts: &[Account],
        closings: &[Closing],
        statements: &[Row],
    ) -> Result<Report, TooMuch> {
        self.against_accounts(accounts);
        self.against_closings(closings);
        let stocks = self.totals.stocks()?;
        let by_statement = stocks.iter().filter(|(_, _, stock)| !stock.is_zero());
        let by_statement: BTreeMap<_, _> = by_statement
            .map(|(account, kind, stock)| ((account.clone(), *kind), i128::from(stock.fen())))
            .collect();
        self.assets.retain(|_, sum| *sum != 0);
        if self.legs != 0 || self.assets != by_statement {
            self.push(against::of_statement(Problem::LegsDiffer, None));
        }
        for (at, row) in (1..).zip(statements) {
            self.against_statement(at, row)?;
        }
        Ok(Report {
            lines: self.lines(),
            flagged: self.flagged,
            statements: statements.len() as u64,
            findings: self.findings,
            more_findings: self.more,
            stocks,
        })
    }
}

/// Sixty-four bits over what a reversal must repeat.
fn print_of(line: &Line, what: &What) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(line.account.as_str().as_bytes());
    hasher.update(&[0]);
    hasher.update(line.kind.name().as_bytes());
    hasher.update(&[0]);
    // Amounts only: a reversal repeats what moved, and texts may have been let go since.
    let amounts: [i64; 4] = match what {
        What::Opening { amount } => [1, amount.fen(), 0, 0],
        What::Income {
            gross, cost, tax, ..
        } => [2, gross.fen(), cost.fen(), tax.fen()],
        What::Spent { amount, .. } => [3, amount.fen(), 0, 0],
        What::ToFund { amount, into } => {
            hasher.update(into.as_str().as_bytes());
            [4, amount.fen(), 0, 0]
        }
        What::Transfer { amount, into } => {
            hasher.update(into.as_str().as_bytes());
            [6, amount.fen(), 0, 0]
        }
        What::Distributed { amount, .. } => [7, amount.fen(), 0, 0],
        What::Reversal { of, .. } => [5, i64::try_from(*of).unwrap_or(i64::MAX), 0, 0],
    };
    for amount in amounts {
        hasher.update(&amount.to_le_bytes());
    }
    let mut print = [0; 8];
    hasher.finalize_xof().fill(&mut print);
    u64::from_le_bytes(print)
}
