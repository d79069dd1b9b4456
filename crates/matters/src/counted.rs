//! What a matter adds to the counts of the district: facts derived from its journal, by a pure
//! function, so that they can be made again and compared.
//!
//! Place, class and way in are those that the matter has now: what was put right is counted where
//! it belongs, in the months before as well. The body is the one that had it at the time. A
//! closing that was taken back by a reopening is not counted any more.

use std::borrow::Cow;

use huiyin_db::facts::{Fact, Place};
use huiyin_kernel::{Id, Instant};

use crate::model::{CallBackResult, EventBody, Matter};

/// The slice under which these facts stand.
pub(crate) const SLICE: &str = "matter";

/// Rule 15 of the article's box: handled within thirty days, the thirtieth included.
const BENCHMARK_DAYS: i64 = 30;

/// An event with its time.
pub(crate) struct Dated {
    pub at: Instant,
    pub body: EventBody,
}

/// What follows from the events so far.
struct Story<'m> {
    matter: &'m Matter,
    lead: Option<Id>,
    facts: Vec<Fact>,
    /// Facts of the last closing, which a reopening takes back.
    closing: Vec<Fact>,
}

impl Story<'_> {
    fn fact(&self, kind: impl Into<Cow<'static, str>>, at: Instant) -> Fact {
        let place = Place {
            street: self.matter.area.street_id,
            community: self.matter.area.community_id,
            compound: self.matter.area.compound_id,
        };
        let category = self.matter.category.map(|code| code.to_string());
        Fact {
            body: self.lead,
            category: category.unwrap_or_default(),
            source: self.matter.source.name().to_owned(),
            ..Fact::once(SLICE, self.matter.id, kind, at, place)
        }
    }

    fn days(&self, at: Instant) -> i64 {
        at.date().days_since(self.matter.received_at.date()).max(0)
    }

    fn add(&mut self, kind: &'static str, at: Instant) {
        let fact = self.fact(kind, at);
        self.facts.push(fact);
    }

    fn add_for(&mut self, kind: &'static str, at: Instant, body: Id) {
        let fact = self.fact(kind, at);
        self.facts.push(Fact {
            body: Some(body),
            ..fact
        });
    }

    fn close(&mut self, at: Instant, outcome: &str) {
        let days = self.days(at);
        let closed = self.fact("matter.closed", at).measuring(days);
        let came_to = self.fact(format!("matter.closed.{outcome}"), at);
        self.closing = vec![closed, came_to];
        if days <= BENCHMARK_DAYS {
            let in_time = self.fact("matter.closed.within-thirty", at);
            self.closing.push(in_time);
        }
    }

    fn hear(&mut self, event: &Dated) {
        let at = event.at;
        match &event.body {
            EventBody::Reported { .. } => self.add("matter.received", at),
            EventBody::Imported { received_at, .. } => self.add("matter.received", *received_at),
            EventBody::Accepted { .. } => self.add("matter.accepted", at),
            EventBody::Rejected { .. } => self.add("matter.rejected", at),
            EventBody::Dispatched { lead, .. } => {
                self.lead = Some(*lead);
                self.add("matter.dispatched", at);
            }
            EventBody::Returned { body, .. } => self.add_for("matter.returned", at, *body),
            EventBody::Contacted {
                reached: true,
                first: true,
                ..
            } => self.add("matter.contacted", at),
            EventBody::Answered { body, in_time, .. } => {
                let (days, body) = (self.days(at), *body);
                let fact = self.fact("matter.answered", at).measuring(days);
                self.facts.push(Fact {
                    body: Some(body),
                    ..fact
                });
                if *in_time {
                    self.add_for("matter.answered.in-time", at, body);
                }
            }
            EventBody::Verified { result, .. } if was_asked(*result) => {
                self.add("matter.called-back", at);
            }
            EventBody::Closed { outcome, .. } => self.close(at, outcome.name()),
            EventBody::Reopened { .. } => {
                self.closing.clear();
                self.add("matter.reopened", at);
            }
            EventBody::ExtensionGranted { .. } => self.add("matter.extended", at),
            EventBody::Suspended { .. } => self.add("matter.suspended", at),
            EventBody::Withdrawn {} => self.add("matter.withdrawn", at),
            EventBody::ExclusionApproved { .. } => self.add("matter.left-out", at),
            _ => {}
        }
    }
}

/// Somebody was reached and said something.
const fn was_asked(result: CallBackResult) -> bool {
    matches!(
        result,
        CallBackResult::Solved | CallBackResult::Partly | CallBackResult::NotSolved
    )
}

/// The facts of a matter, out of its events in their order.
pub(crate) fn facts(matter: &Matter, events: &[Dated]) -> Vec<Fact> {
    let mut story = Story {
        matter,
        lead: None,
        facts: Vec::new(),
        closing: Vec::new(),
    };
    for event in events {
        story.hear(event);
    }
    let mut facts = story.facts;
    facts.append(&mut story.closing);
    facts
}
