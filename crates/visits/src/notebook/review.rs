//! What came sealed and waits, for the coordinator: read, taken as it stands where another than its
//! author brought it, or let go once what counts was written down.

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_web::PageError;

use super::Notebook;
use super::sealed::{
    Attempt, FOREIGN, Hands, SealedItem, SealedKind, attempt, join_photos, opened,
};
use super::store::{self, SealedRow};

/// What waits, oldest first, from behind a place in that order.
pub async fn for_review(
    tx: &mut Tx,
    after: (Instant, Id),
    most: i64,
) -> Result<Vec<SealedRow>, PageError> {
    Ok(store::waiting(tx, after, most).await?)
}

/// What the visitor had written, as JSON, for whoever may settle it; nothing where it does not
/// open.
pub async fn open_for_review(
    notebook: &Notebook,
    tx: &mut Tx,
    id: Id,
) -> Result<Option<String>, PageError> {
    let Some(row) = store::sealed(tx, id).await? else {
        return Ok(None);
    };
    let item: Option<SealedItem> = serde_json::from_slice(&row.body).ok();
    let note = item.and_then(|item| opened(notebook, &item.note, id).ok());
    Ok(note.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Somebody has looked at it and settled what counts; the locked body goes.
pub async fn close_for_review(tx: &mut Tx, id: Id) -> Result<(), huiyin_db::StoreError> {
    store::settle(tx, id, "settled").await
}

/// Takes what another than its author brought, as it stands, for whoever looked at it. Twice does
/// no harm.
pub async fn take_for_review(notebook: &Notebook, id: Id, by: Id) -> Result<(), PageError> {
    let site = &notebook.site;
    let row = {
        let mut tx = site.db.read().await?;
        waiting_for(&mut tx, id).await?
    };
    let row = row.filter(SealedRow::may_be_taken);
    let row = row.ok_or(PageError::NotFound)?;
    let item: SealedItem =
        serde_json::from_slice(&row.body).map_err(huiyin_db::StoreError::inconsistent)?;
    let hands = Hands {
        delivered_by: row.delivered_by,
        taken_by: Some(by),
    };
    let tried = attempt(notebook, &item, hands).await;
    let mut tx = site.db.write().await?;
    match tried {
        Ok(()) => store::settle(&mut tx, id, "taken").await?,
        Err(Attempt::Failed(error)) => return Err(error),
        Err(Attempt::Waits(why)) => {
            // The page says from now on what stands in the way.
            store::wait_for(&mut tx, id, why).await?;
            tx.commit().await?;
            return Err(PageError::Conflict);
        }
    }
    tx.commit().await?;
    if item.kind == SealedKind::Visit {
        join_photos(notebook, item.submission, hands).await?;
    }
    Ok(())
}

impl SealedRow {
    /// Whether a coordinator who looked at it may take it as it stands.
    pub fn may_be_taken(&self) -> bool {
        self.why == FOREIGN
    }
}

/// A sealed thing, where it still waits.
pub async fn waiting_for(tx: &mut Tx, id: Id) -> Result<Option<SealedRow>, PageError> {
    let row = store::sealed(tx, id).await?;
    Ok(row.filter(|it| it.state == "waits"))
}
