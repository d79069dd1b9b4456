use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, download, redirect, render};

use super::super::whose::id_of;
use super::super::wording;
use super::start::actor;
use super::waiting::{Judged, Stage};
use crate::Matters;
use crate::import::{ImportRow, Refusal};
use crate::ops::import::{ImportReport, apply, words};

/// Refused rows that the page shows; the file to download has them all.
const REFUSED_SHOWN: usize = 100;
const DIFFERING_SHOWN: usize = 100;
/// Rows shown as they were read, to see that the map fits.
const SAMPLES: usize = 5;

struct Line {
    row: u64,
    text: String,
}

struct Sample {
    number: String,
    received: String,
    status: String,
    category: String,
    body: String,
    text: String,
}

#[derive(Template)]
#[template(path = "desk_import_shown.html")]
struct View {
    page: Page,
    id: Id,
    stage: &'static str,
    title: String,
    summary: Vec<String>,
    warnings: Vec<String>,
    /// Why the import did not come to its end; empty where it did.
    stopped: String,
    /// How often each reason was found.
    reasons: Vec<Line>,
    refused: Vec<Line>,
    refused_more: usize,
    differing: Vec<Line>,
    differing_more: usize,
    samples: Vec<Sample>,
    /// Matters that a confirmation would bring.
    waiting: u64,
    done: u64,
    total: u64,
    permille: u64,
}

impl View {
    fn empty(ctx: &Ctx, id: Id, stage: &'static str) -> Self {
        Self {
            page: ctx.page(),
            id,
            stage,
            title: ctx.t(&format!("import-title-{stage}")),
            summary: Vec::new(),
            warnings: Vec::new(),
            stopped: String::new(),
            reasons: Vec::new(),
            refused: Vec::new(),
            refused_more: 0,
            differing: Vec::new(),
            differing_more: 0,
            samples: Vec::new(),
            waiting: 0,
            done: 0,
            total: 0,
            permille: 0,
        }
    }

    fn of(ctx: &Ctx, matters: &Matters, id: Id, stage: &Stage) -> Self {
        match stage {
            Stage::Running { done, total } => Self {
                done: *done,
                total: *total,
                permille: (done * 1_000).checked_div(*total).unwrap_or(1_000),
                ..Self::empty(ctx, id, "running")
            },
            Stage::Done(report) => Self::empty(ctx, id, "done").with_report(ctx, report),
            Stage::Judged(judged) => Self::judged(ctx, matters, id, "judged", judged),
            Stage::Stopped(judged, stopped) => Self {
                stopped: words::stopped(&ctx.site.texts, ctx.lang, stopped),
                // What was counted before is no longer so.
                summary: Vec::new(),
                ..Self::judged(ctx, matters, id, "stopped", judged)
            },
        }
    }

    fn judged(ctx: &Ctx, matters: &Matters, id: Id, stage: &'static str, judged: &Judged) -> Self {
        let (texts, lang) = (&ctx.site.texts, ctx.lang);
        let warnings = judged.plan.warnings.iter();
        let rows = judged.plan.accepted.iter().take(SAMPLES);
        Self {
            warnings: warnings
                .map(|warning| words::warning(texts, lang, warning))
                .collect(),
            samples: rows.map(|row| sample(ctx, matters, row)).collect(),
            waiting: judged.report.taken,
            ..Self::empty(ctx, id, stage).with_report(ctx, &judged.report)
        }
    }

    fn with_report(mut self, ctx: &Ctx, report: &ImportReport) -> Self {
        let (texts, lang) = (&ctx.site.texts, ctx.lang);
        self.summary = words::summary(texts, lang, report);
        self.reasons = reasons(ctx, &report.refused);
        let refused = report.refused.iter().take(REFUSED_SHOWN);
        self.refused = refused
            .map(|refusal| Line {
                row: refusal.row_number,
                text: words::reason(texts, lang, refusal),
            })
            .collect();
        self.refused_more = report.refused.len().saturating_sub(REFUSED_SHOWN);
        let differing = report.differing.iter().take(DIFFERING_SHOWN);
        self.differing = differing
            .map(|it| Line {
                row: it.row_number,
                text: it.outside_number.clone(),
            })
            .collect();
        self.differing_more = report.differing.len().saturating_sub(DIFFERING_SHOWN);
        self
    }
}

