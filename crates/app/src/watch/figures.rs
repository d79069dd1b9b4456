//! What this process counts while it works.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huiyin_db::{Reach, WaitWatch};

use super::catalogue::{
    DATABASE_WAIT, IN_FLIGHT, JOB_RUNS, JOB_SECONDS, MESSAGES, READY, REQUEST_SECONDS, REQUESTS,
    SPANS_DROPPED,
};
use super::exposition::{Exposition, Value};
use super::histogram::Histogram;
use crate::clock::Doubt;
use crate::machine::Stopwatch;

/// More routes than the house will ever have; whatever comes beyond is counted together.
const ROUTES_MAX: usize = 2_000;
const OTHER: &str = "other";
const METHODS: [&str; 5] = ["GET", "POST", "HEAD", "OPTIONS", "PUT"];
const STATUS_CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// How a piece of work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Done,
    Retried,
    Failed,
}

impl Outcome {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retried => "retried",
            Self::Failed => "failed",
        }
    }
}

#[derive(Debug, Default)]
struct RouteFigures {
    duration: Histogram,
    /// By method and class of status.
    answers: BTreeMap<(&'static str, &'static str), u64>,
}

#[derive(Debug, Default)]
struct Work {
    jobs: BTreeMap<(&'static str, Outcome), u64>,
    job_micros: BTreeMap<&'static str, u64>,
    messages: BTreeMap<Outcome, u64>,
}

/// Everything counted since the process began.
#[derive(Debug)]
pub struct Figures {
    started: Stopwatch,
    routes: Mutex<BTreeMap<String, RouteFigures>>,
    waits: Mutex<(Histogram, Histogram)>,
    work: Mutex<Work>,
    /// What is paused because the clock is not believed.
    doubts: Mutex<Vec<Doubt>>,
    in_flight: AtomicI64,
    spans_dropped: AtomicU64,
    is_stopping: AtomicBool,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            started: Stopwatch::start(),
            routes: Mutex::default(),
            waits: Mutex::default(),
            work: Mutex::default(),
            doubts: Mutex::default(),
            in_flight: AtomicI64::new(0),
            spans_dropped: AtomicU64::new(0),
            is_stopping: AtomicBool::new(false),
        }
    }
}

/// A request that is being answered, until it is dropped.
#[derive(Debug)]
pub struct InFlight(Arc<Figures>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Figures {
    pub fn request(self: &Arc<Self>) -> InFlight {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(Arc::clone(self))
    }

    pub fn answered(&self, route: &str, method: &str, status: u16, micros: u64) {
        let known = |all: &[&'static str], text: &str| {
            let found = all.iter().find(|it| **it == text);
            found.copied().unwrap_or(OTHER)
        };
        let method = known(&METHODS, method);
        let class = STATUS_CLASSES
            .get(usize::from(status / 100).wrapping_sub(1))
            .copied()
            .unwrap_or(OTHER);
        let mut routes = locked(&self.routes);
        let name = if routes.len() < ROUTES_MAX || routes.contains_key(route) {
            route
        } else {
            OTHER
        };
        if !routes.contains_key(name) {
            routes.insert(name.to_owned(), RouteFigures::default());
        }
        if let Some(figures) = routes.get_mut(name) {
            figures.duration.record(micros);
            *figures.answers.entry((method, class)).or_default() += 1;
        }
    }

    pub fn job_ran(&self, job: &'static str, outcome: Outcome, micros: u64) {
        let mut work = locked(&self.work);
        *work.jobs.entry((job, outcome)).or_default() += 1;
        *work.job_micros.entry(job).or_default() += micros;
    }

    pub fn message_handled(&self, outcome: Outcome) {
        *locked(&self.work).messages.entry(outcome).or_default() += 1;
    }

    pub(super) fn span_dropped(&self) {
        self.spans_dropped.fetch_add(1, Ordering::Relaxed);
    }

    /// From the order to stop on nobody should send anything new.
    pub fn stopping(&self) {
        self.is_stopping.store(true, Ordering::SeqCst);
    }

    /// Notes for whoever asks what is paused because the clock is not believed.
    pub(crate) fn doubt(&self, doubts: Vec<Doubt>) {
        *locked(&self.doubts) = doubts;
    }

    pub(crate) fn doubts(&self) -> Vec<Doubt> {
        locked(&self.doubts).clone()
    }

    pub fn is_ready(&self) -> bool {
        !self.is_stopping.load(Ordering::SeqCst)
    }

    pub(super) fn expose(&self, text: &mut Exposition) {
        text.one(&READY, u64::from(self.is_ready()));
        self.expose_requests(text);
        let in_flight = self.in_flight.load(Ordering::Relaxed);
        text.one(&IN_FLIGHT, Value::Whole(in_flight));
        let (read, write) = locked(&self.waits).clone();
        text.histograms(
            &DATABASE_WAIT,
            [(vec!["read"], read), (vec!["write"], write)],
        );
        let work = locked(&self.work);
        text.many(
            &MESSAGES,
            work.messages
                .iter()
                .map(|(outcome, count)| (vec![outcome.name()], (*count).into())),
        );
        text.many(
            &JOB_RUNS,
            work.jobs
                .iter()
                .map(|((job, outcome), count)| (vec![*job, outcome.name()], (*count).into())),
        );
        text.many(
            &JOB_SECONDS,
            work.job_micros
                .iter()
                .map(|(job, micros)| (vec![*job], Value::Micros(*micros))),
        );
        text.one(&SPANS_DROPPED, self.spans_dropped.load(Ordering::Relaxed));
    }

    fn expose_requests(&self, text: &mut Exposition) {
        let routes = locked(&self.routes);
        text.many(
            &REQUESTS,
            routes.iter().flat_map(|(route, figures)| {
                figures.answers.iter().map(|((method, class), count)| {
                    (vec![route.as_str(), method, class], (*count).into())
                })
            }),
        );
        text.histograms(
            &REQUEST_SECONDS,
            routes
                .iter()
                .map(|(route, figures)| (vec![route.as_str()], figures.duration.clone())),
        );
    }
}

impl WaitWatch for Figures {
    fn now_micros(&self) -> u64 {
        self.started.micros()
    }

    fn waited(&self, reach: Reach, micros: u64) {
        let mut waits = locked(&self.waits);
        match reach {
            Reach::Read => waits.0.record(micros),
            Reach::Write => waits.1.record(micros),
        }
    }
}

/// A panic elsewhere must not end the counting.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_cannot_make_new_series() {
        let figures = Figures::default();
        for number in 0..ROUTES_MAX + 50 {
            figures.answered(&format!("/{number}"), "BREW", 200, 10);
        }
        figures.answered("/0", "GET", 999, 10);
        let mut text = Exposition::default();
        figures.expose(&mut text);
        let text = text.finish();
        let series = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!(series("huiyin_http_requests_total"), ROUTES_MAX + 2);
        assert!(text.contains(r#"{route="other",method="other",status="2xx"} 50"#));
        assert!(text.contains(r#"{route="/0",method="GET",status="other"} 1"#));
        assert!(!text.contains("BREW"));
    }

    #[test]
    fn what_is_in_flight_leaves_however_it_ends() {
        let figures = Arc::new(Figures::default());
        let first = figures.request();
        let second = figures.request();
        drop(first);
        assert_eq!(figures.in_flight.load(Ordering::Relaxed), 1);
        drop(second);
        assert_eq!(figures.in_flight.load(Ordering::Relaxed), 0);
    }
}
