//! Open data at the desk: every edition, and a new one of a year.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Claim, Errors, Form, Posted, claim_as};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::error::{named, sentence};
use super::shown::year_said;
use super::{Held, LIST, OpenError, ops};
use crate::bulletin::Badge;
use crate::rules::open::bounds::FIRST_YEAR;
use crate::rules::open::{OpenEdition, OpenLicence, OpenRefused, OpenStateName};
use crate::store::open as rows;
use crate::{DRAFT, whole};

/// Editions of the list, discarded ones too; older ones are found by their year.
const ROWS: i64 = 200;
/// Years of which an edition can be made.
const YEARS: i16 = 10;

#[derive(Template)]
#[template(path = "open/desk.html")]
struct View {
    page: Page,
    errors: Errors,
    lines: Vec<Line>,
    may_make: bool,
    years: Vec<Choice>,
    licences: Vec<Choice>,
}

struct Line {
    id: Id,
    name: String,
    edition: u32,
    badge: Badge,
    rows: u64,
    released: String,
}

pub(super) fn badge(ctx: &Ctx, state: OpenStateName) -> Badge {
    let (tone, icon) = match state {
        OpenStateName::Draft => ("neutral", "pencil"),
        OpenStateName::Checked => ("info", "user-check"),
        OpenStateName::Released => ("ok", "circle-check"),
        OpenStateName::Discarded => ("neutral", "circle-x"),
    };
    Badge {
        tone,
        icon,
        label: ctx.t(&format!("statistics-open-state-{state}")),
    }
}

pub(super) async fn show(ctx: Ctx, statistics: Held) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    page(&ctx, &mut tx, (&Form::default(), Errors::default())).await
}

async fn page(
    ctx: &Ctx,
    tx: &mut Tx,
    (form, errors): (&Form, Errors),
) -> Result<Response, PageError> {
    let found = rows::list(tx, false, ROWS).await?;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        page: ctx.page(),
        errors,
        lines: found.iter().map(|it| line(ctx, it)).collect(),
        may_make: ctx
            .viewer
            .as_ref()
            .is_some_and(|it| it.may(DRAFT) && whole::holds(it, DRAFT)),
        years: years(ctx, form),
        licences: licences(form),
    };
    render_status(status, &view)
}

fn line(ctx: &Ctx, it: &OpenEdition) -> Line {
    let released = it.state.released();
    Line {
        id: it.id,
        name: year_said(&ctx.site.texts, ctx.lang, &it.year.to_string()),
        edition: it.edition,
        badge: badge(ctx, it.state.name()),
        rows: it.protection.rows,
        released: released.map_or_else(String::new, |hand| ctx.day(hand.at.date())),
    }
}

/// The year that is over comes first: that is the one of which an edition is wanted.
fn years(ctx: &Ctx, form: &Form) -> Vec<Choice> {
    let this = ctx.now.date().year();
    let chosen = form.some("year").unwrap_or_else(|| (this - 1).to_string());
    (1..=YEARS)
        .map(|back| this - back)
        .filter(|year| *year >= FIRST_YEAR)
        .map(|year| {
            let value = year.to_string();
            let label = year_said(&ctx.site.texts, ctx.lang, &value);
            let is_chosen = value == chosen;
            Choice::new(value, label, is_chosen)
        })
        .collect()
}

fn licences(form: &Form) -> Vec<Choice> {
    let usual = || OpenLicence::USUAL.name().to_owned();
    let chosen = form.some("licence").unwrap_or_else(usual);
    let choice = |it: &OpenLicence| Choice::new(it.name(), it.title(), it.name() == chosen);
    OpenLicence::ALL.iter().map(choice).collect()
}

pub(super) async fn make(ctx: Ctx, statistics: Held, Posted(form): Posted) -> PageResult {
    whole::demand(&ctx, DRAFT)?;
    let by = ctx.signed_in()?.account_id;
    let why = match made(&ctx, &statistics, by, &form).await? {
        Ok(response) => return Ok(response),
        Err(why) => why,
    };
    let field = match why {
        OpenRefused::LicenceWrong => "licence",
        _ => "year",
    };
    let mut errors = Errors::default();
    let args = [("number", named(why).into())];
    errors.add(field, ctx.say(&sentence(why), &args));
    let mut tx = statistics.site.db.read().await?;
    page(&ctx, &mut tx, (&form, errors)).await
}

fn asked(form: &Form) -> Result<(i16, OpenLicence), OpenRefused> {
    let year = form.parse("year").ok_or(OpenRefused::YearWrong)?;
    let licence = OpenLicence::from_name(&form.text("licence"));
    Ok((year, licence.ok_or(OpenRefused::LicenceWrong)?))
}

async fn made(
    ctx: &Ctx,
    statistics: &Held,
    by: Id,
    form: &Form,
) -> Result<Result<Response, OpenRefused>, PageError> {
    let (year, licence) = match asked(form) {
        Ok(asked) => asked,
        Err(why) => return Ok(Err(why)),
    };
    let id = ctx.site.new_id();
    let location = format!("{LIST}/{id}?done=statistics-open-made");
    let prepared = ops::prepare(statistics, year, licence).await;
    // The id is new with each sending, so the list stands for the form. The form that was sent
    // twice is asked for even where nothing was prepared: its twin may have made the draft.
    let mut tx = match claim_as(&statistics.site, form, LIST, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    let kept = match prepared {
        Ok(prepared) => ops::keep(statistics, &mut tx, by, (id, prepared)).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(OpenError::Refused(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}