/// The reasons with how often each was found, the most frequent first.
fn reasons(ctx: &Ctx, refused: &[Refusal]) -> Vec<Line> {
    let mut counts = std::collections::BTreeMap::new();
    for refusal in refused {
        *counts.entry(refusal.code).or_insert(0) += 1;
    }
    let mut lines: Vec<Line> = counts
        .into_iter()
        .map(|(code, count)| Line {
            row: count,
            text: ctx.t(&format!("import-refused-{}", code.key())),
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.row));
    lines
}

fn sample(ctx: &Ctx, matters: &Matters, row: &ImportRow) -> Sample {
    let status = row.status.name().replace('_', "-");
    let body = row.body.as_ref();
    Sample {
        number: row.outside_number.clone(),
        received: wording::moment(ctx, row.received_at),
        status: ctx.t(&format!("import-status-{status}")),
        category: wording::category(matters, row.category, ctx.lang),
        body: body
            .map(|name| name.get(ctx.lang).to_owned())
            .unwrap_or_default(),
        text: huiyin_kernel::mask::redact(&row.text),
    }
}

/// A file of this person; one that is no longer held has to be uploaded again.
fn held(ctx: &Ctx, matters: &Matters, id: &str) -> Result<(Id, Stage), PageError> {
    let id = id_of(id)?;
    let account = ctx.signed_in()?.account_id;
    let stage = matters.imports.stage(id, account, ctx.now);
    let stage = stage.ok_or_else(|| PageError::Refused {
        key: "import-no-longer-held".to_owned(),
        args: Vec::new(),
    })?;
    Ok((id, stage))
}

pub(in crate::pages::desk) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let (id, stage) = held(&ctx, &matters, &id)?;
    render(&View::of(&ctx, &matters, id, &stage))
}

/// Begins the import; it goes on while nobody looks. A second click finds it begun.
pub(in crate::pages::desk) async fn confirm(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> PageResult {
    let (id, _) = held(&ctx, &matters, &id)?;
    let by = actor(&ctx, &matters).await?;
    let account = ctx.signed_in()?.account_id;
    if let Some(judged) = matters.imports.begin(id, account) {
        let matters = Arc::clone(&matters);
        tokio::spawn(async move {
            let mut written = |done, total| {
                let stage = Stage::Running { done, total };
                matters.imports.advance(id, stage, matters.site.now());
            };
            let outcome = apply(&matters, &judged.plan, &by, false, &mut written).await;
            let stage = match outcome {
                Ok(report) => Stage::Done(Arc::new(report)),
                Err(stopped) => {
                    tracing::error!(error = %stopped, "an import stopped");
                    Stage::Stopped(judged, Arc::new(stopped))
                }
            };
            matters.imports.advance(id, stage, matters.site.now());
        });
    }
    Ok(redirect(&format!("/desk/import/{id}")))
}

/// The refused rows as a file, to mend the table by.
pub(in crate::pages::desk) async fn refused_csv(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let (_, stage) = held(&ctx, &matters, &id)?;
    let refused = match &stage {
        Stage::Judged(judged) | Stage::Stopped(judged, _) => &judged.report.refused,
        Stage::Done(report) => &report.refused,
        Stage::Running { .. } => return Err(PageError::NotFound),
    };
    let texts = &ctx.site.texts;
    let column = |key: &str, kind, width| Column::new(ctx.t(key), kind, width);
    let table = Table {
        title: ctx.t("import-refused-title"),
        columns: vec![
            column("import-column-row", ColumnKind::Number, 8),
            column("import-column-field", ColumnKind::Text, 16),
            column("import-column-value", ColumnKind::Text, 40),
            column("import-column-reason", ColumnKind::LongText, 60),
        ],
        rows: refused
            .iter()
            .map(|refusal| {
                let field = format!("import-field-{}", refusal.field.key());
                vec![
                    Cell::Integer(i64::try_from(refusal.row_number).unwrap_or(i64::MAX)),
                    Cell::text(ctx.t(&field)),
                    Cell::text(&refusal.value),
                    Cell::text(words::reason(texts, ctx.lang, refusal)),
                ]
            })
            .collect(),
    };
    let bytes = write_csv(&table).map_err(StoreError::inconsistent)?;
    Ok(download(
        "text/csv; charset=utf-8",
        "refused-rows.csv",
        bytes,
    ))
}
