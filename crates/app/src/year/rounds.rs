//! Rounds from door to door: made, planned by the planning engine, announced, and walked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use huiyin_forms::{Form, household_visit};
use huiyin_kernel::{Id, Instant};
use huiyin_matters::demo::trouble;
use huiyin_matters::model::Source;
use huiyin_visits::model::{
    Actor, DwellingKind, FormRef, Minute, PlanOrder, Round, RoundDraft, Session, Span, VisitAct,
};
use huiyin_visits::notebook::{self, MatterAnswers, Notebook, Outcome, Submission};
use huiyin_visits::ops::take::AtDoors;
use huiyin_visits::ops::{self, By};
use huiyin_visits::rules::teams::TeamDraft;
use huiyin_visits::store::teams;
use huiyin_visits::store::visits::{self as rows, Stored};
use huiyin_year::doors::{Met, RoundPlan, met, rounds};
use huiyin_year::plan::heard_at_door;
use serde_json::{Value, json};

use super::Halt;
use super::doors::coordinator;
use super::stage::Stage;
use super::wheel::Event;

/// Within the hours of every day of the week (rule V1).
const MORNING: Span = Span::new(Minute::at(9, 30), Minute::at(12, 0));
const AFTERNOON: Span = Span::new(Minute::at(14, 0), Minute::at(18, 0));
/// Effort of a plan.
const PLAN_SECONDS: u32 = 1;
/// Visits that are read at once.
const PAGE: i64 = 1_000;
/// Of those who were asked for a time, so many of a hundred name the half day of the plan.
const APPOINT: u64 = 33;
/// A visit is written down so long after the team has come.
const WRITTEN_AFTER_SECONDS: i64 = 600;
/// Numbers of matters that begin at a door.
const FIRST_FOUND: u32 = 1_000_000;

const SUGGESTIONS: [&str; 3] = [
    "希望社区每个月能有一次修小家电的活动。",
    "活动室晚上能不能多开一个小时？",
    "通知请贴在电梯里，字大一点。",
];

/// A round as it is walked.
#[derive(Debug)]
pub(super) struct Walk {
    plan: RoundPlan,
    stops: Vec<Stop>,
}

#[derive(Debug, Clone, Copy)]
struct Stop {
    visit: Id,
    dwelling: Id,
    pair: [Id; 2],
}

impl Stage {
    pub(super) fn plan_rounds(&mut self) {
        let wish = self.wish;
        for plan in rounds(wish.from, wish.days, self.streets.len()) {
            let at = Minute::at(9, 0).on(plan.made_on);
            self.put(at, Event::Round(self.walks.len()));
            self.walks.push(Walk {
                plan,
                stops: Vec::new(),
            });
        }
    }

    /// A round in the streets whose turn it is, with every team, planned and announced.
    pub(super) async fn make_round(&mut self, place: usize) -> Result<(), Halt> {
        let visits = Arc::clone(&self.slices.visits);
        let by = By::everywhere(coordinator());
        let plan = self.walks[place].plan.clone();
        let round = self.set_up(&by, &plan).await?;
        let failed = |stage: &Self, error: &dyn std::fmt::Display| stage.failed("round", error);
        let doors = ops::admit_doors(&visits, &by, round.id).await;
        let doors = doors.map_err(|error| failed(self, &error))?;
        self.counts.visits += doors as u64;
        self.counts.operations += doors as u64;
        if doors == 0 {
            return Ok(());
        }
        let order = PlanOrder {
            seconds: PLAN_SECONDS,
            ..PlanOrder::default()
        };
        let made = ops::make_plan(&visits, &by, round.id, order).await;
        let made = made.map_err(|error| failed(self, &error))?;
        let mut tx = visits.site.db.write().await?;
        let taken = ops::take_plan(&visits, &mut tx, &by, (round.id, None), made.id).await;
        taken.map_err(|error| failed(self, &error))?;
        let announced = ops::announce(&visits, &mut tx, &by, round.id, None).await;
        announced.map_err(|error| failed(self, &error))?;
        tx.commit().await?;
        let asked = ops::ask_due(&visits, &by, round.id).await;
        let asked = asked.map_err(|error| failed(self, &error))?;
        self.counts.operations += asked as u64 + 4;
        self.counts.rounds += 1;
        let all = self.all_of(round.id).await?;
        self.appoint(&round, &all).await?;
        self.lay_out(place, round.id, &all).await
    }

