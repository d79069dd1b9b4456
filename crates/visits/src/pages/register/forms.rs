//! What is asked at doors: forms in their versions, taken from workbooks and given out as such.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_forms::xlsform::{Refusal, export};
use huiyin_forms::{Form, Kind};
use huiyin_kernel::{Lang, Said};
use huiyin_web::Access::Needs;
use huiyin_web::forms::{self, Content, Errors, Once, Posted, key_of};
use huiyin_web::upload::Uploaded;
use huiyin_web::{
    Ctx, Page, PageError, PageResult, Routes, download, redirect, render, render_status,
};

use crate::model::bounds::QUESTIONS;
use crate::ops::forms::{FORM_BYTES, FormError, add, read};
use crate::store::forms::{self as store, Version};
use crate::{COORDINATE, Visits};
use huiyin_web::XLSX;

pub(super) fn routes(routes: Routes<Arc<Visits>>) -> Routes<Arc<Visits>> {
    let one = "/desk/visits/forms/{id}/{version}";
    routes
        .get("/desk/visits/forms", Needs(COORDINATE), list)
        .post("/desk/visits/forms", Needs(COORDINATE), upload)
        .get(one, Needs(COORDINATE), show)
        .get(
            "/desk/visits/forms/{id}/{version}/form.xlsx",
            Needs(COORDINATE),
            xlsx,
        )
        .post(
            "/desk/visits/forms/{id}/{version}/retire",
            Needs(COORDINATE),
            retire,
        )
}

struct Row {
    id: String,
    version: u32,
    title: String,
    since: String,
    retired: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "forms_list.html")]
struct List {
    page: Page,
    rows: Vec<Row>,
    errors: Errors,
    /// What is wrong with the workbook, by sheet and row.
    faults: Vec<String>,
    most: usize,
}

