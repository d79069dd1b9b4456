use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_kernel::Date;
use huiyin_web::forms::{Errors, Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::{FIELD_CHARS, Field, fields, id_of};
use crate::Privacy;
use crate::model::Cause;
use crate::ops::{self, NewAssessment};
use crate::pages::say;
use crate::store::records;

const TITLE_CHARS: usize = 120;
const FIELDS: &[&str] = &[
    "title",
    "necessity",
    "risks",
    "measures",
    "conclusion",
    "concluded_on",
];

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
#[template(path = "record.html")]
struct View {
    page: Page,
    title: String,
    facts: Vec<(String, String)>,
    texts: Vec<(String, String)>,
}

fn form_view(ctx: &Ctx, form: &Form, errors: Errors) -> FormView {
    let causes = Cause::ALL.iter().map(|it| it.name());
    FormView {
        page: ctx.page(),
        title: ctx.t("privacy-assessment-new"),
        intro: ctx.t("privacy-assessment-intro"),
        action: "/desk/privacy/assessments/new".to_owned(),
        choices: say::choices(ctx, "privacy-cause", causes, &form.text("cause")),
        choice_name: "cause",
        choice_label: ctx.t("privacy-assessment-cause"),
        fields: fields(ctx, "privacy-assessment", FIELDS, form, &errors),
        errors,
        send: ctx.t("privacy-assessment-send"),
    }
}

pub(in crate::pages) async fn blank(ctx: Ctx) -> PageResult {
    let today = ctx.now.date().to_string();
    let form = Form::default().with("concluded_on", today);
    render(&form_view(&ctx, &form, Errors::default()))
}

pub(in crate::pages) async fn add(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Posted(form): Posted,
) -> PageResult {
    let id = key_of(&form)?;
    let mut errors = Errors::default();
    let cause = Cause::from_name(&form.text("cause"));
    if cause.is_none() {
        errors.add("cause", ctx.t("privacy-choose-one"));
    }
    let on = form.parse::<Date>("concluded_on");
    if on.is_none_or(|on| on > ctx.now.date()) {
        errors.add("concluded_on", ctx.t("privacy-date-wrong"));
    }
    let title = errors.required(&ctx, &form, "title", TITLE_CHARS);
    let mut text = |name: &str| errors.required(&ctx, &form, name, FIELD_CHARS);
    let (necessity, risks) = (text("necessity"), text("risks"));
    let (measures, conclusion) = (text("measures"), text("conclusion"));
    let (Some(cause), Some(concluded_on), true) = (cause, on, errors.is_empty()) else {
        let view = form_view(&ctx, &form, errors);
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let new = NewAssessment {
        id,
        title,
        cause,
        necessity,
        risks,
        measures,
        conclusion,
        concluded_on,
    };
    ops::add_assessment(&privacy, &new, ctx.signed_in()?.account_id).await?;
    Ok(redirect("/desk/privacy?done=privacy-assessment"))
}

pub(in crate::pages) async fn show(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let found = records::assessment(&mut tx, id_of(&id)?).await?;
    let it = found.ok_or(PageError::NotFound)?;
    let said = |key: &str, value: String| (ctx.t(&format!("privacy-assessment-{key}")), value);
    render(&View {
        page: ctx.page(),
        title: it.title.clone(),
        facts: vec![
            said("cause", ctx.t(&format!("privacy-cause-{}", it.cause.key()))),
            said("concluded-on", it.concluded_on.to_string()),
            said("keep-until", it.keep_until.to_string()),
        ],
        texts: vec![
            said("necessity", it.necessity),
            said("risks", it.risks),
            said("measures", it.measures),
            said("conclusion", it.conclusion),
        ],
    })
}