    fn form(&self) -> Result<Form, Halt> {
        household_visit().map_err(|error| self.failed("form", &format!("{error:?}")))
    }

    async fn set_up(&mut self, by: &By, plan: &RoundPlan) -> Result<Round, Halt> {
        let visits = &self.slices.visits;
        let sessions = plan.days.iter().flat_map(|on| {
            [MORNING, AFTERNOON].map(|span| Session {
                on: *on,
                span,
                id: self.id("session", format!("{} {on} {span:?}", plan.number)),
            })
        });
        let form = self.form()?;
        let draft = RoundDraft {
            title: format!("周末入户走访（第{}轮）", plan.number + 1),
            kinds: BTreeSet::from([DwellingKind::Household, DwellingKind::Merchant]),
            areas: plan.streets.iter().map(|it| self.streets[*it].id).collect(),
            form: Some(FormRef {
                id: form.id.to_string(),
                version: 1,
            }),
            sessions: sessions.collect(),
        };
        let id = self.id("round", plan.number);
        let mut tx = visits.site.db.write().await?;
        let round = ops::create_round(visits, &mut tx, by, id, draft).await;
        let round = round.map_err(|error| self.failed("round", &error))?;
        for [first, second] in &self.staff.teams {
            let team = TeamDraft {
                first: *first,
                second: *second,
                areas: Vec::new(),
            };
            let added = ops::add_team(visits, &mut tx, by, (id, None), team).await;
            added.map_err(|error| self.failed("team", &error))?;
        }
        tx.commit().await?;
        self.counts.operations += 1 + self.staff.teams.len() as u64;
        Ok(round)
    }

