use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_kernel::Lang;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::{FIELD_CHARS, Field, fields};
use crate::Privacy;
use crate::model::Purpose;
use crate::ops;
use crate::store::records::Notice;

const FIELDS: &[&str] = &["card_zh", "full_zh", "card_en", "full_en", "reason"];

#[derive(Template)]
#[template(path = "record_form.html")]
struct View {
    page: Page,
    title: String,
    intro: String,
    action: String,
    choices: Vec<huiyin_web::Choice>,
    choice_name: &'static str,
    choice_label: String,
    fields: Vec<Field>,
    errors: Errors,
    send: String,
}

async fn current(privacy: &Privacy, purpose: Purpose) -> Result<Form, PageError> {
    let mut tx = privacy.matters.site.db.read().await?;
    let zh = ops::current_notice(privacy, &mut tx, purpose, Lang::Zh).await?;
    let en = ops::current_notice(privacy, &mut tx, purpose, Lang::En).await?;
    Ok(Form::default()
        .with("card_zh", zh.card)
        .with("full_zh", zh.full)
        .with("card_en", en.card)
        .with("full_en", en.full))
}

fn view(ctx: &Ctx, purpose: Purpose, form: &Form, errors: Errors) -> View {
    View {
        page: ctx.page(),
        title: ctx.t(&format!("privacy-purpose-{}", purpose.key())),
        intro: ctx.t("privacy-notice-intro"),
        action: format!("/desk/privacy/notices/{}", purpose.name()),
        choices: Vec::new(),
        choice_name: "",
        choice_label: String::new(),
        fields: fields(ctx, "privacy-notice", FIELDS, form, &errors),
        errors,
        send: ctx.t("privacy-notice-send"),
    }
}

pub(in crate::pages) async fn show(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(purpose): Path<String>,
) -> PageResult {
    let purpose = Purpose::from_name(&purpose).ok_or(PageError::NotFound)?;
    let form = current(&privacy, purpose).await?;
    render(&view(&ctx, purpose, &form, Errors::default()))
}

pub(in crate::pages) async fn change(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(purpose): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let purpose = Purpose::from_name(&purpose).ok_or(PageError::NotFound)?;
    let mut errors = Errors::default();
    let mut text = |name: &str| errors.required(&ctx, &form, name, FIELD_CHARS);
    let notice = Notice {
        version: 0,
        card_zh: text("card_zh"),
        card_en: text("card_en"),
        full_zh: text("full_zh"),
        full_en: text("full_en"),
        reason: text("reason"),
        created_at: ctx.now,
    };
    if !errors.is_empty() {
        let view = view(&ctx, purpose, &form, errors);
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let by = ctx.signed_in()?.account_id;
    ops::change_notice(&privacy, purpose, notice, by).await?;
    Ok(redirect("/desk/privacy?done=privacy-notice"))
}
