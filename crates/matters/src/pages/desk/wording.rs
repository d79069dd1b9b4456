//! How desk pages say things: times, due badges, states, categories, choices.

use huiyin_kernel::{Date, Id, Instant, Lang};
use huiyin_web::{Choice, Ctx};

use crate::model::{CategoryCode, StateName, Urgency};
use crate::rules::desk::Queue;
use crate::{Matters, World};

/// Within so many hours before its end a limit counts as due soon.
const SOON_HOURS: i64 = 24;

/// Word, icon and colour of a state or of an urgency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Badge {
    pub tone: &'static str,
    pub icon: &'static str,
    pub label: String,
}

/// A limit for the macro `due`: `in_time`, `soon`, `over`, `paused` or `done`, and its date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Due {
    pub state: &'static str,
    pub label: String,
}

const fn look(state: StateName) -> (&'static str, &'static str) {
    match state {
        StateName::Received => ("info", "inbox"),
        StateName::Accepted => ("info", "check"),
        StateName::Rejected => ("neutral", "signpost"),
        StateName::Merged => ("neutral", "copy"),
        StateName::Dispatched => ("info", "send"),
        StateName::Acknowledged => ("info", "user-check"),
        StateName::Returned => ("warn", "undo-2"),
        StateName::Contacted => ("info", "phone"),
        StateName::InProgress => ("info", "wrench"),
        StateName::Suspended => ("warn", "pause"),
        StateName::Answered => ("ok", "message-square-reply"),
        StateName::Verified => ("ok", "badge-check"),
        StateName::Closed => ("ok", "circle-check"),
        StateName::Reopened => ("warn", "rotate-ccw"),
        StateName::Withdrawn => ("neutral", "circle-x"),
    }
}

pub(super) fn state_badge(ctx: &Ctx, state: StateName) -> Badge {
    let (tone, icon) = look(state);
    let label = ctx.t(&format!("matters-desk-state-{}", state.key()));
    Badge { tone, icon, label }
}

/// Only what is more pressing than usual is worth a badge.
pub(super) fn urgency_badge(ctx: &Ctx, urgency: Urgency) -> Option<Badge> {
    let (tone, icon) = match urgency {
        Urgency::Normal => return None,
        Urgency::Urgent => ("warn", "flag"),
        Urgency::Emergency => ("danger", "siren"),
    };
    let label = ctx.t(&format!("matters-urgency-{}", urgency.key()));
    Some(Badge { tone, icon, label })
}

/// `5月9日 10:12`; with the year when it is another one than today's.
pub(super) fn moment(ctx: &Ctx, at: Instant) -> String {
    let local = at.to_local_minute();
    let time = local.split('T').nth(1).unwrap_or_default();
    format!("{} {time}", day(ctx, at.date()))
}

/// `5月9日`; with the year when it is another one than today's.
pub(super) fn day(ctx: &Ctx, date: Date) -> String {
    let key = if date.year() == ctx.now.date().year() {
        "matters-desk-day"
    } else {
        "matters-desk-day-of-year"
    };
    ctx.say(
        key,
        &[
            ("year", i64::from(date.year()).to_string().into()),
            ("month", i64::from(date.month()).into()),
            ("day", i64::from(date.day()).into()),
        ],
    )
}

/// The end of a limit for people: limits in days end with a day, limits in hours at a minute.
pub(super) fn until(ctx: &Ctx, before: Instant) -> String {
    if before == before.date().start() {
        day(ctx, before.plus_seconds(-1).date())
    } else {
        moment(ctx, before)
    }
}

pub(super) fn due_badge(ctx: &Ctx, before: Instant) -> Due {
    let state = if ctx.now >= before {
        "over"
    } else if ctx.now >= before.plus_hours(-SOON_HOURS) {
        "soon"
    } else {
        "in_time"
    };
    Due {
        state,
        label: until(ctx, before),
    }
}

