use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_kernel::geo::Crs;
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv};
use huiyin_web::forms::{Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, download, redirect, render};

use super::start::judged;
use super::waiting::{Held, Stage};
use crate::Visits;
use crate::import::{Columns, Fault, Field, System};
use crate::ops::doors::By;
use crate::ops::import::{Decision, Judged, Question, Report, decide, words, write};

/// Refused rows that the page shows; the file to download has them all.
const FAULTS_SHOWN: usize = 100;
/// Questions of one page; the next ones come once these are decided.
const QUESTIONS_SHOWN: usize = 100;
const OWN: &str = "own";

struct Line {
    row: u64,
    text: String,
}

struct Asked {
    field: String,
    legend: String,
    others: String,
    choices: Vec<Choice>,
}

struct Mapped {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "register_import_shown.html")]
struct View {
    page: Page,
    id: Id,
    stage: &'static str,
    done: usize,
    total: usize,
    permille: usize,
    /// Nothing where no row could be looked at yet.
    report: Option<Report>,
    /// Rows that a confirmation writes.
    writes: usize,
    problem: String,
    mapped: Vec<Mapped>,
    systems: Vec<Choice>,
    read_as: String,
    questions: Vec<Asked>,
    more_questions: usize,
    faults: Vec<Line>,
    faults_more: usize,
}

impl View {
    fn empty(ctx: &Ctx, id: Id, stage: &'static str) -> Self {
        Self {
            page: ctx.page(),
            id,
            stage,
            done: 0,
            total: 0,
            permille: 0,
            report: None,
            writes: 0,
            problem: String::new(),
            mapped: Vec::new(),
            systems: Vec::new(),
            read_as: String::new(),
            questions: Vec::new(),
            more_questions: 0,
            faults: Vec::new(),
            faults_more: 0,
        }
    }

    fn of(ctx: &Ctx, id: Id, stage: &Stage) -> Self {
        match stage {
            Stage::Running { done, total } => Self {
                done: *done,
                total: *total,
                permille: (done * 1_000).checked_div(*total).unwrap_or(1_000),
                ..Self::empty(ctx, id, "running")
            },
            Stage::Done(report) => Self::empty(ctx, id, "done").with_report(ctx, report),
            Stage::Judged(held) => Self::held(ctx, id, "judged", held),
            Stage::Stopped(held, done) => Self {
                problem: ctx.say("visits-import-stopped", &[("done", (*done).into())]),
                ..Self::held(ctx, id, "stopped", held)
            },
        }
    }

    fn held(ctx: &Ctx, id: Id, stage: &'static str, held: &Held) -> Self {
        let mut view = Self {
            mapped: mapped(ctx, held),
            systems: systems(ctx, held.system),
            ..Self::empty(ctx, id, stage)
        };
        let Some(judged) = &held.judged else {
            let field = held.columns.missing().unwrap_or(Field::Door);
            let error = crate::import::FileError::NoColumn(field);
            view.problem = words::file(&ctx.site.texts, ctx.lang, &error);
            return view;
        };
        view = view.with_report(ctx, &judged.report);
        view.with_judged(ctx, judged)
    }

    fn with_judged(mut self, ctx: &Ctx, judged: &Judged) -> Self {
        self.writes = judged.report.fresh + judged.report.changed;
        self.read_as = judged.crs.map_or_else(String::new, |crs| {
            ctx.say("visits-import-read-as", &[("system", crs.name().into())])
        });
        if judged.crs_unclear {
            self.problem = ctx.t("visits-import-system-unclear");
            self.writes = 0;
        }
        let shown = judged.questions.iter().take(QUESTIONS_SHOWN);
        self.questions = shown.map(|question| asked(ctx, question)).collect();
        self.more_questions = judged.questions.len().saturating_sub(QUESTIONS_SHOWN);
        self
    }

    fn with_report(mut self, ctx: &Ctx, report: &Report) -> Self {
        let shown = report.faults.iter().take(FAULTS_SHOWN);
        self.faults = shown
            .map(|fault| Line {
                row: fault.row,
                text: words::fault(&ctx.site.texts, ctx.lang, fault),
            })
            .collect();
        self.faults_more = report.faults.len().saturating_sub(FAULTS_SHOWN);
        self.report = Some(report.clone());
        self
    }
}

fn mapped(ctx: &Ctx, held: &Held) -> Vec<Mapped> {
    let field = |field: Field| {
        let chosen = held.columns.of(field);
        let none = Choice::new("", ctx.t("visits-import-no-such"), chosen.is_none());
        let columns = held.header.iter().enumerate();
        let columns =
            columns.map(|(at, name)| Choice::new(at.to_string(), name.clone(), chosen == Some(at)));
        Mapped {
            name: format!("column-{}", field.name()),
            label: ctx.t(&format!("visits-import-field-{}", field.key())),
            choices: std::iter::once(none).chain(columns).collect(),
        }
    };
    Field::ALL.iter().copied().map(field).collect()
}

fn systems(ctx: &Ctx, chosen: System) -> Vec<Choice> {
    let all = [System::FindOut, System::Is(Crs::Wgs84)];
    let maps = [System::Is(Crs::Gcj02), System::Is(Crs::Bd09)];
    let choice = |system: System| {
        let name = system.name();
        let key = format!("visits-import-system-{}", name.to_lowercase());
        Choice::new(name, ctx.t(&key), system == chosen)
    };
    all.into_iter().chain(maps).map(choice).collect()
}

fn field_of(question: &Question) -> String {
    format!("estate-{}-{}", question.community, question.folded)
}

