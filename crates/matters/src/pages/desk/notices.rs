//! What somebody was told: new work, decisions, what went up, what a reporter wrote.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Instant;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageResult, redirect, render};

use super::query::Asked;
use super::rows;
use super::wording;
use crate::Matters;
use crate::store::inbox_notices::{self, InboxNotice, NOTICES_SHOWN};

#[derive(Debug, Clone, Default)]
struct Line {
    id: String,
    matter: String,
    sentence: String,
    number: String,
    headline: String,
    at: String,
    read: bool,
}

#[derive(Template)]
#[template(path = "desk_notices.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    unread: i64,
    next: Option<String>,
}

fn line(ctx: &Ctx, found: &InboxNotice) -> Line {
    let key = found.kind.map_or_else(
        || "matters-notice-reminder".to_owned(),
        |kind| format!("matters-notice-{}", kind.key()),
    );
    Line {
        id: found.id.to_string(),
        matter: found.matter.to_string(),
        sentence: ctx.t(&key),
        number: found.number.clone(),
        headline: found.headline.clone(),
        at: wording::moment(ctx, found.at),
        read: found.read,
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.read().await?;
    let page = rows::page_from(&asked.after, crate::store::Page::NEWEST);
    let before: Instant = page.after_at;
    let before_id = page.after_id.map(|id| id.to_string()).unwrap_or_default();
    let mut found = inbox_notices::of_account(&mut tx, account, before, &before_id).await?;
    let shown = usize::try_from(NOTICES_SHOWN).unwrap_or(usize::MAX);
    let more = found.len() > shown;
    found.truncate(shown);
    let next = found
        .last()
        .filter(|_| more)
        .map(|it| format!("{}_{}", it.at.as_micros(), it.id));
    render(&View {
        page: ctx.page(),
        lines: found.iter().map(|it| line(&ctx, it)).collect(),
        unread: inbox_notices::unread(&mut tx, account).await?,
        next,
    })
}

/// Marks the ticked ones as read, or all of them.
pub(super) async fn read(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Posted(form): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.write().await?;
    if form.is_on("all") {
        inbox_notices::read_all(&mut tx, account, ctx.now).await?;
    } else {
        let shown = usize::try_from(NOTICES_SHOWN).unwrap_or(usize::MAX);
        for id in form
            .all("id")
            .iter()
            .take(shown)
            .filter_map(|text| text.parse().ok())
        {
            inbox_notices::read_one(&mut tx, id, account, ctx.now).await?;
        }
    }
    tx.commit().await?;
    Ok(redirect("/desk/notices?done=desk-read"))
}
