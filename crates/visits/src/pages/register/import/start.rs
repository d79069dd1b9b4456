use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_web::forms::Errors;
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::super::reach;
use super::waiting::Held;
use crate::Visits;
use crate::import::{self, Columns, Field, FileError, FileRows, System, guess};
use crate::ops::import::{Judged, judge, words};

/// Bytes of a file that the page takes; a hundred thousand doors are far smaller.
const FILE_BYTES: usize = 30 * 1024 * 1024;

#[derive(Template)]
#[template(path = "register_import.html")]
struct View {
    page: Page,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

pub(super) async fn show(ctx: Ctx) -> PageResult {
    render(&View {
        page: ctx.page(),
        errors: Errors::default(),
    })
}

/// Reads and judges the file by what its columns are called; nothing is written.
pub(super) async fn upload(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    uploaded: Uploaded,
) -> PageResult {
    let file = uploaded.files.into_iter().find(|(name, _)| name == "file");
    let mut errors = Errors::default();
    match file {
        None => errors.add("file", ctx.t("visits-import-file-missing")),
        Some((_, bytes)) if bytes.len() > FILE_BYTES => {
            errors.add("file", ctx.t("visits-import-file-beyond"));
        }
        Some((_, bytes)) => match opened(bytes).await? {
            Ok(held) => {
                let (id, account) = (ctx.site.new_id(), ctx.signed_in()?.account_id);
                match judged(&ctx, &visits, held).await? {
                    Ok(held) => {
                        if visits.imports.hold(id, account, held, ctx.now) {
                            return Ok(redirect(&format!("/desk/doors/import/{id}")));
                        }
                        errors.add("file", ctx.t("visits-import-no-room"));
                    }
                    Err(error) => {
                        errors.add("file", words::file(&ctx.site.texts, ctx.lang, &error));
                    }
                }
            }
            Err(error) => errors.add("file", words::file(&ctx.site.texts, ctx.lang, &error)),
        },
    }
    let view = View {
        page: ctx.page(),
        errors,
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn opened(bytes: Vec<u8>) -> Result<Result<Held, FileError>, PageError> {
    let task = tokio::task::spawn_blocking(move || {
        let header = import::header(&bytes)?;
        Ok(Held {
            bytes: Arc::new(bytes),
            columns: guess(&header),
            header: Arc::new(header),
            system: System::FindOut,
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

/// The same file, judged by the columns and the system that it is held with. While a column is
/// missing there is nothing to judge, but somebody may still say which it is.
pub(super) async fn judged(
    ctx: &Ctx,
    visits: &Visits,
    mut held: Held,
) -> Result<Result<Held, FileError>, PageError> {
    held.judged = None;
    let rows = match read(Arc::clone(&held.bytes), held.columns.clone()).await? {
        Ok(rows) => rows,
        Err(FileError::NoColumn(_)) => return Ok(Ok(held)),
        Err(error) => return Ok(Err(error)),
    };
    let reach = reach(ctx)?;
    let column = held.columns.of(Field::Lon);
    let column = column.and_then(|at| held.header.get(at));
    let how = (held.system, column.map_or("", String::as_str));
    let mut tx = visits.site.db.read().await?;
    let judged: Judged = judge(&mut tx, &visits.site, &reach, &rows, how).await?;
    held.judged = Some(Arc::new(judged));
    Ok(Ok(held))
}
