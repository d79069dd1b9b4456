use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Lang};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::Desk;
use crate::model::{Held, Session};
use crate::ops::{self, Doer, SecondFactor};
use crate::rules::device;
use crate::rules::posts::{Standing, standing};
use crate::store::{accounts, areas, bodies, posts, sessions};

/// A post in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PostLine {
    pub id: Id,
    pub role: String,
    pub area: String,
    pub body: String,
    pub from_on: String,
    pub until_on: String,
    pub standing: Standing,
}

struct SessionLine {
    id: Id,
    since: String,
    seen: String,
    browser: &'static str,
    system: &'static str,
    /// How it was opened.
    first: &'static str,
    second: bool,
    is_this: bool,
}

impl SessionLine {
    fn of(session: &Session, digest: &str) -> Self {
        let (browser, system) = device::halves(&session.device);
        Self {
            id: session.id,
            since: session.created_at.to_display(),
            seen: session.seen_at.to_display(),
            browser,
            system,
            first: session.first.as_str(),
            second: session.second,
            is_this: session.token_digest == digest,
        }
    }
}

#[derive(Template)]
#[template(path = "mine.html")]
struct View {
    page: Page,
    login: String,
    name: String,
    posts: Vec<PostLine>,
    sessions: Vec<SessionLine>,
    has_others: bool,
    has_second_factor: bool,
    /// An administrator without a second factor is asked to set one up.
    is_urged: bool,
    /// What the outside provider is called; empty where none is configured.
    provider: String,
}

/// The posts of an account in the reader's language.
pub(super) async fn post_lines(
    tx: &mut Tx,
    ctx: &Ctx,
    held: Vec<Held>,
) -> Result<Vec<PostLine>, StoreError> {
    let today = ctx.now.date();
    let mut names = Names::default();
    let mut lines = Vec::with_capacity(held.len());
    for post in held {
        let area = names.area(tx, post.area_id, ctx.lang).await?;
        let body = match post.body_id {
            Some(id) => names.body(tx, id, ctx.lang).await?,
            None => String::new(),
        };
        lines.push(PostLine {
            id: post.id,
            standing: standing(&post, today),
            role: post.role,
            area,
            body,
            from_on: post.from_on.to_string(),
            until_on: post
                .until_on
                .map_or_else(String::new, |day| day.to_string()),
        });
    }
    Ok(lines)
}

/// Names looked up once each.
#[derive(Default)]
struct Names(BTreeMap<Id, String>);

impl Names {
    async fn area(&mut self, tx: &mut Tx, id: Id, lang: Lang) -> Result<String, StoreError> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = areas::by_id(tx, id)
            .await?
            .map_or_else(String::new, |area| area.get(lang).to_owned());
        self.0.insert(id, name.clone());
        Ok(name)
    }

    async fn body(&mut self, tx: &mut Tx, id: Id, lang: Lang) -> Result<String, StoreError> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = bodies::by_id(tx, id)
            .await?
            .map_or_else(String::new, |body| body.get(lang).to_owned());
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    let viewer = ctx.signed_in()?;
    let mut tx = desk.site.db.read().await?;
    let account = accounts::by_id(&mut tx, viewer.account_id)
        .await?
        .ok_or(PageError::NotFound)?;
    let held = posts::of_account(&mut tx, account.id).await?;
    let posts = post_lines(&mut tx, &ctx, held).await?;
    let sessions: Vec<SessionLine> = sessions::of_account(&mut tx, account.id, ctx.now)
        .await?
        .iter()
        .map(|session| SessionLine::of(session, &viewer.session_digest))
        .collect();
    let state = ops::second_factor(&mut tx, &desk.site, account.id).await?;
    let has_second_factor = matches!(state, SecondFactor::On { .. });
    let roles = viewer.posts.iter().map(|post| post.role.as_str());
    render(&View {
        page: ctx.page(),
        login: account.login,
        name: account.name,
        posts,
        has_others: sessions.len() > 1,
        sessions,
        has_second_factor,
        is_urged: !has_second_factor && desk.registry.policy.is_admin(roles),
        provider: provider_name(&desk, &ctx),
    })
}

/// Signs out everywhere but here.
pub(super) async fn end_others(State(desk): State<Desk>, ctx: Ctx, _posted: Posted) -> PageResult {
    let viewer = ctx.signed_in()?;
    let mut tx = desk.site.db.write().await?;
    ops::end_sessions(&mut tx, viewer.account_id, &viewer.session_digest).await?;
    tx.commit().await?;
    Ok(redirect("/account?done=registry-sessions-ended"))
}

fn provider_name(desk: &Desk, ctx: &Ctx) -> String {
    let provider = desk.registry.outside();
    provider.map_or_else(String::new, |it| it.name().get(ctx.lang).to_owned())
}

pub(super) async fn end_session(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    _posted: Posted,
) -> PageResult {
    let viewer = ctx.signed_in()?;
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    let mut tx = desk.site.db.write().await?;
    if !ops::end_session(&mut tx, viewer.account_id, id, by).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect("/account?done=registry-session-ended"))
}
