use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError, PageResult, download};

use super::frame::Held;
use crate::ops::votes::public_vote;
use crate::store::votes::counts;

/// The anonymised ballots, as `huiyin votes verify` reads them; from the result on, because before
/// it they would be a count.
pub(super) async fn ballots(
    _ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (_, vote) = public_vote(&mut tx, estate, id).await?;
    if !vote.state.is_result_public() {
        return Err(PageError::NotFound);
    }
    let count = counts::load(&mut tx, vote.id).await?;
    let count = count.ok_or(PageError::NotFound)?;
    let name = format!("ballots-{}.json", vote.id);
    Ok(download(
        "application/json",
        &name,
        count.published.into_bytes(),
    ))
}
