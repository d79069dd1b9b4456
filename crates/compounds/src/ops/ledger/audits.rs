//! The yearly audit of the common income, noted down and missed.

use huiyin_db::Tx;
use huiyin_db::blobs::{Photo, UPLOAD_BYTES, clean_photo};
use huiyin_kernel::{Date, Id, Instant, mask};
use huiyin_papers::PDF;
use serde_json::json;

use super::no;
use crate::Compounds;
use crate::model::ledger::{Audit, KeptAudit, LedgerBook, LedgerRefused, NOTE_MAX};
use crate::model::register::Estate;
use crate::ops::{By, OpError};
use crate::rules::audit;
use crate::rules::yearly::past;
use crate::store::ledger::{audits as rows, books};
use crate::store::register::estates;

/// An auditor's report as it will be kept.
#[derive(Clone, Debug)]
pub enum Report {
    /// A photo of it, written anew.
    Photo(Photo),
    /// The file as it came.
    Pdf(Vec<u8>),
}

impl Report {
    /// Looks into an uploaded file: a whole PDF or a picture, within the bounds of a photo. Slow
    /// for pictures: call it off the async threads.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        if bytes.len() > UPLOAD_BYTES {
            return None;
        }
        if audit::is_whole_pdf(&bytes) {
            return Some(Self::Pdf(bytes));
        }
        clean_photo(&bytes).ok().map(Self::Photo)
    }
}

/// Notes an audit down, with the auditor's report where it was handed in.
///
/// # Errors
/// Words that are missing, too long or name somebody's numbers; days that cannot be.
pub async fn note_audit(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    (noted, report): (&Audit, Option<&Report>),
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
    let id = site.new_id();
    let report_blob = match report {
        Some(report) => Some(keep(compounds, tx, (id, report), now).await?),
        None => None,
    };
    let kept = KeptAudit {
        id,
        audit: noted.clone(),
        report_blob,
    };
    rows::insert(tx, book.id, &kept, now).await?;
    books::update(tx, &mut book).await?;
    let body = json!({
        "from": noted.from, "to": noted.to, "posted_from": noted.posted_from,
        "report": kept.report_blob,
    });
    books::record(tx, &book, ("audited", &body), &by.actor(), now).await?;
    Ok(())
}

async fn keep(
    compounds: &Compounds,
    tx: &mut Tx,
    (audit, report): (Id, &Report),
    now: Instant,
) -> Result<String, OpError> {
    let blobs = &compounds.site.blobs;
    let id = match report {
        Report::Photo(photo) => {
            blobs.put(tx, photo, now).await?;
            photo.id.clone()
        }
        Report::Pdf(bytes) => blobs.put_file(tx, PDF, bytes, now).await?,
    };
    blobs.hold_for(tx, &id, audit).await?;
    Ok(id)
}

/// The day by which the book of an estate is to be audited, past or to come.
///
/// # Errors
/// The store's.
pub async fn audit_due(
    tx: &mut Tx,
    (estate, book): (&Estate, &LedgerBook),
) -> Result<Date, OpError> {
    let periods = rows::periods(tx, book.id).await?;
    let to = audit::audited_to(book.began_on, periods);
    let since = estate.facts.committee_since;
    Ok(audit::due(book.began_on, to, since))
}

/// The same, where it is past.
///
/// # Errors
/// The store's.
pub async fn audit_owed(
    tx: &mut Tx,
    of: (&Estate, &LedgerBook),
    today: Date,
) -> Result<Option<Date>, OpError> {
    let due = audit_due(tx, of).await?;
    Ok(past(Some(due), today))
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
