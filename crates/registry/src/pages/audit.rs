use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use super::Desk;
use crate::store::accounts;
use crate::store::audit::{self, Line};

const PER_PAGE: usize = 100;

struct Row {
    line: Line,
    at: String,
    who: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct View {
    page: Page,
    rows: Vec<Row>,
    /// Where the older rows begin; empty at the end.
    older: String,
    is_newest: bool,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    before: String,
}

pub(super) async fn show(
    State(desk): State<Desk>,
    ctx: Ctx,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let before: Option<i64> = wanted.before.parse().ok();
    let mut tx = desk.site.db.read().await?;
    let limit = i64::try_from(PER_PAGE).unwrap_or(i64::MAX);
    let lines = audit::before(&mut tx, before.unwrap_or(i64::MAX), limit).await?;
    let ids: Vec<Id> = lines
        .iter()
        .filter_map(|line| account_of(&line.actor))
        .collect();
    let names = accounts::names(&mut tx, &ids).await?;
    let older = match lines.last() {
        Some(last) if lines.len() == PER_PAGE => last.seq.to_string(),
        _ => String::new(),
    };
    let rows = lines
        .into_iter()
        .map(|line| Row {
            at: line.at.to_display(),
            who: who(&ctx, &names, &line.actor),
            line,
        })
        .collect();
    render(&View {
        page: ctx.page(),
        rows,
        older,
        is_newest: before.is_none(),
    })
}

fn account_of(actor: &str) -> Option<Id> {
    actor.strip_prefix("account:")?.parse().ok()
}

/// A colleague's name, or the word for whoever has no account.
fn who(ctx: &Ctx, names: &BTreeMap<Id, String>, actor: &str) -> String {
    match account_of(actor).and_then(|id| names.get(&id)) {
        Some(name) => name.clone(),
        None if actor == "system" => ctx.t("registry-audit-system"),
        None if actor == "resident" => ctx.t("registry-audit-resident"),
        None => actor.to_owned(),
    }
}
