//! What is planned, and what of it cannot be.

/// Stops of one problem.
pub const STOPS_MOST: usize = 200_000;
/// Slots (sessions times teams) of one problem.
pub const SLOTS_MOST: usize = 200_000;
const WINDOWS_MOST: usize = 64;
/// A day and a half; longer than any session.
const SECONDS_MOST: i32 = 129_600;
/// Coordinates stay exact when squared.
const METRES_MOST: i32 = 20_000_000;

/// From second to second of a session, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: i32,
    pub to: i32,
}

/// One door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Metres on a plane.
    pub x: i32,
    pub y: i32,
    pub service_seconds: i32,
    /// For each session, when the door is open in it.
    pub windows: Vec<Vec<Window>>,
    /// Stops of one compound are better not divided among teams.
    pub compound: usize,
    /// The team that knows the door.
    pub familiar: Option<usize>,
    /// Which teams may come; nobody in particular means every team.
    pub allowed: Option<Vec<usize>>,
    /// Session and team that were announced, for a plan that is mended.
    pub announced: Option<(usize, usize)>,
}

/// A half-day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub length_seconds: i32,
    /// For each team, whether it is there.
    pub present: Vec<bool>,
}

/// How long a way takes: metres times the detour, at this speed, rounded to seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walking {
    pub metres_per_second: f64,
    pub detour: f64,
}

impl Default for Walking {
    /// A pace that an elderly visitor keeps, on ways that go round the blocks.
    fn default() -> Self {
        Self {
            metres_per_second: 1.2,
            detour: 1.3,
        }
    }
}

/// What counts how much, in seconds of walking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// Each session in which a team has to come.
    pub team_session: i64,
    /// Each stop that meets another team than the one that knows it.
    pub unfamiliar: i64,
    /// Each further team in a compound.
    pub divided: i64,
    /// Each second of work of a team above its fair share.
    pub overload: i64,
    /// Each stop whose announced team or session changes.
    pub changed: i64,
}

impl Weights {
    /// Short ways and few sessions, and nothing else.
    pub const WALK: Self = Self {
        team_session: 1_800,
        unfamiliar: 0,
        divided: 0,
        overload: 0,
        changed: 0,
    };
}

impl Default for Weights {
    /// What a coordinator would choose.
    fn default() -> Self {
        Self {
            team_session: 1_800,
            unfamiliar: 900,
            divided: 800,
            overload: 8,
            changed: 7_200,
        }
    }
}

impl Weights {
    /// Whether it matters which team has a route.
    pub(crate) fn know_teams(&self) -> bool {
        self.unfamiliar > 0 || self.divided > 0 || self.overload > 0 || self.changed > 0
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub teams: usize,
    pub sessions: Vec<Session>,
    pub stops: Vec<Stop>,
    pub walking: Walking,
    pub weights: Weights,
}

/// Why something is no problem that can be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    #[error("there is no {0}")]
    None(&'static str),
    #[error("there are {found} {what}; at most {most} are planned at once")]
    TooMany {
        what: &'static str,
        found: usize,
        most: usize,
    },
    #[error("the walking speed and detour must be positive numbers")]
    Walking,
    #[error("weights must not be negative")]
    Weights,
    #[error("session {0}: its length must be 1 to {SECONDS_MOST} seconds")]
    Length(usize),
    #[error("session {0}: it must say of every team whether it is there")]
    Present(usize),
    #[error("stop {stop}: {what}")]
    Stop { stop: usize, what: &'static str },
}

impl Problem {
    /// Slots are numbered by session, then team.
    pub(crate) fn slots(&self) -> usize {
        self.sessions.len() * self.teams
    }

    pub fn validate(&self) -> Result<(), Invalid> {
        self.validate_size()?;
        let walking = [self.walking.metres_per_second, self.walking.detour];
        if !walking.iter().all(|it| it.is_finite() && *it > 0.01) {
            return Err(Invalid::Walking);
        }
        let weights = self.weights;
        let least = [
            weights.team_session,
            weights.unfamiliar,
            weights.divided,
            weights.overload,
            weights.changed,
        ];
        // Sums of costs must stay far from the end of the numbers.
        if !least.iter().all(|it| (0..=1_000_000).contains(it)) {
            return Err(Invalid::Weights);
        }
        for (at, session) in self.sessions.iter().enumerate() {
            if !(1..=SECONDS_MOST).contains(&session.length_seconds) {
                return Err(Invalid::Length(at));
            }
            if session.present.len() != self.teams {
                return Err(Invalid::Present(at));
            }
        }
        for (at, stop) in self.stops.iter().enumerate() {
            self.validate_stop(stop)
                .map_err(|what| Invalid::Stop { stop: at, what })?;
        }
        Ok(())
    }

    fn validate_size(&self) -> Result<(), Invalid> {
        for (what, found) in [
            ("team", self.teams),
            ("session", self.sessions.len()),
            ("stop", self.stops.len()),
        ] {
            if found == 0 {
                return Err(Invalid::None(what));
            }
        }
        let slots = self.teams.saturating_mul(self.sessions.len());
        for (what, found, most) in [
            ("stops", self.stops.len(), STOPS_MOST),
            ("sessions of teams", slots, SLOTS_MOST),
        ] {
            if found > most {
                return Err(Invalid::TooMany { what, found, most });
            }
        }
        Ok(())
    }

    fn validate_stop(&self, stop: &Stop) -> Result<(), &'static str> {
        let metres = -METRES_MOST..=METRES_MOST;
        if !(metres.contains(&stop.x) && metres.contains(&stop.y)) {
            return Err("it lies outside the plane; are these metres?");
        }
        if !(0..=SECONDS_MOST).contains(&stop.service_seconds) {
            return Err("a visit takes 0 seconds to a day and a half");
        }
        if stop.windows.len() != self.sessions.len() {
            return Err("it must say for every session when its door is open");
        }
        for windows in &stop.windows {
            if windows.len() > WINDOWS_MOST {
                return Err("it has too many windows in one session");
            }
            let seconds = -SECONDS_MOST..=2 * SECONDS_MOST;
            let odd = |it: &Window| {
                it.from >= it.to || !seconds.contains(&it.from) || !seconds.contains(&it.to)
            };
            if windows.iter().any(odd) {
                return Err("a window ends before it begins, or lies days away");
            }
        }
        if stop.compound >= STOPS_MOST {
            return Err("compounds are numbered from 0 without large gaps");
        }
        let named = stop.familiar.iter().chain(stop.allowed.iter().flatten());
        if named.into_iter().any(|team| *team >= self.teams) {
            return Err("it names a team that does not exist");
        }
        let announced = stop.announced;
        if announced
            .is_some_and(|(session, team)| session >= self.sessions.len() || team >= self.teams)
        {
            return Err("it was announced for a session or team that does not exist");
        }
        Ok(())
    }
}