/// Until when a task in this queue should be done. Queues of waiting things count from the day
/// they came to lie there; closing has no limit of its own.
pub(super) fn limit_of(
    matters: &Matters,
    world: &World,
    queue: Queue,
    order_at: Instant,
) -> Option<Instant> {
    let limits = &matters.limits;
    let days = match queue {
        Queue::Work | Queue::Support | Queue::Whistle | Queue::Parked | Queue::Raised => {
            return Some(order_at);
        }
        Queue::Intake | Queue::Dispatch => limits.intake_working_days,
        Queue::Returns | Queue::Decide => limits.request_working_days,
        Queue::Call => limits.call_back_working_days,
        Queue::Close => return None,
    };
    world.calendar.add_working_days(order_at, days).ok()
}

/// The name of a category: the table's own Chinese, or its English identifier as words.
pub(super) fn category(matters: &Matters, code: Option<CategoryCode>, lang: Lang) -> String {
    let Some(category) = code.and_then(|code| matters.categories.get(code)) else {
        return String::new();
    };
    category.said().get(lang).to_owned()
}

/// `Class · category`, for sheets and long lists.
pub(super) fn category_path(ctx: &Ctx, matters: &Matters, code: Option<CategoryCode>) -> String {
    code.map_or_else(String::new, |code| {
        let class = ctx.t(&format!("matters-desk-class-{}", code.major()));
        format!("{class} · {}", category(matters, Some(code), ctx.lang))
    })
}

/// The classes of categories, two digits each.
pub(super) fn class_choices(ctx: &Ctx, matters: &Matters, chosen: &str) -> Vec<Choice> {
    let mut majors: Vec<String> = matters
        .categories
        .iter()
        .map(|it| it.code.major())
        .collect();
    majors.dedup();
    let all = Choice::new("", ctx.t("matters-desk-any"), chosen.is_empty());
    std::iter::once(all)
        .chain(majors.into_iter().map(|major| {
            let label = ctx.t(&format!("matters-desk-class-{major}"));
            let is_chosen = major == chosen;
            Choice::new(major, label, is_chosen)
        }))
        .collect()
}

/// Every category, ordered by its code, with its class before it.
pub(super) fn category_choices(ctx: &Ctx, matters: &Matters, chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", ctx.t("matters-desk-choose"), chosen.is_empty());
    std::iter::once(none)
        .chain(matters.categories.iter().map(|it| {
            let code = it.code.to_string();
            let is_chosen = code == chosen;
            Choice::new(code, category_path(ctx, matters, Some(it.code)), is_chosen)
        }))
        .collect()
}

/// Choices out of a list of names, each with the sentence `prefix-name`.
pub(super) fn named_choices<'n>(
    ctx: &Ctx,
    prefix: &str,
    names: impl IntoIterator<Item = &'n str>,
    chosen: &str,
) -> Vec<Choice> {
    names
        .into_iter()
        .map(|name| {
            let label = ctx.t(&format!("{prefix}-{}", name.replace('_', "-")));
            Choice::new(name, label, name == chosen)
        })
        .collect()
}

/// The same with an empty choice before them.
pub(super) fn optional_choices<'n>(
    ctx: &Ctx,
    empty_key: &str,
    prefix: &str,
    names: impl IntoIterator<Item = &'n str>,
    chosen: &str,
) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", ctx.t(empty_key), chosen.is_empty())];
    choices.extend(named_choices(ctx, prefix, names, chosen));
    choices
}

/// Names of several bodies in a row.
pub(super) fn body_names(ctx: &Ctx, world: &World, bodies: &[Id]) -> String {
    let names: Vec<String> = bodies
        .iter()
        .map(|body| world.body_name(*body, ctx.lang))
        .filter(|name| !name.is_empty())
        .collect();
    names.join(&ctx.t("matters-desk-comma"))
}

/// `观音桥街道 · 桃源社区`, as far as it is known.
pub(super) fn area_text(
    ctx: &Ctx,
    world: &World,
    street: Option<Id>,
    community: Option<Id>,
) -> String {
    [street, community]
        .into_iter()
        .map(|id| world.area_name(id, ctx.lang))
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
