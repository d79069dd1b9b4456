use askama::Template;
use axum::extract::{Path, Query};
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, Point};
use huiyin_web::{Ctx, Page, PageError, PageResult, render};
use serde_json::{Value, json};

use super::frame::{Frame, Held, round_of};
use super::id_of;
use super::words::{self, Address, door_of};
use crate::Visits;
use crate::model::{PlanStop, Session, VisitStateName};
use crate::ops;
use crate::store::{plans, teams};

/// Sheets that are printed at once.
const SHEETS_MOST: usize = 60;

/// A stop as a team has it on paper: neither name nor phone.
struct Stop {
    visit: Id,
    seq: u32,
    time: String,
    address: Address,
    /// The time that was agreed on, if any.
    window: String,
    is_open: bool,
    state: String,
}

/// The way of one team in one half day.
struct Sheet {
    team: i64,
    when: String,
    stops: Vec<Stop>,
}

struct Read {
    sheet: Sheet,
    points: Vec<(u32, Point)>,
}

async fn read(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    plan: Id,
    (number, team, session): (i64, Id, &Session),
) -> Result<Read, PageError> {
    let mut stops = Vec::new();
    let mut points = Vec::new();
    for stop in plans::route(tx, plan, team, session.id).await? {
        let PlanStop { visit, spot, .. } = stop;
        let Some(spot) = spot else { continue };
        let (stored, door) = door_of(tx, &visits.site.keys, visit).await?;
        if let Some(point) = door.dwelling.point {
            points.push((spot.seq, point));
        }
        let state = stored.visit.state;
        stops.push(Stop {
            visit,
            seq: spot.seq,
            time: words::clock(spot.arrive_at),
            address: Address::of(&door),
            window: state
                .window()
                .map_or_else(String::new, |it| it.span.to_string()),
            is_open: VisitStateName::OPEN.contains(&state.name()),
            state: ctx.t(&format!("visits-plan-visit-{}", state.name().key())),
        });
    }
    let sheet = Sheet {
        team: number,
        when: words::session(ctx, session),
        stops,
    };
    Ok(Read { sheet, points })
}

#[derive(Template)]
#[template(path = "plan_route.html")]
struct View {
    page: Page,
    frame: Frame,
    plan: Id,
    team: Id,
    session: Id,
    on: Date,
    sheet: Sheet,
    /// The stops and the way between them, for the map.
    map: String,
    center: String,
    may_move: bool,
}

/// Points with their numbers and a line through them, safe within a page.
fn map_of(sheet: &Sheet, points: &[(u32, Point)]) -> String {
    let place = |it: &Point| json!([it.lon(), it.lat()]);
    let mut features: Vec<Value> = Vec::new();
    let line: Vec<Value> = points.iter().map(|(_, it)| place(it)).collect();
    if line.len() > 1 {
        features.push(json!({"type": "Feature", "properties": {},
            "geometry": {"type": "LineString", "coordinates": line}}));
    }
    for (seq, point) in points {
        let stop = sheet.stops.iter().find(|it| it.seq == *seq);
        let title = stop.map_or_else(String::new, |it| it.address.line());
        features.push(json!({"type": "Feature",
            "properties": {"id": seq.to_string(), "title": format!("{seq} {title}"),
                "number": seq.to_string(), "tone": "info"},
            "geometry": {"type": "Point", "coordinates": place(point)}}));
    }
    let all = json!({"type": "FeatureCollection", "features": features});
    all.to_string().replace('<', "\\u003c")
}

pub(super) async fn show(
    ctx: Ctx,
    visits: Held,
    Path((id, plan, team, session)): Path<(String, String, String, String)>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let plan = ops::load_plan(&visits, &mut tx, round.id, id_of(&plan)?).await?;
    let session = round.session(id_of(&session)?).ok_or(PageError::NotFound)?;
    let all = teams::of_round(&mut tx, round.id).await?;
    let team = id_of(&team)?;
    if !all.iter().any(|it| it.id == team) {
        return Err(PageError::NotFound);
    }
    let whose = (words::number_of(&all, team), team, session);
    let read = read(&ctx, &visits, &mut tx, plan.id, whose).await?;
    let first = read.points.first();
    render(&View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &round, "plans"),
        plan: plan.id,
        team,
        session: session.id,
        on: session.on,
        map: map_of(&read.sheet, &read.points),
        center: first.map_or_else(String::new, |(_, it)| format!("{},{}", it.lon(), it.lat())),
        may_move: plan.state.is_usable() && round.state.ended_at().is_none(),
        sheet: read.sheet,
    })
}

#[derive(Template)]
#[template(path = "plan_sheets.html")]
struct Printed {
    page: Page,
    frame: Frame,
    plan: Id,
    title: String,
    sheets: Vec<Sheet>,
    is_cut: bool,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    team: String,
    session: String,
}

/// Sheets to print: of one team, of one half day, or of all as far as one print goes.
pub(super) async fn print(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let plan = ops::load_plan(&visits, &mut tx, round.id, id_of(&plan)?).await?;
    let wants = |id: Id, text: &str| text.is_empty() || id.to_string() == text;
    let mut found = plans::sheets(&mut tx, plan.id).await?;
    found.retain(|it| wants(it.team, &wanted.team) && wants(it.session, &wanted.session));
    let all = teams::of_round(&mut tx, round.id).await?;
    found.sort_by_key(|it| (words::number_of(&all, it.team), it.first_at));
    let is_cut = found.len() > SHEETS_MOST;
    let mut sheets = Vec::new();
    for sheet in found.into_iter().take(SHEETS_MOST) {
        let Some(session) = round.session(sheet.session) else {
            continue;
        };
        let whose = (words::number_of(&all, sheet.team), sheet.team, session);
        sheets.push(read(&ctx, &visits, &mut tx, plan.id, whose).await?.sheet);
    }
    render(&Printed {
        page: ctx.page(),
        frame: Frame::of(&ctx, &round, "plans"),
        plan: plan.id,
        title: round.title,
        sheets,
        is_cut,
    })
}