    async fn all_of(&self, round: Id) -> Result<Vec<Stored>, Halt> {
        let site = &self.slices.site;
        let mut all: Vec<Stored> = Vec::new();
        let mut tx = site.db.read().await?;
        loop {
            let behind = all.last().map(|it| it.visit.id);
            let page = rows::of_round(&mut tx, &site.keys, round, behind, PAGE).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// Some of those who were asked for a time name the half day that the plan has for them.
    async fn appoint(&mut self, round: &Round, all: &[Stored]) -> Result<(), Halt> {
        let visits = Arc::clone(&self.slices.visits);
        let mut tx = visits.site.db.write().await?;
        for (index, stored) in all.iter().enumerate() {
            let chance = self.chance.of("appoint", index as u64);
            let session = stored.place.session.and_then(|id| round.session(id));
            let wanted = stored.visit.asked_at.is_some() && chance.percent("names a time", APPOINT);
            let Some(session) = session.filter(|_| wanted) else {
                continue;
            };
            let act = VisitAct::Appoint {
                window: session.window(),
            };
            let now = visits.site.now();
            let (id, actor) = (stored.visit.id, Actor::Resident);
            let done = ops::act(&visits, &mut tx, id, None, actor, &act, now).await;
            done.map_err(|error| self.failed("appointment", &error))?;
            self.counts.act("appoint");
        }
        Ok(tx.commit().await?)
    }

    /// Puts every stop where the plan has it.
    async fn lay_out(&mut self, place: usize, round: Id, all: &[Stored]) -> Result<(), Halt> {
        let mut tx = self.slices.site.db.read().await?;
        let people: BTreeMap<Id, [Id; 2]> = teams::of_round(&mut tx, round)
            .await?
            .into_iter()
            .map(|team| (team.id, team.pair.both()))
            .collect();
        drop(tx);
        for stored in all {
            let pair = stored.place.team.and_then(|team| people.get(&team));
            let (Some(pair), Some(at)) = (pair, stored.place.arrive_at) else {
                continue;
            };
            let stop = Stop {
                visit: stored.visit.id,
                dwelling: stored.visit.dwelling,
                pair: *pair,
            };
            let stops = &mut self.walks[place].stops;
            stops.push(stop);
            let nth = stops.len() - 1;
            self.put(
                at.plus_seconds(WRITTEN_AFTER_SECONDS),
                Event::Door(place, nth),
            );
        }
        Ok(())
    }

    /// What a team meets at a door, sent as the notebook sends it.
    pub(super) async fn at_the_door(&mut self, place: usize, nth: usize) -> Result<(), Halt> {
        let walk = &self.walks[place];
        let (number, stop) = (walk.plan.number, walk.stops[nth]);
        let Some(door) = self.number_of(stop.dwelling) else {
            return Ok(());
        };
        let (outcome, raises, suggests) = match met(self.chance, number, door.into()) {
            Met::Visited { raises, suggests } => (Outcome::Visited, raises, suggests),
            Met::Nobody => (Outcome::NotMet, false, false),
            Met::Declined => (Outcome::Declined, false, false),
            Met::RestWanted => (Outcome::DoNotDisturb, false, false),
            Met::NotCome => return Ok(()),
        };
        let mut answers: BTreeMap<String, Value> = BTreeMap::new();
        if outcome == Outcome::Visited {
            let word = if raises { "yes" } else { "no" };
            answers.insert("has_matter".to_owned(), json!(word));
        }
        if suggests {
            let which = usize::try_from(door).unwrap_or(0) % SUGGESTIONS.len();
            answers.insert("suggestions".to_owned(), json!(SUGGESTIONS[which]));
        }
        if raises {
            answers.insert("contact_wish".to_owned(), json!("self"));
            return self.found(stop, door, answers).await;
        }
        self.send(stop, outcome, answers, Vec::new()).await
    }

    fn number_of(&self, dwelling: Id) -> Option<u32> {
        self.doors.get(&dwelling).copied()
    }

    /// Somebody at a door raises something: it is sent with the answers and becomes a matter.
    async fn found(
        &mut self,
        stop: Stop,
        door: u32,
        answers: BTreeMap<String, Value>,
    ) -> Result<(), Halt> {
        let number = FIRST_FOUND + u32::try_from(self.counts.found).unwrap_or(0);
        let (id, compound) = (self.id("matter", number), self.compound_of(door));
        let raised = heard_at_door(&self.order, number, self.now(), compound);
        let matters = &self.slices.matters;
        let world = matters.world(&mut matters.site.db.read().await?).await?;
        let code = &self.order.subjects[raised.subject].code;
        let told = usize::try_from(number).unwrap_or(0);
        let area = &self.compounds[compound];
        let Some((intake, sentence)) = trouble(&world, (code, told), id, area, Source::Visit)
        else {
            self.counts.refuse("no-words");
            return Ok(());
        };
        let said = BTreeMap::from([
            ("matter_text".to_owned(), json!(intake.text)),
            ("matter_urgency".to_owned(), json!("normal")),
        ]);
        let matter = MatterAnswers { id, answers: said };
        self.send(stop, Outcome::Visited, answers, vec![matter])
            .await?;
        let site = &self.slices.site;
        let known = {
            let mut tx = site.db.read().await?;
            huiyin_matters::store::load(&mut tx, &site.keys, id).await?
        };
        if known.is_none() {
            self.counts.refuse("not-a-matter");
            return Ok(());
        }
        self.counts.found += 1;
        self.counts.matters += 1;
        self.counts.act("report");
        self.follow(id, &raised, sentence)
    }

    async fn send(
        &mut self,
        stop: Stop,
        outcome: Outcome,
        answers: BTreeMap<String, Value>,
        matters: Vec<MatterAnswers>,
    ) -> Result<(), Halt> {
        let visits = Arc::clone(&self.slices.visits);
        let form = self.form()?;
        let digest = form.digest().map_err(|error| self.failed("form", &error))?;
        let author = stop.pair[usize::from(stop.visit.to_bytes()[15] % 2)];
        let submission = Submission {
            id: self.id("submission", stop.visit),
            visit: stop.visit,
            form: form.id.to_string(),
            form_version: 1,
            form_digest: digest,
            replaces: None,
            outcome,
            answers,
            matters,
            made_at: self.now(),
            skew_seconds: 0,
            author,
        };
        let notebook = Notebook {
            site: Arc::clone(&visits.site),
            doors: Arc::new(AtDoors(Arc::clone(&visits))),
        };
        let mut tx = visits.site.db.write().await?;
        let taken = notebook::take(&notebook, &mut tx, submission, author, "notebook").await;
        taken.map_err(|error| self.failed("submission", &format!("{error:?}")))?;
        tx.commit().await?;
        self.counts.submissions += 1;
        self.counts.operations += 1;
        Ok(())
    }

    fn now(&self) -> Instant {
        self.slices.site.now()
    }
}
