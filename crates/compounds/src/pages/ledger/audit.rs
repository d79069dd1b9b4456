//! Audits of the common income, from the desk.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::Date;
use huiyin_web::Access::Needs;
use huiyin_web::forms::{Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, Routes, redirect, render};

use super::{Claim, claim, id_of};
use crate::model::ledger::Audit;
use crate::model::register::Estate;
use crate::ops::ledger;
use crate::pages::by;
use crate::store::ledger::audits;
use crate::{Compounds, LEDGER};

#[derive(Template)]
#[template(path = "compounds/ledger/audits.html")]
struct View {
    page: Page,
    estate: Estate,
    lines: Vec<String>,
    /// What is overdue, as a sentence.
    owed: String,
}

pub(super) fn routes(routes: Routes<Arc<Compounds>>) -> Routes<Arc<Compounds>> {
    let path = "/desk/estates/{estate}/ledger/audits";
    routes
        .get(path, Needs(LEDGER), show)
        .post(path, Needs(LEDGER), submit)
}

/// An audit as one sentence for everybody.
pub(super) fn told(ctx: &Ctx, audit: &Audit) -> String {
    let args = [
        ("from", ctx.day(audit.from).into()),
        ("to", ctx.day(audit.to).into()),
        ("auditor", audit.auditor.as_str().into()),
        ("result", audit.result.as_str().into()),
        ("posted", ctx.day(audit.posted_from).into()),
        ("until", ctx.day(audit.posted_until).into()),
    ];
    ctx.say("compounds-ledger-audit-line", &args)
}

/// That an audit is overdue, as one sentence.
pub(super) fn owed(ctx: &Ctx, due: Date) -> String {
    ctx.say(
        "compounds-ledger-audit-owed",
        &[("day", ctx.day(due).into())],
    )
}

async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> PageResult {
    let by = by(&ctx, LEDGER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::book_for(&mut tx, &by, id_of(&estate)?).await?;
    let due = ledger::audit_owed(&mut tx, (&estate, &book), ctx.now.date()).await?;
    let made = audits::of_book(&mut tx, book.id).await?;
    render(&View {
        page: ctx.page(),
        lines: made.iter().map(|it| told(&ctx, it)).collect(),
        owed: due.map_or_else(String::new, |day| owed(&ctx, day)),
        estate,
    })
}

fn audit_of(form: &Form) -> Result<Audit, PageError> {
    let day = |name: &str| -> Result<Date, PageError> {
        form.parse(name).ok_or_else(|| PageError::Refused {
            key: "compounds-ledger-refused-day".to_owned(),
            args: Vec::new(),
        })
    };
    Ok(Audit {
        from: day("from")?,
        to: day("to")?,
        auditor: form.text("auditor"),
        result: form.text("result"),
        posted_from: day("posted_from")?,
        posted_until: day("posted_until")?,
    })
}

async fn submit(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    posted: Posted,
) -> PageResult {
    let estate = id_of(&estate)?;
    let by = by(&ctx, LEDGER)?;
    let form = posted.0;
    let audit = audit_of(&form)?;
    let location = format!("/desk/estates/{estate}/ledger/audits?done=compounds-ledger-audited");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    ledger::note_audit(&compounds, &mut tx, &by, estate, &audit).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
