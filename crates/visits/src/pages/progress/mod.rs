//! How far a round has come, whom to call on again, and who is asked afterwards.

mod again;
mod by_hand;
mod export;
mod overview;
mod sample;
mod table;

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::Access::Needs;
use huiyin_web::{Ctx, PageError, Routes};

use crate::model::Round;
use crate::ops::By;
use crate::store::rounds;
use crate::{COORDINATE, Visits};

pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    let may = Needs(COORDINATE);
    Routes::new()
        .get("/desk/rounds/{id}/progress", may, overview::show)
        .get("/desk/rounds/{id}/progress.xlsx", may, export::xlsx)
        .get("/desk/rounds/{id}/progress.csv", may, export::csv)
        .get("/desk/rounds/{id}/again", may, again::show)
        .post("/desk/rounds/{id}/again", may, again::send)
        .get("/desk/rounds/{id}/by-hand", may, by_hand::show)
        .post("/desk/rounds/{id}/by-hand", may, by_hand::mark)
        .get("/desk/rounds/{id}/sample", may, sample::show)
        .post("/desk/rounds/{id}/sample/{visit}", may, sample::say)
        .with_state(Arc::clone(visits))
}

/// The round of an address, and how far whoever asks coordinates.
async fn round_of(ctx: &Ctx, tx: &mut Tx, id: &str) -> Result<(Round, By), PageError> {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let round = rounds::load(tx, id).await?.ok_or(PageError::NotFound)?;
    Ok((round, By::viewer(ctx.signed_in()?)))
}
