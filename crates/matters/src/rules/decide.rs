use huiyin_kernel::Instant;

use crate::model::{Act, ActName, Actor, Change, Facts, Matter, Refused, RefusedCode};

use super::draft::Draft;
use super::rights::{allowed_in, allowed_somewhere, parts};
use super::{acts, fields, guards};

/// What an act makes of a matter, or why it is refused. In this order: may this actor do it at
/// all, is it open in this state, is everything filled in, do the counts and times allow it, and
/// last what the act itself demands.
pub fn decide(
    matter: &Matter,
    actor: &Actor,
    act: Act,
    facts: &Facts<'_>,
    now: Instant,
) -> Result<Change, Refused> {
    permitted(matter, actor, act.name(), now, |name| {
        fields::check(&act, name)
    })?;
    let mut draft = Draft::new(matter.clone(), actor, facts, now);
    acts::apply(&mut draft, act)?;
    Ok(draft.finish())
}

/// The acts open to this actor now, for buttons and menus. A refusal may still come from what is
/// filled in.
pub fn available(matter: &Matter, actor: &Actor, now: Instant) -> Vec<ActName> {
    let open = |act: &ActName| permitted(matter, actor, *act, now, |_| Ok(())).is_ok();
    ActName::ALL.iter().copied().filter(open).collect()
}

fn permitted(
    matter: &Matter,
    actor: &Actor,
    act: ActName,
    now: Instant,
    filled_in: impl FnOnce(ActName) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let played = parts(actor, matter);
    if !allowed_somewhere(&played, act) {
        return Err(Refused::new(RefusedCode::NotAllowed).with("act", act.name()));
    }
    let state = matter.state_name();
    if !allowed_in(&played, act, state) {
        let wrong = Refused::new(RefusedCode::WrongState);
        return Err(wrong.with("act", act.name()).with("state", state.name()));
    }
    filled_in(act)?;
    guards::check(matter, actor, &played, act, now)
}
