//! What everybody may ask for about their own data, with the echo code and without an account.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use huiyin_kernel::EchoCode;
use huiyin_web::forms::{Errors, Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};
use serde::Deserialize;

use super::say;
use crate::Privacy;
use crate::model::{Kind, Proof};
use crate::ops::{self, AskedFor, OpError};

const WISH_CHARS: usize = 2_000;
/// Codes of one wish.
const CODES_MOST: usize = 10;
const CODES_CHARS: usize = 400;

#[derive(Template)]
#[template(path = "rights.html")]
struct View {
    page: Page,
    kinds: Vec<Choice>,
    codes: String,
    wish: String,
    errors: Errors,
    refused: String,
    case_code: String,
    case_error: String,
}

#[derive(Template)]
#[template(path = "rights_paper.html")]
struct PaperView {
    page: Page,
    kinds: Vec<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// An echo code, from the link on the echo page.
    #[serde(default)]
    code: String,
}

fn kinds(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let names = Kind::ALL.iter().map(|kind| kind.name());
    let mut choices = say::choices(ctx, "privacy-kind", names, chosen);
    for choice in &mut choices {
        let key = format!("privacy-kind-hint-{}", choice.value.replace('_', "-"));
        choice.hint = ctx.t(&key);
    }
    choices
}

fn view(ctx: &Ctx, form: &Form) -> View {
    View {
        page: ctx.page(),
        kinds: kinds(ctx, &form.text("kind")),
        codes: form.text("codes"),
        wish: form.text("wish"),
        errors: Errors::default(),
        refused: String::new(),
        case_code: String::new(),
        case_error: String::new(),
    }
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> PageResult {
    // As it is printed, so that it can be held against the slip.
    let code = asked.code.parse::<EchoCode>().map_or_else(
        |_| asked.code.chars().take(CODES_CHARS).collect(),
        |code| code.to_string(),
    );
    let form = Form::default().with("codes", code);
    render(&view(&ctx, &form))
}

/// The same wish on paper, for the counter.
pub(super) async fn paper(ctx: Ctx) -> PageResult {
    let kinds = Kind::ALL.iter();
    render(&PaperView {
        kinds: kinds
            .map(|kind| ctx.t(&format!("privacy-kind-{}", kind.key())))
            .collect(),
        page: ctx.page(),
    })
}

/// Leads to the page of a case by its code.
pub(super) async fn find(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let typed = asked.code.trim().to_owned();
    if let Ok(code) = typed.parse::<EchoCode>() {
        let site = &privacy.matters.site;
        let mut tx = site.db.read().await?;
        let known = crate::store::cases::by_code(&mut tx, &site.keys, &code).await?;
        if known.is_some() {
            return Ok(redirect(&format!("/rights/cases/{}", code.as_str())));
        }
    }
    wrong_code(&ctx)?;
    let view = View {
        case_code: typed.chars().take(CODES_CHARS).collect(),
        case_error: ctx.t("privacy-codes-unknown"),
        ..view(&ctx, &Form::default())
    };
    render_status(StatusCode::NOT_FOUND, &view)
}

/// Too many wrong codes from one network are asked to wait.
pub(super) fn wrong_code(ctx: &Ctx) -> Result<(), PageError> {
    let limit = ctx.site.limits.wrong_code(&ctx.network);
    limit.map_err(|wait_seconds| PageError::TooMany { wait_seconds })
}

/// Codes as typed: one a line, or with commas between.
pub(super) fn codes_in(text: &str) -> Option<Vec<EchoCode>> {
    let typed: Vec<&str> = text
        .split(['\n', ',', '，', '、', ';', '；'])
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    if typed.len() > CODES_MOST {
        return None;
    }
    typed.into_iter().map(|it| it.parse().ok()).collect()
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
    let wish = errors.optional(&ctx, &form, "wish", WISH_CHARS);
    if kind.is_some_and(Kind::needs_wish) && wish.is_empty() {
        errors.add("wish", ctx.t("privacy-refused-wish-missing"));
    }
    if kind == Some(Kind::Delete) && !form.is_on("sure") {
        errors.add("sure", ctx.t("privacy-rights-sure-first"));
    }
    let typed = errors.required(&ctx, &form, "codes", CODES_CHARS);
    let codes = codes_in(&typed).unwrap_or_default();
    let people = if codes.is_empty() {
        Vec::new()
    } else {
        let mut tx = privacy.matters.site.db.read().await?;
        ops::find_people(&privacy, &mut tx, &codes, None).await?
    };
    if !typed.is_empty() && people.is_empty() {
        wrong_code(&ctx)?;
        errors.add("codes", ctx.t("privacy-codes-unknown"));
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        return again(&ctx, &form, errors, String::new());
    };
    let asked = AskedFor {
        kind,
        proof: Proof::Code,
        wish,
        proof_note: String::new(),
        people,
        form_key,
    };
    match ops::ask(&privacy, &asked).await {
        Ok(receipt) => Ok(redirect(&format!(
            "/rights/cases/{}?done=rights-asked",
            receipt.code.as_str()
        ))),
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

#[cfg(test)]
mod tests {
    use super::codes_in;

    #[test]
    fn codes_are_read_however_they_are_put_side_by_side() {
        assert_eq!(codes_in("").unwrap(), Vec::new());
        assert!(codes_in("nonsense!").is_none());
        assert!(codes_in(&"0000000000\n".repeat(11)).is_none());
    }
}
