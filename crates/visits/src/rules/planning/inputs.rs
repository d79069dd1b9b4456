use std::collections::BTreeMap;
use std::fmt::Write as _;

use huiyin_kernel::{Id, Instant, Point, to_hex};
use huiyin_plan_routes::{Problem, Session as Half, Stop, Walking, Weights, Window};
use sha2::{Digest as _, Sha256};

use super::plane::plane;
use super::windows::{called_lately, forbidden, open_spans};
use crate::model::bounds::VISIT_MINUTES;
use crate::model::{
    Dwelling, NoPlace, PlanStop, Priority, Round, Session, Span, Spot, Team, Visit,
};
use crate::rules::Hours;

/// A door of the round as planning sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorIn {
    pub visit: Visit,
    pub dwelling: Dwelling,
    pub area_path: String,
    pub compound_name: String,
    /// Where the plan in force has it.
    pub spot: Option<Spot>,
}

/// Everything that a plan depends on.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub round: &'a Round,
    /// Paths of the areas of the round.
    pub areas: &'a [String],
    /// Those that dropped out included.
    pub teams: &'a [Team],
    pub doors: &'a [DoorIn],
    pub hours: Hours,
    pub priority: Priority,
    pub now: Instant,
}

/// The question to the engine, and what its numbers stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    pub problem: Problem,
    /// By number of the stop, of the team, of the session.
    pub visits: Vec<Id>,
    pub teams: Vec<Id>,
    pub sessions: Vec<Session>,
    /// What is in the plan without the engine: calls that were made, or are being made now, and
    /// doors that nobody may come to.
    pub beside: Vec<PlanStop>,
    /// Of the question in full: the same digest, weights and seed give the same plan.
    pub digest: String,
}

/// What became of one door on the way into the question.
enum Enters {
    Stop,
    Beside(PlanStop),
    /// It has no place and needs none.
    Nowhere,
}

pub fn build(asked: &Asked<'_>) -> Inputs {
    let mut doors: Vec<&DoorIn> = asked.doors.iter().collect();
    doors.sort_by_key(|it| it.visit.id);
    let mut stops: Vec<&DoorIn> = Vec::new();
    let mut beside = Vec::new();
    for door in doors {
        match enters(asked, door) {
            Enters::Stop => stops.push(door),
            Enters::Beside(stop) => beside.push(stop),
            Enters::Nowhere => {}
        }
    }
    let problem = problem(asked, &stops);
    let visits: Vec<Id> = stops.iter().map(|it| it.visit.id).collect();
    let teams: Vec<Id> = asked.teams.iter().map(|it| it.id).collect();
    Inputs {
        digest: digest(&problem, &visits, &teams, &asked.round.sessions),
        problem,
        visits,
        teams,
        sessions: asked.round.sessions.clone(),
        beside,
    }
}

fn enters(asked: &Asked<'_>, door: &DoorIn) -> Enters {
    let visit = door.visit.id;
    let stays = |spot: Spot| {
        Enters::Beside(PlanStop {
            visit,
            spot: Some(spot),
            reason: String::new(),
        })
    };
    if door.visit.state.ended_at().is_some() {
        return door.spot.map_or(Enters::Nowhere, stays);
    }
    // Whoever is out at this moment is not sent elsewhere.
    let under_way = |spot: &Spot| {
        let session = asked
            .round
            .session(spot.session)
            .map(crate::model::Session::window);
        session.is_some_and(|it| it.starts_at() <= asked.now && asked.now < it.ends_at())
    };
    if let Some(spot) = door.spot.filter(under_way) {
        return stays(spot);
    }
    match no_place(asked, door) {
        None => Enters::Stop,
        Some(why) => Enters::Beside(PlanStop {
            visit,
            spot: None,
            reason: why.name().to_owned(),
        }),
    }
}

fn no_place(asked: &Asked<'_>, door: &DoorIn) -> Option<NoPlace> {
    let (visit, dwelling) = (&door.visit, &door.dwelling);
    if let Some(why) = forbidden(visit, dwelling) {
        return Some(why);
    }
    let inside = asked.areas.iter().any(|it| door.area_path.starts_with(it));
    let wanted = asked.round.kinds.contains(&dwelling.kind) || visit.life_safety;
    if !inside || !wanted || !dwelling.active {
        return Some(NoPlace::LeftRound);
    }
    if dwelling.point.is_none() {
        return Some(NoPlace::NoPoint);
    }
    if called_lately(visit, dwelling, &asked.round.sessions, asked.now) {
        return Some(NoPlace::CalledLately);
    }
    let goes = |team: &Team| team.active && team.may_go(&door.area_path);
    (!asked.teams.iter().any(goes)).then_some(NoPlace::NoTeam)
}

