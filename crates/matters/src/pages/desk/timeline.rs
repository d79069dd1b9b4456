//! The history of a matter as staff read it: what happened, who did it, and every text, those for
//! staff marked as such.

use std::collections::BTreeMap;

use huiyin_kernel::Id;
use huiyin_web::{Arg, Ctx};

use super::timeline_icon::icon;
use super::wording;
use crate::model::{Audience, EventBody, TextKind, WhistleAnswer};
use crate::store::Past;
use crate::{Matters, World};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub icon: &'static str,
    pub sentence: String,
    pub who: String,
    pub at: String,
    pub datetime: String,
    /// The whole line is for staff only.
    pub internal: bool,
    pub texts: Vec<Said>,
    pub version: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub label: String,
    pub text: String,
    pub internal: bool,
}

/// The account in a journal name such as `staff:0198…`.
pub(super) fn account_of(actor: &str) -> Option<Id> {
    actor.strip_prefix("staff:")?.parse().ok()
}

pub(super) fn lines(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    names: &BTreeMap<Id, String>,
    history: &[Past],
) -> Vec<Line> {
    history
        .iter()
        .map(|past| line(ctx, matters, world, names, past))
        .collect()
}

fn line(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    names: &BTreeMap<Id, String>,
    past: &Past,
) -> Line {
    let event = &past.event;
    let kind = event.kind();
    // The report itself stands above the history.
    let texts = event
        .texts
        .iter()
        .filter(|entry| entry.kind != TextKind::Report);
    let texts = texts.map(|entry| Said {
        label: ctx.t(&format!("matters-text-{}", entry.kind.key())),
        text: entry.text.clone(),
        internal: entry.audience == Audience::Staff,
    });
    Line {
        icon: icon(kind),
        sentence: sentence(ctx, matters, world, names, &event.body),
        who: who(ctx, names, &past.actor),
        at: wording::moment(ctx, event.at),
        datetime: event.at.to_rfc3339(),
        internal: kind.audience() == Audience::Staff,
        texts: texts.collect(),
        version: event.version,
    }
}

fn who(ctx: &Ctx, names: &BTreeMap<Id, String>, actor: &str) -> String {
    match account_of(actor) {
        Some(account) => names
            .get(&account)
            .cloned()
            .unwrap_or_else(|| ctx.t("matters-desk-who-gone")),
        None if actor == "reporter" => ctx.t("matters-desk-who-reporter"),
        None if actor == "visitor" => ctx.t("matters-desk-who-visitor"),
        None => ctx.t("matters-desk-who-system"),
    }
}

/// Values for one sentence.
struct Values<'a> {
    ctx: &'a Ctx,
    matters: &'a Matters,
    world: &'a World,
    names: &'a BTreeMap<Id, String>,
    found: Vec<(&'static str, Arg)>,
}

impl Values<'_> {
    fn body(&mut self, id: Id) {
        let name = self.world.body_name(id, self.ctx.lang);
        self.found.push(("body", name.into()));
    }
    fn bodies(&mut self, ids: &[Id]) {
        let names = wording::body_names(self.ctx, self.world, ids);
        self.found.push(("bodies", names.into()));
    }
    fn due(&mut self, at: huiyin_kernel::Instant) {
        self.found
            .push(("due", wording::until(self.ctx, at).into()));
    }
    fn maybe_due(&mut self, at: Option<huiyin_kernel::Instant>) {
        let text = at.map_or_else(String::new, |at| wording::until(self.ctx, at));
        self.found.push(("due", text.into()));
    }
    fn word(&mut self, name: &'static str, prefix: &str, key: &str) {
        let said = self.ctx.t(&format!("{prefix}-{key}"));
        self.found.push((name, said.into()));
    }
    fn number(&mut self, name: &'static str, value: impl Into<i64>) {
        self.found.push((name, Arg::Number(value.into())));
    }
    fn flag(&mut self, name: &'static str, value: bool) {
        self.found
            .push((name, if value { "yes" } else { "no" }.into()));
    }
    fn person(&mut self, id: Id) {
        let name = self.names.get(&id).cloned();
        let name = name.unwrap_or_else(|| self.ctx.t("matters-desk-who-gone"));
        self.found.push(("person", name.into()));
    }
    fn days(&mut self, days: &[huiyin_kernel::Date]) {
        let said: Vec<String> = days
            .iter()
            .map(|day| wording::day(self.ctx, *day))
            .collect();
        let said = said.join(&self.ctx.t("matters-desk-comma"));
        self.found.push(("days", said.into()));
    }
    fn day(&mut self, date: huiyin_kernel::Date) {
        self.found
            .push(("day", wording::day(self.ctx, date).into()));
    }
}

fn sentence(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    names: &BTreeMap<Id, String>,
    body: &EventBody,
) -> String {
    let mut values = Values {
        ctx,
        matters,
        world,
        names,
        found: Vec::new(),
    };
    intake(&mut values, body);
    work(&mut values, body);
    project(&mut values, body);
    echo(&mut values, body);
    ctx.say(
        &format!("matters-desk-event-{}", body.kind().key()),
        &values.found,
    )
}

