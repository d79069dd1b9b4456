use askama::Template;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageResult, redirect, render};
use serde::Deserialize;

use super::claim::claim;
use super::frame::{Frame, Held, area, vote_of};
use super::show::{FiguresView, figures_view};
use crate::VOTES;
use crate::ops::votes::{self as ops, Desk};
use crate::store::votes::voters;
use huiyin_web::forms::Claim;

/// Voters on one page.
const PAGE: i64 = 100;

pub(super) struct Row {
    pub number: u32,
    pub label: String,
    pub area: String,
    pub owners: u32,
    pub is_developer: bool,
    pub in_dispute: bool,
    pub deliveries: Vec<String>,
    pub status: String,
}

impl Row {
    pub(super) fn of(ctx: &Ctx, stored: &voters::Stored) -> Self {
        let voter = &stored.voter;
        let deliveries = voter.deliveries.iter().map(|it| {
            let evidence = ctx.t(&format!("compounds-votes-evidence-{}", it.evidence.key()));
            format!("{evidence} {}", it.on)
        });
        Self {
            number: voter.number,
            label: voter.label(),
            area: area(voter.area()),
            owners: voter.owners,
            is_developer: voter.developer,
            in_dispute: voter.in_dispute,
            deliveries: deliveries.collect(),
            status: ctx.t(&format!("compounds-votes-status-{}", stored.status)),
        }
    }
}

#[derive(Template)]
#[template(path = "compounds/votes/roll.html")]
struct View {
    page: Page,
    frame: Frame,
    rows: Vec<Row>,
    figures: FiguresView,
    next: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Behind {
    #[serde(default)]
    behind: u32,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    Query(Behind { behind }): Query<Behind>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    let keys = &compounds.site.keys;
    let found = voters::of_vote(&mut tx, keys, vote.id, behind, PAGE).await?;
    let figures = voters::figures(&mut tx, vote.id).await?;
    let next = found.last().map(|it| it.voter.number);
    let next = next.filter(|_| i64::try_from(found.len()).is_ok_and(|it| it == PAGE));
    render(&View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &estate, &vote, "roll"),
        rows: found.iter().map(|it| Row::of(&ctx, it)).collect(),
        figures: figures_view(figures),
        next,
    })
}

/// Who owns a unit is settled.
pub(super) async fn settle(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let desk = Desk::viewer(ctx.signed_in()?);
    let location = format!("/desk/estates/{estate}/votes/{vote}/roll?done=compounds-votes-settled");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let number: u32 = form.parse("number").unwrap_or(0);
    let on = (estate, vote, number);
    ops::settle_dispute(&compounds, &mut tx, &desk, on, &form.text("reason")).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
