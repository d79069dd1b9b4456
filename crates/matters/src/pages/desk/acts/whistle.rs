//! Calling several bodies together, answering the call, judging the result (rule 4.2).

use huiyin_kernel::Id;
use huiyin_web::Choice;

use super::form::{Scene, Writing};
use super::read::{Reading, yes_or_no};
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS};
use crate::model::{Act, ActName, Call, WhistleAnswer, WhistleAnswerName};
use crate::pages::desk::bodies;
use crate::pages::desk::wording::{named_choices, optional_choices};

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    let scene = form.scene;
    let ctx = scene.ctx;
    match act {
        ActName::Whistle => {
            let near = bodies::near(scene.world, scene.matter());
            let names = near
                .into_iter()
                .map(|id| Choice::new(id.to_string(), scene.world.body_name(id, ctx.lang), false));
            form.checks("bodies", names.collect());
            form.long("reason", true, REASON_CHARS);
        }
        ActName::AnswerWhistle => {
            let call = form.value("call", "");
            form.select("call", true, call_choices(scene, waiting(scene), &call));
            let answer = form.value("answer", "");
            let names = WhistleAnswerName::ALL.iter().map(|it| it.name());
            let options = named_choices(ctx, "matters-whistle-answer", names, &answer);
            form.radios("answer", true, options);
            let other = form.value("substitute", "");
            let options = bodies::choices(
                ctx,
                scene.world,
                bodies::near(scene.world, scene.matter()),
                &other,
            );
            form.select("substitute", false, options);
            let fitting = form.value("fitting", "");
            let options = optional_choices(
                ctx,
                "matters-desk-no-word",
                "matters-desk-fitting",
                ["yes", "no"],
                &fitting,
            );
            form.select("fitting", false, options);
            form.long("note", false, NOTE_CHARS);
        }
        ActName::JudgeWhistle => {
            let call = form.value("call", "");
            form.select("call", true, call_choices(scene, answered(scene), &call));
            let accepted = form.value("accepted", "");
            let options = named_choices(ctx, "matters-desk-accepted", ["yes", "no"], &accepted);
            form.radios("accepted", true, options);
            form.long("note", false, NOTE_CHARS);
        }
        _ => {}
    }
}

type Place = (usize, Id);

fn calls<'a>(
    scene: Scene<'a>,
    wanted: impl Fn(&Call) -> bool + 'a,
) -> impl Iterator<Item = Place> + 'a {
    let whistles = scene.known.matter.whistles.iter().enumerate();
    whistles.flat_map(move |(number, whistle)| {
        let fitting: Vec<Place> = whistle
            .calls
            .iter()
            .filter(|call| wanted(call))
            .map(|call| (number, call.body))
            .collect();
        fitting
    })
}

/// Calls that this person's bodies have not answered.
fn waiting(scene: Scene<'_>) -> Vec<Place> {
    calls(scene, |call| call.answer.is_none())
        .filter(|(_, body)| scene.actor.handles_for(*body))
        .collect()
}

fn answered(scene: Scene<'_>) -> Vec<Place> {
    calls(scene, |call| {
        call.answer.is_some() && call.result_accepted.is_none()
    })
    .collect()
}

fn call_choices(scene: Scene<'_>, places: Vec<Place>, chosen: &str) -> Vec<Choice> {
    places
        .into_iter()
        .map(|(number, body)| {
            let value = format!("{number}.{body}");
            let name = scene.world.body_name(body, scene.ctx.lang);
            let label = scene.ctx.say(
                "matters-desk-whistle-call",
                &[("number", (number + 1).into()), ("body", name.into())],
            );
            let is_chosen = value == chosen;
            Choice::new(value, label, is_chosen)
        })
        .collect()
}

fn place(text: &str) -> Option<Place> {
    let (number, body) = text.split_once('.')?;
    Some((number.parse().ok()?, body.parse().ok()?))
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::Whistle => {
            let bodies = form.ids("bodies");
            if bodies.is_empty() {
                form.wrong("bodies", "matters-refused-whistle-needs-bodies");
            }
            let reason = form.text("reason", true, REASON_CHARS);
            Some(Act::Whistle { bodies, reason })
        }
        ActName::AnswerWhistle => {
            let call = form.chosen("call", place);
            let answer = answer(form);
            let fitting = form.maybe("fitting", yes_or_no);
            let note = form.text("note", false, NOTE_CHARS);
            let (whistle, body) = call?;
            Some(Act::AnswerWhistle {
                whistle,
                body,
                answer: answer?,
                fitting,
                note,
            })
        }
        ActName::JudgeWhistle => {
            let call = form.chosen("call", place);
            let accepted = form.yes_or_no("accepted");
            let note = form.text("note", false, NOTE_CHARS);
            let (whistle, body) = call?;
            Some(Act::JudgeWhistle {
                whistle,
                body,
                accepted: accepted?,
                note,
            })
        }
        _ => None,
    }
}

fn answer(form: &mut Reading<'_>) -> Option<WhistleAnswer> {
    Some(match form.chosen("answer", WhistleAnswerName::from_name)? {
        WhistleAnswerName::Present => WhistleAnswer::Present,
        WhistleAnswerName::Absent => WhistleAnswer::Absent,
        WhistleAnswerName::Substitute => {
            WhistleAnswer::Substitute(form.chosen("substitute", |text| text.parse().ok())?)
        }
    })
}
