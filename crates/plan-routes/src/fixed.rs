//! What stays as it is while a plan is sought, laid out for quick reading.

use std::collections::HashMap;

use crate::chance::whole;
use crate::near::Near;
use crate::problem::{Problem, Walking, Weights};

/// No slot, no stop.
pub(crate) const NONE: u32 = u32::MAX;

/// An index that was counted here and is known to fit.
#[expect(
    clippy::cast_possible_truncation,
    reason = "stops and slots are bounded by `Problem::validate` far below 2^32"
)]
pub(crate) const fn index(number: usize) -> u32 {
    number as u32
}

pub(crate) const fn at(number: u32) -> usize {
    number as usize
}

#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) teams: usize,
    pub(crate) sessions: usize,
    pub(crate) weights: Weights,
    pub(crate) know_teams: bool,
    pub(crate) service: Vec<i32>,
    pub(crate) compound: Vec<u32>,
    pub(crate) compounds: usize,
    pub(crate) familiar: Vec<u32>,
    pub(crate) announced: Vec<u32>,
    pub(crate) near: Near,
    pub(crate) service_total: i64,
    /// What a team-session costs the search, by session; see [`prices`].
    price: Vec<i64>,
    pub(crate) price_least: i64,
    length: Vec<i64>,
    /// Of the shortest session.
    pub(crate) length_least: i64,
    length_seconds: Vec<i32>,
    walking: Walking,
    points: Vec<(f64, f64)>,
    /// By stop and session, which of the sets of windows holds.
    set_of: Vec<u32>,
    /// First and last second at which a service may begin, in order of time.
    sets: Vec<Vec<(i32, i32)>>,
    present: Vec<bool>,
    /// By slot, its session and team: a division at each look would be slow.
    session_and_team: Vec<(u32, u32)>,
    /// By stop, a bit for each session in which its door is open; see [`session_bit`].
    open: Vec<u64>,
    /// By stop, which set of teams may come.
    group_of: Vec<u32>,
    groups: Vec<Vec<bool>>,
}

/// Where the stops lie, in metres.
fn points(problem: &Problem) -> Vec<(f64, f64)> {
    let stops = problem.stops.iter();
    stops
        .map(|stop| (f64::from(stop.x), f64::from(stop.y)))
        .collect()
}

impl Fixed {
    pub(crate) fn new(problem: &Problem) -> Self {
        let stops = &problem.stops;
        let points = points(problem);
        let (set_of, sets) = window_sets(problem);
        let (group_of, groups) = team_groups(problem);
        let teams = problem.teams;
        let slot = |(session, team): (usize, usize)| index(session * teams + team);
        let price = prices(problem);
        let sessions = problem.sessions.len();
        let about = problem.sessions.iter();
        let lengths = || about.clone().map(|it| i64::from(it.length_seconds).max(1));
        let open = open_bits(&set_of, &sets, sessions);
        let near = Near::new(
            &points,
            |from, to| seconds(problem.walking, from, to),
            |one, other| open[one] & open[other] != 0,
        );
        Self {
            teams,
            sessions,
            weights: problem.weights,
            know_teams: problem.weights.know_teams(),
            service: stops.iter().map(|stop| stop.service_seconds).collect(),
            compound: stops.iter().map(|stop| index(stop.compound)).collect(),
            compounds: 1 + stops.iter().map(|stop| stop.compound).max().unwrap_or(0),
            familiar: stops
                .iter()
                .map(|stop| stop.familiar.map_or(NONE, index))
                .collect(),
            announced: stops
                .iter()
                .map(|stop| stop.announced.map_or(NONE, slot))
                .collect(),
            near,
            open,
            session_and_team: (0..sessions * teams)
                .map(|slot| (index(slot / teams), index(slot % teams)))
                .collect(),
            service_total: stops.iter().map(|it| i64::from(it.service_seconds)).sum(),
            price_least: price.iter().copied().min().unwrap_or(0),
            price,
            length: lengths().collect(),
            length_least: lengths().min().unwrap_or(1),
            length_seconds: problem
                .sessions
                .iter()
                .map(|it| it.length_seconds)
                .collect(),
            walking: problem.walking,
            points,
            set_of,
            sets,
            present: problem
                .sessions
                .iter()
                .flat_map(|session| session.present.iter().copied())
                .collect(),
            group_of,
            groups,
        }
    }

    pub(crate) fn stops(&self) -> usize {
        self.points.len()
    }

    pub(crate) fn slots(&self) -> usize {
        self.present.len()
    }

    pub(crate) fn team(&self, slot: u32) -> usize {
        at(self.session_and_team[at(slot)].1)
    }

    pub(crate) fn session(&self, slot: u32) -> usize {
        at(self.session_and_team[at(slot)].0)
    }

    pub(crate) fn price(&self, slot: u32) -> i64 {
        self.price[self.session(slot)]
    }

    pub(crate) fn length(&self, slot: u32) -> i64 {
        self.length[self.session(slot)]
    }

    pub(crate) fn length_seconds(&self, slot: u32) -> i32 {
        self.length_seconds[self.session(slot)]
    }

    pub(crate) fn is_present(&self, slot: usize) -> bool {
        self.present[slot]
    }

    pub(crate) fn point(&self, stop: u32) -> (f64, f64) {
        self.points[at(stop)]
    }

    /// Seconds on foot. The square root is the one function that is alike on all machines.
    pub(crate) fn walk(&self, from: u32, to: u32) -> i32 {
        self.seconds(self.points[at(from)], self.points[at(to)])
    }

