//! A bank's file, what became of it, and its rows beside the lines they may be.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_books::bank::RowFault;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::{Claim, claim, id_of};
use crate::model::register::Estate;
use crate::ops::OpError;
use crate::ops::ledger;
use crate::pages::by;
use crate::store::ledger::bank::{self as rows, FileRow};
use crate::store::ledger::books;
use crate::{Compounds, LEDGER};

/// Faults of one file on a page.
const FAULTS_SHOWN: usize = 20;

struct FileView {
    account: String,
    days: String,
    fresh: u32,
    known: u32,
    problems: Vec<String>,
}

struct RowView {
    id: Id,
    day: Date,
    account: String,
    amount: String,
    said: String,
    line: Option<u64>,
    sure: String,
}

#[derive(Template)]
#[template(path = "compounds/ledger/bank.html")]
struct View {
    page: Page,
    estate: Estate,
    accounts: Vec<Choice>,
    files: Vec<FileView>,
    waiting: Vec<RowView>,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

fn fault(ctx: &Ctx, fault: &RowFault) -> String {
    let key = format!("compounds-ledger-row-{}", fault.problem.key());
    ctx.say(&key, &[("row", fault.row.to_string().into())])
}

fn file_view(ctx: &Ctx, file: &FileRow) -> FileView {
    let mut problems = Vec::new();
    if file.joins == Some(false) {
        problems.push(ctx.t("compounds-ledger-bank-gap-before"));
    }
    for gap in &file.breaks {
        let args = [
            ("row", gap.before.unwrap_or_default().to_string().into()),
            ("expected", gap.expected.grouped().into()),
            ("found", gap.found.grouped().into()),
        ];
        let key = if gap.before.is_some() {
            "compounds-ledger-bank-gap"
        } else {
            "compounds-ledger-bank-gap-end"
        };
        problems.push(ctx.say(key, &args));
    }
    problems.extend(
        file.faults
            .iter()
            .take(FAULTS_SHOWN)
            .map(|it| fault(ctx, it)),
    );
    FileView {
        account: file.account.clone(),
        days: format!("{} – {}", file.first_day, file.last_day),
        fresh: file.new_rows,
        known: file.known_rows,
        problems,
    }
}

async fn page(ctx: &Ctx, compounds: &Compounds, estate: Id, errors: Errors) -> PageResult {
    let by = by(ctx, LEDGER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::book_for(&mut tx, &by, estate).await?;
    let accounts = books::accounts(&mut tx, book.id).await?;
    let files = rows::files(&mut tx, book.id).await?;
    let waiting = ledger::matches(compounds, &mut tx, &book).await?;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        page: ctx.page(),
        estate,
        accounts: accounts
            .iter()
            .map(|it| Choice::new(it.code.as_str(), it.name.clone(), false))
            .collect(),
        files: files.iter().map(|it| file_view(ctx, it)).collect(),
        waiting: waiting
            .into_iter()
            .map(|(row, line)| RowView {
                id: row.id,
                day: row.day,
                account: row.account,
                amount: row.amount.grouped(),
                said: row.said,
                line: line.map(|(number, _)| number),
                sure: line.map_or_else(String::new, |(_, sure)| {
                    ctx.t(&format!("compounds-ledger-sure-{}", sure.key()))
                }),
            })
            .collect(),
        errors,
    };
    render_status(status, &view)
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> PageResult {
    page(&ctx, &compounds, id_of(&estate)?, Errors::default()).await
}

pub(super) async fn upload(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    uploaded: Uploaded,
) -> PageResult {
    let estate = id_of(&estate)?;
    let by = by(&ctx, LEDGER)?;
    let mut errors = Errors::default();
    let file = uploaded.files.into_iter().find(|(name, _)| name == "file");
    let account = uploaded.form.parse("account");
    let (Some((_, bytes)), Some(account)) = (file, account) else {
        errors.add("file", ctx.t("compounds-ledger-file-missing"));
        return page(&ctx, &compounds, estate, errors).await;
    };
    // The same file twice is one file by its digest, so this form needs no key of its own.
    match ledger::take_file(&compounds, &by, (estate, &account), bytes).await {
        Ok(taken) if !taken.unread.is_empty() => {
            errors.add("file", ctx.t("compounds-ledger-file-none-read"));
            for unread in taken.unread.iter().take(FAULTS_SHOWN) {
                errors.add("file", fault(&ctx, unread));
            }
            page(&ctx, &compounds, estate, errors).await
        }
        Ok(taken) => {
            let done = if taken.same_file {
                "compounds-ledger-file-known"
            } else {
                "compounds-ledger-file-taken"
            };
            Ok(redirect(&format!(
                "/desk/estates/{estate}/ledger/bank?done={done}"
            )))
        }
        Err(OpError::Room(key)) => {
            errors.add("file", ctx.t(&key));
            page(&ctx, &compounds, estate, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn join(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    posted: Posted,
) -> PageResult {
    let estate = id_of(&estate)?;
    let by = by(&ctx, LEDGER)?;
    let form = posted.0;
    let row = form.parse("row").ok_or(PageError::FormExpired)?;
    let line = form.parse("line").ok_or(PageError::FormExpired)?;
    let location = format!("/desk/estates/{estate}/ledger/bank?done=compounds-ledger-matched");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    ledger::join(&compounds, &mut tx, &by, estate, (row, line)).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
