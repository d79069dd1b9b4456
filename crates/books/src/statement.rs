//! What a period did to each account and kind, and whether it balances (domain rule 9.5).

use std::collections::BTreeMap;

use huiyin_kernel::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::account::{Code, Kind};
use crate::limits::CELLS_MAX;
use crate::line::{Line, What};
use crate::period::{Month, Period};

/// What moved, by column of the statement. Cost is told without tax here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    pub opened: Money,
    pub income: Money,
    pub cost: Money,
    pub tax: Money,
    pub spent: Money,
    pub to_fund: Money,
    /// Came from another account, or left for one.
    pub moved_in: Money,
    pub moved_out: Money,
}

/// A sum left its range, or there are more stocks than a book can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    #[error("a sum is too large")]
    Sum,
    #[error("there are more accounts, kinds and months than a book can have")]
    Cells,
}

/// One row of a statement: opening + income − cost − spent − to fund = closing, cost with tax; and
/// what came from other accounts or left for them stands beside it on both rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub from: Date,
    pub to: Date,
    pub account: Code,
    pub kind: Kind,
    pub opening: Money,
    pub income: Money,
    /// Tax included.
    pub cost: Money,
    #[serde(default)]
    pub of_which_tax: Money,
    pub spent: Money,
    pub to_fund: Money,
    #[serde(default, skip_serializing_if = "nothing")]
    pub moved_in: Money,
    #[serde(default, skip_serializing_if = "nothing")]
    pub moved_out: Money,
    pub closing: Money,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a reference over"
)]
fn nothing(amount: &Money) -> bool {
    amount.is_zero()
}

impl Row {
    /// What closing must be by the formula; none where it leaves the range.
    pub fn expected_closing(&self) -> Option<Money> {
        self.opening
            .plus(self.income)?
            .minus(self.cost)?
            .minus(self.spent)?
            .minus(self.to_fund)?
            .plus(self.moved_in)?
            .minus(self.moved_out)
    }

    /// Income less cost and tax.
    pub fn net(&self) -> Option<Money> {
        self.income.minus(self.cost)
    }

    pub fn balances(&self) -> bool {
        self.expected_closing() == Some(self.closing)
    }

    fn is_empty(&self) -> bool {
        [
            self.opening,
            self.income,
            self.cost,
            self.spent,
            self.to_fund,
            self.moved_in,
            self.moved_out,
            self.closing,
        ]
        .into_iter()
        .all(Money::is_zero)
    }
}

impl Flows {
    fn plus(self, other: Self, sign: Sign) -> Option<Self> {
        let add = |a: Money, b: Money| match sign {
            Sign::Plus => a.plus(b),
            Sign::Minus => a.minus(b),
        };
        Some(Self {
            opened: add(self.opened, other.opened)?,
            income: add(self.income, other.income)?,
            cost: add(self.cost, other.cost)?,
            tax: add(self.tax, other.tax)?,
            spent: add(self.spent, other.spent)?,
            to_fund: add(self.to_fund, other.to_fund)?,
            moved_in: add(self.moved_in, other.moved_in)?,
            moved_out: add(self.moved_out, other.moved_out)?,
        })
    }

    fn stock(self) -> Option<Money> {
        self.opened
            .plus(self.income)?
            .minus(self.cost)?
            .minus(self.tax)?
            .minus(self.spent)?
            .minus(self.to_fund)?
            .plus(self.moved_in)?
            .minus(self.moved_out)
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

type Stock = (Code, Kind);

/// What moved in each month, account and kind: as much as any statement needs, however many
/// lines there are.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    cells: BTreeMap<Stock, BTreeMap<Month, Flows>>,
    count: usize,
}

impl Totals {
    /// Adds a line; nothing is added where it does not fit.
    pub fn add(&mut self, line: &Line) -> Result<(), TooMuch> {
        let (what, sign) = match &line.what {
            What::Reversal { undone, .. } => (undone.as_ref(), Sign::Minus),
            what => (what, Sign::Plus),
        };
        let mut flows = Flows::default();
        match what {
            What::Opening { amount } => flows.opened = *amount,
            What::Income {
                gross, cost, tax, ..
            } => {
                (flows.income, flows.cost, flows.tax) = (*gross, *cost, *tax);
            }
            What::Spent { amount, .. } | What::Distributed { amount, .. } => {
                flows.spent = *amount;
            }
            What::ToFund { amount, into } => {
                flows.to_fund = *amount;
                let received = Flows {
                    income: *amount,
                    ..Flows::default()
                };
                self.book((into.clone(), Kind::Fund), line.date, received, sign)?;
            }
            What::Transfer { amount, into } => {
                flows.moved_out = *amount;
                let received = Flows {
                    moved_in: *amount,
                    ..Flows::default()
                };
                self.book((into.clone(), line.kind), line.date, received, sign)?;
            }
            What::Reversal { .. } => return Ok(()),
        }
        self.book((line.account.clone(), line.kind), line.date, flows, sign)
    }

