//! Further names and phases of an estate, each by a decision with its reason; and two estates that
//! are one.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::list::within;
use super::words::{choices, sentence};
use crate::model::Refused;
use crate::model::register::bounds::{NAME_CHARS, REASON_CHARS};
use crate::model::register::{Estate, NameKind};
use crate::ops::register::{decide_name, join as join_estates};
use crate::ops::{By, OpError};
use crate::pages::{claim, estate_of};
use crate::rules::register::may_be_one;
use crate::{Compounds, REGISTER};

#[derive(Template)]
#[template(path = "compounds/register/names.html")]
struct View {
    page: Page,
    id: Id,
    version: u32,
    title: String,
    typed_name: String,
    reason: String,
    join_reason: String,
    kinds: Vec<Choice>,
    others: Vec<Choice>,
    /// Others of the community whose names look like phases of this one.
    alike: String,
    errors: Errors,
    most: usize,
    reason_most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

async fn view(
    ctx: &Ctx,
    tx: &mut Tx,
    (estate, by): (&Estate, &By),
    form: &Form,
    errors: Errors,
) -> Result<View, PageError> {
    let kinds = NameKind::ALL.iter().map(|it| it.name());
    let chosen = form
        .some("kind")
        .unwrap_or_else(|| NameKind::Phase.name().to_owned());
    let parent = |path: &str| {
        let path = path.trim_end_matches('/');
        path.rsplit_once('/')
            .map_or(String::new(), |(above, _)| above.to_owned())
    };
    let here = parent(&estate.area_path);
    let into = form.text("into");
    let others = within(tx, by)
        .await?
        .into_iter()
        .filter(|it| it.active && it.id != estate.id && parent(&it.area_path) == here);
    let mut others: Vec<Estate> = others.collect();
    // Those whose names are alike stand first.
    others.sort_by_key(|it| !may_be_one(&it.name, &estate.name));
    let alike: Vec<String> = others
        .iter()
        .filter(|it| may_be_one(&it.name, &estate.name))
        .map(|it| it.name.clone())
        .collect();
    let others = others.into_iter().map(|it| {
        let id = it.id.to_string();
        let chosen = id == into;
        Choice::new(id, it.name, chosen)
    });
    let gap = Choice::new("", ctx.t("compounds-choose"), into.is_empty());
    Ok(View {
        page: ctx.page(),
        id: estate.id,
        version: estate.version,
        title: estate.name.clone(),
        typed_name: form.text("name"),
        reason: form.text("reason"),
        join_reason: form.text("join_reason"),
        kinds: choices(ctx, "compounds-name-kind", kinds, &chosen),
        alike: alike.join("、"),
        others: std::iter::once(gap).chain(others).collect(),
        errors,
        most: NAME_CHARS,
        reason_most: REASON_CHARS,
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, by) = estate_of(&ctx, &mut tx, id, REGISTER).await?;
    let form = Form::from_pairs(Vec::new());
    render(&view(&ctx, &mut tx, (&estate, &by), &form, Errors::default()).await?)
}

pub(super) async fn decide(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let back = format!("/desk/estates/{id}?done=compounds-name-decided");
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("estate name", &back)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, id, REGISTER).await?;
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let kind = NameKind::from_name(&form.text("kind")).unwrap_or(NameKind::Alias);
    let (name, reason) = (form.text("name"), form.text("reason"));
    let said = (name.as_str(), kind, reason.as_str());
    let why = match decide_name(&mut tx, site, &by, (id, version), said).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(redirect(&back));
        }
        Err(OpError::Refused(why)) => why,
        Err(error) => return Err(error.into()),
    };
    let mut errors = Errors::default();
    let field = if why == Refused::ReasonMissing {
        "reason"
    } else {
        "name"
    };
    errors.add(field, sentence(&ctx, why));
    let view = view(&ctx, &mut tx, (&estate, &by), &form, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn join(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let into: Option<Id> = form.parse("into");
    let back = into.map_or_else(
        || format!("/desk/estates/{id}"),
        |into| format!("/desk/estates/{into}?done=compounds-joined"),
    );
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("estate join", &back)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, id, REGISTER).await?;
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let reason = form.text("join_reason");
    let why = match into {
        None => Refused::JoinElsewhere,
        Some(into) => {
            match join_estates(&mut tx, site, &by, ((id, version), into), &reason).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(redirect(&back));
                }
                Err(OpError::Refused(why)) => why,
                Err(error) => return Err(error.into()),
            }
        }
    };
    drop(tx);
    let mut errors = Errors::default();
    let field = if why == Refused::ReasonMissing {
        "join_reason"
    } else {
        "into"
    };
    errors.add(field, sentence(&ctx, why));
    let mut tx = site.db.read().await?;
    let view = view(&ctx, &mut tx, (&estate, &by), &form, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
