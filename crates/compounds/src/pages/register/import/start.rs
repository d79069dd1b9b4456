use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Errors, Form};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::super::words::{choices, day, sentence};
use super::shown::file_words;
use super::waiting::Held;
use crate::model::Refused;
use crate::model::register::{AreaSource, Estate};
use crate::ops::OpError;
use crate::ops::register::import::{How, judge};
use crate::pages::estate_of;
use crate::rules::register::import::{self, Columns, FileError, FileRows, guess};
use crate::{Compounds, REGISTER};

/// Bytes of a file that the page takes; sixty thousand units are far smaller.
const FILE_BYTES: usize = 30 * 1024 * 1024;

#[derive(Template)]
#[template(path = "compounds/register/import.html")]
struct View {
    page: Page,
    estate: Estate,
    as_of: String,
    sources: Vec<Choice>,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

fn view(ctx: &Ctx, estate: Estate, form: &Form, errors: Errors) -> View {
    let source = form
        .some("source")
        .unwrap_or_else(|| AreaSource::Register.name().to_owned());
    let names = AreaSource::ALL.iter().rev().map(|it| it.name());
    View {
        page: ctx.page(),
        estate,
        as_of: form
            .some("as_of")
            .unwrap_or_else(|| ctx.now.date().to_string()),
        sources: choices(ctx, "compounds-source", names, &source),
        errors,
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, REGISTER).await?;
    render(&view(
        &ctx,
        estate,
        &Form::from_pairs(Vec::new()),
        Errors::default(),
    ))
}

/// Reads and judges the file by what its columns are called; nothing is written.
pub(super) async fn upload(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
    uploaded: Uploaded,
) -> PageResult {
    let estate = {
        let mut tx = compounds.site.db.read().await?;
        estate_of(&ctx, &mut tx, estate, REGISTER).await?.0
    };
    let form = uploaded.form;
    let mut errors = Errors::default();
    let as_of: Option<Date> = day(&ctx, &form, "as_of", &mut errors);
    match as_of {
        None if errors.is_empty() => errors.add("as_of", ctx.t("web-field-required")),
        Some(day) if day > ctx.now.date() => {
            errors.add("as_of", sentence(&ctx, Refused::DayFuture));
        }
        _ => {}
    }
    let how = as_of.map(|as_of| How {
        estate: estate.id,
        as_of,
        source: AreaSource::from_name(&form.text("source")).unwrap_or(AreaSource::Contract),
    });
    let file = uploaded.files.into_iter().find(|(name, _)| name == "file");
    match (file, how) {
        (None, _) => errors.add("file", ctx.t("compounds-import-file-missing")),
        (Some((_, bytes)), _) if bytes.len() > FILE_BYTES => {
            errors.add("file", ctx.t("compounds-import-file-beyond"));
        }
        (Some((_, bytes)), Some(how)) if errors.is_empty() => {
            match taken(&ctx, &compounds, &estate, (bytes, how)).await? {
                Ok(here) => return Ok(redirect(&here)),
                Err(why) => errors.add("file", why),
            }
        }
        _ => {}
    }
    render_status(
        StatusCode::UNPROCESSABLE_ENTITY,
        &view(&ctx, estate, &form, errors),
    )
}

/// Holds the file and says where it is shown, or why it is not taken.
async fn taken(
    ctx: &Ctx,
    compounds: &Compounds,
    estate: &Estate,
    (bytes, how): (Vec<u8>, How),
) -> Result<Result<String, String>, PageError> {
    let held = match opened(bytes, how).await? {
        Ok(held) => held,
        Err(error) => return Ok(Err(file_words(ctx, &error))),
    };
    let held = match judged(compounds, estate, held).await? {
        Ok(held) => held,
        Err(error) => return Ok(Err(file_words(ctx, &error))),
    };
    let (id, account) = (ctx.site.new_id(), ctx.signed_in()?.account_id);
    if compounds.imports.hold(id, account, held, ctx.now) {
        Ok(Ok(format!("/desk/estates/{}/import/{id}", estate.id)))
    } else {
        Ok(Err(ctx.t("compounds-import-no-room")))
    }
}

async fn opened(bytes: Vec<u8>, how: How) -> Result<Result<Held, FileError>, PageError> {
    let task = tokio::task::spawn_blocking(move || {
        let header = import::header(&bytes)?;
        Ok(Held {
            bytes: Arc::new(bytes),
            columns: guess(&header),
            header: Arc::new(header),
            how,
            judged: None,
        })
    });
    Ok(task.await.map_err(StoreError::inconsistent)?)
}

/// A large file takes seconds to read, and other requests are not to wait for it.
async fn read(
    bytes: Arc<Vec<u8>>,
    columns: Columns,
) -> Result<Result<FileRows, FileError>, PageError> {
    let task = tokio::task::spawn_blocking(move || import::read(&bytes, &columns));
    Ok(task.await.map_err(StoreError::inconsistent)?)
}

/// The same file, judged by the columns that it is held with. While a column is missing there is
/// nothing to judge, but somebody may still say which it is.
pub(super) async fn judged(
    compounds: &Compounds,
    estate: &Estate,
    mut held: Held,
) -> Result<Result<Held, FileError>, PageError> {
    held.judged = None;
    let rows = match read(Arc::clone(&held.bytes), held.columns.clone()).await? {
        Ok(rows) => rows,
        Err(FileError::NoColumn(_)) => return Ok(Ok(held)),
        Err(error) => return Ok(Err(error)),
    };
    let site = &compounds.site;
    let mut tx = site.db.read().await?;
    match judge(&mut tx, site, estate, &rows, held.how).await {
        Ok(judged) => {
            held.judged = Some(Arc::new(judged));
            Ok(Ok(held))
        }
        Err(OpError::Refused(Refused::TooManyUnits)) => Ok(Err(FileError::TooManyRows)),
        Err(error) => Err(error.into()),
    }
}
