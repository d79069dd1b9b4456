use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_kernel::Instant;
use huiyin_web::forms::{Errors, Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::{FIELD_CHARS, Field, fields, id_of};
use crate::Privacy;
use crate::ops::{self, NewBreach, Told};
use crate::store::records::{self, Breach};

const FIELDS: &[&str] = &[
    "what", "found_at", "kinds", "people", "cause", "harm", "measures", "advice", "contact",
];
/// More people than any district has.
const PEOPLE_MOST: i64 = 100_000_000;

#[derive(Template)]
#[template(path = "record_form.html")]
struct FormView {
    page: Page,
    title: String,
    intro: String,
    action: String,
    choices: Vec<Choice>,
    choice_name: &'static str,
    choice_label: String,
    fields: Vec<Field>,
    errors: Errors,
    send: String,
}

#[derive(Template)]
#[template(path = "breach.html")]
struct View {
    page: Page,
    id: String,
    breach: Breach,
    found: String,
    authority_told: String,
    people_told: String,
}

fn form_view(ctx: &Ctx, form: &Form, errors: Errors) -> FormView {
    FormView {
        page: ctx.page(),
        title: ctx.t("privacy-breach-new"),
        intro: ctx.t("privacy-breach-intro"),
        action: "/desk/privacy/breaches/new".to_owned(),
        choices: Vec::new(),
        choice_name: "",
        choice_label: String::new(),
        fields: fields(ctx, "privacy-breach", FIELDS, form, &errors),
        errors,
        send: ctx.t("privacy-breach-send"),
    }
}

pub(in crate::pages) async fn blank(ctx: Ctx) -> PageResult {
    let now = ctx.now.to_display();
    let form = Form::default().with("found_at", now);
    render(&form_view(&ctx, &form, Errors::default()))
}

pub(in crate::pages) async fn add(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Posted(form): Posted,
) -> PageResult {
    let id = key_of(&form)?;
    let mut errors = Errors::default();
    let found_at = Instant::parse_local(&form.text("found_at").replace(' ', "T")).ok();
    if found_at.is_none_or(|at| at > ctx.now) {
        errors.add("found_at", ctx.t("privacy-date-wrong"));
    }
    let people = form.parse::<i64>("people");
    let people = people.filter(|it| (0..=PEOPLE_MOST).contains(it));
    if people.is_none() {
        errors.add("people", ctx.t("privacy-days-not-a-number"));
    }
    let mut text = |name: &str| errors.required(&ctx, &form, name, FIELD_CHARS);
    let (what, kinds, cause) = (text("what"), text("kinds"), text("cause"));
    let (harm, measures) = (text("harm"), text("measures"));
    let (advice, contact) = (text("advice"), text("contact"));
    let (Some(found_at), Some(people), true) = (found_at, people, errors.is_empty()) else {
        let view = form_view(&ctx, &form, errors);
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let new = NewBreach {
        id,
        found_at,
        what,
        kinds,
        people,
        cause,
        harm,
        measures,
        advice,
        contact,
    };
    ops::add_breach(&privacy, &new, ctx.signed_in()?.account_id).await?;
    Ok(redirect(&format!(
        "/desk/privacy/breaches/{id}?done=privacy-breach"
    )))
}

/// The record and the two letters made of it: to the authority and to the people.
pub(in crate::pages) async fn show(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let found = records::breach(&mut tx, id_of(&id)?).await?;
    let breach = found.ok_or(PageError::NotFound)?;
    let told = |at: Option<Instant>| at.map_or_else(String::new, Instant::to_display);
    render(&View {
        page: ctx.page(),
        id,
        found: breach.found_at.to_display(),
        authority_told: told(breach.authority_told_at),
        people_told: told(breach.people_told_at),
        breach,
    })
}

pub(in crate::pages) async fn told(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let mut errors = Errors::default();
    let not_told_reason = errors.optional(&ctx, &form, "not_told_reason", FIELD_CHARS);
    if !errors.is_empty() {
        return Err(errors.into_error());
    }
    let told = Told {
        authority: form.is_on("authority"),
        people: form.is_on("people"),
        not_told_reason,
    };
    let by = ctx.signed_in()?.account_id;
    ops::tell_breach(&privacy, id_of(&id)?, &told, by).await?;
    Ok(redirect(&format!(
        "/desk/privacy/breaches/{id}?done=privacy-told"
    )))
}
