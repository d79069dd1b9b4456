//! The home of an estate, for everybody: who looks after it, and the ways to its votes, its money,
//! its table and its rules.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::{Id, Lang};
use huiyin_registry::areas;
use huiyin_web::forms::percent;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::{Room, public_rooms};
use crate::Compounds;
use crate::model::register::bounds::NAMES_MOST;
use crate::rules::register::area_text;
use crate::store::register::{estates, names, units};

#[derive(Template)]
#[template(path = "compounds/home/compound.html")]
struct View {
    page: Page,
    name: String,
    /// Its other names in one line; empty where it has none.
    others: String,
    place: String,
    units: i64,
    company: String,
    fee: String,
    contract_until: String,
    committee: String,
    rooms: Vec<Room>,
    report: String,
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let estate = estates::load(&mut tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    if let Some(into) = estate.joined_into {
        return Ok(redirect(&format!("/estates/{into}")));
    }
    if !estate.active {
        return Err(PageError::NotFound);
    }
    let above = areas::above(&mut tx, &estate.area_path).await?;
    let above = above.iter().skip(1).filter(|it| it.id != estate.area);
    let above: Vec<&str> = above.map(|it| it.get(ctx.lang)).collect();
    let known = names::of_estate(&mut tx, id, NAMES_MOST).await?;
    let others: Vec<String> = known.into_iter().map(|it| it.name).collect();
    let between = if ctx.lang == Lang::Zh { "、" } else { ", " };
    let sums = units::sums(&mut tx, id).await?;
    let facts = estate.facts;
    let fee = facts.fee_fen.map(|fen| {
        let args = [("fee", area_text(i64::from(fen)).into())];
        ctx.say("compounds-fee-is", &args)
    });
    let committee = facts
        .committee
        .map(|kind| ctx.t(&format!("compounds-committee-{}", kind.key())));
    render(&View {
        page: ctx.page(),
        others: others.join(between),
        place: above.join(" · "),
        units: sums.iter().map(|it| it.1).sum(),
        company: facts.company,
        fee: fee.unwrap_or_default(),
        contract_until: facts
            .contract_until
            .map(|day| ctx.day(day))
            .unwrap_or_default(),
        committee: committee.unwrap_or_default(),
        rooms: public_rooms(&ctx, id),
        report: format!("/report?place={}", percent(&estate.name)),
        name: estate.name,
    })
}
