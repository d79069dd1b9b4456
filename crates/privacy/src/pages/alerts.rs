//! What the audit administrator must look at.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_registry::accounts;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use crate::Privacy;
use crate::ops;
use crate::store::alerts;

struct Row {
    id: String,
    at: String,
    who: String,
    /// What there was much of, and how much.
    what: String,
    /// When and by whom it was looked at.
    seen: String,
}

#[derive(Template)]
#[template(path = "alerts.html")]
struct View {
    page: Page,
    rows: Vec<Row>,
}

pub(super) async fn show(ctx: Ctx, State(privacy): State<Arc<Privacy>>) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let found = alerts::list(&mut tx).await?;
    let names = accounts::names(&mut tx, &alerts::accounts(&found)).await?;
    let name = |names: &BTreeMap<Id, String>, id: Id| {
        names.get(&id).cloned().unwrap_or_else(|| id.to_string())
    };
    let rows = found
        .into_iter()
        .map(|alert| Row {
            id: alert.id.to_string(),
            at: alert.created_at.to_display(),
            who: name(&names, alert.subject),
            what: ctx.say(
                &format!("privacy-alerts-{}", alert.kind.replace('_', "-")),
                &[("amount", alert.amount.into())],
            ),
            seen: match (alert.seen_at, alert.seen_by) {
                (Some(at), Some(by)) => format!("{} {}", at.to_display(), name(&names, by)),
                _ => String::new(),
            },
        })
        .collect();
    render(&View {
        page: ctx.page(),
        rows,
    })
}

pub(super) async fn seen(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> PageResult {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let by = ctx.signed_in()?.account_id;
    ops::mark_seen(&privacy, id, by).await?;
    Ok(redirect("/desk/alerts"))
}
