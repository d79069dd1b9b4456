use std::collections::BTreeMap;

use huiyin_kernel::{Date, Id};
use huiyin_web::Ctx;
use huiyin_web::forms::{Errors, Form};

use crate::model::table::{
    AgendaFacts, Appointment, Attendance, DecisionOwner, MeetingAct, Side, Topic,
};

/// What a form asks for.
pub(super) enum Wish {
    Act(MeetingAct),
    /// Taking a decision further needs more than the rule: the matter itself.
    IntoMatter(Id),
}

fn day(ctx: &Ctx, form: &Form, errors: &mut Errors, field: &str) -> Date {
    form.parse(field).unwrap_or_else(|| {
        errors.add(field, ctx.t("compounds-table-day-wrong"));
        ctx.now.date()
    })
}

/// The act that a form asks for, or nothing where no button of ours says so. What cannot be read
/// stands in `errors`.
pub(super) fn wish(
    ctx: &Ctx,
    form: &Form,
    facts: AgendaFacts,
    errors: &mut Errors,
) -> Option<Wish> {
    let act = match form.text("act").as_str() {
        "appoint" => MeetingAct::Appoint(Appointment {
            on: day(ctx, form, errors, "on"),
            time: form.text("time"),
            place: form.text("place"),
        }),
        "hold" => MeetingAct::Hold {
            on: day(ctx, form, errors, "held_on"),
            attendance: attendance(ctx, form, errors),
            facts: Box::new(facts),
        },
        "minute" => MeetingAct::Minute { notes: notes(form) },
        "decide" => MeetingAct::Decide {
            id: ctx.site.new_id(),
            text: form.text("text"),
            owner: owner(ctx, form, errors),
            due: day(ctx, form, errors, "due"),
        },
        "agree" => agree(ctx, form, errors)?,
        "amend" => MeetingAct::Amend,
        "publish" => MeetingAct::Publish,
        "correct" => MeetingAct::Correct {
            reason: form.text("reason"),
        },
        other => return decision(ctx, form, other, errors),
    };
    Some(Wish::Act(act))
}

fn decision(ctx: &Ctx, form: &Form, act: &str, errors: &mut Errors) -> Option<Wish> {
    let decision: Id = form.parse("decision")?;
    let act = match act {
        "withdraw" => MeetingAct::Withdraw { decision },
        "matter" => return Some(Wish::IntoMatter(decision)),
        "proposal" => MeetingAct::Turn {
            decision,
            into: crate::model::table::Into::Proposal,
        },
        "complete" => MeetingAct::Complete {
            decision,
            on: day(ctx, form, errors, "done_on"),
            note: form.text("done_note"),
        },
        "drop" => MeetingAct::Drop {
            decision,
            why: form.text("why"),
        },
        "postpone" => MeetingAct::Postpone {
            decision,
            to: day(ctx, form, errors, "to"),
        },
        _ => return None,
    };
    Some(Wish::Act(act))
}

fn agree(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Option<MeetingAct> {
    Some(MeetingAct::Agree {
        side: Side::from_name(&form.text("side"))?,
        on: day(ctx, form, errors, "agreed_on"),
    })
}

fn attendance(ctx: &Ctx, form: &Form, errors: &mut Errors) -> BTreeMap<Side, Attendance> {
    let mut all = BTreeMap::new();
    for side in Side::ALL {
        let present = form.is_on(&format!("present_{side}"));
        let field = format!("persons_{side}");
        let persons = if present {
            form.parse(&field).unwrap_or_else(|| {
                errors.add(&field, ctx.t("compounds-table-refused-persons-wrong"));
                1
            })
        } else {
            0
        };
        let office = form.text(&format!("office_{side}"));
        all.insert(
            *side,
            Attendance {
                present,
                persons,
                office,
            },
        );
    }
    all
}

fn notes(form: &Form) -> BTreeMap<Topic, String> {
    let note = |topic: &Topic| (*topic, form.text(&format!("note_{topic}")));
    Topic::ALL.iter().map(note).collect()
}

/// `side:committee` or `body:<id>`.
fn owner(ctx: &Ctx, form: &Form, errors: &mut Errors) -> DecisionOwner {
    let text = form.text("owner");
    let read = match text.split_once(':') {
        Some(("side", name)) => Side::from_name(name).map(|side| DecisionOwner::Side { side }),
        Some(("body", id)) => id.parse().ok().map(|id| DecisionOwner::Body { id }),
        _ => None,
    };
    read.unwrap_or_else(|| {
        errors.add("owner", ctx.t("compounds-table-refused-owner-unknown"));
        DecisionOwner::Side {
            side: Side::Manager,
        }
    })
}

/// The field beside which a refusal of an act stands.
pub(super) fn field_of(act: &str) -> &'static str {
    match act {
        "appoint" => "on",
        "hold" => "held_on",
        "minute" => "note_open_decisions",
        "decide" => "text",
        "agree" => "agreed_on",
        "correct" => "reason",
        "withdraw" | "matter" | "proposal" | "complete" | "drop" | "postpone" => "decisions",
        _ => "acts",
    }
}
