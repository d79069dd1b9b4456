//! Accepting, declining, merging, splitting, correcting.

use huiyin_kernel::mask::{AddressLevel, mask_address};
use huiyin_kernel::{Id, Lang};
use huiyin_web::Choice;

use super::form::Writing;
use super::read::Reading;
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS, REPORT_TEXT_CHARS};
use crate::model::{
    Act, ActName, Area, CategoryCode, Correction, EmergencyNumber, Kind, RejectCode, Report,
    Urgency,
};
use crate::pages::desk::wording::{category_choices, named_choices, optional_choices};
use crate::store::Placed;

/// Letters of a place as it is typed.
const PLACE_CHARS: usize = 200;

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    match act {
        ActName::Accept => accept_fields(form),
        ActName::Reject => reject_fields(form),
        ActName::Merge => {
            form.short("into", "text", "", true, 40);
            form.long("note", false, NOTE_CHARS);
        }
        ActName::Split => {
            form.long("text", true, REPORT_TEXT_CHARS);
            category_field(form, "");
            form.long("note", false, NOTE_CHARS);
        }
        ActName::Correct => correct_fields(form),
        _ => form.long("note", false, NOTE_CHARS),
    }
}

fn category_field(form: &mut Writing<'_>, first: &str) {
    let scene = form.scene;
    let chosen = form.value("category", first);
    let required = !first.is_empty() || form.scene.matter().category.is_none();
    let options = category_choices(scene.ctx, scene.matters, &chosen);
    form.select("category", required, options);
}

fn kind_and_urgency(form: &mut Writing<'_>) {
    let ctx = form.scene.ctx;
    let kind = form.value("kind", form.scene.matter().kind.name());
    let kinds = Kind::ALL.iter().map(|it| it.name());
    form.select(
        "kind",
        true,
        named_choices(ctx, "matters-kind", kinds, &kind),
    );
    let urgency = form.value("urgency", form.scene.matter().urgency.name());
    let degrees = Urgency::ALL.iter().map(|it| it.name());
    let options = named_choices(ctx, "matters-urgency", degrees, &urgency);
    form.select("urgency", true, options);
}

fn accept_fields(form: &mut Writing<'_>) {
    let own = form.scene.matter().category.map(|code| code.to_string());
    category_field(form, &own.unwrap_or_default());
    kind_and_urgency(form);
    form.long("note", false, NOTE_CHARS);
}

fn reject_fields(form: &mut Writing<'_>) {
    let ctx = form.scene.ctx;
    let code = form.value("code", "");
    let codes = RejectCode::ALL.iter().map(|it| it.name());
    let mut options = named_choices(ctx, "matters-desk-reject", codes, &code);
    for option in &mut options {
        let told = format!("matters-reject-{}", option.value.replace('_', "-"));
        option.hint = ctx.t(&told);
    }
    form.radios("code", true, options);
    let number = form.value("number", "");
    let numbers = EmergencyNumber::ALL.iter().map(|it| it.name());
    let options = optional_choices(ctx, "matters-desk-none", "matters-number", numbers, &number);
    form.select("number", false, options);
    form.templates(&["reject"]);
    form.long("channel", true, REASON_CHARS);
}

fn correct_fields(form: &mut Writing<'_>) {
    let scene = form.scene;
    let own = scene
        .matter()
        .category
        .map(|code| code.to_string())
        .unwrap_or_default();
    category_field(form, &own);
    kind_and_urgency(form);
    let area = scene.matter().area;
    let now = area
        .community_id
        .or(area.street_id)
        .map(|id| id.to_string());
    let chosen = form.value("area", &now.unwrap_or_default());
    form.select(
        "area",
        false,
        area_choices(
            scene.ctx.lang,
            scene.world,
            &chosen,
            &scene.ctx.t("matters-desk-unknown"),
        ),
    );
    // The flat opens with name and phone only, so the field begins empty; empty is as before.
    form.short("place", "text", "", false, PLACE_CHARS);
    form.long("reason", true, REASON_CHARS);
}

