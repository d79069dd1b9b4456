//! A new edition: from the model with its blanks filled, or from the one that was adopted last.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::{Id, Lang, Said};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render_status};

use super::Held;
use super::words::{Read, articles, kind_of, title};
use crate::VOTES;
use crate::model::house_rules::{HouseRule, RuleKind, RuleStateName, bounds};
use crate::model::register::Estate;
use crate::ops::{By, OpError, house_rules as ops};
use crate::pages::estate_of;
use crate::rules::house_rules::{blanks, fill, template};
use crate::store::house_rules;
use huiyin_web::forms::{Claim, claim};

struct Field {
    zh_name: String,
    en_name: String,
    label: String,
    value: String,
    value_en: String,
    /// Words, which each language says in its own way; numbers are the same in both.
    is_words: bool,
}

struct Before {
    id: Id,
    edition: u32,
    state: String,
}

#[derive(Template)]
#[template(path = "compounds/rules/begin.html")]
struct View {
    page: Page,
    errors: Errors,
    estate: Id,
    name: String,
    kind: &'static str,
    title: String,
    fields: Vec<Field>,
    model: Vec<Read>,
    editions: Vec<Before>,
    has_adopted: bool,
    has_draft: bool,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path((id, kind)): Path<(Id, String)>,
) -> PageResult {
    let kind = kind_of(&kind)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, VOTES).await?;
    let form = Form::default();
    let view = view(&ctx, &mut tx, (&estate, kind), &form, Errors::default()).await?;
    render_status(StatusCode::OK, &view)
}

/// The blanks of the model with what was typed, or what the model proposes.
fn fields(ctx: &Ctx, kind: RuleKind, form: &Form) -> Vec<Field> {
    let model = template(kind);
    let english: BTreeMap<String, String> = blanks(&model.en)
        .into_iter()
        .map(|it| (it.name, it.proposed))
        .collect();
    let field = |blank: crate::rules::house_rules::Blank| {
        let proposed_en = english.get(&blank.name).cloned().unwrap_or_default();
        let typed = |field: String, otherwise: &str| {
            form.some(&field).unwrap_or_else(|| otherwise.to_owned())
        };
        Field {
            label: ctx.t(&format!(
                "compounds-rules-blank-{}",
                blank.name.replace('_', "-")
            )),
            value: typed(format!("zh_{}", blank.name), &blank.proposed),
            value_en: typed(format!("en_{}", blank.name), &proposed_en),
            is_words: blank.proposed != proposed_en,
            zh_name: format!("zh_{}", blank.name),
            en_name: format!("en_{}", blank.name),
        }
    };
    blanks(&model.zh).into_iter().map(field).collect()
}

async fn view(
    ctx: &Ctx,
    tx: &mut Tx,
    (estate, kind): (&Estate, RuleKind),
    form: &Form,
    errors: Errors,
) -> Result<View, PageError> {
    let all = house_rules::of_kind(tx, estate.id, kind).await?;
    let has = |state: RuleStateName| all.iter().any(|it| it.state.name() == state);
    let model = template(kind);
    let proposed = BTreeMap::new();
    let filled = Said::new(fill(&model.zh, &proposed), fill(&model.en, &proposed));
    let before = |it: &HouseRule| Before {
        id: it.id,
        edition: it.edition,
        state: ctx.t(&format!("compounds-rules-state-{}", it.state.name().key())),
    };
    Ok(View {
        page: ctx.page(),
        errors,
        estate: estate.id,
        name: estate.name.clone(),
        kind: kind.name(),
        title: title(ctx, kind),
        fields: fields(ctx, kind, form),
        model: articles(ctx, &filled),
        editions: all.iter().map(before).collect(),
        has_adopted: has(RuleStateName::Adopted),
        has_draft: has(RuleStateName::Draft) || has(RuleStateName::Proposed),
    })
}

/// What the blanks were filled with, in one language.
fn values(form: &Form, kind: RuleKind, lang: Lang) -> BTreeMap<String, String> {
    let model = template(kind);
    let (text, prefix) = match lang {
        Lang::Zh => (&model.zh, "zh"),
        Lang::En => (&model.en, "en"),
    };
    let value = |name: String| {
        let own = form.some(&format!("{prefix}_{name}"));
        // A number is typed once.
        let value = own.or_else(|| form.some(&format!("zh_{name}")));
        (name, value.unwrap_or_default())
    };
    blanks(text).into_iter().map(|it| value(it.name)).collect()
}

pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path((id, kind)): Path<(Id, String)>,
    Posted(form): Posted,
) -> PageResult {
    let kind = kind_of(&kind)?;
    let mut errors = Errors::default();
    let mut tx = compounds.site.db.read().await?;
    let (estate, by) = estate_of(&ctx, &mut tx, id, VOTES).await?;
    let (zh, en) = (values(&form, kind, Lang::Zh), values(&form, kind, Lang::En));
    for (name, value) in zh.iter().chain(&en) {
        if value.chars().count() > bounds::BLANK_CHARS || value.contains(['{', '}', '\n']) {
            errors.add(&format!("zh_{name}"), ctx.t("compounds-rules-blank-wrong"));
        }
    }
    let text = if form.text("from") == "adopted" {
        let all = house_rules::of_kind(&mut tx, id, kind).await?;
        let adopted = all
            .into_iter()
            .find(|it| it.state.name() == RuleStateName::Adopted);
        adopted.ok_or(PageError::NotFound)?.text
    } else {
        let model = template(kind);
        Said::new(fill(&model.zh, &zh), fill(&model.en, &en))
    };
    drop(tx);
    if errors.is_empty() {
        match save(&ctx, &compounds, (&by, &estate, kind), &form, text).await? {
            Ok(response) => return Ok(response),
            Err(key) => errors.add("begin", ctx.t(&key)),
        }
    }
    let mut tx = compounds.site.db.read().await?;
    let view = view(&ctx, &mut tx, (&estate, kind), &form, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn save(
    ctx: &Ctx,
    compounds: &Held,
    (by, estate, kind): (&By, &Estate, RuleKind),
    form: &Form,
    text: Said,
) -> Result<Result<Response, String>, PageError> {
    let rule = ctx.site.new_id();
    let place = format!("/desk/estates/{}/rules", estate.id);
    // The place that is claimed is the list: the id of an edition is new with each sending.
    let mut tx = match claim(&compounds.site, form, &place).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    match ops::begin(compounds, &mut tx, by, (rule, estate.id, kind), text).await {
        Ok(_) => {
            tx.commit().await?;
            let location = format!("{place}/{kind}/{rule}?done=compounds-rules-begin");
            Ok(Ok(redirect(&location)))
        }
        Err(OpError::Room(key)) => Ok(Err(key)),
        Err(error) => Err(error.into()),
    }
}
