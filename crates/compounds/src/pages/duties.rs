//! What somebody was told of duties that fall due at their estates.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::{Id, Instant};
use huiyin_web::Access::Needs;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, NavEntry, NavPlace, Page, PageResult, Routes, redirect, render};
use serde::Deserialize;

use super::ledger::told_of;
use super::table::month_name;
use crate::model::duties::{Duty, DutyNotice, ToldOf, Which};
use crate::store::duties as rows;
use crate::{Compounds, LOOK};

/// The page on which a member of staff reads them.
pub const PAGE: &str = "/desk/estates/duties";

struct Line {
    id: Id,
    estate_name: String,
    sentence: String,
    /// The page of the estate where it is done.
    page: String,
    at: String,
    read: bool,
}

#[derive(Template)]
#[template(path = "compounds/duties.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    any_new: bool,
    /// Where the page after this one begins.
    next: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
}

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let nav = NavEntry {
        href: PAGE,
        key: "compounds-duties-nav",
        icon: "bell",
        place: NavPlace::Desk,
        access: Needs(LOOK),
    };
    Routes::new()
        .nav(nav)
        .get(PAGE, Needs(LOOK), show)
        .post(PAGE, Needs(LOOK), read)
        .with_state(Arc::clone(compounds))
}

fn sentence(ctx: &Ctx, it: &DutyNotice) -> String {
    let of = match &it.which {
        Which::Only => String::new(),
        Which::Period(covers, label) => told_of(ctx, *covers, label.clone()),
        Which::Month(month) => month_name(ctx, *month),
    };
    let key = format!("compounds-duties-{}-{}", it.duty.key(), it.stage.key());
    let args = [("of", of.into()), ("day", ctx.day(it.due).into())];
    ctx.say(&key, &args)
}

/// Each of these pages is open to everybody who is told of the duty.
fn page_of(it: &DutyNotice) -> String {
    let room = match it.duty {
        Duty::Audit | Duty::Publication => "ledger",
        Duty::OwnersMeeting => "votes",
        Duty::Term => "elections",
        Duty::Table => "table",
    };
    format!("/desk/estates/{}/{room}", it.estate)
}

fn line(ctx: &Ctx, it: ToldOf) -> Line {
    Line {
        id: it.notice.id,
        sentence: sentence(ctx, &it.notice),
        page: page_of(&it.notice),
        estate_name: it.estate_name,
        at: ctx.day(it.at.date()),
        read: it.read,
    }
}

/// Where a page begins, as the address says it; the newest where it says nothing.
fn begins(after: &str) -> (Instant, String) {
    let newest = (Instant::from_micros(i64::MAX), String::new());
    let Some((micros, id)) = after.split_once('_') else {
        return newest;
    };
    match (micros.parse(), id.parse::<Id>()) {
        (Ok(micros), Ok(id)) => (Instant::from_micros(micros), id.to_string()),
        _ => newest,
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let (before, before_id) = begins(&asked.after);
    let mut tx = compounds.site.db.read().await?;
    let mut found = rows::of_account(&mut tx, account, (before, &before_id)).await?;
    let ever = Instant::from_micros(0);
    let unread = rows::unread_since(&mut tx, account, ever).await?;
    let shown = usize::try_from(rows::SHOWN).unwrap_or(usize::MAX);
    let more = found.len() > shown;
    found.truncate(shown);
    let last = found.last().filter(|_| more);
    let next = last.map(|it| format!("{}_{}", it.at.as_micros(), it.notice.id));
    render(&View {
        page: ctx.page(),
        lines: found.into_iter().map(|it| line(&ctx, it)).collect(),
        any_new: unread > 0,
        next,
    })
}

/// Marks one as read, or all of them.
pub(super) async fn read(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Posted(form): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = compounds.site.db.write().await?;
    if form.is_on("all") {
        rows::read_all(&mut tx, account, ctx.now).await?;
    } else if let Some(id) = form.parse("id") {
        rows::read_one(&mut tx, id, account, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(redirect("/desk/estates/duties?done=compounds-duties-read"))
}
