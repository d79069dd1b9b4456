use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::accounts;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::frame::{Frame, Held, round_of};
use super::{Claim, claim, id_of, words};
use crate::model::{Round, Team};
use crate::ops::{self, OpError, Places, visitor_roles};
use crate::rules::teams::TeamDraft;
use crate::store::{plans, teams};

/// Areas that one team may be given one by one.
const AREAS_SHOWN: usize = 200;

pub(super) struct Line {
    pub id: Id,
    pub number: u16,
    pub people: String,
    pub areas: String,
    pub active: bool,
    pub open: u32,
}

#[derive(Template)]
#[template(path = "round_teams.html")]
pub(super) struct View {
    page: Page,
    frame: Frame,
    lines: Vec<Line>,
    is_open: bool,
    /// The team that the form changes; nothing where it adds one.
    changes: Option<(Id, u16)>,
    first: Vec<Choice>,
    second: Vec<Choice>,
    areas: Vec<Choice>,
    errors: Errors,
    /// What is wrong with a file, by row.
    pub faults: Vec<String>,
}

/// Everybody who goes from door to door in the district on this day, by id.
async fn visitors(ctx: &Ctx, tx: &mut Tx) -> Result<BTreeMap<Id, String>, PageError> {
    let mut found = BTreeMap::new();
    let today = ctx.now.date();
    let roots = Places::load(tx).await?;
    let paths = roots.all().iter().map(|it| it.path.clone());
    // Posts of a street reach down, so those of the communities would be found with it.
    for role in visitor_roles() {
        for path in paths.clone() {
            for account in accounts::with_role(tx, &role, &path, today).await? {
                found.insert(account.id, format!("{}（{}）", account.name, account.login));
            }
        }
    }
    Ok(found)
}

fn people(visitors: &BTreeMap<Id, String>, ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", ctx.t("visits-team-choose"), chosen.is_empty());
    let each = visitors.iter().map(|(id, label)| {
        let id = id.to_string();
        let is_chosen = id == chosen;
        Choice::new(id, label.clone(), is_chosen)
    });
    let mut each: Vec<Choice> = each.collect();
    each.sort_by(|one, other| one.label.cmp(&other.label));
    std::iter::once(none).chain(each).collect()
}

/// The areas of the round and what lies in them, to tick.
fn areas_of(ctx: &Ctx, places: &Places, round: &Round, chosen: &[String]) -> Vec<Choice> {
    let paths = places.paths(round);
    let inside = places
        .all()
        .iter()
        .filter(|it| paths.iter().any(|path| it.path.starts_with(path)));
    inside
        .take(AREAS_SHOWN)
        .map(|it| {
            let label = it.get(ctx.lang).to_owned();
            Choice::new(it.path.clone(), label, chosen.contains(&it.path))
        })
        .collect()
}

/// What the form on the page holds.
#[derive(Default)]
pub(super) struct Typed {
    changes: Option<(Id, u16)>,
    first: String,
    second: String,
    areas: Vec<String>,
}

pub(super) async fn view(
    ctx: &Ctx,
    tx: &mut Tx,
    (round, places): (&Round, &Places),
    typed: Typed,
    errors: Errors,
) -> Result<View, PageError> {
    let all = teams::of_round(tx, round.id).await?;
    let ids: Vec<Id> = all.iter().flat_map(|it| it.pair.both()).collect();
    let names = accounts::names(tx, &ids).await?;
    let mut lines = Vec::with_capacity(all.len());
    for team in &all {
        let open = plans::open_with(tx, team.id).await?;
        lines.push(line(ctx, places, &names, team, open));
    }
    let visitors = visitors(ctx, tx).await?;
    Ok(View {
        page: ctx.page(),
        frame: Frame::of(ctx, round, "teams"),
        lines,
        is_open: round.state.ended_at().is_none(),
        first: people(&visitors, ctx, &typed.first),
        second: people(&visitors, ctx, &typed.second),
        areas: areas_of(ctx, places, round, &typed.areas),
        changes: typed.changes,
        errors,
        faults: Vec::new(),
    })
}

fn line(ctx: &Ctx, places: &Places, names: &BTreeMap<Id, String>, team: &Team, open: u32) -> Line {
    let comma = ctx.t("visits-round-comma");
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let area = |path: &String| {
        let area = places.of_path(path);
        area.map_or_else(|| path.clone(), |it| it.get(ctx.lang).to_owned())
    };
    let areas: Vec<String> = team.areas.iter().map(area).collect();
    Line {
        id: team.id,
        number: team.number,
        people: team.pair.both().map(name).join(&comma),
        areas: if areas.is_empty() {
            ctx.t("visits-team-everywhere")
        } else {
            areas.join(&comma)
        },
        active: team.active,
        open,
    }
}

