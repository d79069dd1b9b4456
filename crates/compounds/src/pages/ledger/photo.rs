//! Pictures: the evidence of a line, for whoever keeps the book; the board and the reports of
//! auditors, for everybody.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use huiyin_db::Tx;
use huiyin_papers::PDF;
use huiyin_web::{Ctx, PageError, PageResult, download};

use super::id_of;
use crate::model::ledger::NoticeState;
use crate::ops::ledger;
use crate::pages::by;
use crate::rules::audit::is_whole_pdf;
use crate::store::ledger::{audits, lines};
use crate::store::publication;
use crate::{Compounds, LEDGER};

async fn picture(compounds: &Compounds, tx: &mut Tx, blob: Option<String>) -> PageResult {
    let blob = blob.ok_or(PageError::NotFound)?;
    let bytes = compounds.site.blobs.read(tx, &blob).await?;
    Ok(shown(bytes.ok_or(PageError::NotFound)?))
}

fn shown(bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let jpeg = HeaderValue::from_static("image/jpeg");
    response.headers_mut().insert(header::CONTENT_TYPE, jpeg);
    response
}

pub(super) async fn evidence(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, number)): Path<(String, String)>,
) -> PageResult {
    let by = by(&ctx, LEDGER)?;
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = compounds.site.db.read().await?;
    let (_, book) = ledger::book_for(&mut tx, &by, id_of(&estate)?).await?;
    let kept = lines::load(&mut tx, &compounds.site.keys, book.id, number).await?;
    let blob = kept.and_then(|it| it.evidence_blob);
    picture(&compounds, &mut tx, blob).await
}

pub(super) async fn proof(
    State(compounds): State<Arc<Compounds>>,
    Path((estate, notice)): Path<(String, String)>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (_, book) = ledger::public_book(&mut tx, id_of(&estate)?).await?;
    let book = book.ok_or(PageError::NotFound)?;
    let notice = publication::load(&mut tx, id_of(&notice)?).await?;
    let notice = notice
        .filter(|it| it.book == book.id && it.state == NoticeState::Released)
        .ok_or(PageError::NotFound)?;
    picture(&compounds, &mut tx, notice.proof_blob).await
}

/// The auditor's report: a picture is shown, a file of others is handed on to keep and never shown
/// as a page of ours.
pub(super) async fn report(
    State(compounds): State<Arc<Compounds>>,
    Path((estate, audit)): Path<(String, String)>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (_, book) = ledger::public_book(&mut tx, id_of(&estate)?).await?;
    let book = book.ok_or(PageError::NotFound)?;
    let audit = id_of(&audit)?;
    let blob = audits::report(&mut tx, (book.id, audit)).await?;
    let blob = blob.ok_or(PageError::NotFound)?;
    let bytes = compounds.site.blobs.read(&mut tx, &blob).await?;
    let bytes = bytes.ok_or(PageError::NotFound)?;
    if is_whole_pdf(&bytes) {
        return Ok(download(PDF, &format!("audit-{audit}.pdf"), bytes));
    }
    Ok(shown(bytes))
}
