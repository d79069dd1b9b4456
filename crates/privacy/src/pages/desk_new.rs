//! Taking a wish down at the counter: what is asked for, and what was shown. Never a copy of a
//! document, never its number.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_kernel::mask::find_personal_data;
use huiyin_web::forms::{Errors, Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageResult, render, render_status};

use super::rights::codes_in;
use super::say;
use crate::Privacy;
use crate::model::{Kind, Proof, Shown};
use crate::ops::{self, AskedFor, OpError, Receipt};

const WISH_CHARS: usize = 2_000;
const NOTE_CHARS: usize = 200;
const PHONE_CHARS: usize = 30;
const CODES_CHARS: usize = 400;

#[derive(Template)]
#[template(path = "desk_rights_new.html")]
struct View {
    page: Page,
    kinds: Vec<Choice>,
    shown: Vec<Choice>,
    codes: String,
    phone: String,
    proof_note: String,
    wish: String,
    errors: Errors,
    refused: String,
}

#[derive(Template)]
#[template(path = "desk_rights_done.html")]
struct DoneView {
    page: Page,
    number: String,
    code: String,
    address: String,
    due: String,
    matters: usize,
}

fn view(ctx: &Ctx, form: &Form) -> View {
    let kinds = Kind::ALL.iter().map(|it| it.name());
    let shown = Shown::ALL.iter().map(|it| it.name());
    View {
        page: ctx.page(),
        kinds: say::choices(ctx, "privacy-kind", kinds, &form.text("kind")),
        shown: say::choices(ctx, "privacy-shown", shown, &form.text("shown")),
        codes: form.text("codes"),
        phone: form.text("phone"),
        proof_note: form.text("proof_note"),
        wish: form.text("wish"),
        errors: Errors::default(),
        refused: String::new(),
    }
}

pub(super) async fn show(ctx: Ctx) -> PageResult {
    render(&view(&ctx, &Form::default()))
}

pub(super) async fn send(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Posted(form): Posted,
) -> PageResult {
    let form_key = key_of(&form)?;
    let mut errors = Errors::default();
    let kind = Kind::from_name(&form.text("kind"));
    if kind.is_none() {
        errors.add("kind", ctx.t("privacy-choose-one"));
    }
    let shown = Shown::from_name(&form.text("shown"));
    if shown.is_none() {
        errors.add("shown", ctx.t("privacy-choose-one"));
    }
    let wish = errors.optional(&ctx, &form, "wish", WISH_CHARS);
    if kind.is_some_and(Kind::needs_wish) && wish.is_empty() {
        errors.add("wish", ctx.t("privacy-refused-wish-missing"));
    }
    let proof_note = errors.optional(&ctx, &form, "proof_note", NOTE_CHARS);
    if !find_personal_data(&proof_note).is_empty() {
        errors.add("proof_note", ctx.t("privacy-proof-note-number"));
    }
    let phone = errors.optional(&ctx, &form, "phone", PHONE_CHARS);
    let typed = errors.optional(&ctx, &form, "codes", CODES_CHARS);
    let codes = codes_in(&typed);
    if codes.is_none() {
        errors.add("codes", ctx.t("privacy-codes-unknown"));
    }
    let phone = Some(phone).filter(|it| !it.is_empty());
    let mut tx = privacy.matters.site.db.read().await?;
    let codes = codes.unwrap_or_default();
    let people = ops::find_people(&privacy, &mut tx, &codes, phone.as_deref()).await?;
    drop(tx);
    if people.is_empty() && errors.of("codes").is_none() {
        errors.add("phone", ctx.t("privacy-nobody-found"));
    }
    let (Some(kind), Some(shown), true) = (kind, shown, errors.is_empty()) else {
        return again(&ctx, &form, errors, String::new());
    };
    let taken_by = ctx.signed_in()?.account_id;
    let asked = AskedFor {
        kind,
        proof: Proof::Counter { shown, taken_by },
        wish,
        proof_note,
        people,
        form_key,
    };
    match ops::ask(&privacy, &asked).await {
        Ok(receipt) => done(&ctx, &receipt, asked.people.len()),
        Err(error @ OpError::Store(_)) => Err(error.into()),
        Err(error) => again(&ctx, &form, errors, say::refusal(&ctx, error.into())?),
    }
}

fn again(ctx: &Ctx, form: &Form, errors: Errors, refused: String) -> PageResult {
    let view = View {
        errors,
        refused,
        ..view(ctx, form)
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// The slip: the code of the case, this once.
fn done(ctx: &Ctx, receipt: &Receipt, matters: usize) -> PageResult {
    let due = receipt.due_before.map(|it| ctx.day(say::last_day(it)));
    render(&DoneView {
        page: ctx.page(),
        number: receipt.number.clone(),
        code: receipt.code.to_string(),
        address: format!(
            "{}/rights/cases/{}",
            ctx.site.settings.public_address,
            receipt.code.as_str()
        ),
        due: due.unwrap_or_else(|| ctx.t("privacy-due-unknown")),
        matters,
    })
}
