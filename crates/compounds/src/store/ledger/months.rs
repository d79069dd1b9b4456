//! Sums of a book by account, kind and month. They follow from the lines and are written with
//! them; `huiyin ledger check` holds both together.

use huiyin_books::{Code, Flows, Kind, Line, Totals};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id, Money};

queries! {
    ADD = "INSERT INTO ledger_month (book_id, account, kind, month, opened, income, cost, tax, spent, to_fund,
        moved_in, moved_out) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (book_id, account, kind, month) DO UPDATE SET
        opened = ledger_month.opened + excluded.opened, income = ledger_month.income + excluded.income,
        cost = ledger_month.cost + excluded.cost, tax = ledger_month.tax + excluded.tax,
        spent = ledger_month.spent + excluded.spent, to_fund = ledger_month.to_fund + excluded.to_fund,
        moved_in = ledger_month.moved_in + excluded.moved_in,
        moved_out = ledger_month.moved_out + excluded.moved_out";
    OF_BOOK = "SELECT account, kind, month, opened, income, cost, tax, spent, to_fund, moved_in, moved_out
        FROM ledger_month WHERE book_id = $1 ORDER BY account, kind, month LIMIT $2";
}

/// Months of one book: as many as a statement can be made of.
const MONTHS_LIMIT: i64 = 200_000;

/// Adds what a line moved.
pub async fn add(tx: &mut Tx, book: Id, line: &Line) -> Result<()> {
    let mut moved = Totals::default();
    moved.add(line).map_err(StoreError::inconsistent)?;
    for (account, kind, flows) in moved.cells() {
        let values = args![
            book,
            account.as_str(),
            kind.name(),
            line.date.month_text(),
            flows.opened.fen(),
            flows.income.fen(),
            flows.cost.fen(),
            flows.tax.fen(),
            flows.spent.fen(),
            flows.to_fund.fen(),
            flows.moved_in.fen(),
            flows.moved_out.fen()
        ];
        tx.execute(ADD, values).await?;
    }
    Ok(())
}

fn flows(row: &Row) -> Result<Flows> {
    let money = |name: &str| row.get(name).map(Money::from_fen);
    Ok(Flows {
        opened: money("opened")?,
        income: money("income")?,
        cost: money("cost")?,
        tax: money("tax")?,
        spent: money("spent")?,
        to_fund: money("to_fund")?,
        moved_in: money("moved_in")?,
        moved_out: money("moved_out")?,
    })
}

/// What moved in each month: what every statement is made of.
pub async fn totals(tx: &mut Tx, book: Id) -> Result<Totals> {
    let rows = tx.fetch_all(OF_BOOK, args![book, MONTHS_LIMIT]).await?;
    let mut totals = Totals::default();
    for row in &rows {
        let account: Code = row.parse("account")?;
        let kind: String = row.get("kind")?;
        let kind = Kind::from_name(&kind);
        let kind = kind.ok_or_else(|| StoreError::inconsistent("a month of no kind"))?;
        let month: String = row.get("month")?;
        let month: Date = format!("{month}-01")
            .parse()
            .map_err(StoreError::inconsistent)?;
        let added = totals.add_month(account, kind, month, flows(row)?);
        added.map_err(StoreError::inconsistent)?;
    }
    Ok(totals)
}
