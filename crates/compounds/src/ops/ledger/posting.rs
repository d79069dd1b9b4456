//! Posting a line and taking one back.

use huiyin_books::{BookFacts, Draft, Line, Original, What};
use huiyin_db::Tx;
use huiyin_db::blobs::Photo;
use huiyin_kernel::{Date, Id};

use super::{behind, shares};
use crate::Compounds;
use crate::model::ledger::{Behind, LedgerBook};
use crate::ops::{By, OpError};
use crate::store::ledger::{books as rows, lines, posted};

/// A line to be posted, with the picture of its evidence.
#[derive(Debug)]
pub struct New {
    pub draft: Draft,
    pub evidence: Option<Photo>,
    pub behind: Behind,
}

pub async fn post(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    new: New,
) -> Result<Line, OpError> {
    let (estate, book) = super::book_for(tx, by, estate).await?;
    let accounts = super::accounts(tx, &book).await?;
    let mut draft = new.draft;
    draft.basis = behind::basis_of(tx, &estate, &new.behind, draft.basis).await?;
    let facts = BookFacts {
        accounts: &accounts,
        closed_through: book.closed_through,
        today: compounds.site.now().date(),
        last_number: book.last_number,
        stock_has_lines: lines::has_stock(tx, book.id, &draft.account, draft.kind).await?,
        destination: &book.destination(),
    };
    let line = huiyin_books::post(&facts, draft)?;
    let whose = (book.id, book.estate);
    let beside = (new.evidence, new.behind);
    keep(compounds, tx, by, book, &line, beside).await?;
    if let What::Distributed { amount, .. } = &line.what {
        shares::divide(tx, whose, (line.number, *amount)).await?;
    }
    Ok(line)
}

pub async fn reverse(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    (number, date, reason): (u64, Date, &str),
) -> Result<Line, OpError> {
    let (_, book) = super::book_for(tx, by, estate).await?;
    let keys = &compounds.site.keys;
    let kept = lines::load(tx, keys, book.id, number).await?;
    let kept = kept.ok_or(OpError::NotFound)?;
    let facts = BookFacts {
        accounts: &[],
        closed_through: book.closed_through,
        today: compounds.site.now().date(),
        last_number: book.last_number,
        stock_has_lines: true,
        destination: &book.destination(),
    };
    let original = Original {
        line: &kept.line,
        reversed_by: kept.reversed_by,
    };
    let line = huiyin_books::reverse(&facts, &original, date, reason)?;
    let beside = (None, Behind::default());
    keep(compounds, tx, by, book, &line, beside).await?;
    Ok(line)
}

async fn keep(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    mut book: LedgerBook,
    line: &Line,
    (evidence, behind): (Option<Photo>, Behind),
) -> Result<(), OpError> {
    let site = &compounds.site;
    let now = site.now();
    if let Some(photo) = &evidence {
        site.blobs.put(tx, photo, now).await?;
        let holder = Id::derived(
            "huiyin ledger line",
            &format!("{} {}", book.id, line.number),
        );
        site.blobs.hold_for(tx, &photo.id, holder).await?;
    }
    let new = lines::New {
        book: book.id,
        line,
        evidence_blob: evidence.as_ref().map(|it| it.id.as_str()),
        behind,
        now,
        actor: &by.actor(),
    };
    lines::insert(tx, &site.keys, site.entropy.as_ref(), &new).await?;
    book.last_number = line.number;
    // The version that was read must still stand: two who post at once do not get one number.
    rows::update(tx, &mut book).await?;
    let body = posted::body(line, behind);
    rows::record(tx, &book, ("posted", &body), &by.actor(), now).await?;
    Ok(())
}
