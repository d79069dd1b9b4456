use askama::Template;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageResult, redirect, render};

use super::Held;
use super::agenda::{month, tone};
use crate::TABLE;
use crate::model::table::{Meeting, Month};
use crate::ops::table as ops;
use crate::pages::estate_of;
use crate::rules::table::missing;
use crate::store::table::meetings;
use huiyin_web::forms::{Claim, claim};

/// Meetings of one page: two years.
const SHOWN: usize = 24;
const LOOKED_AT: i64 = 25;

struct Line {
    id: Id,
    month: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    when: String,
    decisions: usize,
    open: usize,
}

#[derive(Template)]
#[template(path = "compounds/table/list.html")]
struct View {
    page: Page,
    estate: Id,
    name: String,
    lines: Vec<Line>,
    missing: Vec<String>,
    /// The meeting of this month is not there yet.
    may_begin: bool,
    next: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    before: String,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, TABLE).await?;
    let before: Option<Month> = asked.before.parse().ok();
    let mut found = meetings::of_estate(&mut tx, id, before, LOOKED_AT).await?;
    let is_more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let next = found.last().filter(|_| is_more);
    let today = ctx.now.date();
    let this = meetings::of_month(&mut tx, id, Month::of(today)).await?;
    let met = meetings::met(&mut tx, id).await?;
    let gone = met.map_or_else(Vec::new, |it| missing(it.began, &it.met, today));
    render(&View {
        page: ctx.page(),
        estate: id,
        name: estate.name,
        next: next.map_or_else(String::new, |it| it.month.to_string()),
        lines: found.iter().map(|it| line(&ctx, it)).collect(),
        missing: gone.into_iter().map(|it| month(&ctx, it)).collect(),
        may_begin: this.is_none() && estate.active,
    })
}

fn line(ctx: &Ctx, it: &Meeting) -> Line {
    let state = it.state.name();
    let (tone, icon) = tone(state);
    let planned = it.appointment.as_ref().map(|wish| wish.on);
    let when = it.state.held_on().or(planned);
    Line {
        id: it.id,
        month: month(ctx, it.month),
        state: ctx.t(&format!("compounds-table-state-{}", state.key())),
        tone,
        icon,
        when: when.map_or_else(String::new, |day| ctx.day(day)),
        decisions: it.decisions.len(),
        open: it.decisions.iter().filter(|it| it.is_open()).count(),
    }
}

/// Begins this month's meeting without waiting for the program to do it.
pub(super) async fn begin(
    ctx: Ctx,
    compounds: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let (estate, by) = {
        let mut tx = compounds.site.db.read().await?;
        estate_of(&ctx, &mut tx, id, TABLE).await?
    };
    let location = format!("/desk/estates/{id}/table?done=compounds-table-begun");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let month = Month::of(ctx.now.date());
    ops::ensure(&compounds, &mut tx, &by, estate.id, month).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
