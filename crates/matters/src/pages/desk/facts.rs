//! What a matter's page says in its column of facts, and the matters it hangs together with.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_kernel::mask::{AddressLevel, mask_address};
use huiyin_web::{Ctx, PageError};

use super::wording::{self, Badge, Due};
use crate::model::{Actor, DueClock, Matter, Milestone, State};
use crate::store::{self, Known};
use crate::{Matters, World, scope};

/// Merged matters that the page links to; the rest are a number.
const LINKS_SHOWN: usize = 20;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fact {
    pub label: String,
    pub value: String,
    /// For numbers and codes.
    pub code: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Link {
    /// Its reporter was merged into this matter and is asked separately.
    pub merged: bool,
    pub label: String,
    pub id: String,
    pub number: String,
    pub headline: String,
    pub state: Badge,
}

/// The due badge of a matter that rests until its review day.
pub(super) fn paused(ctx: &Ctx, matter: &Matter) -> Option<Due> {
    match &matter.state {
        State::Suspended { suspension, .. } => Some(Due {
            state: "paused",
            label: wording::day(ctx, suspension.review_on),
        }),
        _ => None,
    }
}

pub(super) fn flags(ctx: &Ctx, matter: &Matter) -> Vec<String> {
    let flags = matter.flags.iter();
    flags
        .map(|flag| ctx.t(&format!("matters-flag-{}", flag.key())))
        .collect()
}

/// The place to the building: the flat is the reporter's home, and opens with name and phone for
/// whoever gives a reason (rule 21).
pub(super) fn place(known: &Known, revealed: bool) -> String {
    if revealed {
        known.place.text.clone()
    } else {
        mask_address(&known.place.text, AddressLevel::Building)
    }
}

struct Facts<'a> {
    ctx: &'a Ctx,
    found: Vec<Fact>,
}

impl Facts<'_> {
    fn add(&mut self, key: &str, value: String) {
        if !value.is_empty() {
            let label = self.ctx.t(&format!("matters-desk-fact-{key}"));
            self.found.push(Fact {
                label,
                value,
                code: ["number", "outside-number"].contains(&key),
            });
        }
    }
    fn until(&mut self, key: &str, before: Option<huiyin_kernel::Instant>) {
        if let Some(before) = before {
            self.add(key, wording::until(self.ctx, before));
        }
    }
    fn count(&mut self, key: &str, number: impl Into<i64>) {
        let number: i64 = number.into();
        if number > 0 {
            self.add(key, number.to_string());
        }
    }
}

pub(super) fn of(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    known: &Known,
    revealed: bool,
) -> Vec<Fact> {
    let matter = &known.matter;
    let mut facts = Facts {
        ctx,
        found: Vec::new(),
    };
    facts.add("number", known.number.clone());
    facts.add(
        "category",
        wording::category_path(ctx, matters, matter.category),
    );
    facts.add(
        "kind",
        ctx.t(&format!("matters-kind-{}", matter.kind.key())),
    );
    facts.add(
        "source",
        ctx.t(&format!("matters-source-{}", matter.source.key())),
    );
    facts.add(
        "outside-number",
        matter.outside_number.clone().unwrap_or_default(),
    );
    facts.add("received", wording::moment(ctx, matter.received_at));
    let area = matter.area;
    facts.add(
        "area",
        wording::area_text(ctx, world, area.street_id, area.community_id),
    );
    facts.add("place", place(known, revealed));
    work(&mut facts, world, matter);
    counts(&mut facts, matter);
    if let Some(petition) = &matter.petition {
        facts.until("petition-tell", petition.tell_before);
        facts.until("petition-conclude", petition.conclude_before);
    }
    facts.add("summary", known.summary.clone().unwrap_or_default());
    facts.found
}

fn work(facts: &mut Facts<'_>, world: &World, matter: &Matter) {
    let ctx = facts.ctx;
    if let Some(lead) = matter.lead() {
        facts.add("lead", world.body_name(lead, ctx.lang));
    }
    facts.add(
        "supports",
        wording::body_names(ctx, world, matter.supports()),
    );
    if let Some(clock) = matter.clock().filter(|_| matter.state_name().is_open()) {
        let waiting = matter.first_contact_at.is_none() && matter.contactable;
        facts.until(
            "contact-before",
            Some(clock.contact_before).filter(|_| waiting),
        );
        let early = matter.state.answer_given().is_none() && matter.counters.reopened == 0;
        facts.until("return-before", Some(clock.return_before).filter(|_| early));
        if clock.milestones.is_empty() {
            facts.until("due", Some(clock.due_before));
        } else {
            facts.until(
                "due-step",
                Some(clock.due_before).filter(|_| clock.steps_left() > 0),
            );
            facts.until("due", Some(clock.answer_before()));
            facts.add("plan", plan(ctx, clock));
        }
    }
    if let Some(answer) = matter.state.answer_given() {
        facts.add(
            "outcome",
            ctx.t(&format!("matters-outcome-{}", answer.outcome.key())),
        );
    }
    if let Some(verdict) = matter.state.verdict() {
        let result = ctx.t(&format!("matters-result-{}", verdict.result.key()));
        let rating = verdict
            .rating
            .map_or_else(|| "none".to_owned(), crate::model::Rating::key);
        let rating = ctx.t(&format!("matters-rating-{rating}"));
        facts.add("verdict", format!("{result} · {rating}"));
    }
    whistles(facts, world, matter);
}

