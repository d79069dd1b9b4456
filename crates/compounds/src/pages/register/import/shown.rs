use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_sheets::{Cell, Column, ColumnKind, ReadError, Table, write_csv};
use huiyin_web::forms::{Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, download, redirect, render};

use super::start::judged;
use super::waiting::{Held, Stage};
use crate::model::Refused;
use crate::model::register::Estate;
use crate::ops::register::import::{Report, write};
use crate::ops::{By, OpError};
use crate::pages::estate_of;
use crate::rules::register::area_text;
use crate::rules::register::import::{Columns, Fault, Field, FileError};
use crate::{Compounds, REGISTER};

/// Refused rows that the page shows; the file to download has them all.
const FAULTS_SHOWN: usize = 100;

struct Line {
    row: u64,
    text: String,
}

struct Mapped {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "compounds/register/import_shown.html")]
struct View {
    page: Page,
    estate: Estate,
    id: Id,
    stage: &'static str,
    done: usize,
    total: usize,
    permille: usize,
    report: Option<Report>,
    area: String,
    /// Rows that a confirmation writes.
    writes: usize,
    problems: Vec<String>,
    mapped: Vec<Mapped>,
    faults: Vec<Line>,
    faults_more: usize,
}

/// Why a file is not taken.
pub(super) fn file_words(ctx: &Ctx, error: &FileError) -> String {
    match error {
        // Whoever mends the file has to know which row.
        FileError::Read(error @ ReadError::MixedEncodings { .. }) => {
            let detail = [("detail", error.detail().into())];
            ctx.say("import-file-mixed-encodings", &detail)
        }
        FileError::Read(_) => ctx.t("compounds-import-unreadable"),
        FileError::TooManyRows => ctx.t("compounds-import-too-many"),
        FileError::NoColumn(field) => {
            let name = ctx.t(&format!("compounds-column-{}", field.key()));
            ctx.say("compounds-import-no-column", &[("column", name.into())])
        }
    }
}

fn fault_words(ctx: &Ctx, fault: &Fault) -> String {
    let args = [
        ("value", fault.value.as_str().into()),
        (
            "first",
            fault.first_row.unwrap_or_default().to_string().into(),
        ),
    ];
    ctx.say(
        &format!("compounds-import-row-{}", fault.fault.key()),
        &args,
    )
}

fn problems(ctx: &Ctx, report: &Report) -> Vec<String> {
    let mut all = Vec::new();
    if report.frozen {
        all.push(ctx.t("compounds-import-frozen"));
    }
    let sum = area_text(report.area_centi);
    if let Some(total) = report.total_centi.filter(|_| report.is_off_total()) {
        let args = [
            ("sum", sum.as_str().into()),
            ("total", area_text(total).into()),
        ];
        all.push(ctx.say("compounds-import-off-total", &args));
    }
    if let Some(stated) = report.stated_area_centi.filter(|_| report.is_off_stated()) {
        let args = [
            ("sum", sum.as_str().into()),
            ("total", area_text(stated).into()),
        ];
        all.push(ctx.say("compounds-import-off-stated", &args));
    }
    all
}

impl View {
    fn empty(ctx: &Ctx, estate: Estate, id: Id, stage: &'static str) -> Self {
        Self {
            page: ctx.page(),
            estate,
            id,
            stage,
            done: 0,
            total: 0,
            permille: 0,
            report: None,
            area: String::new(),
            writes: 0,
            problems: Vec::new(),
            mapped: Vec::new(),
            faults: Vec::new(),
            faults_more: 0,
        }
    }

    fn of(ctx: &Ctx, estate: Estate, id: Id, stage: &Stage) -> Self {
        match stage {
            Stage::Running { done, total } => Self {
                done: *done,
                total: *total,
                permille: (done * 1_000).checked_div(*total).unwrap_or(1_000),
                ..Self::empty(ctx, estate, id, "running")
            },
            Stage::Done(report) => Self::empty(ctx, estate, id, "done").with_report(ctx, report),
            Stage::Judged(held) => Self::held(ctx, estate, id, "judged", held),
            Stage::Stopped(held, done, why) => {
                let mut view = Self::held(ctx, estate, id, "stopped", held);
                let stopped = ctx.say("compounds-import-stopped", &[("done", (*done).into())]);
                view.problems.splice(0..0, [stopped, ctx.t(why)]);
                view
            }
        }
    }

    fn held(ctx: &Ctx, estate: Estate, id: Id, stage: &'static str, held: &Held) -> Self {
        let mut view = Self {
            mapped: mapped(ctx, held),
            ..Self::empty(ctx, estate, id, stage)
        };
        let Some(judged) = &held.judged else {
            let field = held.columns.missing().unwrap_or(Field::Label);
            view.problems
                .push(file_words(ctx, &FileError::NoColumn(field)));
            return view;
        };
        view.writes = if judged.report.frozen {
            0
        } else {
            judged.ready.len()
        };
        view.with_report(ctx, &judged.report)
    }

    fn with_report(mut self, ctx: &Ctx, report: &Report) -> Self {
        let shown = report.faults.iter().take(FAULTS_SHOWN);
        self.faults = shown
            .map(|fault| Line {
                row: fault.row,
                text: fault_words(ctx, fault),
            })
            .collect();
        self.faults_more = report.faults.len().saturating_sub(FAULTS_SHOWN);
        self.problems.extend(problems(ctx, report));
        self.area = area_text(report.area_centi);
        self.report = Some(report.clone());
        self
    }
}

