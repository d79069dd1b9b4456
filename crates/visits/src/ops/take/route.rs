use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant, Lang};
use huiyin_matters::store as matters;

use super::form_of;
use crate::Visits;
use crate::model::bounds::BENCHMARK_DAYS;
use crate::model::{Round, Team, VisitState};
use crate::notebook::{Before, Stop, Today};
use crate::ops::{OpError, badge};
use crate::rules::door::{Carried, carried};
use crate::store::{dwellings, findings, rounds, teams, visits};

/// Earlier matters of one door that are shown there.
const BEFORE_MOST: i64 = 5;

/// The stops of this account today (rule V10): of a team that still goes out, in a round that
/// residents know of.
pub(super) async fn today(
    slice: &Visits,
    tx: &mut Tx,
    account: Id,
    now: Instant,
) -> Result<Option<Today>, OpError> {
    for team in teams::of_account(tx, account).await? {
        let Some(round) = rounds::load(tx, team.round).await? else {
            continue;
        };
        if !team.active || !round.state.is_open() {
            continue;
        }
        let stops = stops(slice, tx, &team, &round, (account, now)).await?;
        if stops.is_empty() {
            continue;
        }
        let (id, version) = round.form.as_ref().map_or(("household_visit", 1), |form| {
            (form.id.as_str(), form.version)
        });
        let Some(form) = form_of(tx, &slice.site.keys, id, version).await? else {
            continue;
        };
        return Ok(Some(Today {
            day: now.date(),
            round: round.title.clone(),
            team: team.number,
            echo_by: now.date().plus_days(BENCHMARK_DAYS),
            form,
            form_version: version,
            stops,
            badges: badge::of_today(slice, tx, &team, now).await?,
        }));
    }
    Ok(None)
}

async fn stops(
    slice: &Visits,
    tx: &mut Tx,
    team: &Team,
    round: &Round,
    (account, now): (Id, Instant),
) -> Result<Vec<Stop>, OpError> {
    let keys = &slice.site.keys;
    let today = now.date();
    let mut sessions: Vec<_> = round.sessions.iter().filter(|it| it.on == today).collect();
    sessions.sort_unstable();
    let mut found = Vec::new();
    for session in sessions {
        for stored in visits::route(tx, keys, team.id, session.id).await? {
            let carried_one = Carried {
                visit: stored.visit.id,
                team: stored.place.team,
                on: Some(session.on),
            };
            found.push((carried_one, stored));
        }
    }
    let allowed: Vec<Id> = carried(found.iter().map(|(it, _)| it), team, account, today)
        .into_iter()
        .map(|it| it.visit)
        .collect();
    let mut stops = Vec::new();
    for (_, stored) in found {
        if allowed.contains(&stored.visit.id) {
            let seq = u32::try_from(stops.len() + 1).unwrap_or(u32::MAX);
            stops.extend(stop(slice, tx, &stored, seq, now).await?);
        }
    }
    Ok(stops)
}

async fn stop(
    slice: &Visits,
    tx: &mut Tx,
    stored: &visits::Stored,
    seq: u32,
    now: Instant,
) -> Result<Option<Stop>, OpError> {
    let visit = &stored.visit;
    let Some(door) = dwellings::load(tx, &slice.site.keys, visit.dwelling).await? else {
        return Ok(None);
    };
    let window = match visit.state {
        VisitState::Appointed { window, .. } => Some((window.starts_at(), window.ends_at())),
        _ => None,
    };
    let point = door.dwelling.point;
    Ok(Some(Stop {
        visit: visit.id,
        seq,
        compound: door.compound_name,
        building: door.building,
        door: door.door,
        arrive: stored.place.arrive_at.unwrap_or(now),
        window,
        state: visit.state.name().name().to_owned(),
        point: point.map(|it| (it.lon_e7(), it.lat_e7())),
        code: stored.code.to_string(),
        code_path: format!("/visit/{}", stored.code.as_str()),
        before: before(slice, tx, visit.dwelling, visit.id).await?,
    }))
}

/// What was raised at this door before, so that the answer can be brought along.
async fn before(
    slice: &Visits,
    tx: &mut Tx,
    dwelling: Id,
    visit: Id,
) -> Result<Vec<Before>, OpError> {
    let mut all = Vec::new();
    for finding in findings::of_dwelling(tx, dwelling, visit, BEFORE_MOST).await? {
        let known = matters::load(tx, &slice.site.keys, finding.matter).await?;
        let Some(known) = known else { continue };
        let state = crate::ops::findings::state_key(known.matter.state_name());
        all.push(Before {
            number: known.number,
            title: known.headline,
            state: slice.site.texts.say(Lang::Zh, &state, &[]),
        });
    }
    Ok(all)
}