    /// Seconds on foot between two points.
    pub(crate) fn seconds(&self, from: (f64, f64), to: (f64, f64)) -> i32 {
        seconds(self.walking, from, to)
    }

    /// Whether the door may be open in a session of this bit.
    pub(crate) fn open_bits(&self, stop: u32) -> u64 {
        self.open[at(stop)]
    }

    pub(crate) fn windows(&self, stop: u32, session: usize) -> &[(i32, i32)] {
        &self.sets[at(self.set_of[at(stop) * self.sessions + session])]
    }

    /// When a service begins after an arrival, if it still can.
    pub(crate) fn begin(&self, stop: u32, session: usize, arrival: i32) -> Option<i32> {
        let windows = self.windows(stop, session);
        let open = windows.iter().find(|(_, last)| arrival <= *last)?;
        Some(arrival.max(open.0))
    }

    /// The latest arrival after which a service begins no later than this.
    pub(crate) fn latest_arrival(&self, stop: u32, session: usize, begin: i32) -> Option<i32> {
        let windows = self.windows(stop, session);
        let open = windows.iter().rev().find(|(first, _)| *first <= begin)?;
        Some(begin.min(open.1))
    }

    pub(crate) fn may_come(&self, stop: u32, team: usize) -> bool {
        let group = self.group_of[at(stop)];
        group == NONE || self.groups[at(group)][team]
    }

    /// Whether this team could serve this stop alone in this session.
    pub(crate) fn fits(&self, stop: u32, slot: u32) -> bool {
        self.is_present(at(slot))
            && self.may_come(stop, self.team(slot))
            && !self.windows(stop, self.session(slot)).is_empty()
    }
}

fn seconds(walking: Walking, (x, y): (f64, f64), (u, v): (f64, f64)) -> i32 {
    let metres = ((u - x) * (u - x) + (v - y) * (v - y)).sqrt();
    let seconds = walking.detour * metres / walking.metres_per_second + 0.5;
    i32::try_from(whole(seconds)).unwrap_or(i32::MAX / 4)
}

/// How much dearer than an hour longer one the search takes a session to be, in thousandths of what
/// a team-session costs.
const HOUR_SHORTER: i64 = 350;

/// Every team-session costs the same, but a longer one holds more stops, so to use one spares
/// part of another. The search could find that only by filling many at once; so it is told, by
/// prices around the true one.
fn prices(problem: &Problem) -> Vec<i64> {
    let lengths = problem
        .sessions
        .iter()
        .map(|it| i64::from(it.length_seconds));
    let count = i64::try_from(problem.sessions.len()).unwrap_or(1).max(1);
    let mean = lengths.clone().sum::<i64>() / count;
    let true_price = problem.weights.team_session;
    let of = |length: i64| {
        let shorter = (mean - length).clamp(-7_200, 7_200);
        true_price + true_price * shorter * HOUR_SHORTER / 3_600_000
    };
    lengths.map(of).collect()
}

/// When a service of this length may begin within a session: overlapping windows are one.
pub(crate) fn begins(stop: &crate::Stop, session: usize, length: i32) -> Vec<(i32, i32)> {
    let mut open: Vec<(i32, i32)> = stop.windows[session]
        .iter()
        .map(|it| (it.from.max(0), it.to.min(length) - stop.service_seconds))
        .filter(|(first, last)| first <= last)
        .collect();
    open.sort_unstable();
    let mut merged: Vec<(i32, i32)> = Vec::with_capacity(open.len());
    for (first, last) in open {
        match merged.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

fn window_sets(problem: &Problem) -> (Vec<u32>, Vec<Vec<(i32, i32)>>) {
    let mut known: HashMap<Vec<(i32, i32)>, u32> = HashMap::new();
    let mut sets: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut set_of = Vec::with_capacity(problem.stops.len() * problem.sessions.len());
    for stop in &problem.stops {
        for (session, about) in problem.sessions.iter().enumerate() {
            let set = begins(stop, session, about.length_seconds);
            let number = known.entry(set).or_insert_with_key(|set| {
                sets.push(set.clone());
                index(sets.len() - 1)
            });
            set_of.push(*number);
        }
    }
    (set_of, sets)
}

/// The bit of a session. From the 65th on sessions share bits, so that a bit tells for certain only
/// when a door is closed.
pub(crate) const fn session_bit(session: usize) -> u64 {
    1 << (session % 64)
}

fn open_bits(set_of: &[u32], sets: &[Vec<(i32, i32)>], sessions: usize) -> Vec<u64> {
    let bits = |of_stop: &[u32]| {
        let open = of_stop.iter().enumerate();
        let open = open.filter(|(_, set)| !sets[at(**set)].is_empty());
        open.fold(0, |bits, (session, _)| bits | session_bit(session))
    };
    set_of.chunks(sessions.max(1)).map(bits).collect()
}

fn team_groups(problem: &Problem) -> (Vec<u32>, Vec<Vec<bool>>) {
    let mut known: HashMap<&[usize], u32> = HashMap::new();
    let mut groups = Vec::new();
    let of = problem.stops.iter().map(|stop| {
        let Some(allowed) = &stop.allowed else {
            return NONE;
        };
        *known.entry(allowed).or_insert_with(|| {
            let mut group = vec![false; problem.teams];
            for team in allowed {
                group[*team] = true;
            }
            groups.push(group);
            index(groups.len() - 1)
        })
    });
    (of.collect(), groups)
}
