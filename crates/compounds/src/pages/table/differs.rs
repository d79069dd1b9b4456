//! A form of the page of a meeting that was not carried out: what was typed into it, and what
//! stands now beside it where somebody saved meanwhile.

use huiyin_kernel::Date;
use huiyin_web::Ctx;
use huiyin_web::forms::Form;

use super::agenda::TopicView;
use super::meeting::{DecisionLine, SideLine, View};
use crate::model::table::Side;
use crate::pages::both::{Other, differing};

/// What was typed into a form that was refused.
pub(super) struct Typed(pub Option<Form>);

impl Typed {
    pub(super) fn or(&self, name: &str, otherwise: &str) -> String {
        // Each form of the page sends its own fields: those of the others stay as they are stored.
        let form = self.0.as_ref().filter(|it| it.has(name));
        form.map_or_else(|| otherwise.to_owned(), |it| it.text(name))
    }

    /// The same where the page has the form many times, once for each decision or side: `field`
    /// says for which one it was sent.
    fn of(&self, (field, which): (&str, &str), name: &str, otherwise: &str) -> String {
        let own = self.0.as_ref().filter(|it| it.text(field) == which);
        let own = own.filter(|it| it.has(name));
        own.map_or_else(|| otherwise.to_owned(), |it| it.text(name))
    }

    /// Whether a side is ticked as present. A box without a tick is not sent, so what counts is
    /// whether its form was.
    pub(super) fn is_there(&self, side: Side) -> bool {
        let hold = self.0.as_ref().filter(|it| it.text("act") == "hold");
        hold.is_none_or(|it| it.is_on(&format!("present_{side}")))
    }

    pub(super) fn agreed_on(&self, side: Side, today: &str) -> String {
        self.of(("side", side.name()), "agreed_on", today)
    }

    pub(super) fn follow(&self, decision: &str, today: &str) -> Follow {
        let which = ("decision", decision);
        let own = self.0.as_ref().map(|it| it.text("decision"));
        Follow {
            is_typed: own.is_some_and(|it| it == decision),
            done_on: self.of(which, "done_on", today),
            done_note: self.of(which, "done_note", ""),
            to: self.of(which, "to", ""),
            why: self.of(which, "why", ""),
        }
    }
}

/// What the forms below a decision begin with.
#[derive(Default)]
pub(super) struct Follow {
    pub is_typed: bool,
    pub done_on: String,
    pub done_note: String,
    pub to: String,
    pub why: String,
}

/// Label, what stands now, what was typed.
type Line = (String, String, String);

/// What was typed beside what stands now, for the form that came too late. A new line, such as a
/// decision, has nothing beside it and is shown so that it can be noted again.
pub(super) fn others(ctx: &Ctx, view: &View) -> Vec<Other> {
    let typed = |name: &str| view.typed.or(name, "");
    let line = |key: &str, now: &str, yours: String| (ctx.t(key), now.to_owned(), yours);
    let lines: Vec<Line> = match typed("act").as_str() {
        "minute" => {
            let note = |it: &TopicView| (it.title.clone(), it.note.clone(), typed(&it.field));
            view.topics.iter().map(note).collect()
        }
        "appoint" => {
            let (day, time, place) = (typed_day(ctx, view, "on"), typed("time"), typed("place"));
            let yours = format!("{day} {time} · {place}");
            vec![line(
                "compounds-table-appointment",
                &view.appointment,
                yours,
            )]
        }
        "hold" => held(ctx, view),
        "decide" => vec![line("compounds-table-decide-text", "", typed("text"))],
        "agree" => agreed(ctx, view),
        "complete" | "drop" | "postpone" => followed(ctx, view),
        "correct" => vec![line(
            "compounds-table-correct-reason",
            &view.correcting,
            typed("reason"),
        )],
        _ => Vec::new(),
    };
    differing(lines)
}

/// A day as it is read, or what was typed in its place.
fn typed_day(ctx: &Ctx, view: &View, name: &str) -> String {
    let text = view.typed.or(name, "");
    let day = text.parse::<Date>().ok();
    day.map_or(text, |day| ctx.day(day))
}

/// Who was there, side by side; where the meeting was held meanwhile, its form is gone.
fn held(ctx: &Ctx, view: &View) -> Vec<Line> {
    let said = |present: bool, persons: &str, office: &str| {
        if !present {
            return ctx.t("compounds-table-absent");
        }
        let persons = format!("{} {persons}", ctx.t("compounds-table-present"));
        if office.is_empty() {
            persons
        } else {
            format!("{persons} · {office}")
        }
    };
    let line = |it: &SideLine| {
        let now = if view.held_on.is_empty() {
            String::new()
        } else {
            said(it.present, &it.persons, &it.office)
        };
        let persons = view.typed.or(&it.persons_field, "");
        let office = view.typed.or(&it.office_field, "");
        (it.label.clone(), now, said(it.is_there, &persons, &office))
    };
    let day = (
        ctx.t("compounds-table-held-on"),
        view.held_on.clone(),
        typed_day(ctx, view, "held_on"),
    );
    let lines = view.sides.iter().map(line);
    std::iter::once(day).chain(lines).collect()
}

fn agreed(ctx: &Ctx, view: &View) -> Vec<Line> {
    let which = view.typed.or("side", "");
    let side = view.sides.iter().find(|it| it.name == which);
    let line = |it: &SideLine| {
        let label = format!("{} · {}", it.label, ctx.t("compounds-table-agreed-on"));
        let yours = typed_day(ctx, view, "agreed_on");
        (label, it.agreed.clone(), yours)
    };
    side.map(line).into_iter().collect()
}

/// What was said about a decision: that it is done, dropped, or due later.
fn followed(ctx: &Ctx, view: &View) -> Vec<Line> {
    let typed = |name: &str| view.typed.or(name, "");
    let which = typed("decision");
    let is_it = |it: &&DecisionLine| it.id.to_string() == which;
    let found = view.decisions.iter().find(is_it);
    let now =
        |of: fn(&DecisionLine) -> &String| found.map_or_else(String::new, |it| of(it).clone());
    let mut lines = match typed("act").as_str() {
        "complete" => vec![
            (
                ctx.t("compounds-table-done-on"),
                String::new(),
                typed_day(ctx, view, "done_on"),
            ),
            (
                ctx.t("compounds-table-done-note"),
                now(|it| &it.said),
                typed("done_note"),
            ),
        ],
        "drop" => vec![(
            ctx.t("compounds-table-why"),
            now(|it| &it.said),
            typed("why"),
        )],
        _ => vec![(
            ctx.t("compounds-table-postpone-to"),
            now(|it| &it.due),
            typed_day(ctx, view, "to"),
        )],
    };
    // The same label is asked of every decision, so the first line says which it is.
    if let (Some(found), Some(first)) = (found, lines.first_mut()) {
        first.0 = format!("{} · {}", found.text, first.0);
    }
    lines
}
