//! A form's file: opened away from the threads that answer, kept beside the photos.

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_sheets::form::{Filling, Form, FormRefused};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, PageError, XLSX};

use crate::Statistics;
use crate::rules::ledgers::MapRefused;
use crate::store::forms::Kept;

/// The sentence of a refusal.
pub(super) fn refused(why: &FormRefused) -> PageError {
    let detail = match why {
        FormRefused::CannotPush { what, .. } => {
            return PageError::Refused {
                key: format!("statistics-forms-way-{}", what.code()),
                args: Vec::new(),
            };
        }
        other => other.detail(),
    };
    PageError::Refused {
        key: format!("statistics-forms-refused-{}", why.code()),
        args: vec![("detail".to_owned(), detail.into())],
    }
}

/// The sentence that says why a mapping does not hold.
pub(super) fn unmapped(ctx: &Ctx, why: &MapRefused) -> String {
    let detail = why.detail().to_owned();
    ctx.say(
        &format!("statistics-forms-map-{}", why.code()),
        &[("detail", detail.into())],
    )
}

/// The one file of an upload.
pub(super) fn file(uploaded: &Uploaded) -> Result<Vec<u8>, PageError> {
    let found = uploaded.files.iter().find(|it| it.0 == "file");
    found
        .map(|it| it.1.clone())
        .ok_or_else(|| refused(&FormRefused::Empty))
}

pub(super) async fn opened(bytes: Vec<u8>) -> Result<Form, PageError> {
    let task = tokio::task::spawn_blocking(move || Form::open(&bytes));
    let form = task.await.map_err(StoreError::inconsistent)?;
    form.map_err(|why| refused(&why))
}

pub(super) async fn fill(form: Form, filling: Filling) -> Result<Vec<u8>, PageError> {
    let task = tokio::task::spawn_blocking(move || form.fill(&filling));
    let bytes = task.await.map_err(StoreError::inconsistent)?;
    bytes.map_err(|why| refused(&why))
}

/// The form that was kept. A file that is gone is our loss, and said so.
pub(super) async fn kept(
    statistics: &Statistics,
    tx: &mut Tx,
    form: &Kept,
) -> Result<Form, PageError> {
    let bytes = statistics.site.blobs.read(tx, &form.blob).await?;
    let bytes = bytes.ok_or_else(|| PageError::Refused {
        key: "statistics-forms-lost".to_owned(),
        args: Vec::new(),
    })?;
    opened(bytes).await
}

/// Keeps the file for a form, in the transaction that writes the form.
pub(super) async fn keep(
    ctx: &Ctx,
    statistics: &Statistics,
    tx: &mut Tx,
    (form, bytes): (Id, &[u8]),
) -> Result<String, PageError> {
    let blobs = &statistics.site.blobs;
    let id = blobs.put_file(tx, XLSX, bytes, ctx.now).await?;
    blobs.hold_for(tx, &id, form).await?;
    Ok(id)
}
