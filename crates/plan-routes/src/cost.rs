//! What a plan costs, kept up to date stop by stop.

use crate::fixed::{Fixed, at, index};

/// A stop without a place: dearer than any way, so that it is left out only where none is.
pub(crate) const ABSENT: i64 = 40_000;

/// The parts of the cost; [`Tally::total`] weighs them.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    pub(crate) walk: i64,
    pub(crate) used: i64,
    /// What the used team-sessions cost the search.
    pub(crate) price: i64,
    /// What full team-sessions are worth to the search; see [`Tally::add_fill`].
    fill: i64,
    bonus: i64,
    pub(crate) absent: i64,
    pub(crate) unfamiliar: i64,
    pub(crate) divided: i64,
    pub(crate) overload: i64,
    pub(crate) changed: i64,
    /// Seconds of service and walking, by team.
    pub(crate) load: Vec<i64>,
    /// What a team may have before it counts as too much.
    share: i64,
    /// By compound, the teams that have stops in it and how many.
    teams_in: Vec<Vec<(u32, u32)>>,
}

impl Tally {
    pub(crate) fn new(fixed: &Fixed) -> Self {
        Self {
            walk: 0,
            used: 0,
            price: 0,
            fill: 0,
            bonus: 0,
            absent: i64::try_from(fixed.stops()).unwrap_or(i64::MAX),
            unfamiliar: 0,
            divided: 0,
            overload: 0,
            changed: 0,
            load: vec![0; fixed.teams],
            share: i64::MAX / 8,
            teams_in: vec![Vec::new(); fixed.compounds],
        }
    }

    pub(crate) fn total(&self, fixed: &Fixed) -> i64 {
        let weights = &fixed.weights;
        self.walk + self.price - self.fill
            + self.absent * ABSENT
            + self.unfamiliar * weights.unfamiliar
            + self.divided * weights.divided
            + self.overload * weights.overload
            + self.changed * weights.changed
    }

    /// Sets anew what is a fair share: the mean with 28 thousandths on top. With less, most teams stand at
    /// the border, and no session can be spared because the little way that it costs is too much
    /// for somebody.
    pub(crate) fn share_anew(&mut self, fixed: &Fixed) {
        let teams = i64::try_from(fixed.teams).unwrap_or(1);
        let mean = (fixed.service_total + self.walk) / teams;
        self.share = mean + mean * 28 / 1_000;
        self.overload = self.load.iter().map(|load| self.over(*load)).sum();
    }

    /// Forgets what full sessions are worth and counts with another bonus from now on.
    pub(crate) fn begin_fill(&mut self, bonus: i64) {
        self.fill = 0;
        self.bonus = bonus;
    }

    /// A team-session is worth the more the fuller it is, with the square of its share: two half
    /// full ones are worth less than a full one and an empty one, so the search sees early that
    /// emptying one is a way to spare it.
    pub(crate) fn add_fill(&mut self, (before, after): (i64, i64), length: i64) {
        if self.bonus == 0 {
            return;
        }
        let worth = |seconds: i64| seconds * seconds * self.bonus / (length * length);
        self.fill += worth(after) - worth(before);
    }

    /// The most that a team-session can be worth more with this stop. The square grows fastest where
    /// the session is full, and more slowly than twice as fast as its share.
    pub(crate) fn fill_most(&self, fixed: &Fixed, stop: u32) -> i64 {
        2 * self.bonus * i64::from(fixed.service[at(stop)]) / fixed.length_least
    }

    pub(crate) fn add_load(&mut self, team: usize, seconds: i64) {
        self.overload += self.overload_by(team, seconds);
        self.load[team] += seconds;
    }

    /// What it would cost a team to work so much longer.
    pub(crate) fn overload_by(&self, team: usize, seconds: i64) -> i64 {
        let before = self.load[team];
        self.over(before + seconds) - self.over(before)
    }

    /// Seconds of a load above the fair share.
    fn over(&self, load: i64) -> i64 {
        (load - self.share).max(0)
    }

    /// The stop is in this slot from now on.
    pub(crate) fn add(&mut self, fixed: &Fixed, stop: u32, slot: u32) {
        self.absent -= 1;
        if !fixed.know_teams {
            return;
        }
        let team = fixed.team(slot);
        self.unfamiliar += i64::from(is_unfamiliar(fixed, stop, team));
        self.changed += i64::from(is_changed(fixed, stop, slot));
        let teams = &mut self.teams_in[at(fixed.compound[at(stop)])];
        if let Some(known) = teams.iter_mut().find(|it| at(it.0) == team) {
            known.1 += 1;
        } else {
            self.divided += i64::from(!teams.is_empty());
            teams.push((index(team), 1));
        }
    }

    pub(crate) fn remove(&mut self, fixed: &Fixed, stop: u32, slot: u32) {
        self.absent += 1;
        if !fixed.know_teams {
            return;
        }
        let team = fixed.team(slot);
        self.unfamiliar -= i64::from(is_unfamiliar(fixed, stop, team));
        self.changed -= i64::from(is_changed(fixed, stop, slot));
        let teams = &mut self.teams_in[at(fixed.compound[at(stop)])];
        if let Some(place) = teams.iter().position(|it| at(it.0) == team) {
            teams[place].1 -= 1;
            if teams[place].1 == 0 {
                teams.swap_remove(place);
                self.divided -= i64::from(!teams.is_empty());
            }
        }
    }

    /// What the slot costs a stop beside the way.
    pub(crate) fn extra(&self, fixed: &Fixed, stop: u32, slot: u32, seconds: i64) -> i64 {
        if !fixed.know_teams {
            return 0;
        }
        let team = fixed.team(slot);
        let weights = &fixed.weights;
        let teams = &self.teams_in[at(fixed.compound[at(stop)])];
        let divides = !teams.is_empty() && !teams.iter().any(|it| at(it.0) == team);
        i64::from(is_unfamiliar(fixed, stop, team)) * weights.unfamiliar
            + i64::from(is_changed(fixed, stop, slot)) * weights.changed
            + i64::from(divides) * weights.divided
            + self.overload_by(team, seconds) * weights.overload
    }

    pub(crate) fn teams_of(&self, compound: u32) -> impl Iterator<Item = usize> + '_ {
        self.teams_in[at(compound)].iter().map(|it| at(it.0))
    }
}

fn is_unfamiliar(fixed: &Fixed, stop: u32, team: usize) -> bool {
    let familiar = fixed.familiar[at(stop)];
    familiar != crate::fixed::NONE && at(familiar) != team
}

fn is_changed(fixed: &Fixed, stop: u32, slot: u32) -> bool {
    let announced = fixed.announced[at(stop)];
    announced != crate::fixed::NONE && announced != slot
}