pub(super) async fn show(ctx: Ctx, visits: Held, Path(id): Path<String>) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, places, _) = round_of(&ctx, &mut tx, &id).await?;
    let of = (&round, &places);
    let view = view(&ctx, &mut tx, of, Typed::default(), Errors::default()).await?;
    render_status(StatusCode::OK, &view)
}

/// A team of this round.
async fn team_of(tx: &mut Tx, round: &Round, id: &str) -> Result<Team, PageError> {
    let team = teams::load(tx, id_of(id)?).await?;
    team.filter(|it| it.round == round.id)
        .ok_or(PageError::NotFound)
}

pub(super) async fn edit(
    ctx: Ctx,
    visits: Held,
    Path((id, team)): Path<(String, String)>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, places, _) = round_of(&ctx, &mut tx, &id).await?;
    let team = team_of(&mut tx, &round, &team).await?;
    let [first, second] = team.pair.both();
    let typed = Typed {
        changes: Some((team.id, team.number)),
        first: first.to_string(),
        second: second.to_string(),
        areas: team.areas,
    };
    let of = (&round, &places);
    let view = view(&ctx, &mut tx, of, typed, Errors::default()).await?;
    render_status(StatusCode::OK, &view)
}

pub(super) async fn add(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    save(&ctx, &visits, &id, None, &posted.0).await
}

pub(super) async fn change(
    ctx: Ctx,
    visits: Held,
    Path((id, team)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    save(&ctx, &visits, &id, Some(&team), &posted.0).await
}

/// The people and places of the form; nothing where somebody was not chosen.
fn read(ctx: &Ctx, places: &Places, form: &Form, errors: &mut Errors) -> Option<TeamDraft> {
    let mut person = |field: &str| {
        let id: Option<Id> = form.parse(field);
        if id.is_none() {
            errors.add(field, ctx.t("web-field-required"));
        }
        id
    };
    let (first, second) = (person("first"), person("second"));
    let areas = form.all("area");
    Some(TeamDraft {
        first: first?,
        second: second?,
        areas: areas
            .into_iter()
            .filter(|it| places.of_path(it).is_some())
            .collect(),
    })
}

async fn save(ctx: &Ctx, visits: &Held, id: &str, team: Option<&str>, form: &Form) -> PageResult {
    let mut errors = Errors::default();
    let (round, places, by, known) = {
        let mut tx = visits.site.db.read().await?;
        let (round, places, by) = round_of(ctx, &mut tx, id).await?;
        let known = match team {
            Some(team) => Some(team_of(&mut tx, &round, team).await?),
            None => None,
        };
        (round, places, by, known)
    };
    let draft = read(ctx, &places, form, &mut errors);
    if let Some(draft) = draft.filter(|_| errors.is_empty()) {
        let location = format!("/desk/rounds/{}/teams?done=visits-team-saved", round.id);
        let mut tx = match claim(&visits.site, form, &location).await? {
            Claim::Mine(tx) => tx,
            Claim::Before(response) => return Ok(response),
        };
        let seen = Some(form.parse("version").ok_or(PageError::FormExpired)?);
        let saved = match &known {
            Some(team) => ops::change_team(visits, &mut tx, &by, (team.id, seen), draft).await,
            None => ops::add_team(visits, &mut tx, &by, (round.id, seen), draft).await,
        };
        match saved {
            Ok(_) => {
                tx.commit().await?;
                return Ok(redirect(&location));
            }
            Err(error @ OpError::Refused(_)) => errors.add("first", words::refusal(ctx, error)?),
            Err(error) => return Err(error.into()),
        }
    }
    let mut tx = visits.site.db.read().await?;
    let typed = Typed {
        changes: known.map(|it| (it.id, it.number)),
        first: form.text("first"),
        second: form.text("second"),
        areas: form.all("area"),
    };
    let view = view(ctx, &mut tx, (&round, &places), typed, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn drop_out(
    ctx: Ctx,
    visits: Held,
    Path((id, team)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    let (round, by, team) = {
        let mut tx = visits.site.db.read().await?;
        let (round, _, by) = round_of(&ctx, &mut tx, &id).await?;
        let team = team_of(&mut tx, &round, &team).await?;
        (round, by, team)
    };
    let location = format!("/desk/rounds/{}/teams?done=visits-team-dropped", round.id);
    let mut tx = match claim(&visits.site, &posted.0, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let seen = Some(posted.0.parse("version").ok_or(PageError::FormExpired)?);
    ops::drop_team(&visits, &mut tx, &by, (team.id, seen)).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
