//! How residents' pages say things: days, states and categories in plain words.

use huiyin_kernel::{Date, Instant, Lang};
use huiyin_web::{Arg, Ctx, PageError};

use crate::Matters;
use crate::model::{CategoryCode, Matter, StateName};

/// One entry of a drop-down or a row of radio buttons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    pub(super) fn new(value: &str, label: String, chosen: &str) -> Self {
        Self {
            value: value.to_owned(),
            label,
            hint: String::new(),
            chosen: value == chosen,
        }
    }
}

/// A state as a badge: tone, icon and word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Badge {
    pub tone: &'static str,
    pub icon: &'static str,
    pub label: String,
}

const fn look(state: StateName) -> (&'static str, &'static str) {
    match state {
        StateName::Received => ("info", "inbox"),
        StateName::Accepted => ("info", "check"),
        StateName::Rejected => ("neutral", "signpost"),
        StateName::Merged => ("neutral", "copy"),
        StateName::Dispatched | StateName::Returned => ("info", "send"),
        StateName::Acknowledged => ("info", "user-check"),
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

/// A return under way is the bodies' affair: to residents the matter is dispatched, its lead and
/// its due time stand.
pub(super) const fn shown(state: StateName) -> StateName {
    match state {
        StateName::Returned => StateName::Dispatched,
        other => other,
    }
}

pub(super) fn badge(ctx: &Ctx, state: StateName) -> Badge {
    let (tone, icon) = look(state);
    let label = ctx.t(&format!("matters-resident-state-{}", shown(state).key()));
    Badge { tone, icon, label }
}

/// A step of a project's plan, for the macro `due`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlanStep {
    pub state: &'static str,
    pub label: String,
}

/// The steps of the plan in force and how far they are, in order.
pub(super) fn plan(ctx: &Ctx, matter: &Matter) -> Vec<PlanStep> {
    let clock = matter.clock().filter(|_| matter.state_name().is_open());
    let steps = clock.into_iter().flat_map(|clock| &clock.milestones);
    steps
        .map(|step| match step.reached_at {
            Some(at) => PlanStep {
                state: "done",
                label: day(ctx, at.date()),
            },
            None => PlanStep {
                state: if ctx.now.date() > step.on {
                    "over"
                } else {
                    "in_time"
                },
                label: day(ctx, step.on),
            },
        })
        .collect()
}

/// `2026年5月9日`, `9 May 2026`.
pub(super) fn day(ctx: &Ctx, date: Date) -> String {
    ctx.say(
        "matters-resident-day",
        &[
            ("year", i64::from(date.year()).into()),
            ("month", i64::from(date.month()).into()),
            ("day", i64::from(date.day()).into()),
        ],
    )
}

/// `5月9日 10:12`; with the year when it is another one than today's.
pub(super) fn moment(ctx: &Ctx, at: Instant) -> String {
    let date = at.date();
    let local = at.to_local_minute();
    let time = local.split('T').nth(1).unwrap_or_default().to_owned();
    let key = if date.year() == ctx.now.date().year() {
        "matters-resident-moment"
    } else {
        "matters-resident-moment-of-year"
    };
    ctx.say(
        key,
        &[
            ("year", i64::from(date.year()).into()),
            ("month", i64::from(date.month()).into()),
            ("day", i64::from(date.day()).into()),
            ("time", time.into()),
        ],
    )
}

/// The last day on which something is still in time; limits are stored as exclusive ends.
pub(super) fn last_day(before: Instant) -> Date {
    before.plus_seconds(-1).date()
}

pub(super) fn until(ctx: &Ctx, before: Instant) -> String {
    day(ctx, last_day(before))
}

/// Days from today to the last day; negative when it has passed.
pub(super) fn days_left(ctx: &Ctx, before: Instant) -> i64 {
    last_day(before).days_since(ctx.now.date())
}

/// The name of a category: the table's own Chinese, or its English identifier as words.
pub(super) fn category(matters: &Matters, code: Option<CategoryCode>, lang: Lang) -> String {
    let Some(category) = code.and_then(|code| matters.categories.get(code)) else {
        return String::new();
    };
    match lang {
        Lang::Zh => category.zh.clone(),
        Lang::En => {
            let words = category.en.replace('_', " ");
            let mut letters = words.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().collect::<String>() + letters.as_str()
            })
        }
    }
}

/// The sentence of a refusal; other errors are handed on.
pub(super) fn refusal(ctx: &Ctx, error: PageError) -> Result<String, PageError> {
    match error {
        PageError::Refused { key, args } => {
            let args: Vec<(&str, Arg)> = args
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            Ok(ctx.say(&key, &args))
        }
        other => Err(other),
    }
}

/// Text inside XML.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            // Other control characters may not stand in XML at all, not even escaped.
            control if control.is_control() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

/// JSON that may stand inside a script element of a page.
pub(super) fn json_for_page(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_xml_or_a_script_element() {
        assert_eq!(
            xml("<a href=\"x\">&\u{0}\u{8}"),
            "&lt;a href=&quot;x&quot;&gt;&amp;"
        );
        let hostile = serde_json::json!({ "title": "</script><script>alert(1)" });
        let text = json_for_page(&hostile);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            hostile
        );
    }

    #[test]
    fn an_exclusive_end_at_midnight_is_the_day_before() {
        let before = Instant::parse_local("2026-05-10T00:00").unwrap();
        assert_eq!(last_day(before).to_string(), "2026-05-09");
        let noon = Instant::parse_local("2026-05-10T12:00").unwrap();
        assert_eq!(last_day(noon).to_string(), "2026-05-10");
    }
}
