//! Bodies to choose from, those that fit a matter's place first.

use huiyin_kernel::Id;
use huiyin_web::{Choice, Ctx};

use crate::model::{BodyKind, Matter};
use crate::{Matters, World};

/// The area path of a matter, as far as its area is known.
fn path_of(world: &World, matter: &Matter) -> Option<String> {
    let id = matter.area.community_id.or(matter.area.street_id)?;
    world.areas.get(&id).map(|area| area.path.clone())
}

/// Bodies that are responsible where the matter lies, the nearest first. Where the place is not
/// known, those of the district.
pub(super) fn near(world: &World, matter: &Matter) -> Vec<Id> {
    let path = path_of(world, matter);
    let mut found: Vec<_> = world
        .bodies
        .values()
        .filter(|body| match &path {
            Some(path) => path.starts_with(&body.area_path) || within(path, &body.area_path),
            None => body.area_path.matches('/').count() <= 1,
        })
        .collect();
    found.sort_by(|one, other| {
        let depth = |path: &str| std::cmp::Reverse(path.matches('/').count());
        (depth(&one.area_path), &one.code).cmp(&(depth(&other.area_path), &other.code))
    });
    found.into_iter().map(|body| body.id).collect()
}

/// A matter of which only the street is known may be one of the street's communities.
fn within(path: &str, body_path: &str) -> bool {
    path.matches('/').count() == 2 && body_path.starts_with(path)
}

pub(super) fn choices(ctx: &Ctx, world: &World, bodies: Vec<Id>, chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", ctx.t("matters-desk-choose"), chosen.is_empty());
    std::iter::once(none)
        .chain(bodies.into_iter().map(|id| {
            let value = id.to_string();
            let is_chosen = value == chosen;
            Choice::new(value, world.body_name(id, ctx.lang), is_chosen)
        }))
        .collect()
}

/// Leads to choose from: what is suggested, then what is near. A residents' committee that may
/// not lead this category (rule M9) is left out, so that nobody chooses what would be refused.
pub(super) fn lead_choices(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    matter: &Matter,
    first: &[Id],
    chosen: &str,
) -> Vec<Choice> {
    let category = matter
        .category
        .and_then(|code| matters.categories.get(code));
    let may_lead = category.is_none_or(|category| category.community_can_lead);
    let facts = matters.facts(world, None);
    let committee = |id: &Id| {
        facts
            .bodies
            .get(id)
            .is_some_and(|body| body.kind == BodyKind::ResidentsCommittee)
    };
    let mut ordered: Vec<Id> = first.to_vec();
    ordered.extend(
        near(world, matter)
            .into_iter()
            .filter(|id| !first.contains(id)),
    );
    ordered.retain(|id| may_lead || !committee(id));
    choices(ctx, world, ordered, chosen)
}

/// Every body of the district, for a choice that is not bound to one matter.
pub(super) fn all_choices(ctx: &Ctx, world: &World, chosen: &str) -> Vec<Choice> {
    let mut all: Vec<_> = world.bodies.values().collect();
    all.sort_by(|one, other| {
        let depth = |path: &str| path.matches('/').count();
        (depth(&one.area_path), &one.code).cmp(&(depth(&other.area_path), &other.code))
    });
    choices(
        ctx,
        world,
        all.into_iter().map(|body| body.id).collect(),
        chosen,
    )
}