    /// Adds what a table says of a whole month at once.
    pub fn add_month(
        &mut self,
        account: Code,
        kind: Kind,
        month: Date,
        flows: Flows,
    ) -> Result<(), TooMuch> {
        self.book((account, kind), month, flows, Sign::Plus)
    }

    fn book(&mut self, stock: Stock, date: Date, flows: Flows, sign: Sign) -> Result<(), TooMuch> {
        let month = Month::of(date);
        let months = self.cells.entry(stock).or_default();
        if !months.contains_key(&month) {
            if self.count >= CELLS_MAX {
                return Err(TooMuch::Cells);
            }
            self.count += 1;
        }
        let cell = months.entry(month).or_default();
        *cell = cell.plus(flows, sign).ok_or(TooMuch::Sum)?;
        Ok(())
    }

    /// What is known of each account and kind, month by month.
    pub fn cells(&self) -> impl Iterator<Item = (&Code, Kind, &Flows)> {
        self.cells.iter().flat_map(|((account, kind), months)| {
            let flows = months.values();
            flows.map(move |flows| (account, *kind, flows))
        })
    }

    /// Whether both say the same of every month; one in which nothing moved says nothing.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let moved = |totals: &Self| -> BTreeMap<(Stock, Month), Flows> {
            let cells = totals.cells.iter().flat_map(|(stock, months)| {
                let months = months.iter();
                months.map(|(month, flows)| ((stock.clone(), *month), *flows))
            });
            cells.filter(|(_, it)| *it != Flows::default()).collect()
        };
        moved(self) == moved(other)
    }

    /// The statement of a period of whole months: a row for each account and kind in which
    /// anything lay or moved. A stock that was opened within the period shows that as its opening.
    pub fn statement(&self, period: Period) -> Result<Vec<Row>, TooMuch> {
        let mut rows = Vec::new();
        for ((account, kind), months) in &self.cells {
            if let Some(row) = row_of(account, *kind, months, period)? {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// One row of it, zero where nothing is known of the stock.
    pub fn row(&self, account: &Code, kind: Kind, period: Period) -> Result<Row, TooMuch> {
        let empty = BTreeMap::new();
        let months = self.cells.get(&(account.clone(), kind)).unwrap_or(&empty);
        make_row(account, kind, months, period)
    }

    /// What lies in each account and kind after everything.
    pub fn stocks(&self) -> Result<Vec<(Code, Kind, Money)>, TooMuch> {
        self.cells
            .iter()
            .map(|((account, kind), months)| {
                let stock = sum(months.values())?.stock().ok_or(TooMuch::Sum)?;
                Ok((account.clone(), *kind, stock))
            })
            .collect()
    }
}

fn sum<'a>(flows: impl Iterator<Item = &'a Flows>) -> Result<Flows, TooMuch> {
    let mut sum = Flows::default();
    for flows in flows {
        sum = sum.plus(*flows, Sign::Plus).ok_or(TooMuch::Sum)?;
    }
    Ok(sum)
}

fn row_of(
    account: &Code,
    kind: Kind,
    months: &BTreeMap<Month, Flows>,
    period: Period,
) -> Result<Option<Row>, TooMuch> {
    let row = make_row(account, kind, months, period)?;
    Ok((!row.is_empty()).then_some(row))
}

fn make_row(
    account: &Code,
    kind: Kind,
    months: &BTreeMap<Month, Flows>,
    period: Period,
) -> Result<Row, TooMuch> {
    let (first, last) = (Month::of(period.from), Month::of(period.to));
    let before = sum(months.range(..first).map(|(_, flows)| flows))?;
    let within = sum(months.range(first..=last).map(|(_, flows)| flows))?;
    let opening = before
        .stock()
        .and_then(|stock| stock.plus(within.opened))
        .ok_or(TooMuch::Sum)?;
    let mut row = Row {
        from: period.from,
        to: period.to,
        account: account.clone(),
        kind,
        opening,
        income: within.income,
        cost: within.cost.plus(within.tax).ok_or(TooMuch::Sum)?,
        of_which_tax: within.tax,
        spent: within.spent,
        to_fund: within.to_fund,
        moved_in: within.moved_in,
        moved_out: within.moved_out,
        closing: Money::ZERO,
    };
    row.closing = row.expected_closing().ok_or(TooMuch::Sum)?;
    Ok(row)
}
