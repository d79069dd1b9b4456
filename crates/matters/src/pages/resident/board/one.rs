use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_kernel::Id;
use huiyin_web::forms::Errors;
use huiyin_web::{Ctx, Page, PageError, PageResult, render_status};

use super::super::echo::{Eyes, Line, lines};
use super::row::{Row, row};
use crate::Matters;
use crate::model::bounds::JOINED_PEOPLE;
use crate::store;

/// Digits and hyphen of a number, and no more.
const NUMBER_CHARS: usize = 24;

/// What was typed into the form of joining, and why it comes back.
#[derive(Debug, Clone, Default)]
pub(super) struct Joining {
    pub phone: String,
    pub errors: Errors,
}

#[derive(Template)]
#[template(path = "resident_board_one.html")]
struct View {
    page: Page,
    row: Row,
    lines: Vec<Line>,
    may_join: bool,
    joining: Joining,
    photos: Vec<String>,
}

pub(in super::super) async fn one(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(number): Path<String>,
) -> PageResult {
    render(&ctx, &matters, &number, Joining::default(), StatusCode::OK).await
}

pub(super) async fn render(
    ctx: &Ctx,
    matters: &Matters,
    number: &str,
    joining: Joining,
    status: StatusCode,
) -> PageResult {
    if number.len() > NUMBER_CHARS {
        return Err(PageError::NotFound);
    }
    let mut tx = matters.site.db.read().await?;
    let found = store::board_row(&mut tx, number)
        .await?
        .ok_or(PageError::NotFound)?;
    let world = matters.world(&mut tx).await?;
    let photos = store::public_photos(&mut tx, number).await?;
    let lines = lines(ctx, matters, &world, &mut tx, found.id, Eyes::Public).await?;
    let view = View {
        page: ctx.page(),
        row: row(ctx, matters, &world, &found),
        may_join: found.state.is_open() && found.joined < JOINED_PEOPLE,
        photos: photos.into_iter().map(|(id, _)| id.to_string()).collect(),
        lines,
        joining,
    };
    render_status(status, &view)
}

/// A photo that staff have looked at and released.
pub(in super::super) async fn photo(
    State(matters): State<Arc<Matters>>,
    Path((number, photo)): Path<(String, String)>,
) -> PageResult {
    if number.len() > NUMBER_CHARS {
        return Err(PageError::NotFound);
    }
    let wanted: Id = photo.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = matters.site.db.read().await?;
    let released = store::public_photos(&mut tx, &number).await?;
    let blob = released.into_iter().find(|(id, _)| *id == wanted);
    let (_, blob) = blob.ok_or(PageError::NotFound)?;
    super::super::photo::answer(&matters, &mut tx, &blob).await
}
