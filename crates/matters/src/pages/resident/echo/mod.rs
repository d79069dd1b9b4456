//! The page of an echo code: where the matter stands, what was said, and what its reporter may do.

mod acts;
mod now;
mod telling;
mod timeline;
mod view;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_web::{Ctx, PageResult};

pub(super) use acts::{again, chase, confirm, message, photos, reopen, withdraw};
pub(super) use telling::change as telling;
pub(super) use timeline::{Eyes, Line, lines};

use super::holder;
use crate::Matters;

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let holder = match holder::find(&ctx, &matters, &mut tx, &code).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let typed = view::Typed::default();
    view::render(&ctx, &matters, &mut tx, &holder, typed, StatusCode::OK).await
}
