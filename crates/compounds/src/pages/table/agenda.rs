//! The agenda in words: what lies on the table, topic by topic.

use std::collections::BTreeMap;

use huiyin_web::{Arg, Ctx};

use crate::model::table::{AgendaFacts, MeetingStateName, Month, Topic};

/// A figure with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub label: String,
    pub value: String,
}

/// A topic as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TopicView {
    pub name: &'static str,
    /// The field of its minutes.
    pub field: String,
    pub title: String,
    pub figures: Vec<Figure>,
    pub lines: Vec<String>,
    /// The system knows nothing about it.
    pub unknown: bool,
    pub note: String,
}

/// Tone and icon of a state, as badges have them.
pub(super) const fn tone(state: MeetingStateName) -> (&'static str, &'static str) {
    match state {
        MeetingStateName::Planned => ("neutral", "calendar-clock"),
        MeetingStateName::Held => ("info", "users"),
        MeetingStateName::MinutesAgreed => ("info", "file-text"),
        MeetingStateName::Published => ("ok", "megaphone"),
    }
}

/// `2026年5月`, `May 2026`.
pub(in crate::pages) fn month(ctx: &Ctx, month: Month) -> String {
    let first = month.first();
    let args = [
        ("year", Arg::from(i64::from(first.year()))),
        ("month", Arg::from(i64::from(first.month()))),
    ];
    ctx.say("compounds-table-month", &args)
}

/// Fen as yuan, exact.
pub(super) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// The fixed agenda with what is known and what was noted.
pub(super) fn topics(
    ctx: &Ctx,
    facts: &AgendaFacts,
    notes: &BTreeMap<Topic, String>,
) -> Vec<TopicView> {
    let view = |topic: &Topic| {
        let (figures, lines, unknown) = known(ctx, facts, *topic);
        TopicView {
            name: topic.name(),
            field: format!("note_{topic}"),
            title: ctx.t(&format!("compounds-table-topic-{}", topic.key())),
            figures,
            lines,
            unknown,
            note: notes.get(topic).cloned().unwrap_or_default(),
        }
    };
    Topic::ALL.iter().map(view).collect()
}

fn known(ctx: &Ctx, facts: &AgendaFacts, topic: Topic) -> (Vec<Figure>, Vec<String>, bool) {
    let figure = |key: &str, value: String| Figure {
        label: ctx.t(&format!("compounds-table-figure-{key}")),
        value,
    };
    let count = |key: &str, value: u32| figure(key, value.to_string());
    let money = |key: &str, fen: i64| figure(key, yuan(fen));
    match topic {
        Topic::OpenDecisions => (Vec::new(), open(ctx, facts), false),
        Topic::Matters => {
            let figures = facts.matters.map_or_else(Vec::new, |it| {
                vec![
                    count("received", it.received),
                    count("closed", it.closed),
                    count("open", it.open),
                    count("overdue", it.overdue),
                    count("reopened", it.reopened),
                ]
            });
            (figures, Vec::new(), facts.matters.is_none())
        }
        Topic::Income => {
            let figures = facts.income.map_or_else(Vec::new, |it| {
                vec![
                    money("income", it.income_fen),
                    money("spent", it.spent_fen),
                    money("closing", it.closing_fen),
                ]
            });
            (figures, Vec::new(), facts.income.is_none())
        }
        Topic::Maintenance => {
            let figures = facts.maintenance.map_or_else(Vec::new, |it| {
                vec![money("drawn", it.drawn_fen), money("left", it.left_fen)]
            });
            (figures, Vec::new(), facts.maintenance.is_none())
        }
        Topic::Votes => (Vec::new(), votes(ctx, facts), facts.votes.is_none()),
        Topic::Other => (Vec::new(), Vec::new(), false),
    }
}

fn open(ctx: &Ctx, facts: &AgendaFacts) -> Vec<String> {
    if facts.open.is_empty() {
        return vec![ctx.t("compounds-table-open-none")];
    }
    let lines = facts.open.iter().map(|it| {
        let args = [
            ("text", Arg::from(it.text.as_str())),
            ("day", Arg::from(ctx.day(it.due))),
        ];
        ctx.say("compounds-table-open-line", &args)
    });
    lines.collect()
}

fn votes(ctx: &Ctx, facts: &AgendaFacts) -> Vec<String> {
    let Some(votes) = &facts.votes else {
        return Vec::new();
    };
    let due = facts.meeting_due.map(|day| {
        let args = [("day", Arg::from(ctx.day(day)))];
        ctx.say("compounds-yearly-overdue", &args)
    });
    if votes.is_empty() {
        let none = ctx.t("compounds-table-votes-none");
        return std::iter::once(none).chain(due).collect();
    }
    let lines = votes.iter().map(|it| match it.until {
        Some(day) => {
            let args = [
                ("title", Arg::from(it.title.as_str())),
                ("day", Arg::from(ctx.day(day))),
            ];
            ctx.say("compounds-table-vote-line", &args)
        }
        None => it.title.clone(),
    });
    lines.chain(due).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fen_are_shown_exactly() {
        assert_eq!(yuan(0), "0.00");
        assert_eq!(yuan(5), "0.05");
        assert_eq!(yuan(-123_456), "-1234.56");
        assert_eq!(yuan(i64::MIN), "-92233720368547758.08");
    }
}
