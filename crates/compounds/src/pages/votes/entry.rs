use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, render_status};

use super::claim::claim;
use super::frame::{Frame, Held, vote_of};
use super::show::{FiguresView, figures_view};
use crate::ENTER;
use crate::model::votes::{Marks, VoteState};
use crate::ops::votes::{self as ops, LineDone, Said};
use crate::store::votes::voters;
use huiyin_web::forms::Claim;

/// How often a batch is read again where another counter was faster.
const TRIES: usize = 5;

struct LineView {
    line: usize,
    number: String,
    said: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "compounds/votes/entry.html")]
struct View {
    page: Page,
    frame: Frame,
    figures: FiguresView,
    items: Vec<String>,
    lines: Vec<LineView>,
    /// Lines that were refused, to be mended and sent again.
    again: String,
    takes: bool,
}

async fn view(
    ctx: &Ctx,
    compounds: &Held,
    path: (Id, Id),
    (lines, again): (Vec<LineView>, String),
) -> Result<View, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(ctx, &mut tx, path, ENTER).await?;
    let figures = voters::figures(&mut tx, vote.id).await?;
    let items = vote.items.iter().enumerate();
    Ok(View {
        page: ctx.page(),
        frame: Frame::of(ctx, &estate, &vote, "entry"),
        figures: figures_view(figures),
        items: items
            .map(|(at, it)| format!("{}. {}", at + 1, it.title))
            .collect(),
        lines,
        again,
        takes: matches!(
            vote.state,
            VoteState::Voting { .. } | VoteState::Closed { .. }
        ),
    })
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let shown = view(&ctx, &compounds, path, (Vec::new(), String::new())).await?;
    render_status(StatusCode::OK, &shown)
}

pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let by = crate::pages::by(&ctx, ENTER)?;
    let here = format!("/desk/estates/{}/votes/{}/entry", path.0, path.1);
    let text = form.text("lines");
    let mut tries = 0;
    let done = loop {
        let mut tx = match claim(&compounds.site, &form, &here).await? {
            Claim::Mine(tx) => tx,
            Claim::Before(response) => return Ok(response),
        };
        tries += 1;
        match ops::read_batch(&compounds, &mut tx, &by, path, &text).await {
            Ok(done) => {
                tx.commit().await?;
                break done;
            }
            // Another counter was faster with one of these papers: nothing of the batch is
            // written, and all of it is read again beside what they wrote.
            Err(error) if error.is_conflict() && tries < TRIES => {}
            Err(error) => return Err(error.into()),
        }
    };
    let typed: Vec<&str> = text.lines().collect();
    let again: Vec<&str> = done
        .iter()
        .filter(|it| {
            matches!(
                it.said,
                Said::Refused(_) | Said::Contradicts { .. } | Said::Unreadable
            )
        })
        .filter_map(|it| typed.get(it.line.saturating_sub(1)).copied())
        .collect();
    let again = again.join("\n");
    let lines = done.iter().map(|it| line(&ctx, &done, it)).collect();
    let shown = view(&ctx, &compounds, path, (lines, again)).await?;
    render_status(StatusCode::OK, &shown)
}

fn line(ctx: &Ctx, all: &[LineDone], it: &LineDone) -> LineView {
    let (said, tone) = match it.said {
        Said::Taken(taken) => (
            ctx.t(&format!("compounds-votes-taken-{}", taken.key())),
            "ok",
        ),
        Said::Returned => (ctx.t("compounds-votes-taken-returned"), "ok"),
        Said::ReturnedBefore => (ctx.t("compounds-votes-taken-returned-before"), "info"),
        Said::Refused(why) => (
            ctx.t(&format!("compounds-votes-refused-{}", why.key())),
            "danger",
        ),
        Said::Contradicts { other } => (contradicts(ctx, all, it, other), "danger"),
        Said::Unreadable => (ctx.t("compounds-votes-taken-unreadable"), "danger"),
    };
    LineView {
        line: it.line,
        number: it
            .number
            .map_or_else(|| it.typed.clone(), |number| number.to_string()),
        said,
        tone,
    }
}

/// Both lines with what they say, so that whoever typed them looks at the paper.
fn contradicts(ctx: &Ctx, all: &[LineDone], it: &LineDone, other: usize) -> String {
    let letters = |done: &LineDone| done.marks.as_ref().map(Marks::letters).unwrap_or_default();
    let there = all.iter().find(|it| it.line == other);
    let args = [
        ("line", it.line.to_string().into()),
        ("marks", letters(it).into()),
        ("other", other.to_string().into()),
        ("others", there.map(letters).unwrap_or_default().into()),
    ];
    ctx.say("compounds-votes-taken-contradicts-line", &args)
}
