//! The days of a post, and what is asked when somebody leaves it or the house.

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};
use serde::Deserialize;

use super::account_detail::{as_seen, choices, id_of, refuse};
use super::mine::{PostLine, post_lines};
use super::{Choice, Claim, Desk, claim};
use crate::model::{Account, Held};
use crate::ops::{self, Doer};
use crate::rules::posts::{PostRefused, in_force};
use crate::store::{accounts, posts};

#[derive(Template)]
#[template(path = "account_leave.html")]
struct View {
    page: Page,
    account: Account,
    /// What is left: one post, or all of today.
    posts: Vec<PostLine>,
    /// The post that ends; the whole account where there is none.
    post: Option<Id>,
    successors: Vec<Choice>,
    has_successors: bool,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    post: String,
}

/// Who takes over, asked before somebody leaves.
pub(super) async fn leave(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let id = id_of(&id)?;
    if ctx.signed_in()?.account_id == id {
        return Ok(redirect(&format!("/desk/accounts/{id}")));
    }
    let mut tx = desk.site.db.read().await?;
    let account = accounts::by_id(&mut tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let today = ctx.now.date();
    let held = posts::of_account(&mut tx, id).await?;
    let post: Option<Id> = wanted.post.parse().ok();
    let leaving = match post {
        Some(post) => {
            let found = held.into_iter().find(|it| it.id == post);
            vec![found.ok_or(PageError::NotFound)?]
        }
        None => in_force(held, today),
    };
    let found = ops::successors(&mut tx, &leaving, today).await?;
    let has_successors = !found.is_empty();
    let options = found
        .into_iter()
        .map(|it| (it.id.to_string(), format!("{} ({})", it.name, it.login)));
    let mut successors = choices(&ctx, options, "");
    if let Some(none) = successors.first_mut() {
        none.label = ctx.t("registry-leave-queue");
    }
    render(&View {
        page: ctx.page(),
        posts: post_lines(&mut tx, &ctx, leaving).await?,
        account,
        post,
        successors,
        has_successors,
    })
}

/// A day as typed; nothing where the field is empty.
fn day(form: &Form, name: &str) -> Result<Option<Date>, PostRefused> {
    match form.some(name) {
        None => Ok(None),
        Some(typed) => typed.parse().map(Some).map_err(|_| PostRefused::NotADay),
    }
}

/// The post as its form asks for it.
fn with_period(post: &Held, form: &Form) -> Result<Held, PostRefused> {
    Ok(Held {
        from_on: day(form, "from")?.unwrap_or(post.from_on),
        until_on: day(form, "until")?,
        ..post.clone()
    })
}

async fn post_of(tx: &mut Tx, account: Id, post: Id) -> Result<Held, PageError> {
    let found = posts::by_id(tx, post).await?;
    found
        .filter(|post| post.account_id == account)
        .ok_or(PageError::NotFound)
}

pub(super) async fn set_period(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path((id, post)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    let (id, post) = (id_of(&id)?, id_of(&post)?);
    let form = posted.0;
    let location = format!("/desk/accounts/{id}?done=registry-post-period");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, id, &form).await?;
    let old = post_of(&mut tx, id, post).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    let outcome = match with_period(&old, &form) {
        Ok(new) => {
            let policy = &desk.registry.policy;
            ops::set_period(&mut tx, policy, &account, (&old, &new), by).await?
        }
        Err(refused) => Err(refused),
    };
    if let Err(refused) = outcome {
        drop(tx);
        return refuse(&desk, &ctx, id, refused).await;
    }
    tx.commit().await?;
    Ok(redirect(&location))
}

pub(super) async fn end(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path((id, post)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    let (id, post) = (id_of(&id)?, id_of(&post)?);
    let form = posted.0;
    let location = format!("/desk/accounts/{id}?done=registry-post-ended");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, id, &form).await?;
    let post = post_of(&mut tx, id, post).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    // Rights end at once, so yesterday was the last day.
    let last = ctx.now.date().plus_days(-1);
    let successor: Option<Id> = form.parse("successor");
    if let Err(refused) = ops::end_post(&mut tx, &account, &post, last, successor, by).await? {
        drop(tx);
        return refuse(&desk, &ctx, id, refused).await;
    }
    tx.commit().await?;
    Ok(redirect(&location))
}
