use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_registry::{Body, BodyKind};

use super::{LEAST_PERMILLE, Purpose, SHOWN, Suggested, suggested};
use crate::model::{Area, Category, CategoryCode, Nature};
use crate::rules;
use crate::slice::{Matters, World};
use crate::store::Known;

/// What a rule suggests is shown with this confidence where nothing was learned yet.
const RULE_PERMILLE: u16 = 300;

/// Leads for a matter: what the district's own history says about such texts, then the
/// category's usual lead in the order of rule M11.
pub(super) async fn suggest(
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    known: &Known,
    category: Option<CategoryCode>,
    text: &str,
) -> Result<Vec<Suggested<Id>>> {
    let mut found = learned(matters, tx, world, known, text).await?;
    if let Some(category) = category.and_then(|code| matters.categories.get(code)) {
        for body in usual_leads(world, known.matter.area, category) {
            if !found.iter().any(|it| it.value == body) {
                found.push(Suggested {
                    value: body,
                    confidence_permille: RULE_PERMILLE,
                    words: Vec::new(),
                });
            }
        }
    }
    found.truncate(SHOWN);
    Ok(found)
}

async fn learned(
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    known: &Known,
    text: &str,
) -> Result<Vec<Suggested<Id>>> {
    let Some(model) = matters.suggester.model(tx, Purpose::Body).await? else {
        return Ok(Vec::new());
    };
    let guesses = model.predict("", text).into_iter().filter_map(|guess| {
        let id: Id = guess.label.parse().ok()?;
        let body = world.bodies.get(&id)?;
        // A street's own office or committee is right for its own street only.
        reaches(world, known.matter.area, body).then(|| suggested(guess, id))
    });
    Ok(guesses
        .filter(|it| it.confidence_permille >= LEAST_PERMILLE)
        .take(SHOWN)
        .collect())
}

fn place_path(world: &World, area: Area) -> Option<&str> {
    let id = area.community_id.or(area.street_id)?;
    world.areas.get(&id).map(|area| area.path.as_str())
}

fn reaches(world: &World, area: Area, body: &Body) -> bool {
    match place_path(world, area) {
        Some(path) => path.starts_with(&body.area_path),
        None => body.area_path.matches('/').count() <= 1,
    }
}

/// The bodies that the category names, those of the place first for behaviours and the owner of
/// the thing first for objects.
pub fn usual_leads(world: &World, area: Area, category: &Category) -> Vec<Id> {
    let mut wanted: Vec<&str> = category.default_lead.iter().map(String::as_str).collect();
    if category.nature == Nature::Event
        && rules::first_addressee(category.nature)[0] == rules::Addressee::Area
    {
        wanted.sort_by_key(|name| !is_of_the_area(name));
    }
    let mut found = Vec::new();
    for name in wanted {
        let of_kind = kind_of(name).and_then(|kind| {
            let fitting = world.bodies.values().filter(|body| body.kind == kind);
            fitting
                .filter(|body| reaches(world, area, body))
                // The nearest first: a street's own office before a wider one.
                .max_by_key(|body| body.area_path.len())
        });
        let named = || {
            world
                .usual_body(name)
                .filter(|body| reaches(world, area, body))
        };
        found.extend(of_kind.or_else(named).map(|body| body.id));
    }
    found.dedup();
    found
}

fn is_of_the_area(name: &str) -> bool {
    name.contains("街道") || name.contains("社区")
}

/// Names that mean a kind of body, of which each street or community has its own.
fn kind_of(name: &str) -> Option<BodyKind> {
    if name.contains("物业") {
        Some(BodyKind::PropertyCompany)
    } else if name.contains("社区") {
        Some(BodyKind::ResidentsCommittee)
    } else if name.contains("街道") {
        Some(BodyKind::StreetOffice)
    } else {
        None
    }
}
