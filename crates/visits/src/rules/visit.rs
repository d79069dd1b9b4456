//! What may be done about the visit at one door.

use huiyin_kernel::Instant;

use super::admission::may_call_uninvited;
use super::hours::Hours;
use crate::model::{
    Actor, Disturb, Dwelling, Minute, Refused, Round, Span, Visit, VisitAct, VisitActName,
    VisitEvent, VisitPart, VisitState, VisitStateName, Window,
};

use VisitActName as A;
use VisitPart as P;
use VisitStateName as S;

/// One line of the table: an act, by whom, from which states.
#[derive(Debug)]
pub struct VisitRule {
    pub act: VisitActName,
    pub parts: &'static [VisitPart],
    pub from: &'static [VisitStateName],
    /// The state afterwards; nothing where it stays.
    pub to: Option<VisitStateName>,
}

const fn rule(
    act: VisitActName,
    parts: &'static [VisitPart],
    from: &'static [VisitStateName],
    to: Option<VisitStateName>,
) -> VisitRule {
    VisitRule {
        act,
        parts,
        from,
        to,
    }
}

/// Everything that may happen to a visit. Who declined may change their mind, nobody else may do
/// it for them; what was seen at the door may be put right by the coordinator.
pub const TRANSITIONS: &[VisitRule] = &[
    rule(A::Ask, &[P::Coordinator, P::System], &[S::Planned], None),
    rule(
        A::Appoint,
        &[P::Resident, P::Coordinator],
        &[S::Planned, S::Appointed, S::NotMet],
        Some(S::Appointed),
    ),
    rule(
        A::Appoint,
        &[P::Resident],
        &[S::Declined],
        Some(S::Appointed),
    ),
    rule(
        A::Decline,
        &[P::Resident, P::Visitor, P::Coordinator],
        &[S::Planned, S::Appointed, S::NotMet],
        Some(S::Declined),
    ),
    rule(
        A::Visited,
        &[P::Visitor, P::Coordinator],
        &[S::Planned, S::Appointed, S::NotMet],
        Some(S::Visited),
    ),
    rule(
        A::NotMet,
        &[P::Visitor, P::Coordinator],
        &[S::Planned, S::Appointed],
        Some(S::NotMet),
    ),
    rule(
        A::DoNotDisturb,
        &[P::Resident, P::Visitor, P::Coordinator],
        &[S::Planned, S::Appointed, S::NotMet, S::Declined],
        Some(S::DoNotDisturb),
    ),
    rule(
        A::HandOn,
        &[P::Visitor, P::Coordinator],
        &[S::Planned, S::Appointed, S::NotMet],
        Some(S::HandedOn),
    ),
    rule(
        A::TryAgain,
        &[P::Coordinator],
        &[S::NotMet],
        Some(S::Planned),
    ),
];

/// What a decision about a visit needs to know.
#[derive(Debug, Clone, Copy)]
pub struct VisitFacts<'a> {
    pub round: &'a Round,
    pub dwelling: &'a Dwelling,
    pub hours: Hours,
}

/// A visit after an act, and what became of its door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitChange {
    pub visit: Visit,
    /// Changed only where the act says something about the door itself.
    pub dwelling: Option<Dwelling>,
    pub events: Vec<VisitEvent>,
    /// A call took place: when, and whether somebody there had agreed to it.
    pub call: Option<(Instant, bool)>,
}

fn fitting(visit: &Visit, actor: Actor, act: VisitActName) -> Result<&'static VisitRule, Refused> {
    let own = |rule: &&VisitRule| rule.act == act && rule.parts.contains(&actor.part());
    if !TRANSITIONS.iter().any(|rule| own(&rule)) {
        return Err(Refused::NotAllowed);
    }
    let state = visit.state.name();
    TRANSITIONS
        .iter()
        .filter(own)
        .find(|rule| rule.from.contains(&state))
        .ok_or(Refused::WrongState)
}

