//! Raising a matter: one page, in as many goes as it takes, nothing typed ever lost.

mod form;
mod kept;
mod place;
mod send;
mod view;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use huiyin_web::forms::clean;
use huiyin_web::{Ctx, PageResult};
use serde::Deserialize;

pub(super) use form::{check_phone, joined_id};
pub(super) use kept::clean as clean_photos;
pub(super) use place::{MapFrame, map_frame};
pub(super) use send::send;

use crate::Matters;
use form::{PLACE_CHARS, Typed};
use view::Stage;

/// What a link to this page may fill in beforehand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    place: String,
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let mut typed = Typed::blank(&matters.site);
    typed.place = clean(&asked.place).chars().take(PLACE_CHARS).collect();
    view::render(&ctx, &world, typed, Stage::default(), StatusCode::OK)
}
