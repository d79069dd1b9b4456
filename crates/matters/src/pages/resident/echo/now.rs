use huiyin_kernel::Instant;
use huiyin_web::{Arg, Ctx};

use super::super::wording::{self, Badge};
use crate::World;
use crate::model::{Matter, State, StateName};

/// Where a matter stands at this moment: a badge, one sentence, who has it and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Now {
    pub badge: Badge,
    pub sentence: String,
    pub body: String,
    pub body_phone: String,
    /// State for the due badge and the date on it; empty where no clock runs.
    pub due: &'static str,
    pub due_day: String,
    pub days: String,
    pub next: String,
}

pub(super) fn now(ctx: &Ctx, world: &World, matter: &Matter) -> Now {
    let state = matter.state_name();
    let lead = matter.lead().and_then(|id| world.bodies.get(&id));
    let body = lead.map_or_else(String::new, |body| body.name.get(ctx.lang).to_owned());
    let due = due(ctx, matter);
    let day = match &matter.state {
        State::Suspended { suspension, .. } => wording::day(ctx, suspension.review_on),
        State::Closed { at, .. } | State::Withdrawn { at, .. } => wording::day(ctx, at.date()),
        _ => matter
            .answer_before()
            .or(matter.promised_before)
            .map_or_else(String::new, |before| wording::until(ctx, before)),
    };
    let args: &[(&str, Arg)] = &[("body", body.clone().into()), ("day", day.clone().into())];
    let undated = day.is_empty() && matches!(state, StateName::Received | StateName::Accepted);
    let ending = if undated { "-undated" } else { "" };
    let key = wording::shown(state).key();
    let works = !matches!(
        state,
        StateName::Closed | StateName::Withdrawn | StateName::Merged
    );
    Now {
        badge: wording::badge(ctx, state),
        sentence: ctx.say(&format!("matters-resident-now-{key}{ending}"), args),
        body_phone: lead
            .filter(|_| works)
            .map_or_else(String::new, |body| body.phone.clone()),
        body,
        due: due.0,
        due_day: due.1,
        days: due.2,
        next: next(ctx, state),
    }
}

/// The step that follows, for states after which something still does.
fn next(ctx: &Ctx, state: StateName) -> String {
    let key = match state {
        StateName::Received | StateName::Accepted => "dispatch",
        StateName::Dispatched | StateName::Acknowledged | StateName::Returned => "contact",
        StateName::Contacted | StateName::InProgress | StateName::Reopened => "answer",
        StateName::Suspended => "resume",
        StateName::Answered => "confirm",
        StateName::Verified => "close",
        _ => return String::new(),
    };
    ctx.t(&format!("matters-resident-next-{key}"))
}

fn due(ctx: &Ctx, matter: &Matter) -> (&'static str, String, String) {
    let answered = matter.state.answer_given();
    if let State::Suspended { suspension, .. } = &matter.state {
        return (
            "paused",
            wording::day(ctx, suspension.review_on),
            String::new(),
        );
    }
    let Some(before) = matter
        .answer_before()
        .filter(|_| matter.state_name().is_open())
    else {
        return ("", String::new(), String::new());
    };
    if let Some(answer) = answered {
        // The answer came; the clock matters to nobody any more unless it was met.
        let kept = if answer.in_time { "done" } else { "" };
        return (kept, wording::day(ctx, answer.at.date()), String::new());
    }
    let (state, days) = days(ctx, before);
    (state, wording::until(ctx, before), days)
}

/// Days before the end on which the badge begins to say “soon”.
const SOON_DAYS: i64 = 1;

fn days(ctx: &Ctx, before: Instant) -> (&'static str, String) {
    let left = wording::days_left(ctx, before);
    let say = |key: &str, number: i64| ctx.say(key, &[("days", number.into())]);
    if ctx.now >= before {
        ("over", say("matters-resident-days-over", (-left).max(1)))
    } else if left == 0 {
        ("soon", ctx.t("matters-resident-days-today"))
    } else if left <= SOON_DAYS {
        ("soon", say("matters-resident-days-left", left))
    } else {
        ("in_time", say("matters-resident-days-left", left))
    }
}