/// Streets, each followed by its communities.
pub(in crate::pages::desk) fn area_choices(
    lang: Lang,
    world: &crate::World,
    chosen: &str,
    unknown: &str,
) -> Vec<Choice> {
    let mut areas: Vec<_> = world
        .areas
        .values()
        .filter(|area| area.active && ["street", "community"].contains(&area.kind.as_str()))
        .collect();
    areas.sort_by(|one, other| one.path.cmp(&other.path));
    let mut choices = vec![Choice::new("", unknown, chosen.is_empty())];
    choices.extend(areas.into_iter().map(|area| {
        let id = area.id.to_string();
        let is_chosen = id == chosen;
        let name = area.name.get(lang);
        let street = area.parent_id.filter(|_| area.kind.as_str() == "community");
        let label = match street {
            Some(street) => format!("{} · {name}", world.area_name(Some(street), lang)),
            None => name.to_owned(),
        };
        Choice::new(id, label, is_chosen)
    }));
    choices
}

/// The area that an id of a street or community stands for.
pub(in crate::pages::desk) fn area_of(world: &crate::World, id: Id) -> Option<Area> {
    let area = world.areas.get(&id)?;
    match area.kind.as_str() {
        "street" => Some(Area {
            street_id: Some(id),
            ..Area::default()
        }),
        "community" => Some(Area {
            street_id: area.parent_id,
            community_id: Some(id),
            ..Area::default()
        }),
        _ => None,
    }
}

/// Reads the form; `into` is the matter to merge into, looked up before.
pub(super) fn read(act: ActName, form: &mut Reading<'_>, into: Option<Id>) -> Option<Act> {
    match act {
        ActName::Accept => accept(form),
        ActName::Reject => {
            let code = form.chosen("code", RejectCode::from_name);
            let number = form.maybe("number", EmergencyNumber::from_name);
            let channel = form.text("channel", true, REASON_CHARS);
            Some(Act::Reject {
                code: code?,
                number,
                channel,
            })
        }
        ActName::Merge => {
            let note = form.text("note", false, NOTE_CHARS);
            if into.is_none() {
                form.wrong("into", "matters-desk-no-such-number");
            }
            Some(Act::Merge { into: into?, note })
        }
        ActName::Split => Some(split(form)),
        ActName::Correct => Some(correct(form)),
        ActName::MarkPetition => Some(Act::MarkPetition {
            note: form.text("note", false, NOTE_CHARS),
        }),
        _ => None,
    }
}

fn code(text: &str) -> Option<CategoryCode> {
    CategoryCode::parse(text).ok()
}

fn accept(form: &mut Reading<'_>) -> Option<Act> {
    let category = form.chosen("category", code);
    let kind = form.maybe("kind", Kind::from_name);
    let urgency = form.maybe("urgency", Urgency::from_name);
    let note = form.text("note", false, NOTE_CHARS);
    Some(Act::Accept {
        category: category?,
        kind,
        urgency,
        note,
    })
}

/// The second thing lies where the first one does; what else it owes its reporter the rules add.
fn split(form: &mut Reading<'_>) -> Act {
    let text = form.text("text", true, REPORT_TEXT_CHARS);
    let category = form.maybe("category", code);
    let note = form.text("note", false, NOTE_CHARS);
    let matter = form.scene.matter();
    let second = Report {
        id: form.scene.ctx.site.new_id(),
        source: matter.source,
        outside_number: None,
        kind: matter.kind,
        category,
        urgency: None,
        text,
        area: matter.area,
        has_place: matter.has_place,
        photo_ids: Vec::new(),
        contactable: matter.contactable,
        anonymous: matter.anonymous,
        restricted: matter.restricted,
        complained_of: matter.complained_of,
        open_to_complained_of: matter.open_to_complained_of,
        split_from: Some(matter.id),
        consent_version: matter.consent.map(|it| it.version),
    };
    Act::Split {
        second: Box::new(second),
        note,
    }
}

fn correct(form: &mut Reading<'_>) -> Act {
    let category = form.maybe("category", code);
    let kind = form.maybe("kind", Kind::from_name);
    let urgency = form.maybe("urgency", Urgency::from_name);
    let world = form.scene.world;
    let area = form.maybe("area", |text| area_of(world, text.parse().ok()?));
    let text = form.text("place", false, PLACE_CHARS);
    let reason = form.text("reason", true, REASON_CHARS);
    let before = &form.scene.known.place;
    let place_changed = !text.is_empty() && text != before.text;
    if place_changed {
        form.place = Some(Placed {
            public: mask_address(&text, AddressLevel::Compound),
            point: before.point,
            text,
        });
    }
    let matter = form.scene.matter();
    let correction = Correction {
        category,
        kind: kind.filter(|kind| *kind != matter.kind),
        urgency: urgency.filter(|urgency| *urgency != matter.urgency),
        area: area.filter(|area| *area != matter.area),
        place_changed,
        reason,
    };
    Act::Correct { correction }
}
