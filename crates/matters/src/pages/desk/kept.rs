//! Texts that staff keep to use again in answers and messages.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{self, Errors, Form, Once, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::whose::id_of;
use super::wording::named_choices;
use crate::Matters;
use crate::model::bounds::NOTE_CHARS;
use crate::store::templates::{self, OWN_TEMPLATES, Template as Kept};

/// Letters of a template's title.
const TITLE_CHARS: usize = 60;

/// What a template may be for: the outcomes of an answer, a message, a decline.
pub(super) const PURPOSES: &[&str] = &[
    "solved",
    "partly",
    "explained",
    "refused",
    "referred",
    "message",
    "reject",
];

#[derive(Debug, Clone, Default)]
struct Line {
    id: String,
    purpose: String,
    title: String,
    body: String,
    shared: bool,
    own: bool,
}

#[derive(Template)]
#[template(path = "desk_templates.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    /// The template being changed; empty for a new one.
    editing: String,
    purposes: Vec<Choice>,
    title: String,
    body: String,
    shared: bool,
    errors: Errors,
    body_most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

/// What the form of a template holds.
#[derive(Default)]
struct Filled {
    editing: String,
    purpose: String,
    title: String,
    body: String,
    shared: bool,
    errors: Errors,
}

async fn view(ctx: &Ctx, tx: &mut Tx, filled: Filled) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let status = if filled.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let lines = templates::visible(tx, account)
        .await?
        .into_iter()
        .map(|it| Line {
            id: it.id.to_string(),
            purpose: ctx.t(&format!(
                "matters-desk-purpose-{}",
                it.purpose.replace('_', "-")
            )),
            title: it.title,
            body: it.body,
            shared: it.shared,
            own: it.created_by == account,
        });
    let purposes = named_choices(
        ctx,
        "matters-desk-purpose",
        PURPOSES.iter().copied(),
        &filled.purpose,
    );
    let view = View {
        page: ctx.page(),
        lines: lines.collect(),
        editing: filled.editing,
        purposes,
        title: filled.title,
        body: filled.body,
        shared: filled.shared,
        errors: filled.errors,
        body_most: NOTE_CHARS,
    };
    render_status(status, &view)
}

pub(super) async fn show(ctx: Ctx, State(matters): State<Arc<Matters>>) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    view(&ctx, &mut tx, Filled::default()).await
}

/// The page with one of one's own templates in the form.
pub(super) async fn edit(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.read().await?;
    let found = templates::find(&mut tx, id_of(&id)?, account).await?;
    let kept = found
        .filter(|it| it.created_by == account)
        .ok_or(PageError::NotFound)?;
    let filled = Filled {
        editing: kept.id.to_string(),
        purpose: kept.purpose,
        title: kept.title,
        body: kept.body,
        shared: kept.shared,
        errors: Errors::default(),
    };
    view(&ctx, &mut tx, filled).await
}

fn read(ctx: &Ctx, form: &Form, editing: String) -> Filled {
    let mut errors = Errors::default();
    let purpose = form.text("purpose");
    if !PURPOSES.contains(&purpose.as_str()) {
        errors.add("purpose", ctx.t("matters-desk-choose-one"));
    }
    let title = errors.required(ctx, form, "title", TITLE_CHARS);
    let body = errors.required(ctx, form, "body", NOTE_CHARS);
    Filled {
        editing,
        purpose,
        title,
        body,
        shared: form.is_on("shared"),
        errors,
    }
}

fn kept(id: Id, account: Id, filled: &Filled) -> Kept {
    Kept {
        id,
        purpose: filled.purpose.clone(),
        title: filled.title.clone(),
        body: filled.body.clone(),
        shared: filled.shared,
        created_by: account,
    }
}

pub(super) async fn add(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Posted(form): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let key = key_of(&form)?;
    let filled = read(&ctx, &form, String::new());
    let mut tx = matters.site.db.write().await?;
    if !filled.errors.is_empty() {
        return view(&ctx, &mut tx, filled).await;
    }
    let place = "/desk/templates?done=desk-template-kept";
    let content = form.content(&matters.site.keys, &format!("reply template of {account}"));
    match forms::once(&mut tx, key, &content, place, ctx.now).await? {
        Once::First => {}
        before => return forms::landed(before, place),
    }
    if templates::owned(&mut tx, account).await? >= OWN_TEMPLATES {
        return Err(PageError::Refused {
            key: "matters-desk-too-many-templates".to_owned(),
            args: vec![("most".to_owned(), OWN_TEMPLATES.into())],
        });
    }
    templates::add(&mut tx, &kept(key, account, &filled), ctx.now).await?;
    tx.commit().await?;
    Ok(redirect(place))
}

pub(super) async fn change(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.write().await?;
    let filled = read(&ctx, &form, id.to_string());
    if !filled.errors.is_empty() {
        return view(&ctx, &mut tx, filled).await;
    }
    if !templates::change(&mut tx, &kept(id, account, &filled)).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect("/desk/templates?done=desk-template-kept"))
}

pub(super) async fn remove(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.write().await?;
    if !templates::remove(&mut tx, id_of(&id)?, account).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect("/desk/templates?done=desk-template-removed"))
}