/// The acts open to this actor now; a page shows no button that would be refused.
pub fn available(visit: &Visit, actor: Actor, round: &Round) -> Vec<VisitActName> {
    VisitActName::ALL
        .iter()
        .copied()
        .filter(|act| fitting(visit, actor, *act).is_ok() && stage(*act, round).is_ok())
        .collect()
}

/// What the stage of the round allows. A call that was made is recorded even after the round is
/// over: a phone may have been without signal for a day, and nothing is lost for that.
fn stage(act: VisitActName, round: &Round) -> Result<(), Refused> {
    use crate::model::RoundStateName as R;
    let state = round.state.name();
    let ok = match act {
        A::Ask | A::Appoint | A::TryAgain => {
            matches!(state, R::Planned | R::Announced | R::Running)
        }
        A::Decline | A::DoNotDisturb => state != R::Draft,
        A::HandOn | A::Visited | A::NotMet => {
            matches!(state, R::Announced | R::Running | R::Finished)
        }
    };
    if ok {
        Ok(())
    } else {
        Err(Refused::RoundClosed)
    }
}

/// Admits a door to a round. Do-not-disturb is overridden only for life or safety, and never
/// without a reason that is kept (rule V3).
pub fn admit(
    id: huiyin_kernel::Id,
    round: &Round,
    dwelling: &Dwelling,
    reason: Option<&str>,
) -> Result<VisitChange, Refused> {
    let overridden = dwelling.disturb.is_some();
    if overridden && reason.is_none() {
        return Err(Refused::DoNotDisturb);
    }
    if overridden && reason.is_some_and(|it| it.trim().is_empty()) {
        return Err(Refused::ReasonMissing);
    }
    let visit = Visit {
        id,
        version: 1,
        round: round.id,
        dwelling: dwelling.id,
        state: VisitState::Planned,
        asked_at: None,
        life_safety: overridden,
    };
    Ok(VisitChange {
        visit,
        dwelling: None,
        events: vec![VisitEvent::Admitted {
            life_safety: overridden,
        }],
        call: None,
    })
}

/// What an act makes of a visit, or why it is refused.
pub fn decide(
    visit: &Visit,
    actor: Actor,
    act: &VisitAct,
    facts: &VisitFacts<'_>,
    now: Instant,
) -> Result<VisitChange, Refused> {
    fitting(visit, actor, act.name())?;
    stage(act.name(), facts.round)?;
    let mut change = VisitChange {
        visit: visit.clone(),
        dwelling: None,
        events: Vec::new(),
        call: None,
    };
    match act {
        VisitAct::Ask => {
            change.visit.asked_at = Some(now);
            change.events.push(VisitEvent::Asked {});
        }
        VisitAct::Appoint { window } => appoint(&mut change, actor, *window, facts, now)?,
        VisitAct::Decline => {
            change.visit.state = VisitState::Declined { at: now };
            change.events.push(VisitEvent::Declined {});
        }
        VisitAct::Visited { at, team } => {
            let (at, team) = (*at, *team);
            let (invited, in_hours) = called(&mut change, facts, at, now)?;
            change.visit.state = VisitState::Visited { at, team };
            change.events.push(VisitEvent::Visited {
                at,
                invited,
                in_hours,
            });
        }
        VisitAct::NotMet { at, team } => {
            let (at, team) = (*at, *team);
            let (invited, in_hours) = called(&mut change, facts, at, now)?;
            change.visit.state = VisitState::NotMet { at, team };
            change.events.push(VisitEvent::NotMet {
                at,
                invited,
                in_hours,
            });
        }
        VisitAct::DoNotDisturb => leave_alone(&mut change, actor, facts, now),
        VisitAct::HandOn { to } => {
            change.visit.state = VisitState::HandedOn { at: now, to: *to };
            change.events.push(VisitEvent::HandedOn { to: *to });
        }
        VisitAct::TryAgain => {
            may_try_again(visit, facts, now)?;
            change.visit.state = VisitState::Planned;
            change.events.push(VisitEvent::TriedAgain {});
        }
    }
    let more = u32::try_from(change.events.len()).unwrap_or(u32::MAX);
    change.visit.version = change.visit.version.saturating_add(more);
    Ok(change)
}

