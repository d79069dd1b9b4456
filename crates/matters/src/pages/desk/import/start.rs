use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::forms::Errors;
use huiyin_web::upload::Uploaded;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::maps;
use super::waiting::Judged;
use crate::Matters;
use crate::import::{ImportError, ImportMap, ImportPlan, plan_file};
use crate::model::Actor;
use crate::ops::import::{apply, words};

/// Bytes of a file that the page takes; larger ones go by the command.
const FILE_BYTES: usize = 50 * 1024 * 1024;

#[derive(Template)]
#[template(path = "desk_import.html")]
struct View {
    page: Page,
    maps: Vec<Choice>,
    /// A map of one's own as text, kept so that it can be mended.
    map_text: String,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

fn view(ctx: &Ctx, matters: &Matters, chosen: &str, map_text: String, errors: Errors) -> View {
    let own = ctx.t("import-map-own");
    View {
        page: ctx.page(),
        maps: maps::choices(&matters.categories, ctx.lang, own, chosen),
        map_text,
        errors,
    }
}

pub(in crate::pages::desk) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
) -> PageResult {
    render(&view(&ctx, &matters, "", String::new(), Errors::default()))
}

/// Reads and judges the file; nothing is written.
pub(in crate::pages::desk) async fn upload(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    uploaded: Uploaded,
) -> PageResult {
    let chosen = uploaded.form.text("map");
    let mut own_text = uploaded.form.text("map_text");
    let mut file = None;
    for (name, bytes) in uploaded.files {
        match name.as_str() {
            "file" => file = Some(bytes),
            "map_file" => own_text = String::from_utf8_lossy(&bytes).into_owned(),
            _ => {}
        }
    }
    let map_text = maps::shipped(&chosen).unwrap_or(&own_text).to_owned();
    let mut errors = Errors::default();
    let account = ctx.signed_in()?.account_id;
    if !matters.imports.has_room(account, ctx.now) {
        errors.add("file", ctx.t("import-no-room"));
    } else if let Some(plan) = read(&ctx, &matters, map_text, file, &mut errors).await? {
        let actor = actor(&ctx, &matters).await?;
        let judged = apply(&matters, &plan, &actor, true, &mut |_, _| {}).await;
        match judged {
            Ok(report) => {
                let id = ctx.site.new_id();
                if matters
                    .imports
                    .hold(id, account, Judged { plan, report }, ctx.now)
                {
                    return Ok(redirect(&format!("/desk/import/{id}")));
                }
                errors.add("file", ctx.t("import-no-room"));
            }
            Err(stopped) => {
                errors.add("file", words::stopped(&ctx.site.texts, ctx.lang, &stopped));
            }
        }
    }
    let view = view(&ctx, &matters, &chosen, own_text, errors);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn actor(ctx: &Ctx, matters: &Matters) -> Result<Actor, PageError> {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    Ok(world.actor(ctx.signed_in()?))
}

async fn read(
    ctx: &Ctx,
    matters: &Matters,
    map_text: String,
    file: Option<Vec<u8>>,
    errors: &mut Errors,
) -> Result<Option<ImportPlan>, PageError> {
    let say = |error: &ImportError| words::error(&ctx.site.texts, ctx.lang, error);
    let map = if map_text.trim().is_empty() {
        errors.add("map_text", ctx.t("import-map-missing"));
        None
    } else {
        match ImportMap::parse(&map_text, &matters.categories) {
            Ok(map) => Some(map),
            Err(error) => {
                errors.add("map_text", say(&ImportError::Map(error)));
                None
            }
        }
    };
    let file = match file {
        None => {
            errors.add("file", ctx.t("import-file-missing"));
            None
        }
        Some(bytes) if bytes.len() > FILE_BYTES => {
            errors.add("file", ctx.t("import-file-beyond-page"));
            None
        }
        Some(bytes) => Some(bytes),
    };
    let Some((map, bytes)) = map.zip(file) else {
        return Ok(None);
    };
    let now = ctx.now;
    // A large file takes seconds, and other requests are not to wait for it.
    let planned =
        tokio::task::spawn_blocking(move || plan_file(&bytes, &map, now, &mut |_, _| {})).await;
    match planned.map_err(huiyin_db::StoreError::inconsistent)? {
        Ok(plan) => Ok(Some(plan)),
        Err(error) => {
            let field = if matches!(error, ImportError::Map(_)) {
                "map_text"
            } else {
                "file"
            };
            errors.add(field, say(&error));
            Ok(None)
        }
    }
}
