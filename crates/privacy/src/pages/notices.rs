//! The notices: for each purpose a short card, and the whole text.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_web::{Ctx, Page, PageError, PageResult, render};

use crate::Privacy;
use crate::model::Purpose;
use crate::ops::{self, CurrentNotice};

pub(super) struct Card {
    pub href: String,
    pub title: String,
    pub basis: String,
    pub text: String,
    pub version: u16,
}

pub(super) fn card(ctx: &Ctx, notice: &CurrentNotice) -> Card {
    Card {
        href: format!("/privacy/notices/{}", notice.purpose.name()),
        title: notice.title.clone(),
        basis: ctx.t(&format!("privacy-basis-{}", notice.basis.key())),
        text: notice.card.clone(),
        version: notice.version,
    }
}

#[derive(Template)]
#[template(path = "notices.html")]
struct ListView {
    page: Page,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct View {
    page: Page,
    card: Card,
    full: Vec<String>,
    since: String,
}

pub(super) async fn list(ctx: Ctx, State(privacy): State<Arc<Privacy>>) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let mut cards = Vec::new();
    for purpose in Purpose::ALL {
        let notice = ops::current_notice(&privacy, &mut tx, *purpose, ctx.lang).await?;
        cards.push(card(&ctx, &notice));
    }
    render(&ListView {
        page: ctx.page(),
        cards,
    })
}

pub(super) async fn one(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(purpose): Path<String>,
) -> PageResult {
    let purpose = Purpose::from_name(&purpose).ok_or(PageError::NotFound)?;
    let mut tx = privacy.matters.site.db.read().await?;
    let notice = ops::current_notice(&privacy, &mut tx, purpose, ctx.lang).await?;
    render(&View {
        page: ctx.page(),
        card: card(&ctx, &notice),
        full: notice.full.lines().map(str::to_owned).collect(),
        since: notice
            .since
            .map_or_else(String::new, |at| ctx.day(at.date())),
    })
}
