//! The bulletins at the desk: every edition, and a new one of a month.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Claim, Errors, Form, Posted, claim_as};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};
use serde::Deserialize;

use super::error::sentence;
use super::words::{Badge, badge};
use super::{BulletinError, Held, LIST, drafted, ops};
use crate::rules::Month;
use crate::rules::bulletin::Bulletin;
use crate::rules::filter::Span;
use crate::store::bulletins::{self, Behind};
use crate::{DRAFT, Statistics, whole};

/// Editions of one page of the list.
const ROWS: i64 = 36;
/// Months of which a bulletin can be begun.
const MONTHS: usize = 24;

#[derive(Template)]
#[template(path = "bulletin/desk.html")]
struct View {
    page: Page,
    errors: Errors,
    lines: Vec<Line>,
    may_draft: bool,
    months: Vec<Choice>,
    /// The address of the next page.
    next: Option<String>,
}

struct Line {
    id: Id,
    month: String,
    edition: u32,
    badge: Badge,
    released: String,
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct More {
    month: String,
    edition: String,
    id: String,
}

impl More {
    pub(super) fn behind(&self) -> Result<Behind, PageError> {
        if self.month.is_empty() {
            return Ok(Behind::nothing());
        }
        let month = Month::parse(&self.month).ok_or(PageError::NotFound)?;
        let id: Id = self.id.parse().map_err(|_| PageError::NotFound)?;
        Ok(Behind {
            month: month.to_string(),
            edition: self.edition.parse().map_err(|_| PageError::NotFound)?,
            id: id.to_string(),
        })
    }
}

/// The address behind the last of a full page.
pub(super) fn next(place: &str, found: &[Bulletin], rows: i64) -> Option<String> {
    let is_full = i64::try_from(found.len()) == Ok(rows);
    let last = found.last().filter(|_| is_full)?;
    let (month, edition, id) = (&last.month, last.edition, last.id);
    Some(format!("{place}?month={month}&edition={edition}&id={id}"))
}

pub(super) async fn show(ctx: Ctx, statistics: Held, Query(more): Query<More>) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    page(&ctx, &mut tx, &more, (&Form::default(), Errors::default())).await
}

async fn page(
    ctx: &Ctx,
    tx: &mut Tx,
    more: &More,
    (form, errors): (&Form, Errors),
) -> Result<Response, PageError> {
    let found = bulletins::list(tx, &more.behind()?, false, ROWS).await?;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        page: ctx.page(),
        errors,
        lines: found.iter().map(|it| line(ctx, it)).collect(),
        may_draft: ctx
            .viewer
            .as_ref()
            .is_some_and(|it| it.may(DRAFT) && whole::holds(it, DRAFT)),
        months: months(ctx, form),
        next: next(LIST, &found, ROWS),
    };
    render_status(status, &view)
}

fn line(ctx: &Ctx, it: &Bulletin) -> Line {
    let released = it.state.released();
    Line {
        id: it.id,
        month: drafted::month_said(&ctx.site.texts, ctx.lang, &it.month),
        edition: it.edition,
        badge: badge(ctx, it.state.name()),
        released: released.map_or_else(String::new, |hand| ctx.day(hand.at.date())),
    }
}

/// The month that is over comes first: that is the one a bulletin is wanted of.
fn months(ctx: &Ctx, form: &Form) -> Vec<Choice> {
    let this = Span::month(&Month::of(ctx.now.date()));
    let chosen = form
        .some("month")
        .unwrap_or_else(|| this.before().as_text());
    let mut span = this;
    let mut months = Vec::new();
    for _ in 0..MONTHS {
        let value = span.as_text();
        let label = drafted::month_said(&ctx.site.texts, ctx.lang, &value);
        months.push(Choice::new(value.as_str(), label, value == chosen));
        span = span.before();
    }
    months
}

pub(super) async fn begin(ctx: Ctx, statistics: Held, Posted(form): Posted) -> PageResult {
    whole::demand(&ctx, DRAFT)?;
    let by = ctx.signed_in()?.account_id;
    let mut errors = Errors::default();
    match Month::parse(&form.text("month")) {
        None => errors.add("month", ctx.t("statistics-bulletin-month-wrong")),
        Some(month) => match begun(&ctx, &statistics, by, &form, month).await? {
            Ok(response) => return Ok(response),
            Err(sentence) => errors.add("month", sentence),
        },
    }
    let mut tx = statistics.site.db.read().await?;
    page(&ctx, &mut tx, &More::default(), (&form, errors)).await
}

async fn begun(
    ctx: &Ctx,
    statistics: &Statistics,
    by: Id,
    form: &Form,
    month: Month,
) -> Result<Result<Response, String>, PageError> {
    let id = ctx.site.new_id();
    let location = format!("{LIST}/{id}?done=statistics-bulletin-begun");
    // The id is new with each sending, so the list stands for the form.
    let mut tx = match claim_as(&statistics.site, form, LIST, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    match ops::begin(statistics, &mut tx, by, (id, month)).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(BulletinError::Refused(no)) => {
            let args = [("what", no.what.into())];
            Ok(Err(ctx.say(&sentence(no.why), &args)))
        }
        Err(error) => Err(error.into()),
    }
}
