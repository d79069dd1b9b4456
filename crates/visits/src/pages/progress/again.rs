//! Doors where nobody was met: called on again, or handed to somebody who reaches them better.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render};
use serde::Deserialize;

use crate::Visits;
use crate::model::{Actor, HandTo, VisitAct, VisitState};
use crate::ops::{self, By, OpError};
use crate::store::{dwellings, progress, visits as rows};

/// Doors on one page.
const SHOWN: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
    /// How many were done and refused by the form before.
    done: Option<u32>,
    refused: Option<u32>,
}

struct Row {
    visit: String,
    compound: String,
    door: String,
    at: String,
    /// Why nobody may call again; empty where somebody may.
    refused: String,
}

#[derive(Template)]
#[template(path = "progress_again.html")]
struct View {
    page: Page,
    id: String,
    title: String,
    rows: Vec<Row>,
    next: String,
    targets: Vec<Choice>,
    done: Option<String>,
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let limit = i64::try_from(SHOWN).unwrap_or(0) + 1;
    let behind = asked.after.parse().ok();
    let mut found = progress::not_met(&mut tx, round.id, behind, limit).await?;
    let next = if found.len() > SHOWN {
        found.truncate(SHOWN);
        found.last().map(Id::to_string).unwrap_or_default()
    } else {
        String::new()
    };
    let mut shown = Vec::new();
    for visit in found {
        shown.extend(row(&ctx, &visits, &mut tx, visit, &by).await?);
    }
    let target = |to: &HandTo| {
        Choice::new(
            to.name(),
            ctx.t(&format!("visits-hand-to-{}", to.key())),
            false,
        )
    };
    let said = |done: u32| {
        let refused = asked.refused.unwrap_or(0);
        let args = [
            ("done", i64::from(done).into()),
            ("refused", i64::from(refused).into()),
        ];
        ctx.say("visits-again-done", &args)
    };
    render(&View {
        page: ctx.page(),
        id: round.id.to_string(),
        title: round.title.clone(),
        rows: shown,
        next,
        targets: HandTo::ALL.iter().map(target).collect(),
        done: asked.done.map(said),
    })
}

/// A door of the list; nothing where it lies outside the areas of the one who asks.
async fn row(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    visit: Id,
    by: &By,
) -> Result<Option<Row>, PageError> {
    let Some(stored) = rows::load(tx, &slice.site.keys, visit).await? else {
        return Ok(None);
    };
    let door = dwellings::load(tx, &slice.site.keys, stored.visit.dwelling).await?;
    let Some(door) = door.filter(|door| by.reaches(&door.area_path)) else {
        return Ok(None);
    };
    let at = match stored.visit.state {
        VisitState::NotMet { at, .. } => at.to_display(),
        _ => String::new(),
    };
    let refused = ops::could(
        slice,
        tx,
        visit,
        coordinator(ctx)?,
        &VisitAct::TryAgain,
        ctx.now,
    )
    .await?;
    Ok(Some(Row {
        visit: visit.to_string(),
        compound: door.compound_name,
        door: format!("{} {}", door.building, door.door),
        at,
        refused: refused
            .map(|why| ctx.t(&format!("visits-refused-{}", why.key())))
            .unwrap_or_default(),
    }))
}

fn coordinator(ctx: &Ctx) -> Result<Actor, PageError> {
    Ok(Actor::Coordinator(ctx.signed_in()?.account_id))
}

/// Does the same with each door that was ticked; what is refused stays as it is.
pub(super) async fn send(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let actor = coordinator(&ctx)?;
    let act = match HandTo::from_name(&form.text("to")) {
        Some(to) => VisitAct::HandOn { to },
        None => VisitAct::TryAgain,
    };
    let mut tx = visits.site.db.write().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let (mut done, mut refused) = (0_u32, 0_u32);
    for visit in form.all("visit").into_iter().take(SHOWN) {
        let visit: Id = visit.parse().map_err(|_| PageError::NotFound)?;
        let own = row(&ctx, &visits, &mut tx, visit, &by).await?.is_some();
        let stored = rows::load(&mut tx, &visits.site.keys, visit).await?;
        if !own || stored.is_none_or(|it| it.visit.round != round.id) {
            return Err(PageError::NotFound);
        }
        match ops::act(&visits, &mut tx, visit, None, actor, &act, ctx.now).await {
            Ok(_) => done += 1,
            Err(OpError::Refused(_)) => refused += 1,
            Err(error) => return Err(error.into()),
        }
    }
    tx.commit().await?;
    let address = format!(
        "/desk/rounds/{}/again?done={done}&refused={refused}",
        round.id
    );
    Ok(redirect(&address))
}
