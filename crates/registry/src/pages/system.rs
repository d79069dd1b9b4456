use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::jobs::{self, Job};
use huiyin_db::outbox::{self, DeadLetter};
use huiyin_kernel::{Id, Instant};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::backup_line::{self, BackupLine};
use super::{Claim, Desk, claim};
use crate::ops::{self, Doer};

/// Dead letters shown at once.
const LETTERS_SHOWN: i64 = 100;

struct JobLine {
    /// What it does, in words.
    name: String,
    job: Job,
    next: String,
    last: String,
    /// Its time is long past and nobody has taken it.
    is_late: bool,
}

#[derive(Template)]
#[template(path = "system.html")]
struct View {
    page: Page,
    jobs: Vec<JobLine>,
    backlog: i64,
    letters: Vec<(DeadLetter, String)>,
    backups: Vec<BackupLine>,
}

/// A job this much behind its time means that no worker is running.
const LATE_SECONDS: i64 = 900;

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    let mut tx = desk.site.db.read().await?;
    let jobs = jobs::list(&mut tx)
        .await?
        .into_iter()
        .map(|job| JobLine {
            name: ctx.t(&format!(
                "registry-job-{}",
                job.kind.replace(['.', '_'], "-")
            )),
            next: job.next_at.to_display(),
            last: job
                .last_done_at
                .map_or_else(String::new, Instant::to_display),
            is_late: ctx.now.seconds_since(job.next_at) > LATE_SECONDS,
            job,
        })
        .collect();
    let letters = outbox::dead_letters(&mut tx, LETTERS_SHOWN)
        .await?
        .into_iter()
        .map(|letter| {
            let since = letter.created_at.to_display();
            (letter, since)
        })
        .collect();
    let page = ctx.page();
    let backups = backup_line::lines(&mut tx, &page, ctx.now).await?;
    render(&View {
        page,
        backups,
        jobs,
        backlog: outbox::backlog(&mut tx).await?,
        letters,
    })
}

pub(super) async fn revive(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let location = "/desk/system?done=registry-letter-revived";
    let mut tx = match claim(&desk.site, &posted.0, location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    if !ops::revive_letter(&mut tx, id, by).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect(location))
}
