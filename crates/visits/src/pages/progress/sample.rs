//! Some of the doors that were visited, drawn by lot, are asked whether somebody came. It is
//! about the round: what is said is counted, and stands beside no visitor.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::{Id, mask};
use huiyin_registry::areas;
use huiyin_web::forms::Posted;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render};

use crate::Visits;
use crate::ops::By;
use crate::rules::progress::{Said, sample};
use crate::store::{dwellings, progress, visits as rows};

struct Row {
    visit: String,
    compound: String,
    door: String,
    phone: String,
    choices: Vec<Choice>,
    said: String,
}

#[derive(Template)]
#[template(path = "progress_sample.html")]
struct View {
    page: Page,
    id: String,
    title: String,
    counts: Vec<(String, usize)>,
    asked: usize,
    rows: Vec<Row>,
}

/// The doors that were drawn, in the areas of the one who asks.
async fn drawn(slice: &Visits, tx: &mut Tx, round: Id, by: &By) -> Result<Vec<Id>, PageError> {
    let lots = progress::lots(tx, &slice.site.keys, round).await?;
    let own: std::collections::BTreeSet<Id> = areas::all(tx)
        .await?
        .into_iter()
        .filter(|area| by.reaches(&area.path))
        .map(|area| area.id)
        .collect();
    let of_mine = lots
        .into_iter()
        .filter(|(_, (_, community))| own.contains(community));
    Ok(sample(
        of_mine.map(|(lot, (visit, _))| (lot, visit)).collect(),
    ))
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let chosen = drawn(&visits, &mut tx, round.id, &by).await?;
    let said = progress::said(&mut tx, round.id).await?;
    let mut shown = Vec::with_capacity(chosen.len());
    for visit in &chosen {
        let stored = rows::load(&mut tx, &visits.site.keys, *visit).await?;
        let stored = stored.ok_or(PageError::NotFound)?;
        let door = dwellings::load(&mut tx, &visits.site.keys, stored.visit.dwelling).await?;
        let door = door.ok_or(PageError::NotFound)?;
        let now = said.get(visit).copied();
        let label = |said: Said| ctx.t(&format!("visits-said-{}", said.key()));
        let choice = |it: &Said| Choice::new(it.name(), label(*it), Some(*it) == now);
        shown.push(Row {
            visit: visit.to_string(),
            compound: door.compound_name,
            door: format!("{} {}", door.building, door.door),
            phone: door
                .phone
                .as_deref()
                .map(mask::mask_phone)
                .unwrap_or_default(),
            choices: Said::ALL.iter().map(choice).collect(),
            said: now.map(label).unwrap_or_default(),
        });
    }
    let count = |it: &Said| {
        let label = ctx.t(&format!("visits-said-{}", it.key()));
        (
            label,
            chosen.iter().filter(|id| said.get(id) == Some(it)).count(),
        )
    };
    render(&View {
        page: ctx.page(),
        id: round.id.to_string(),
        title: round.title.clone(),
        counts: Said::ALL.iter().map(count).collect(),
        asked: chosen.iter().filter(|id| said.contains_key(id)).count(),
        rows: shown,
    })
}

pub(super) async fn say(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path((id, visit)): Path<(String, String)>,
    Posted(form): Posted,
) -> PageResult {
    let asker = ctx.signed_in()?.account_id;
    let visit: Id = visit.parse().map_err(|_| PageError::NotFound)?;
    let said = Said::from_name(&form.text("said")).ok_or(PageError::BadRequest {
        key: "web-error-bad-form",
    })?;
    let mut tx = visits.site.db.write().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let chosen = drawn(&visits, &mut tx, round.id, &by).await?;
    if !chosen.contains(&visit) {
        return Err(PageError::NotFound);
    }
    progress::say(&mut tx, (visit, round.id), said, asker, ctx.now).await?;
    tx.commit().await?;
    Ok(redirect(&format!(
        "/desk/rounds/{}/sample#v-{visit}",
        round.id
    )))
}
