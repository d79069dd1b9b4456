use crate::model::{ActName, Actor, Matter, Part, Post, Role, Scope, StateName, Who};

use super::table::TRANSITIONS;

/// A restricted reporter (domestic violence, privacy) is visible to these two roles only: the one
/// that speaks with reporters and the one that answers for the handling.
pub const RESTRICTED_ROLES: [Role; 2] = [Role::Caller, Role::Supervisor];

/// The parts an actor plays on a matter.
pub fn parts(actor: &Actor, matter: &Matter) -> Vec<Part> {
    match actor.who {
        Who::System => vec![Part::System],
        // A code opens its own matter; on every other its holder is a visitor.
        Who::Reporter { matter: own } if own == matter.id => vec![Part::Reporter],
        Who::Visitor | Who::Reporter { .. } => vec![Part::Visitor],
        Who::Staff { .. } => {
            let mut played: Vec<Part> = actor
                .posts
                .iter()
                .flat_map(|post| post_parts(*post, matter))
                .collect();
            played.sort_unstable();
            played.dedup();
            played
        }
    }
}

fn post_parts(post: Post, matter: &Matter) -> Vec<Part> {
    let of_area = |part| {
        if covers(post.scope, matter) {
            vec![part]
        } else {
            Vec::new()
        }
    };
    match post.role {
        Role::Clerk => of_area(Part::Clerk),
        Role::Dispatcher => of_area(Part::Dispatcher),
        Role::Caller => of_area(Part::Caller),
        Role::Supervisor => of_area(Part::Supervisor),
        Role::Leader => of_area(Part::Leader),
        Role::Handler => handler_parts(post.scope, matter),
    }
}

fn handler_parts(scope: Scope, matter: &Matter) -> Vec<Part> {
    let Scope::Body(body) = scope else {
        return Vec::new();
    };
    let called = matter.whistles.iter().flat_map(|whistle| &whistle.calls);
    let mut played = Vec::new();
    if matter.lead() == Some(body) {
        played.push(Part::LeadHandler);
    }
    if matter.supports().contains(&body) {
        played.push(Part::SupportHandler);
    }
    if called.into_iter().any(|call| call.body == body) {
        played.push(Part::CalledHandler);
    }
    played
}

fn covers(scope: Scope, matter: &Matter) -> bool {
    match scope {
        Scope::District => true,
        Scope::Street(street) => matter.area.street_id == Some(street),
        Scope::Community(community) => matter.area.community_id == Some(community),
        Scope::Body(body) => matter.lead() == Some(body),
    }
}

/// Whether the table opens this act to this actor in the matter's present state.
pub fn may(actor: &Actor, act: ActName, matter: &Matter) -> bool {
    let played = parts(actor, matter);
    allowed_in(&played, act, matter.state_name())
}

pub(super) fn allowed_in(played: &[Part], act: ActName, state: StateName) -> bool {
    TRANSITIONS.iter().any(|rule| {
        rule.act == act
            && rule.from.contains(&state)
            && rule.parts.iter().any(|part| played.contains(part))
    })
}

/// Whether these parts may do the act in any state at all.
pub(super) fn allowed_somewhere(played: &[Part], act: ActName) -> bool {
    TRANSITIONS
        .iter()
        .any(|rule| rule.act == act && rule.parts.iter().any(|part| played.contains(part)))
}

/// Whether this actor may *ask* to see who reports (rule M10); the page still demands a reason
/// and writes it down. The body complained of never may, unless the reporter has agreed.
pub fn may_see_reporter(actor: &Actor, matter: &Matter) -> bool {
    let Who::Staff { .. } = actor.who else {
        return matches!(actor.who, Who::Reporter { matter: own } if own == matter.id);
    };
    let complained_of = matter.complained_of.is_some_and(|body| {
        actor
            .posts
            .iter()
            .any(|post| post.scope == Scope::Body(body))
    });
    if complained_of && !matter.open_to_complained_of {
        return false;
    }
    let played = parts(actor, matter);
    if matter.restricted {
        return played
            .iter()
            .any(|part| matches!(part, Part::Caller | Part::Supervisor));
    }
    played
        .iter()
        .any(|part| !matches!(part, Part::CalledHandler | Part::Leader))
}