impl List {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

fn rows(ctx: &Ctx, versions: &[Version]) -> Vec<Row> {
    let mut seen: Vec<&str> = Vec::new();
    versions
        .iter()
        .map(|it| {
            let retired = it.retired_at.map(|at| at.date().to_string());
            let current = retired.is_none() && !seen.contains(&it.id.as_str());
            if current {
                seen.push(&it.id);
            }
            Row {
                id: it.id.clone(),
                version: it.version,
                title: it.title.get(ctx.lang).to_owned(),
                since: it.created_at.date().to_string(),
                retired: retired.unwrap_or_default(),
                current,
            }
        })
        .collect()
}

async fn list_of(
    ctx: &Ctx,
    visits: &Visits,
    errors: Errors,
    faults: Vec<String>,
) -> Result<List, PageError> {
    let mut tx = visits.site.db.read().await?;
    let versions = store::all(&mut tx).await?;
    Ok(List {
        page: ctx.page(),
        rows: rows(ctx, &versions),
        errors,
        faults,
        most: QUESTIONS,
    })
}

async fn list(ctx: Ctx, State(visits): State<Arc<Visits>>) -> PageResult {
    render(&list_of(&ctx, &visits, Errors::default(), Vec::new()).await?)
}

/// A refusal with the place where a person finds it in the workbook.
fn sentence(ctx: &Ctx, refusal: &Refusal) -> String {
    let detail = [("detail", refusal.fault.detail().into())];
    let key = format!("forms-refused-{}", refusal.fault.code());
    let row = i64::try_from(refusal.row).unwrap_or(i64::MAX);
    let args = [
        ("sheet", refusal.sheet.name().into()),
        ("row", row.into()),
        ("column", refusal.column.as_str().into()),
        ("sentence", ctx.say(&key, &detail).into()),
    ];
    let key = if refusal.row > 0 {
        "forms-refused-at"
    } else {
        "forms-refused-whole"
    };
    ctx.say(key, &args)
}

async fn upload(ctx: Ctx, State(visits): State<Arc<Visits>>, uploaded: Uploaded) -> PageResult {
    let key = key_of(&uploaded.form)?;
    let file = uploaded.files.into_iter().find(|(name, _)| name == "file");
    let (mut errors, mut faults) = (Errors::default(), Vec::new());
    let bytes = match file {
        None => {
            errors.add("file", ctx.t("visits-forms-file-missing"));
            None
        }
        Some((_, bytes)) if bytes.len() > FORM_BYTES => {
            errors.add("file", ctx.t("visits-forms-file-beyond"));
            None
        }
        Some((_, bytes)) => Some(bytes),
    };
    if let Some(bytes) = bytes {
        match keep(&ctx, &visits, key, bytes).await? {
            Ok(back) => return Ok(redirect(&back)),
            Err(error) => explain(&ctx, error, &mut errors, &mut faults)?,
        }
    }
    let view = list_of(&ctx, &visits, errors, faults).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn explain(
    ctx: &Ctx,
    error: FormError,
    errors: &mut Errors,
    faults: &mut Vec<String>,
) -> Result<(), PageError> {
    let words = match error {
        FormError::Refused(refusals) => {
            faults.extend(refusals.iter().map(|it| sentence(ctx, it)));
            ctx.t("visits-forms-refused")
        }
        FormError::TooLong(count) => {
            let args = [("count", count.into()), ("most", QUESTIONS.into())];
            ctx.say("visits-forms-too-long", &args)
        }
        FormError::Question(name) => ctx.say("visits-forms-question", &[("name", name.into())]),
        FormError::Same(version) => ctx.say(
            "visits-forms-same",
            &[("version", i64::from(version).into())],
        ),
        FormError::Store(error) => return Err(error.into()),
    };
    errors.add("file", words);
    Ok(())
}

/// Where the new version stands, or where the first sending of this form put it.
async fn keep(
    ctx: &Ctx,
    visits: &Visits,
    key: huiyin_kernel::Id,
    bytes: Vec<u8>,
) -> Result<Result<String, FormError>, PageError> {
    let task = tokio::task::spawn_blocking(move || read(&bytes));
    let form = match task.await.map_err(StoreError::inconsistent)? {
        Ok(form) => form,
        Err(error) => return Ok(Err(error)),
    };
    let by = ctx.signed_in()?.actor();
    let back = "/desk/visits/forms?done=visits-forms-kept".to_owned();
    let mut tx = visits.site.db.write().await?;
    let content = Content::of(
        &visits.site.keys,
        [form.digest().unwrap_or_default().as_str()],
    );
    match forms::once(&mut tx, key, &content, &back, ctx.now).await? {
        Once::First => {}
        Once::Again(earlier) => return Ok(Ok(earlier)),
        Once::Other => return Err(PageError::FormReused),
    }
    if let Err(error) = add(&mut tx, &visits.site, &form, &by, ctx.now).await {
        return Ok(Err(error));
    }
    tx.commit().await?;
    Ok(Ok(back))
}

struct Shown {
    group: String,
    label: String,
    other: String,
    hint: String,
    kind: &'static str,
    purpose: String,
    choices: Vec<String>,
    asks: bool,
    conditional: bool,
    consent: bool,
}

#[derive(Template)]
#[template(path = "forms_one.html")]
struct One {
    page: Page,
    id: String,
    version: u32,
    title: String,
    edition: String,
    questions: Vec<Shown>,
    retired: bool,
}

fn shown(form: &Form, lang: Lang) -> Vec<Shown> {
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let said = |text: &Option<Said>| {
        let text = text.as_ref();
        text.map(|it| it.get(lang).to_owned()).unwrap_or_default()
    };
    let questions = form.questions();
    let shown = questions.iter().map(|placed| {
        let question = placed.question;
        let choices = question.kind.list().map(|list| form.choices(list));
        let choices = choices.unwrap_or_default().iter();
        let conditional = |it: &huiyin_forms::Group| it.relevant.is_some();
        Shown {
            group: placed
                .groups
                .last()
                .map(|group| group.label.get(lang).to_owned())
                .unwrap_or_default(),
            label: question.label.get(lang).to_owned(),
            other: question.label.get(other).to_owned(),
            hint: said(&question.hint),
            kind: question.kind.word(),
            purpose: said(&question.required_for),
            choices: choices.map(|it| it.label.get(lang).to_owned()).collect(),
            asks: question.kind != Kind::Note,
            conditional: question.relevant.is_some()
                || placed.groups.iter().any(|it| conditional(it)),
            consent: question.consent.is_some(),
        }
    });
    shown.collect()
}

async fn found(visits: &Visits, id: &str, version: u32) -> Result<(Form, bool), PageError> {
    let mut tx = visits.site.db.read().await?;
    let form = store::load(&mut tx, &visits.site.keys, id, version).await?;
    let form = form.ok_or(PageError::NotFound)?;
    let versions = store::all(&mut tx).await?;
    let retired = versions
        .iter()
        .any(|it| it.id == id && it.version == version && it.retired_at.is_some());
    Ok((form, retired))
}

async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path((id, version)): Path<(String, u32)>,
) -> PageResult {
    let (form, retired) = found(&visits, &id, version).await?;
    render(&One {
        page: ctx.page(),
        title: form.title.get(ctx.lang).to_owned(),
        edition: form.edition.clone(),
        questions: shown(&form, ctx.lang),
        id,
        version,
        retired,
    })
}

async fn xlsx(
    State(visits): State<Arc<Visits>>,
    Path((id, version)): Path<(String, u32)>,
) -> PageResult {
    let (form, _) = found(&visits, &id, version).await?;
    // A name of a form is letters, digits and underscores.
    let name = format!("{}-{version}.xlsx", form.id);
    let task = tokio::task::spawn_blocking(move || export(&form));
    let bytes = task.await.map_err(StoreError::inconsistent)?;
    let bytes = bytes.map_err(StoreError::inconsistent)?;
    Ok(download(XLSX, &name, bytes))
}

async fn retire(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path((id, version)): Path<(String, u32)>,
    Posted(_): Posted,
) -> PageResult {
    let mut tx = visits.site.db.write().await?;
    store::retire(&mut tx, &id, version, ctx.now).await?;
    tx.commit().await?;
    Ok(redirect("/desk/visits/forms?done=visits-forms-retired"))
}