fn problem(asked: &Asked<'_>, doors: &[&DoorIn]) -> Problem {
    let points: Vec<Point> = doors.iter().filter_map(|it| it.dwelling.point).collect();
    let places = plane(&points);
    let mut compounds = BTreeMap::new();
    let known = familiar_teams(asked.teams);
    let stops = doors.iter().zip(places).map(|(door, (x, y))| {
        let next = compounds.len();
        let compound = *compounds.entry(compound_key(door)).or_insert(next);
        let minutes = match door.dwelling.minutes {
            0 => VISIT_MINUTES,
            minutes => minutes,
        };
        Stop {
            x,
            y,
            service_seconds: i32::from(minutes) * 60,
            windows: windows(asked, door),
            compound,
            familiar: familiar(&known, asked.teams, door),
            allowed: allowed(asked.teams, door),
            announced: None,
        }
    });
    Problem {
        teams: asked.teams.len(),
        stops: stops.collect(),
        sessions: asked
            .round
            .sessions
            .iter()
            .map(|it| half(asked, it))
            .collect(),
        walking: Walking::default(),
        weights: match asked.priority {
            Priority::Default => Weights::default(),
            Priority::Walk => Weights::WALK,
        },
    }
}

fn half(asked: &Asked<'_>, session: &Session) -> Half {
    let ahead = session.window().starts_at() > asked.now;
    Half {
        length_seconds: seconds(session.span.to.of_day()) - seconds(session.span.from.of_day()),
        present: asked.teams.iter().map(|it| it.active && ahead).collect(),
    }
}

fn seconds(minute_of_day: u16) -> i32 {
    i32::from(minute_of_day) * 60
}

fn windows(asked: &Asked<'_>, door: &DoorIn) -> Vec<Vec<Window>> {
    let sessions = asked.round.sessions.iter();
    let of = |session: &Session| {
        if session.window().starts_at() <= asked.now {
            return Vec::new();
        }
        let start = seconds(session.span.from.of_day());
        let window = |span: Span| Window {
            from: seconds(span.from.of_day()) - start,
            to: seconds(span.to.of_day()) - start,
        };
        let spans = open_spans(&door.visit, &door.dwelling, session, asked.hours);
        spans.into_iter().map(window).collect()
    };
    sessions.map(of).collect()
}

/// Doors of one compound go together; one that the register does not know goes by its name.
fn compound_key(door: &DoorIn) -> String {
    let community = door.dwelling.community;
    door.dwelling.compound.map_or_else(
        || format!("{community} {}", door.compound_name),
        |id| id.to_string(),
    )
}

/// By account, the team that it is in.
fn familiar_teams(teams: &[Team]) -> BTreeMap<Id, usize> {
    let active = teams.iter().enumerate().filter(|(_, it)| it.active);
    active
        .flat_map(|(number, team)| team.pair.both().map(|account| (account, number)))
        .collect()
}

/// The team with most of those who were let in before; of two with as many, the first.
fn familiar(known: &BTreeMap<Id, usize>, teams: &[Team], door: &DoorIn) -> Option<usize> {
    let (first, second) = door.dwelling.known_by?;
    let candidates = [known.get(&first), known.get(&second)];
    let both = |team: usize| {
        let pair = teams[team].pair;
        usize::from(pair.holds(first)) + usize::from(pair.holds(second))
    };
    let candidates = candidates.into_iter().flatten().copied();
    candidates
        .filter(|team| teams[*team].may_go(&door.area_path))
        .min_by_key(|team| (std::cmp::Reverse(both(*team)), *team))
}

fn allowed(teams: &[Team], door: &DoorIn) -> Option<Vec<usize>> {
    let all = teams.iter().all(|it| it.may_go(&door.area_path));
    let may = |(number, team): (usize, &Team)| team.may_go(&door.area_path).then_some(number);
    (!all).then(|| teams.iter().enumerate().filter_map(may).collect())
}

fn digest(problem: &Problem, visits: &[Id], teams: &[Id], sessions: &[Session]) -> String {
    let mut text = String::new();
    // A string takes whatever is written to it.
    let _ = write!(text, "{problem:?}|{visits:?}|{teams:?}|{sessions:?}");
    to_hex(&Sha256::digest(text.as_bytes()))
}
