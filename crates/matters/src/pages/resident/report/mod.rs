//! Raising a matter: one page, in as many goes as it takes, nothing typed ever lost.

mod form;
mod kept;
mod place;
mod send;
mod view;

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::{Ctx, PageResult};

pub(super) use form::{is_phone, joined_id};
pub(super) use kept::clean as clean_photos;
pub(super) use place::{MapFrame, map_frame};
pub(super) use send::send;

use crate::Matters;
use form::Typed;
use view::Stage;

pub(super) async fn show(ctx: Ctx, State(matters): State<Arc<Matters>>) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let typed = Typed::blank(&matters.site);
    view::render(&ctx, &world, typed, Stage::default(), StatusCode::OK)
}
