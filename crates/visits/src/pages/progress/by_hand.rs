//! People who should hear of a visit before it and to whom nothing can be sent: somebody tells
//! them, from this list or from its print.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::Tx;
use huiyin_kernel::{Id, mask};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};
use serde::Deserialize;

use crate::Visits;
use crate::ops::{self, By};
use crate::store::{by_hand, dwellings, visits as rows};

/// Doors on one page, the soonest first; what is done makes room for the next.
const SHOWN: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// How many the form before marked.
    told: Option<u32>,
}

struct Row {
    visit: String,
    dwelling: String,
    compound: String,
    door: String,
    phone: String,
    at: String,
}

#[derive(Template)]
#[template(path = "progress_by_hand.html")]
struct View {
    page: Page,
    id: String,
    title: String,
    left: usize,
    rows: Vec<Row>,
    told: Option<String>,
}

/// Whom somebody still has to tell, in the areas of the one who asks.
async fn left(ctx: &Ctx, tx: &mut Tx, round: Id, by: &By) -> Result<Vec<Id>, PageError> {
    let all = by_hand::left(tx, round, ctx.now).await?;
    let own = all.into_iter().filter(|(_, path)| by.reaches(path));
    Ok(own.map(|(visit, _)| visit).collect())
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let left = left(&ctx, &mut tx, round.id, &by).await?;
    let mut shown = Vec::new();
    for visit in left.iter().take(SHOWN) {
        shown.push(row(&visits, &mut tx, *visit).await?);
    }
    let said = |told: u32| ctx.say("visits-by-hand-told", &[("told", i64::from(told).into())]);
    render(&View {
        page: ctx.page(),
        id: round.id.to_string(),
        title: round.title.clone(),
        left: left.len(),
        rows: shown,
        told: asked.told.map(said),
    })
}

async fn row(slice: &Visits, tx: &mut Tx, visit: Id) -> Result<Row, PageError> {
    let keys = &slice.site.keys;
    let stored = rows::load(tx, keys, visit).await?;
    let stored = stored.ok_or(PageError::NotFound)?;
    let door = dwellings::load(tx, keys, stored.visit.dwelling).await?;
    let door = door.ok_or(PageError::NotFound)?;
    let at = stored.place.arrive_at;
    Ok(Row {
        visit: visit.to_string(),
        dwelling: door.dwelling.id.to_string(),
        compound: door.compound_name,
        door: format!("{} {}", door.building, door.door),
        phone: door
            .phone
            .as_deref()
            .map(mask::mask_phone)
            .unwrap_or_default(),
        at: at.map_or_else(String::new, huiyin_kernel::Instant::to_display),
    })
}

/// Marks those that were ticked. What somebody else marked meanwhile is not counted twice.
pub(super) async fn mark(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let who = ctx.signed_in()?.account_id;
    let mut tx = visits.site.db.write().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let mut told = 0_u32;
    for visit in form.all("visit").into_iter().take(SHOWN) {
        let visit: Id = visit.parse().map_err(|_| PageError::NotFound)?;
        if ops::told_by_hand(&visits, &mut tx, &by, (visit, round.id), who).await? {
            told += 1;
        }
    }
    tx.commit().await?;
    Ok(redirect(&format!(
        "/desk/rounds/{}/by-hand?told={told}",
        round.id
    )))
}
