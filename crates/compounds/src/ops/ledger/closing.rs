//! Closing a period: from then on nothing is posted into it.

use huiyin_books::Closing;
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use serde_json::json;

use super::no;
use crate::Compounds;
use crate::model::ledger::{LedgerBook, LedgerRefused};
use crate::ops::{By, OpError};
use crate::store::ledger::books as rows;

/// Closes everything through the last day of a month that is over.
pub async fn close(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    through: Date,
) -> Result<LedgerBook, OpError> {
    let (_, mut book) = super::book_for(tx, by, estate).await?;
    let now = compounds.site.now();
    if through != through.last_of_month() {
        return Err(no(LedgerRefused::NotAMonthsEnd));
    }
    if through >= now.date() {
        return Err(no(LedgerRefused::PeriodNotOver));
    }
    if book.closed_through.is_some_and(|closed| through <= closed) || through < book.began_on {
        return Err(no(LedgerRefused::ClosedAlready));
    }
    let closing = Closing {
        through,
        after: book.last_number,
    };
    rows::add_closing(tx, book.id, &closing, (now, &by.actor())).await?;
    book.closed_through = Some(through);
    rows::update(tx, &mut book).await?;
    let body = json!({ "through": through, "after": book.last_number });
    rows::record(tx, &book, ("period_closed", &body), &by.actor(), now).await?;
    Ok(book)
}
