//! The yearly audit of the common income, noted down and missed.

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, mask};
use serde_json::json;

use super::no;
use crate::Compounds;
use crate::model::ledger::{Audit, LedgerBook, LedgerRefused, NOTE_MAX};
use crate::model::register::Estate;
use crate::ops::{By, OpError};
use crate::rules::audit;
use crate::store::ledger::{audits as rows, books};
use crate::store::register::estates;

/// Notes an audit down.
///
/// # Errors
/// Words that are missing, too long or name somebody's numbers; days that cannot be.
pub async fn note_audit(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    noted: &Audit,
) -> Result<(), OpError> {
    let (_, mut book) = super::book_for(tx, by, estate).await?;
    let site = &compounds.site;
    let now = site.now();
    for text in [&noted.auditor, &noted.result] {
        if text.trim().is_empty() {
            return Err(no(LedgerRefused::NameMissing));
        }
        if text.chars().count() > NOTE_MAX {
            return Err(no(LedgerRefused::TooLong));
        }
        // Everybody reads it.
        if !mask::find_personal_data(text).is_empty() {
            return Err(no(LedgerRefused::PersonalData));
        }
    }
    audit::check(noted, now.date()).map_err(no)?;
    rows::insert(tx, (site.new_id(), book.id), noted, now).await?;
    books::update(tx, &mut book).await?;
    let body = json!({ "from": noted.from, "to": noted.to, "posted_from": noted.posted_from });
    books::record(tx, &book, ("audited", &body), &by.actor(), now).await?;
    Ok(())
}

/// The day by which the book of an estate should have been audited, where it is past.
///
/// # Errors
/// The store's.
pub async fn audit_owed(
    tx: &mut Tx,
    (estate, book): (&Estate, &LedgerBook),
    today: Date,
) -> Result<Option<Date>, OpError> {
    let made = rows::of_book(tx, book.id).await?;
    let to = made.iter().map(|it| it.to).max();
    let since = estate.facts.committee_since;
    Ok(audit::overdue(book.began_on, to, since, today))
}

/// Estates within somebody's reach whose audit is overdue, the longest first.
///
/// # Errors
/// The store's.
pub async fn audits_overdue(
    tx: &mut Tx,
    by: &By,
    today: Date,
) -> Result<Vec<(Estate, Date)>, OpError> {
    let mut found = Vec::new();
    for book in books::all(tx).await? {
        let Some(estate) = estates::load(tx, book.estate).await? else {
            continue;
        };
        if !estate.active || !by.reaches(&estate.area_path) {
            continue;
        }
        if let Some(due) = audit_owed(tx, (&estate, &book), today).await? {
            found.push((estate, due));
        }
    }
    found.sort_by_key(|it| it.1);
    Ok(found)
}
