//! One edition at the desk: looked through, checked, released, or discarded.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_web::forms::{Claim, Errors, Form, Posted, claim};
use huiyin_web::{Act, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::desk::badge;
use super::error::{named, sentence};
use super::shown::{Shown, year_said};
use super::{Held, LIST, OpenError, ops};
use crate::bulletin::Badge;
use crate::rules::open::bounds::PEOPLE_LEAST;
use crate::rules::open::{
    Facts, OpenAct, OpenActName as A, OpenEdition, OpenRefused, OpenStateName, may, rule_of,
};
use crate::store::open as rows;
use crate::{CHECK, DRAFT, RELEASE, whole};

#[derive(Template)]
#[template(path = "open/one.html")]
struct View {
    page: Page,
    errors: Errors,
    id: Id,
    version: u32,
    name: String,
    /// Where its files are.
    base: String,
    badge: Badge,
    shown: Shown,
    state: &'static str,
    is_correction: bool,
    own_hand: bool,
    /// What stands in the way of a release, as sentences.
    against: Vec<String>,
    may: May,
}

/// Which buttons somebody gets.
#[derive(Debug, Clone, Copy)]
struct May {
    check: bool,
    release: bool,
    discard: bool,
}

pub(super) async fn show(ctx: Ctx, statistics: Held, Path(id): Path<Id>) -> PageResult {
    page(&ctx, &statistics, id, (StatusCode::OK, Errors::default())).await
}

async fn page(
    ctx: &Ctx,
    statistics: &Held,
    id: Id,
    (status, errors): (StatusCode, Errors),
) -> Result<Response, PageError> {
    let mut tx = statistics.site.db.read().await?;
    let edition = rows::load(&mut tx, id).await?.ok_or(PageError::NotFound)?;
    drop(tx);
    let state = edition.state.name();
    let is_open = matches!(state, OpenStateName::Draft | OpenStateName::Checked);
    let against = if is_open {
        against(ctx, ops::look(statistics, &edition).await?)
    } else {
        Vec::new()
    };
    let shown = Shown::of(ctx, &edition);
    let viewer = ctx.viewer.as_ref();
    let view = View {
        page: ctx.page(),
        errors,
        id,
        version: edition.version,
        name: year_said(&ctx.site.texts, ctx.lang, &shown.year),
        base: format!("{LIST}/{id}"),
        badge: badge(ctx, state),
        shown,
        is_correction: edition.corrects.is_some(),
        state: state.name(),
        own_hand: viewer.is_some_and(|it| it.account_id == edition.made.by),
        may: May {
            check: against.is_empty() && is_offered(ctx, &edition, (A::Check, CHECK)),
            release: against.is_empty() && is_offered(ctx, &edition, (A::Release, RELEASE)),
            discard: is_offered(ctx, &edition, (A::Discard, DRAFT)),
        },
        against,
    };
    render_status(status, &view)
}

/// Why this edition may not be released, told before anybody presses a button.
fn against(ctx: &Ctx, facts: Facts) -> Vec<String> {
    let say = |why: OpenRefused| ctx.say(&sentence(why), &[("number", named(why).into())]);
    let mut found = Vec::new();
    if facts.proof.is_none_or(|it| it.smallest < PEOPLE_LEAST) {
        found.push(say(OpenRefused::NotAnonymous));
    }
    if facts.singled != Some(0) {
        found.push(say(OpenRefused::Singled));
        let count = facts.singled.unwrap_or_default();
        if count > 0 {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            found.push(ctx.say("statistics-open-singled-groups", &[("count", count.into())]));
        }
    }
    found
}

/// State, right, reach, and whether another must do it.
fn is_offered(ctx: &Ctx, edition: &OpenEdition, (act, right): (A, Act)) -> bool {
    let Some((viewer, rule)) = ctx.viewer.as_ref().zip(rule_of(act)) else {
        return false;
    };
    let is_own = rule.by_another && edition.made.by == viewer.account_id;
    may(edition, act) && viewer.acts.contains(rule.right) && whole::holds(viewer, right) && !is_own
}

pub(super) async fn check(
    ctx: Ctx,
    statistics: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    whole::demand(&ctx, CHECK)?;
    submit(&ctx, &statistics, id, (&form, OpenAct::Check)).await
}

pub(super) async fn release(
    ctx: Ctx,
    statistics: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    whole::demand(&ctx, RELEASE)?;
    submit(&ctx, &statistics, id, (&form, OpenAct::Release)).await
}

pub(super) async fn discard(
    ctx: Ctx,
    statistics: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    whole::demand(&ctx, DRAFT)?;
    submit(&ctx, &statistics, id, (&form, OpenAct::Discard)).await
}

async fn submit(
    ctx: &Ctx,
    statistics: &Held,
    id: Id,
    (form, act): (&Form, OpenAct),
) -> Result<Response, PageError> {
    let by = ctx.signed_in()?.account_id;
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let form = form.clone().with("act", act.name().name().to_owned());
    let location = format!("{LIST}/{id}?done=statistics-open-{}", act.name());
    let facts = facts(statistics, id, act).await?;
    let mut tx = match claim(&statistics.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let done = ops::act(statistics, &mut tx, by, (id, seen), (act, facts)).await;
    let mut errors = Errors::default();
    let status = match done {
        Ok(_) => {
            tx.commit().await?;
            return Ok(redirect(&location));
        }
        Err(OpenError::Refused(why)) => {
            let args = [("number", named(why).into())];
            errors.add("acts", ctx.say(&sentence(why), &args));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(OpenError::Store(StoreError::Conflict { .. })) => {
            errors.add("acts", ctx.t("statistics-open-stale"));
            StatusCode::CONFLICT
        }
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    page(ctx, statistics, id, (status, errors)).await
}

/// Nothing has to be counted for what is thrown away.
async fn facts(statistics: &Held, id: Id, act: OpenAct) -> Result<Facts, OpenError> {
    if act == OpenAct::Discard {
        return Ok(Facts::default());
    }
    let mut tx = statistics.site.db.read().await?;
    let edition = rows::load(&mut tx, id).await?.ok_or(OpenError::NotFound)?;
    drop(tx);
    if edition.state.name() == OpenStateName::Discarded {
        // Its files may be gone already; the state says no before anything is counted.
        return Ok(Facts::default());
    }
    ops::look(statistics, &edition).await
}
