//! How far one's own import of doors is and what came of it, as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use super::waiting::Stage;
use crate::Visits;
use crate::import::Fault;
use crate::ops::import::{Report, words};

/// Rows with faults in one answer; `faults_in_all` says how many there are.
const FAULTS_SHOWN: usize = 1_000;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportResult {
    /// `judged`, `running`, `done` or `stopped`.
    pub state: String,
    /// Rows that are written already.
    pub written: usize,
    /// Rows of the file; nothing while it runs, or while a column is missing.
    pub rows: Option<usize>,
    pub fresh: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub faults_in_all: usize,
    /// In the order of the file.
    pub faults: Vec<ImportFault>,
}

/// A row that was not taken. What stood in it is not repeated.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportFault {
    pub row: u64,
    /// Such as `unknown_community`.
    pub code: String,
    pub message: String,
    /// The earlier row that it meets.
    pub first_row: Option<u64>,
}

fn fault(ctx: &Ctx, fault: &Fault) -> ImportFault {
    ImportFault {
        row: fault.row,
        code: fault.fault.name().to_owned(),
        message: words::fault(&ctx.site.texts, ctx.lang, fault),
        first_row: fault.first_row,
    }
}

fn result(ctx: &Ctx, state: &str, written: usize, report: Option<&Report>) -> ImportResult {
    let faults: &[Fault] = report.map_or(&[], |it| &it.faults);
    let shown = faults.iter().take(FAULTS_SHOWN);
    ImportResult {
        state: state.to_owned(),
        written,
        rows: report.map(|it| it.rows),
        fresh: report.map_or(0, |it| it.fresh),
        changed: report.map_or(0, |it| it.changed),
        unchanged: report.map_or(0, |it| it.unchanged),
        faults_in_all: faults.len(),
        faults: shown.map(|it| fault(ctx, it)).collect(),
    }
}

/// An import of doors of one's own: what would come of it, how far it is, or what came of it.
#[utoipa::path(get, path = "/api/v1/doors/imports/{id}", tag = "visits",
    params(("id" = String, Path, format = "uuid", description = "Id of the import, as in the address of its page")),
    security(("session" = [])),
    responses((status = 200, body = ImportResult), (status = 400, description = "No id"),
        (status = 401, description = "Not signed in"), (status = 403, description = "Something is owed first"),
        (status = 404, description = "No such import of yours, or it was dropped after an hour")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> Result<Json<ImportResult>, PageError> {
    let account = ctx.signed_in()?.account_id;
    let stage = visits.imports.stage(id, account, ctx.now);
    let found = match stage.ok_or(PageError::NotFound)? {
        Stage::Judged(held) => {
            let judged = held.judged.as_ref().map(|it| &it.report);
            result(&ctx, "judged", 0, judged)
        }
        Stage::Running { done, .. } => result(&ctx, "running", done, None),
        Stage::Done(report) => {
            let written = report.fresh + report.changed;
            result(&ctx, "done", written, Some(&report))
        }
        Stage::Stopped(held, done) => {
            let judged = held.judged.as_ref().map(|it| &it.report);
            result(&ctx, "stopped", done, judged)
        }
    };
    Ok(Json(found))
}
