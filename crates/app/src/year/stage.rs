//! The house on its own clock, and everybody who acts in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use huiyin_kernel::{Clock as _, Date, FixedClock, Id, Instant};
use huiyin_matters::model::Actor;
use huiyin_registry::Area;
use huiyin_year::{Chance, Order, plan};

use super::counts::{Counts, Told};
use super::estates::Estates;
use super::matters::Live;
use super::proof::Proven;
use super::rounds::Walk;
use super::setting::{self, Staff};
use super::times::Times;
use super::wheel::{Event, Wheel};
use super::{Halt, Wish, chores, proof, queries};
use crate::machine::{Machine, SeededEntropy, Stopwatch};
use crate::slices::Slices;
use crate::{Config, House};

/// The register is made before the first day and does not change.
const REGISTER_SECONDS: i64 = 400 * 24 * 3600;
/// When the desk opens, and the jobs of the night have run.
const MORNING_HOUR: i64 = 8;
const AFTERNOON_HOUR: i64 = 17;
/// When the day is sealed and looked at.
const NIGHT_HOUR: i64 = 23;

pub(super) struct Stage {
    pub slices: Slices,
    pub clock: Arc<FixedClock>,
    pub wish: Wish,
    pub chance: Chance,
    pub order: Order,
    pub raised: Vec<huiyin_year::Raised>,
    /// In the order of their codes, which the plan counts by.
    pub compounds: Vec<Area>,
    pub streets: Vec<Area>,
    pub staff: Staff,
    pub wheel: Wheel,
    pub live: Vec<Live>,
    pub walks: Vec<Walk>,
    /// The numbers of doors by what they are called in the store.
    pub doors: BTreeMap<Id, u32>,
    pub estates: Estates,
    pub counts: Counts,
    pub times: Times,
    proven: Proven,
}

impl Stage {
    /// Sets the district up on the morning of the first day.
    pub async fn set(house: &House, config: &Config, wish: &Wish) -> Result<Self, Halt> {
        let clock = Arc::new(FixedClock::at(wish.from.start()));
        setting::register(house, wish, &clock).await?;
        let machine = Machine {
            clock: Arc::<FixedClock>::clone(&clock),
            entropy: Arc::new(SeededEntropy::of(wish.seed)),
            register_seconds: REGISTER_SECONDS,
        };
        let slices = Slices::start_on(house, config, machine).await?;
        let known = setting::known(&slices, wish).await?;
        let told = plan(&known.order);
        let mut wheel = Wheel::default();
        for (place, raised) in told.raised.iter().enumerate() {
            wheel.put(raised.at, Event::Raise(place));
        }
        let mut stage = Self {
            slices,
            clock,
            wish: *wish,
            chance: Chance::of_seed(wish.seed),
            order: known.order,
            raised: told.raised,
            compounds: known.compounds,
            streets: known.streets,
            staff: known.staff,
            wheel,
            live: Vec::new(),
            walks: Vec::new(),
            doors: BTreeMap::new(),
            estates: Estates::default(),
            counts: Counts::default(),
            times: Times::default(),
            proven: Proven::default(),
        };
        stage.counts.storms = told.storms.len() as u64;
        Box::pin(stage.enter_doors()).await?;
        Box::pin(stage.enter_estates()).await?;
        stage.plan_rounds();
        stage.plan_estates();
        Ok(stage)
    }

    pub fn today(&self) -> Date {
        self.clock.now().date()
    }

    /// Nothing is told about the time after the end.
    pub fn put(&mut self, at: Instant, event: Event) {
        if at < self.wish.end {
            self.wheel.put(at, event);
        }
    }

    /// An id that follows from what it is of.
    pub fn id(&self, what: &str, number: impl std::fmt::Display) -> Id {
        let seed = self.wish.seed;
        Id::derived("huiyin year", &format!("{seed} {what} {number}"))
    }

    /// An operation failed.
    pub fn failed(&self, what: &str, error: &dyn std::fmt::Display) -> Halt {
        Halt::during(self.today(), what, error)
    }

    /// Sets the clock forward, never back.
    fn turn(&self, at: Instant) {
        self.clock.set(at.max(self.clock.now()));
    }

    /// Everything up to a time of the day, in its order.
    async fn happen(&mut self, until: Instant) -> Result<(), Halt> {
        let until = until.min(self.wish.end);
        while let Some((at, event)) = self.wheel.next_before(until) {
            self.turn(at);
            let stopwatch = Stopwatch::start();
            match event {
                Event::Raise(place) => self.raise(place).await?,
                Event::Step(place) => self.step(place).await?,
                Event::Round(place) => Box::pin(self.make_round(place)).await?,
                Event::Door(walk, stop) => self.at_the_door(walk, stop).await?,
                Event::Vote(vote, step) => Box::pin(self.vote(vote, step)).await?,
                Event::Book(book, step) => Box::pin(self.book(book, step)).await?,
            }
            self.times.events.add(event.name(), stopwatch);
        }
        self.turn(until);
        Ok(())
    }

    /// One day: what happens, the jobs of the house, and the look at what must hold.
    pub async fn live(&mut self, number: u16) -> Result<(), Halt> {
        let day = self.wish.day(number);
        let at = |hour| day.start().plus_hours(hour);
        self.happen(at(MORNING_HOUR)).await?;
        chores::in_the_morning(self).await?;
        self.happen(at(AFTERNOON_HOUR)).await?;
        chores::in_the_afternoon(self).await?;
        self.happen(at(NIGHT_HOUR)).await?;
        chores::at_night(self).await?;
        proof::of_day(&self.slices, day, &mut self.proven).await?;
        if day == day.last_of_month() {
            proof::of_month(&self.slices, day, &mut self.proven).await?;
        }
        if number + 1 == self.wish.days / 2 {
            proof::of_all(&self.slices, day, &mut self.proven).await?;
        }
        self.counts.proofs += 1;
        Ok(())
    }

    /// The last look, at everything.
    pub async fn close(&mut self) -> Result<(), Halt> {
        self.happen(self.wish.end).await?;
        chores::at_night(self).await?;
        let today = self.today();
        proof::of_day(&self.slices, today, &mut self.proven).await?;
        proof::of_all(&self.slices, today, &mut self.proven).await?;
        self.counts.proofs += 1;
        Ok(())
    }

    pub async fn told(&self) -> Result<Told, Halt> {
        let states = queries::states(&mut self.slices.site.db.read().await?).await?;
        let whole = |n: i64| u64::try_from(n).unwrap_or(0);
        let times = Times {
            proofs: self.proven.times.clone(),
            ..self.times.clone()
        };
        Ok(Told {
            counts: self.counts.clone(),
            states: states
                .into_iter()
                .map(|(state, n)| (state, whole(n)))
                .collect(),
            times,
        })
    }

    /// Whoever acts for a body; nobody does for one without an account.
    pub fn handler(&self, body: Id) -> Option<&Actor> {
        self.staff.handlers.get(&body)
    }
}
