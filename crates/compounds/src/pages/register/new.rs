//! A new estate on a compound of the registry.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::{AreaKind, areas};
use huiyin_web::forms::{Errors, Posted, key_of, keyed_id};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::words::sentence;
use crate::model::Refused;
use crate::model::register::bounds::NAME_CHARS;
use crate::ops::register::{Known, enter_estate};
use crate::ops::{By, OpError};
use crate::pages::{by, claim};
use crate::{Compounds, REGISTER};

#[derive(Template)]
#[template(path = "compounds/register/new.html")]
struct View {
    page: Page,
    compounds: Vec<Choice>,
    typed_name: String,
    errors: Errors,
    most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

async fn view(
    ctx: &Ctx,
    tx: &mut Tx,
    by: &By,
    (compound, name): (&str, &str),
    errors: Errors,
) -> Result<View, PageError> {
    let mut found = areas::of_kind(tx, AreaKind::Compound).await?;
    found.retain(|area| area.active && by.reaches(&area.path));
    let gap = Choice::new("", ctx.t("compounds-choose"), compound.is_empty());
    let known = found.iter().map(|area| {
        let id = area.id.to_string();
        let chosen = id == compound;
        Choice::new(id, area.get(ctx.lang), chosen)
    });
    Ok(View {
        page: ctx.page(),
        compounds: std::iter::once(gap).chain(known).collect(),
        typed_name: name.to_owned(),
        errors,
        most: NAME_CHARS,
    })
}

pub(super) async fn show(ctx: Ctx, State(compounds): State<Arc<Compounds>>) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let mut tx = compounds.site.db.read().await?;
    render(&view(&ctx, &mut tx, &by, ("", ""), Errors::default()).await?)
}

pub(super) async fn enter(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let site = &compounds.site;
    let id = keyed_id(&site.keys, "estate", key_of(&form)?, "");
    let back = format!("/desk/estates/{id}?done=compounds-entered");
    let (compound, name) = (form.text("compound"), form.text("name"));
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("estate", &back)).await? {
        return Ok(landed);
    }
    let known = Known {
        compound: compound
            .parse()
            .unwrap_or_else(|_| Id::derived("none", "none")),
        name: name.clone(),
    };
    let mut errors = Errors::default();
    match enter_estate(&mut tx, &by, id, &known, ctx.now).await {
        Ok(_) => {
            tx.commit().await?;
            return Ok(redirect(&back));
        }
        Err(OpError::Refused(why)) => {
            let field = if why == Refused::CompoundMissing {
                "compound"
            } else {
                "name"
            };
            errors.add(field, sentence(&ctx, why));
        }
        Err(error) => return Err(error.into()),
    }
    drop(tx);
    let mut tx = site.db.read().await?;
    let view = view(&ctx, &mut tx, &by, (&compound, &name), errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
