//! Handing over, taking on, giving back.

use huiyin_kernel::Id;
use huiyin_web::Choice;

use super::form::{Scene, Writing};
use super::read::Reading;
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS};
use crate::model::{Act, ActName, Part};
use crate::pages::desk::bodies;
use crate::rules;

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    match act {
        ActName::Dispatch => {
            let scene = form.scene;
            let chosen = form.value("lead", "");
            form.select("lead", true, lead_choices(scene, &chosen));
            form.checks("supports", support_choices(scene));
            form.long("note", false, NOTE_CHARS);
        }
        ActName::Return => {
            form.long("reason", true, REASON_CHARS);
            form.long("basis", true, REASON_CHARS);
            if is_supervisor(form.scene) {
                form.long("override", false, NOTE_CHARS);
            }
        }
        ActName::AcceptReturn => form.long("note", false, NOTE_CHARS),
        ActName::RefuseReturn => form.long("reason", true, REASON_CHARS),
        _ => {}
    }
}

fn is_supervisor(scene: Scene<'_>) -> bool {
    rules::parts(scene.actor, scene.matter()).contains(&Part::Supervisor)
}

fn lead_choices(scene: Scene<'_>, chosen: &str) -> Vec<Choice> {
    let first: Vec<Id> = scene.suggestions.bodies.iter().map(|it| it.value).collect();
    bodies::lead_choices(
        scene.ctx,
        scene.matters,
        scene.world,
        scene.matter(),
        &first,
        chosen,
    )
}

fn support_choices(scene: Scene<'_>) -> Vec<Choice> {
    bodies::near(scene.world, scene.matter())
        .into_iter()
        .map(|id| {
            Choice::new(
                id.to_string(),
                scene.world.body_name(id, scene.ctx.lang),
                false,
            )
        })
        .collect()
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::Dispatch => {
            let lead = form.chosen("lead", |text| text.parse().ok());
            let supports = form.ids("supports");
            let note = form.text("note", false, NOTE_CHARS);
            Some(Act::Dispatch {
                lead: lead?,
                supports,
                note,
            })
        }
        ActName::Acknowledge => Some(Act::Acknowledge {}),
        ActName::Return => {
            let reason = form.text("reason", true, REASON_CHARS);
            let basis = form.text("basis", true, REASON_CHARS);
            let note = form.text("override", false, NOTE_CHARS);
            Some(Act::Return {
                reason,
                basis,
                override_note: Some(note).filter(|note| !note.is_empty()),
            })
        }
        ActName::AcceptReturn => Some(Act::AcceptReturn {
            note: form.text("note", false, NOTE_CHARS),
        }),
        ActName::RefuseReturn => Some(Act::RefuseReturn {
            reason: form.text("reason", true, REASON_CHARS),
        }),
        _ => None,
    }
}
