use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Id;
use huiyin_web::forms::percent;
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use super::Desk;
use crate::rules::fold;
use crate::store::{accounts, invites, posts};

const PER_PAGE: usize = 50;

struct AccountLine {
    id: Id,
    login: String,
    name: String,
    roles: Vec<String>,
    is_active: bool,
    is_locked: bool,
    /// Has an invitation and has not used it yet.
    is_invited: bool,
}

#[derive(Template)]
#[template(path = "account_list.html")]
struct View {
    page: Page,
    query: String,
    found: usize,
    accounts: Vec<AccountLine>,
    here: usize,
    last: usize,
    base: String,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

pub(super) async fn show(
    State(desk): State<Desk>,
    ctx: Ctx,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = desk.site.db.read().await?;
    let today = ctx.now.date();
    let mut roles: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for post in posts::all(&mut tx).await? {
        if post.is_held_on(today) {
            roles.entry(post.account_id).or_default().push(post.role);
        }
    }
    let invited = invites::open_accounts(&mut tx, ctx.now).await?;
    let query: String = wanted.q.trim().chars().take(40).collect();
    let sought = fold::name(&query);
    let found: Vec<_> = accounts::all(&mut tx)
        .await?
        .into_iter()
        .filter(|it| {
            fold::name(&it.login).contains(&sought) || fold::name(&it.name).contains(&sought)
        })
        .collect();
    let last = found.len().div_ceil(PER_PAGE).max(1);
    let here = wanted.page.parse().unwrap_or(1).clamp(1, last);
    let count = found.len();
    let shown = found
        .into_iter()
        .skip((here - 1) * PER_PAGE)
        .take(PER_PAGE)
        .map(|account| AccountLine {
            roles: roles.remove(&account.id).unwrap_or_default(),
            id: account.id,
            login: account.login,
            name: account.name,
            is_active: account.active,
            is_locked: account.locked_until > ctx.now,
            is_invited: invited.contains(&account.id),
        })
        .collect();
    render(&View {
        page: ctx.page(),
        base: format!("/desk/accounts?q={}&", percent(&query)),
        query,
        found: count,
        accounts: shown,
        here,
        last,
    })
}
