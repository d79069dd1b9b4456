use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::forms::{Form, Posted, key_of, keyed_id};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::claim::claim;
use super::frame::{Frame, Held, vote_of};
use crate::VOTES;
use crate::model::votes::{Vote, VoteState};
use crate::ops::votes::{self as ops, Desk};
use crate::store::votes::objections::{self as rows, Said};
use huiyin_web::forms::Claim;

pub(super) struct Row {
    pub id: Id,
    pub number: u32,
    pub stage: String,
    pub name: String,
    pub contact: String,
    pub text: String,
    pub answer: String,
    pub upheld: Option<bool>,
    pub made: String,
}

impl Row {
    pub(super) fn of(ctx: &Ctx, it: rows::Objection) -> Self {
        Self {
            id: it.id,
            number: it.number,
            stage: ctx.t(&format!("compounds-votes-stage-{}", it.stage)),
            name: it.said.name,
            contact: it.said.contact,
            text: it.said.text,
            answer: it.answer,
            upheld: it.upheld,
            made: ctx.moment(it.made_at),
        }
    }
}

#[derive(Template)]
#[template(path = "compounds/votes/objections.html")]
struct View {
    page: Page,
    frame: Frame,
    rows: Vec<Row>,
    is_open: bool,
}

/// Whether anything may be objected to at present.
pub(super) const fn is_open(vote: &Vote) -> bool {
    matches!(
        vote.state,
        VoteState::RollPosted { .. } | VoteState::Announced { .. } | VoteState::Published { .. }
    )
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    let all = rows::of_vote(&mut tx, &compounds.site.keys, vote.id).await?;
    render(&View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &estate, &vote, "objections"),
        rows: all.into_iter().map(|it| Row::of(&ctx, it)).collect(),
        is_open: is_open(&vote),
    })
}

fn said(form: &Form) -> Said {
    Said {
        name: form.text("name"),
        contact: form.text("contact"),
        text: form.text("text"),
    }
}

/// An objection that somebody brought in person.
pub(super) async fn add(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let desk = Desk::viewer(ctx.signed_in()?);
    let here = format!("/desk/estates/{estate}/votes/{vote}/objections");
    keep(&compounds, Some(&desk), (estate, vote), &posted.0, &here).await
}

/// An objection sent from the public page.
pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let wait = |wait_seconds| PageError::TooMany { wait_seconds };
    ctx.site.limits.report(&ctx.network).map_err(wait)?;
    let here = format!("/estates/{estate}/votes/{vote}");
    keep(&compounds, None, (estate, vote), &posted.0, &here).await
}

async fn keep(
    compounds: &Held,
    desk: Option<&Desk>,
    (estate, vote): (Id, Id),
    form: &Form,
    here: &str,
) -> PageResult {
    let location = format!("{here}?done=compounds-votes-objected");
    let said = said(form);
    let key = key_of(form)?;
    let id = keyed_id(&compounds.site.keys, "vote objection", key, &said.text);
    let mut tx = match claim(&compounds.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    ops::object(compounds, &mut tx, desk, (estate, vote, id), &said).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}

pub(super) async fn answer(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote, objection)): Path<(Id, Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let desk = Desk::viewer(ctx.signed_in()?);
    let location =
        format!("/desk/estates/{estate}/votes/{vote}/objections?done=compounds-votes-answered");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let said = (&*form.text("answer"), form.text("upheld") == "yes");
    ops::answer(&compounds, &mut tx, &desk, (estate, vote, objection), said).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
