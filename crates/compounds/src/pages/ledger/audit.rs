//! Audits of the common income, from the desk. What was typed stays on the page when it is refused;
//! a file has to be chosen again.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::StoreError;
use huiyin_kernel::{Date, Id};
use huiyin_web::Access::Needs;
use huiyin_web::forms::{Errors, Form};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, Page, PageError, PageResult, Routes, redirect, render_status};

use super::{Claim, claim, id_of};
use crate::model::ledger::{Audit, KeptAudit, NOTE_MAX};
use crate::model::register::Estate;
use crate::ops::OpError;
use crate::ops::ledger::{self, Report};
use crate::pages::both::{self, Unsaved};
use crate::pages::by;
use crate::store::ledger::audits;
use crate::{Compounds, LEDGER};

/// Characters of an auditor's name.
const AUDITOR_MAX: usize = 200;
/// The field of the auditor's report.
const REPORT: &str = "file";

/// An audit as everybody reads it.
pub(super) struct AuditView {
    pub told: String,
    /// Where the auditor's report is had; empty where there is none.
    pub report: String,
}

#[derive(Template)]
#[template(path = "compounds/ledger/audits.html")]
struct View {
    page: Page,
    estate: Estate,
    audits: Vec<AuditView>,
    /// What is overdue, as a sentence.
    owed: String,
    form: Form,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
    fn typed(&self, field: &str) -> String {
        self.form.text(field)
    }
}

pub(super) fn routes(routes: Routes<Arc<Compounds>>) -> Routes<Arc<Compounds>> {
    let path = "/desk/estates/{estate}/ledger/audits";
    routes
        .get(path, Needs(LEDGER), show)
        .post(path, Needs(LEDGER), submit)
}

/// The address of an auditor's report, where it was handed in.
pub(super) fn report_of(estate: Id, kept: &KeptAudit) -> Option<String> {
    let address = format!("/estates/{estate}/money/audits/{}/report", kept.id);
    kept.report_blob.as_ref().map(|_| address)
}

/// An audit as one sentence for everybody, and its report.
pub(super) fn told(ctx: &Ctx, estate: Id, kept: &KeptAudit) -> AuditView {
    let audit = &kept.audit;
    let args = [
        ("from", ctx.day(audit.from).into()),
        ("to", ctx.day(audit.to).into()),
        ("auditor", audit.auditor.as_str().into()),
        ("result", audit.result.as_str().into()),
        ("posted", ctx.day(audit.posted_from).into()),
        ("until", ctx.day(audit.posted_until).into()),
    ];
    AuditView {
        told: ctx.say("compounds-ledger-audit-line", &args),
        report: report_of(estate, kept).unwrap_or_default(),
    }
}

/// That an audit is overdue, as one sentence.
pub(super) fn owed(ctx: &Ctx, due: Date) -> String {
    ctx.say(
        "compounds-ledger-audit-owed",
        &[("day", ctx.day(due).into())],
    )
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> PageResult {
    let start = (Form::default(), Errors::default());
    page(&ctx, &compounds, id_of(&estate)?, start).await
}

async fn page(
    ctx: &Ctx,
    compounds: &Compounds,
    estate: Id,
    (form, errors): (Form, Errors),
) -> PageResult {
    let by = by(ctx, LEDGER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::book_for(&mut tx, &by, estate).await?;
    let due = ledger::audit_owed(&mut tx, (&estate, &book), ctx.now.date()).await?;
    let made = audits::of_book(&mut tx, book.id).await?;
    let status = both::status(&errors);
    let view = View {
        page: ctx.page(),
        audits: made.iter().map(|it| told(ctx, estate.id, it)).collect(),
        owed: due.map_or_else(String::new, |day| owed(ctx, day)),
        estate,
        form,
        errors,
    };
    render_status(status, &view)
}

fn audit_of(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Option<Audit> {
    let mut day = |name: &str| -> Option<Date> {
        let day = form.parse(name);
        if day.is_none() {
            errors.add(name, ctx.t("compounds-ledger-refused-day"));
        }
        day
    };
    let (from, to) = (day("from"), day("to"));
    let (posted_from, posted_until) = (day("posted_from"), day("posted_until"));
    let auditor = errors.required(ctx, form, "auditor", AUDITOR_MAX);
    let result = errors.required(ctx, form, "result", NOTE_MAX);
    Some(Audit {
        from: from?,
        to: to?,
        auditor,
        result,
        posted_from: posted_from?,
        posted_until: posted_until?,
    })
}

async fn report(
    ctx: &Ctx,
    files: Vec<(String, Vec<u8>)>,
    errors: &mut Errors,
) -> Result<Option<Report>, PageError> {
    let Some((_, bytes)) = files.into_iter().find(|(name, _)| name == REPORT) else {
        return Ok(None);
    };
    let read = tokio::task::spawn_blocking(move || Report::read(bytes)).await;
    let read = read.map_err(StoreError::inconsistent)?;
    if read.is_none() {
        errors.add(REPORT, ctx.t("compounds-ledger-refused-report"));
    }
    Ok(read)
}

/// At which field a refusal is shown.
fn field_of(key: &str) -> &'static str {
    match key {
        "compounds-ledger-refused-audit-days" => "to",
        "compounds-ledger-refused-audit-short" => "posted_until",
        _ => "result",
    }
}

pub(super) async fn submit(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    uploaded: Uploaded,
) -> PageResult {
    let estate = id_of(&estate)?;
    let by = by(&ctx, LEDGER)?;
    let form = uploaded.form;
    let mut errors = Errors::default();
    let audit = audit_of(&ctx, &form, &mut errors);
    let report = report(&ctx, uploaded.files, &mut errors).await?;
    let (true, Some(audit)) = (errors.is_empty(), audit) else {
        return page(&ctx, &compounds, estate, (form, errors)).await;
    };
    let location = format!("/desk/estates/{estate}/ledger/audits?done=compounds-ledger-audited");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let noted = (&audit, report.as_ref());
    match ledger::note_audit(&compounds, &mut tx, &by, estate, noted).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect(&location))
        }
        Err(error) => {
            drop(tx);
            let (why, field) = refused(error)?;
            why.tell(&ctx, &mut errors, field);
            page(&ctx, &compounds, estate, (form, errors)).await
        }
    }
}

/// Why an audit was not noted and at which field that is shown. Where the books were written
/// meanwhile it can be sent again as it is.
fn refused(error: OpError) -> Result<(Unsaved, &'static str), PageError> {
    let why = Unsaved::read(error)?;
    let field = match &why {
        Unsaved::Refused(key) => field_of(key),
        Unsaved::Stale => "result",
    };
    Ok((why, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_on_the_page_where_the_books_were_written_meanwhile() {
        let conflict = StoreError::Conflict {
            subject: Id::derived("test", "book"),
            expected: 1,
        };
        let kept = refused(conflict.into());
        assert!(matches!(kept, Ok((Unsaved::Stale, _))));
        let room = OpError::Room("compounds-ledger-refused-audit-days".to_owned());
        assert!(matches!(refused(room), Ok((Unsaved::Refused(_), "to"))));
        assert!(refused(OpError::NotFound).is_err());
    }
}