fn asked(ctx: &Ctx, question: &Question) -> Asked {
    let args = [
        ("name", question.name.as_str().into()),
        ("community", question.community_name.as_str().into()),
        ("rows", question.rows.into()),
    ];
    let gap = Choice::new("", ctx.t("visits-register-choose"), true);
    let own = Choice::new(OWN, ctx.t("visits-import-own"), false);
    let compounds = question.compounds.iter().map(|(id, name)| {
        let label = ctx.say("visits-import-is", &[("name", name.as_str().into())]);
        Choice::new(id.to_string(), label, false)
    });
    Asked {
        field: field_of(question),
        legend: ctx.say("visits-import-question", &args),
        others: if question.others.is_empty() {
            String::new()
        } else {
            let names = question.others.join("、");
            ctx.say("visits-import-others", &[("names", names.into())])
        },
        choices: [gap, own].into_iter().chain(compounds).collect(),
    }
}

/// A file of this person; one that is no longer held has to be uploaded again.
fn stage(ctx: &Ctx, visits: &Visits, id: Id) -> Result<Stage, PageError> {
    let account = ctx.signed_in()?.account_id;
    let stage = visits.imports.stage(id, account, ctx.now);
    stage.ok_or_else(|| PageError::Refused {
        key: "visits-import-no-longer-held".to_owned(),
        args: Vec::new(),
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let stage = stage(&ctx, &visits, id)?;
    render(&View::of(&ctx, id, &stage))
}

/// Looks again with other columns, another system or decisions; or begins the import.
pub(super) async fn post(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let here = format!("/desk/doors/import/{id}");
    let (Stage::Judged(held) | Stage::Stopped(held, _)) = stage(&ctx, &visits, id)? else {
        return Ok(redirect(&here));
    };
    if form.text("act") == "confirm" {
        begin(&ctx, &visits, id)?;
        return Ok(redirect(&here));
    }
    if let Some(judged) = &held.judged {
        remember(&ctx, &visits, judged, &form).await?;
    }
    let mut held = held;
    if form.text("act") == "columns" {
        held.columns = columns(&form, held.header.len());
        held.system = System::from_name(&form.text("system"));
    }
    match judged(&ctx, &visits, held).await? {
        Ok(held) => visits.imports.advance(id, Stage::Judged(held), ctx.now),
        Err(error) => {
            let field = (
                "file".to_owned(),
                words::file(&ctx.site.texts, ctx.lang, &error),
            );
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

/// Keeps what was decided on names, for this file and every later one.
async fn remember(
    ctx: &Ctx,
    visits: &Visits,
    judged: &Judged,
    form: &Form,
) -> Result<(), PageError> {
    let decisions: Vec<Decision> = judged
        .questions
        .iter()
        .filter_map(|question| {
            let said = form.text(&field_of(question));
            let area = said.parse::<Id>().ok();
            let offered = area.is_some_and(|id| question.compounds.iter().any(|it| it.0 == id));
            (offered || said == OWN).then(|| Decision {
                community: question.community,
                folded: question.folded.clone(),
                area,
            })
        })
        .collect();
    if decisions.is_empty() {
        return Ok(());
    }
    let by = ctx.signed_in()?.actor();
    let mut tx = visits.site.db.write().await?;
    decide(&mut tx, &decisions, &by, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Begins the import; it goes on while nobody looks. A second click finds it begun.
fn begin(ctx: &Ctx, visits: &Arc<Visits>, id: Id) -> Result<(), PageError> {
    let viewer = ctx.signed_in()?;
    let Some((held, judged)) = visits.imports.begin(id, viewer.account_id) else {
        return Ok(());
    };
    if judged.crs_unclear {
        visits.imports.advance(id, Stage::Judged(held), ctx.now);
        return Ok(());
    }
    let (visits, actor) = (Arc::clone(visits), viewer.actor());
    tokio::spawn(async move {
        let site = &visits.site;
        let mut written = |done, total| {
            let stage = Stage::Running { done, total };
            visits.imports.advance(id, stage, site.now());
        };
        let by = By {
            actor: &actor,
            now: site.now(),
        };
        let stage = match write(site, &judged, by, &mut written).await {
            Ok(report) => Stage::Done(Arc::new(report)),
            Err(stopped) => {
                tracing::error!(error = %stopped, "an import of doors stopped");
                Stage::Stopped(held, stopped.done)
            }
        };
        visits.imports.advance(id, stage, site.now());
    });
    Ok(())
}

/// The refused rows as a file, to mend the table by.
pub(super) async fn refused_csv(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let faults: Vec<Fault> = match stage(&ctx, &visits, id)? {
        Stage::Done(report) => report.faults.clone(),
        Stage::Judged(held) | Stage::Stopped(held, _) => {
            let judged = held.judged.ok_or(PageError::NotFound)?;
            judged.report.faults.clone()
        }
        Stage::Running { .. } => return Err(PageError::NotFound),
    };
    let column = |key: &str, kind, width| Column::new(ctx.t(key), kind, width);
    let table = Table {
        title: ctx.t("visits-import-faults"),
        columns: vec![
            column("visits-import-column-row", ColumnKind::Number, 8),
            column("visits-import-column-reason", ColumnKind::LongText, 60),
        ],
        rows: faults
            .iter()
            .map(|fault| {
                let row = i64::try_from(fault.row).unwrap_or(i64::MAX);
                vec![
                    Cell::Integer(row),
                    Cell::text(words::fault(&ctx.site.texts, ctx.lang, fault)),
                ]
            })
            .collect(),
    };
    let bytes = write_csv(&table).map_err(StoreError::inconsistent)?;
    Ok(download(
        "text/csv; charset=utf-8",
        "refused-doors.csv",
        bytes,
    ))
}