fn whistles(facts: &mut Facts<'_>, world: &World, matter: &Matter) {
    let ctx = facts.ctx;
    for (number, whistle) in matter.whistles.iter().enumerate() {
        let calls: Vec<String> = whistle
            .calls
            .iter()
            .map(|call| {
                let name = world.body_name(call.body, ctx.lang);
                let answer = call.answer.map_or_else(
                    || ctx.t("matters-desk-whistle-waiting"),
                    |answer| ctx.t(&format!("matters-whistle-answer-{}", answer.name().key())),
                );
                let args = [("body", name.into()), ("answer", answer.into())];
                let Some(stands_in) = call.stands_in else {
                    return ctx.say("matters-desk-whistle-line", &args);
                };
                let for_body = world.body_name(stands_in.for_body, ctx.lang);
                let [body, answer] = args;
                let args = [body, answer, ("for", for_body.into())];
                ctx.say("matters-desk-whistle-line-instead", &args)
            })
            .collect();
        let label = ctx.say(
            "matters-desk-fact-whistle",
            &[("number", (number + 1).into())],
        );
        facts.found.push(Fact {
            label,
            value: calls.join("\n"),
            code: false,
        });
    }
}

/// The steps of a project and how far they are, one a line.
fn plan(ctx: &Ctx, clock: &DueClock) -> String {
    let line = |(step, number): (&Milestone, i64)| {
        let (key, at) = match step.reached_at {
            Some(at) => ("matters-desk-plan-done", at.date()),
            None => ("matters-desk-plan-open", step.on),
        };
        let day = wording::day(ctx, at);
        ctx.say(key, &[("number", number.into()), ("day", day.into())])
    };
    let lines: Vec<String> = clock.milestones.iter().zip(1..).map(line).collect();
    lines.join("\n")
}

fn counts(facts: &mut Facts<'_>, matter: &Matter) {
    let counters = &matter.counters;
    facts.count("joined", counters.joined);
    facts.count("returns", counters.returns);
    facts.count("reopened", counters.reopened);
    facts.count(
        "chases",
        i64::try_from(counters.chases.len()).unwrap_or(i64::MAX),
    );
    facts.count(
        "tries",
        i64::try_from(counters.call_back_tries.len()).unwrap_or(i64::MAX),
    );
    facts.count("escalation", matter.escalation);
    if let Some(exclusion) = &matter.exclusion {
        let reason = facts
            .ctx
            .t(&format!("matters-exclusion-{}", exclusion.reason.key()));
        let key = if exclusion.approver.is_some() {
            "excluded"
        } else {
            "exclusion-asked"
        };
        facts.add(key, reason);
    }
}

/// The matters that this one was merged with, into or split from, as far as they may be read.
pub(super) async fn links(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    actor: &Actor,
    matter: &Matter,
) -> Result<Vec<Link>, PageError> {
    let into = match matter.state {
        State::Merged { into, .. } => Some(into),
        _ => None,
    };
    let wanted = into
        .map(|id| ("into", id))
        .into_iter()
        .chain(matter.split_from.map(|id| ("split-from", id)))
        .chain(matter.merged_from.iter().map(|id| ("merged", *id)))
        .take(LINKS_SHOWN);
    let wanted: Vec<(&str, Id)> = wanted.collect();
    let mut links = Vec::new();
    for (key, id) in wanted {
        let other = store::load(tx, &matters.site.keys, id).await?;
        let Some(other) = other.filter(|it| scope::may_read(actor, &it.matter)) else {
            continue;
        };
        links.push(Link {
            merged: key == "merged",
            label: ctx.t(&format!("matters-desk-link-{key}")),
            id: id.to_string(),
            number: other.number,
            headline: other.headline,
            state: wording::state_badge(ctx, other.matter.state_name()),
        });
    }
    Ok(links)
}
