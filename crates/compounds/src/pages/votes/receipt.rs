use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, render_status};

use super::frame::Held;
use crate::model::votes::Vote;
use crate::ops::votes::{self as ops, Checked, public_vote};
use crate::store::votes::counts;

#[derive(Template)]
#[template(path = "compounds/votes/receipt.html")]
struct View {
    page: Page,
    estate: Id,
    id: Id,
    title: String,
    typed: String,
    /// `found`, `absent`, `unreadable`, `waiting`, or nothing where nothing was asked.
    verdict: &'static str,
    /// Each item and what the ballot says there.
    marks: Vec<(String, String)>,
}

fn view(ctx: &Ctx, vote: &Vote, typed: String, verdict: &'static str) -> View {
    View {
        page: ctx.page(),
        estate: vote.estate,
        id: vote.id,
        title: vote.title.clone(),
        typed,
        verdict,
        marks: Vec::new(),
    }
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (_, vote) = public_vote(&mut tx, estate, id).await?;
    let shown = view(&ctx, &vote, String::new(), "");
    render_status(StatusCode::OK, &shown)
}

/// Looks for a ballot by its receipt. The receipt is sent in the body, so that no log and no
/// history of a browser keeps it.
pub(super) async fn check(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let wait = |wait_seconds| PageError::TooMany { wait_seconds };
    ctx.site.limits.look(&ctx.network).map_err(wait)?;
    let mut tx = compounds.site.db.read().await?;
    let (_, vote) = public_vote(&mut tx, estate, id).await?;
    let typed = posted.0.text("receipt");
    let count = counts::load(&mut tx, vote.id).await?;
    let published = count.filter(|_| vote.state.is_result_public());
    let Some(count) = published else {
        let shown = view(&ctx, &vote, typed, "waiting");
        return render_status(StatusCode::OK, &shown);
    };
    let (verdict, marks) = match ops::receipt_counts(&count, &typed)? {
        Checked::Found(marks) => ("found", marks),
        Checked::Absent => ("absent", Vec::new()),
        Checked::Unreadable => ("unreadable", Vec::new()),
    };
    let mut shown = view(&ctx, &vote, typed, verdict);
    let items = vote.items.iter().zip(marks);
    shown.marks = items
        .map(|(item, mark)| {
            let mark = ctx.t(&format!("compounds-votes-mark-{}", mark.key()));
            (item.title.clone(), mark)
        })
        .collect();
    render_status(StatusCode::OK, &shown)
}