/// Nobody calls at this door any more, in whichever round (rule V3).
fn leave_alone(change: &mut VisitChange, actor: Actor, facts: &VisitFacts<'_>, now: Instant) {
    change.visit.state = VisitState::DoNotDisturb { at: now };
    let mut dwelling = facts.dwelling.clone();
    dwelling.disturb = dwelling.disturb.or(Some(Disturb {
        since: now,
        by: actor.said_by(),
    }));
    change.dwelling = Some(dwelling);
    change.events.push(VisitEvent::DoNotDisturb {});
}

/// An appointment lies within the round and ahead. Staff may note only what keeps the hours;
/// residents may invite somebody when it suits them.
fn appoint(
    change: &mut VisitChange,
    actor: Actor,
    window: Window,
    facts: &VisitFacts<'_>,
    now: Instant,
) -> Result<(), Refused> {
    if window.span.is_empty() {
        return Err(Refused::WindowEmpty);
    }
    if window.ends_at() <= now {
        return Err(Refused::WindowPast);
    }
    let fits = |session: &crate::model::Session| {
        session.on == window.on && session.span.common(window.span).is_some()
    };
    if !facts.round.sessions.iter().any(fits) {
        return Err(Refused::WindowOutsideRound);
    }
    if actor.part() != P::Resident && !facts.hours.allow(window) {
        return Err(Refused::SessionOutsideHours);
    }
    let by = actor.said_by();
    change.visit.state = VisitState::Appointed {
        window,
        by,
        at: now,
    };
    change.events.push(VisitEvent::Appointed { window, by });
    Ok(())
}

/// Phones may go wrong by this much without an entry being taken for one of the future, or of
/// before there was a round.
const SKEW_SECONDS: i64 = 15 * 60;

/// Whether somebody may have called at this time. Nobody called in a round that was not made yet:
/// the clock of the phone had lost its time.
pub fn may_be(at: Instant, round: &Round, now: Instant) -> Result<(), Refused> {
    if at > now.plus_seconds(SKEW_SECONDS) {
        return Err(Refused::InFuture);
    }
    if at < round.created_at.plus_seconds(-SKEW_SECONDS) {
        return Err(Refused::BeforeRound);
    }
    Ok(())
}

/// A call took place. It is recorded as it was, also outside the hours: what happened is not
/// undone by refusing to hear of it, and the coordinator sees that it was. Says whether it was
/// invited, and whether it kept the hours.
fn called(
    change: &mut VisitChange,
    facts: &VisitFacts<'_>,
    at: Instant,
    now: Instant,
) -> Result<(bool, bool), Refused> {
    may_be(at, facts.round, now)?;
    let invited = change.visit.is_invited();
    // Who was not met, and then is met on the same way, was called on once.
    let counted = match change.visit.state {
        VisitState::NotMet { at: before, .. } => before.date() == at.date(),
        _ => false,
    };
    if !counted {
        change.call = Some((at, invited));
        if !invited {
            let mut dwelling = facts.dwelling.clone();
            let last = dwelling.last_uninvited_at.map_or(at, |last| last.max(at));
            dwelling.last_uninvited_at = Some(last);
            change.dwelling = Some(dwelling);
        }
    }
    Ok((invited, facts.hours.allow(moment(at))))
}

fn moment(at: Instant) -> Window {
    let minute = Minute::of(at);
    Window {
        on: at.date(),
        span: Span::new(minute, minute),
    }
}

fn may_try_again(visit: &Visit, facts: &VisitFacts<'_>, now: Instant) -> Result<(), Refused> {
    let sessions = facts.round.sessions.iter().map(|it| it.on);
    let ahead = sessions.filter(|on| *on >= now.date()).max();
    let Some(last) = ahead else {
        return Err(Refused::WindowOutsideRound);
    };
    if visit.life_safety || may_call_uninvited(facts.dwelling, last) {
        Ok(())
    } else {
        Err(Refused::CalledLately)
    }
}
