//! What each unit gets of money that is paid out to the owners.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Money};

use super::lines::number;

queries! {
    ADD = "INSERT INTO ledger_share (book_id, line_number, place, unit_id, area_centi, amount)
        VALUES ($1, $2, $3, $4, $5, $6)";
    OF_LINE = "SELECT place, unit_id, area_centi, amount FROM ledger_share
        WHERE book_id = $1 AND line_number = $2 AND place > $3 ORDER BY place LIMIT $4";
    /// Without what was taken back.
    OF_UNIT = "SELECT l.on_day, l.said, s.amount FROM ledger_share s
        JOIN ledger_line l ON l.book_id = s.book_id AND l.number = s.line_number
        WHERE s.unit_id = $1 AND l.on_day >= $2
        AND NOT EXISTS (SELECT 1 FROM ledger_line r WHERE r.book_id = l.book_id AND r.reverses = l.number)
        ORDER BY l.on_day DESC, l.number DESC LIMIT $3";
}

/// Rows read at once.
const PIECE: i64 = 5_000;
/// Payments to one unit that its owner is shown.
const SHOWN: i64 = 12;

/// The part of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub unit: Id,
    pub area_centi: i64,
    pub amount: Money,
}

/// A payment to a unit, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    pub day: Date,
    pub purpose: String,
    pub amount: Money,
}

/// Writes the parts of a line in their order.
pub async fn add(tx: &mut Tx, book: Id, line: u64, parts: &[Share]) -> Result<()> {
    for (place, part) in (1_i64..).zip(parts) {
        let values = args![
            book,
            number(line)?,
            place,
            part.unit,
            part.area_centi,
            part.amount.fen()
        ];
        tx.execute(ADD, values).await?;
    }
    Ok(())
}

fn share(row: &Row) -> Result<Share> {
    Ok(Share {
        unit: row.get("unit_id")?,
        area_centi: row.get("area_centi")?,
        amount: row.get("amount").map(Money::from_fen)?,
    })
}

/// Every part of a line, in its order.
pub async fn of_line(tx: &mut Tx, book: Id, line: u64) -> Result<Vec<Share>> {
    let mut all = Vec::new();
    let mut behind = 0_i64;
    loop {
        let values = args![book, number(line)?, behind, PIECE];
        let rows = tx.fetch_all(OF_LINE, values).await?;
        let Some(last) = rows.last() else {
            return Ok(all);
        };
        behind = last.get("place")?;
        for row in &rows {
            all.push(share(row)?);
        }
    }
}

/// What was paid to a unit since a day, the latest first.
pub async fn of_unit(tx: &mut Tx, unit: Id, since: Date) -> Result<Vec<Paid>> {
    let rows = tx.fetch_all(OF_UNIT, args![unit, since, SHOWN]).await?;
    let paid = |row: &Row| {
        Ok(Paid {
            day: row.get("on_day")?,
            purpose: row.get("said")?,
            amount: row.get("amount").map(Money::from_fen)?,
        })
    };
    rows.iter().map(paid).collect()
}