fn intake(values: &mut Values<'_>, body: &EventBody) {
    match body {
        EventBody::Reported { source, .. } | EventBody::Imported { source, .. } => {
            values.word("source", "matters-source", &source.key());
        }
        EventBody::Accepted { category, .. } => {
            let name = wording::category(values.matters, Some(*category), values.ctx.lang);
            values.found.push(("category", name.into()));
        }
        EventBody::Rejected { code, .. } => {
            values.word("reason", "matters-desk-reject", &code.key());
        }
        EventBody::Dispatched {
            lead,
            supports,
            due_before,
            ..
        } => {
            values.body(*lead);
            values.bodies(supports);
            values.number(
                "supports",
                i64::try_from(supports.len()).unwrap_or(i64::MAX),
            );
            values.due(*due_before);
        }
        EventBody::Acknowledged { body }
        | EventBody::ReturnAccepted { body }
        | EventBody::ReturnRefused { body }
        | EventBody::Started { body } => values.body(*body),
        EventBody::Returned {
            body,
            count,
            overridden,
        } => {
            values.body(*body);
            values.number("count", *count);
            values.flag("overridden", *overridden);
        }
        EventBody::Corrected { due_before, .. } => {
            values.flag("moved", due_before.is_some());
            values.maybe_due(*due_before);
        }
        EventBody::MarkedPetition {
            conclude_before, ..
        } => {
            values.flag("known", conclude_before.is_some());
            values.maybe_due(*conclude_before);
        }
        _ => {}
    }
}

fn work(values: &mut Values<'_>, body: &EventBody) {
    match body {
        EventBody::Contacted {
            channel, reached, ..
        } => {
            values.word("channel", "matters-channel", &channel.key());
            values.flag("reached", *reached);
        }
        EventBody::ExtensionAsked { working_days }
        | EventBody::ExtensionRefused { working_days } => values.number("days", *working_days),
        EventBody::ExtensionGranted {
            working_days,
            due_before,
        } => {
            values.number("days", *working_days);
            values.due(*due_before);
        }
        EventBody::SuspensionAsked { review_on, person }
        | EventBody::Suspended { review_on, person } => {
            values.day(*review_on);
            values.person(*person);
        }
        EventBody::HandedOver { to, .. } => values.person(*to),
        EventBody::Resumed { due_before } => values.due(*due_before),
        EventBody::WhistleCalled {
            bodies,
            answer_before,
        } => {
            values.bodies(bodies);
            values.due(*answer_before);
        }
        EventBody::WhistleAnswered {
            body,
            answer,
            in_time,
            ..
        } => {
            values.body(*body);
            values.word("answer", "matters-whistle-answer", &answer.name().key());
            values.flag("in_time", *in_time);
            let other = match answer {
                WhistleAnswer::Substitute(other) => vec![*other],
                WhistleAnswer::Present | WhistleAnswer::Absent => Vec::new(),
            };
            values.bodies(&other);
        }
        EventBody::WhistleJudged { body, accepted, .. } => {
            values.body(*body);
            values.flag("accepted", *accepted);
        }
        _ => {}
    }
}

fn project(values: &mut Values<'_>, body: &EventBody) {
    match body {
        EventBody::PlanProposed { days } => values.days(days),
        EventBody::PlanAgreed { days, due_before } => {
            values.days(days);
            values.due(*due_before);
        }
        EventBody::MilestoneReached {
            number,
            of,
            in_time,
            due_before,
        } => {
            values.number("number", *number);
            values.number("of", *of);
            values.flag("in_time", *in_time);
            values.due(*due_before);
        }
        _ => {}
    }
}

fn echo(values: &mut Values<'_>, body: &EventBody) {
    match body {
        EventBody::Answered {
            outcome,
            body,
            in_time,
            ..
        } => {
            values.body(*body);
            values.word("outcome", "matters-outcome", &outcome.key());
            values.flag("in_time", *in_time);
        }
        EventBody::CallBackTried {
            channel, counted, ..
        } => {
            values.word("channel", "matters-channel", &channel.key());
            values.number("count", *counted);
        }
        EventBody::Verified { result, rating, .. } | EventBody::Heard { result, rating } => {
            values.word("result", "matters-result", &result.key());
            let rating = rating.map_or_else(|| "none".to_owned(), crate::model::Rating::key);
            values.word("rating", "matters-rating", &rating);
        }
        EventBody::Closed { outcome, result } => {
            values.word("outcome", "matters-outcome", &outcome.key());
            values.word("result", "matters-result", &result.key());
        }
        EventBody::Reopened {
            cause,
            due_before,
            count,
        } => {
            values.word("reason", "matters-reopened", &cause.key());
            values.due(*due_before);
            values.number("count", *count);
        }
        EventBody::AnsweredAgain { result } => {
            values.word("result", "matters-result", &result.key());
        }
        EventBody::PhotosAdded { photo_ids, .. } | EventBody::PhotosReleased { photo_ids } => {
            values.number("count", i64::try_from(photo_ids.len()).unwrap_or(i64::MAX));
        }
        EventBody::ConsentGiven { channel, version } => {
            values.word("channel", "matters-channel", &channel.key());
            values.number("version", *version);
        }
        EventBody::Forgotten { what } => {
            values.word("what", "matters-forgotten", &what.key());
        }
        EventBody::Chased { count } => values.number("count", *count),
        EventBody::Joined { count } => values.number("count", *count),
        EventBody::Reminded { step, .. } => values.word("step", "matters-step", &step.key()),
        EventBody::Escalated { level } => values.number("level", *level),
        EventBody::ExclusionAsked { reason }
        | EventBody::ExclusionApproved { reason }
        | EventBody::ExclusionRefused { reason } => {
            values.word("reason", "matters-exclusion", &reason.key());
        }
        _ => {}
    }
}