fn mapped(ctx: &Ctx, held: &Held) -> Vec<Mapped> {
    let field = |field: Field| {
        let chosen = held.columns.of(field);
        let none = Choice::new("", ctx.t("compounds-import-no-such"), chosen.is_none());
        let columns = held.header.iter().enumerate();
        let columns =
            columns.map(|(at, name)| Choice::new(at.to_string(), name.clone(), chosen == Some(at)));
        Mapped {
            name: format!("column-{}", field.name()),
            label: ctx.t(&format!("compounds-column-{}", field.key())),
            choices: std::iter::once(none).chain(columns).collect(),
        }
    };
    Field::ALL.iter().copied().map(field).collect()
}

/// A file of this person; one that is no longer held has to be uploaded again.
async fn stage(
    ctx: &Ctx,
    compounds: &Compounds,
    (estate, id): (Id, Id),
) -> Result<(Estate, By, Stage), PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (found, by) = estate_of(ctx, &mut tx, estate, REGISTER).await?;
    let account = ctx.signed_in()?.account_id;
    let stage = compounds.imports.stage((estate, id), account, ctx.now);
    let stage = stage.ok_or_else(|| PageError::Refused {
        key: "compounds-import-no-longer-held".to_owned(),
        args: Vec::new(),
    })?;
    Ok((found, by, stage))
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let (found, _, stage) = stage(&ctx, &compounds, (estate, id)).await?;
    render(&View::of(&ctx, found, id, &stage))
}

/// Looks again with other columns; or begins the import.
pub(super) async fn post(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let here = format!("/desk/estates/{estate}/import/{id}");
    let (found, by, stage) = stage(&ctx, &compounds, (estate, id)).await?;
    let (Stage::Judged(mut held) | Stage::Stopped(mut held, ..)) = stage else {
        return Ok(redirect(&here));
    };
    if form.text("act") == "confirm" {
        begin(&ctx, &compounds, id, by)?;
        return Ok(redirect(&here));
    }
    held.columns = columns(&form, held.header.len());
    match judged(&compounds, &found, held).await? {
        Ok(held) => compounds.imports.advance(id, Stage::Judged(held), ctx.now),
        Err(error) => {
            let field = ("file".to_owned(), file_words(&ctx, &error));
            return Err(PageError::Invalid(vec![field]));
        }
    }
    Ok(redirect(&here))
}

fn columns(form: &Form, count: usize) -> Columns {
    let mut columns = Columns::default();
    for field in Field::ALL.iter().copied() {
        let column: Option<usize> = form.parse(&format!("column-{}", field.name()));
        columns.set(field, column.filter(|at| *at < count));
    }
    columns
}

/// Begins the import; it goes on while nobody looks. A second click finds it begun.
fn begin(ctx: &Ctx, compounds: &Arc<Compounds>, id: Id, by: By) -> Result<(), PageError> {
    let account = ctx.signed_in()?.account_id;
    let Some((held, judged)) = compounds.imports.begin(id, account) else {
        return Ok(());
    };
    let compounds = Arc::clone(compounds);
    tokio::spawn(async move {
        let site = &compounds.site;
        let mut written = |done, total| {
            let stage = Stage::Running { done, total };
            compounds.imports.advance(id, stage, site.now());
        };
        let stage = match write(site, &judged, &by, &mut written).await {
            Ok(report) => Stage::Done(Arc::new(report)),
            Err(stopped) => {
                tracing::error!(error = %stopped, "an import of units stopped");
                let why = match stopped.error {
                    OpError::Refused(Refused::RollFrozen) => "compounds-import-frozen",
                    _ => "compounds-import-stopped-why",
                };
                Stage::Stopped(held, stopped.done, why)
            }
        };
        compounds.imports.advance(id, stage, site.now());
    });
    Ok(())
}

/// The refused rows as a file, to mend the table by.
pub(super) async fn refused_csv(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let (_, _, stage) = stage(&ctx, &compounds, (estate, id)).await?;
    let faults: Vec<Fault> = match stage {
        Stage::Done(report) => report.faults.clone(),
        Stage::Judged(held) | Stage::Stopped(held, ..) => {
            let judged = held.judged.ok_or(PageError::NotFound)?;
            judged.report.faults.clone()
        }
        Stage::Running { .. } => return Err(PageError::NotFound),
    };
    let column = |key: &str, kind, width| Column::new(ctx.t(key), kind, width);
    let table = Table {
        title: ctx.t("compounds-import-faults"),
        columns: vec![
            column("compounds-import-column-row", ColumnKind::Number, 8),
            column("compounds-import-column-reason", ColumnKind::LongText, 60),
        ],
        rows: faults
            .iter()
            .map(|fault| {
                let row = i64::try_from(fault.row).unwrap_or(i64::MAX);
                vec![Cell::Integer(row), Cell::text(fault_words(&ctx, fault))]
            })
            .collect(),
    };
    let bytes = write_csv(&table).map_err(StoreError::inconsistent)?;
    Ok(download(
        "text/csv; charset=utf-8",
        "refused-units.csv",
        bytes,
    ))
}
