//! What may be done with a round.

use huiyin_kernel::{Id, Instant};

use super::hours::Hours;
use crate::model::bounds::{AREAS, SESSIONS, TEAMS, TITLE_CHARS};
use crate::model::{
    Refused, Round, RoundAct, RoundActName, RoundDraft, RoundEvent, RoundState, RoundStateName,
    Session, Team,
};

use RoundActName as A;
use RoundStateName as S;

/// One line of the table: an act and from which states to which.
#[derive(Debug)]
pub struct RoundRule {
    pub act: RoundActName,
    pub from: &'static [RoundStateName],
    pub to: Option<RoundStateName>,
}

const fn rule(
    act: RoundActName,
    from: &'static [RoundStateName],
    to: Option<RoundStateName>,
) -> RoundRule {
    RoundRule { act, from, to }
}

/// Everything that may happen to a round; all of it is the coordinator's, and start and end come
/// by themselves with the days.
pub const ROUND_TRANSITIONS: &[RoundRule] = &[
    rule(A::Change, &[S::Draft, S::Planned], Some(S::Draft)),
    rule(A::TakePlan, &[S::Draft, S::Planned], Some(S::Planned)),
    rule(A::TakePlan, &[S::Announced, S::Running], None),
    rule(A::Announce, &[S::Planned], Some(S::Announced)),
    rule(A::Start, &[S::Announced], Some(S::Running)),
    rule(A::Finish, &[S::Running], Some(S::Finished)),
    rule(
        A::Cancel,
        &[S::Draft, S::Planned, S::Announced, S::Running],
        Some(S::Cancelled),
    ),
];

/// A round after an act, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundChange {
    pub round: Round,
    pub event: RoundEvent,
}

pub fn may(round: &Round, act: RoundActName) -> bool {
    let state = round.state.name();
    ROUND_TRANSITIONS
        .iter()
        .any(|rule| rule.act == act && rule.from.contains(&state))
}

/// Makes a round. Gaps are allowed as long as it is a draft; only what could not be stored or
/// would break a rule is refused.
pub fn create(
    id: Id,
    by: Id,
    draft: RoundDraft,
    hours: Hours,
    now: Instant,
) -> Result<RoundChange, Refused> {
    check_draft(&draft, hours, now)?;
    let round = Round {
        id,
        version: 1,
        title: draft.title.trim().to_owned(),
        state: RoundState::Draft,
        kinds: draft.kinds,
        areas: draft.areas,
        form: draft.form,
        sessions: sorted(draft.sessions),
        created_at: now,
        created_by: by,
    };
    let event = RoundEvent::Created {};
    Ok(RoundChange { round, event })
}

fn sorted(mut sessions: Vec<Session>) -> Vec<Session> {
    sessions.sort();
    sessions
}

fn check_draft(draft: &RoundDraft, hours: Hours, now: Instant) -> Result<(), Refused> {
    if draft.title.trim().is_empty() {
        return Err(Refused::TitleMissing);
    }
    if draft.title.chars().count() > TITLE_CHARS || draft.areas.len() > AREAS {
        return Err(Refused::TooLong);
    }
    if draft.sessions.len() > SESSIONS {
        return Err(Refused::TooManySessions);
    }
    let sessions = sorted(draft.sessions.clone());
    for session in &sessions {
        if session.span.is_empty() {
            return Err(Refused::WindowEmpty);
        }
        if session.window().starts_at() <= now {
            return Err(Refused::SessionPast);
        }
        // A session is when teams call uninvited, so all of it keeps the hours (rule V1).
        if !hours.allow(session.window()) {
            return Err(Refused::SessionOutsideHours);
        }
    }
    let overlap = sessions
        .windows(2)
        .any(|two| two[0].on == two[1].on && two[0].span.common(two[1].span).is_some());
    if overlap {
        return Err(Refused::SessionsOverlap);
    }
    Ok(())
}

/// Whether the teams of a round can go out: each person in one team only.
pub fn check_teams(teams: &[Team]) -> Result<(), Refused> {
    let active: Vec<&Team> = teams.iter().filter(|it| it.active).collect();
    if active.len() > TEAMS {
        return Err(Refused::TooManyTeams);
    }
    let mut people: Vec<Id> = active.iter().flat_map(|it| it.pair.both()).collect();
    let all = people.len();
    people.sort_unstable();
    people.dedup();
    if people.len() < all {
        return Err(Refused::TeamBusy);
    }
    Ok(())
}

/// What must be there before the engine is asked for a plan.
pub fn ready_to_plan(round: &Round, teams: &[Team]) -> Result<(), Refused> {
    if round.kinds.is_empty() {
        return Err(Refused::KindsMissing);
    }
    if round.areas.is_empty() {
        return Err(Refused::AreasMissing);
    }
    if round.sessions.is_empty() {
        return Err(Refused::SessionsMissing);
    }
    if !teams.iter().any(|it| it.active) {
        return Err(Refused::TeamsMissing);
    }
    check_teams(teams)
}

/// What an act makes of a round, or why it is refused.
pub fn decide(
    round: &Round,
    act: RoundAct,
    teams: &[Team],
    hours: Hours,
    now: Instant,
) -> Result<RoundChange, Refused> {
    if !may(round, act.name()) {
        return Err(Refused::WrongState);
    }
    let mut next = round.clone();
    next.version = round.version.saturating_add(1);
    let event = match act {
        RoundAct::Change(draft) => change(&mut next, draft, hours, now)?,
        RoundAct::TakePlan { plan } => {
            ready_to_plan(round, teams)?;
            next.state = with_plan(round.state, plan);
            RoundEvent::PlanTaken { plan }
        }
        RoundAct::Announce => {
            ready_to_plan(round, teams)?;
            let plan = round.state.plan().ok_or(Refused::PlanMissing)?;
            if round.form.is_none() {
                return Err(Refused::FormMissing);
            }
            if round.last_on().is_none_or(|last| last < now.date()) {
                return Err(Refused::SessionPast);
            }
            next.state = RoundState::Announced { plan, at: now };
            RoundEvent::Announced { plan }
        }
        RoundAct::Start => {
            if round.first_on().is_none_or(|first| now.date() < first) {
                return Err(Refused::NotYet);
            }
            let plan = round.state.plan().ok_or(Refused::PlanMissing)?;
            next.state = RoundState::Running { plan, since: now };
            RoundEvent::Started {}
        }
        RoundAct::Finish => {
            if round.last_on().is_some_and(|last| now.date() <= last) {
                return Err(Refused::NotYet);
            }
            let plan = round.state.plan().ok_or(Refused::PlanMissing)?;
            next.state = RoundState::Finished { plan, at: now };
            RoundEvent::Finished {}
        }
        RoundAct::Cancel { cause } => {
            next.state = RoundState::Cancelled { at: now, cause };
            RoundEvent::Cancelled { cause }
        }
    };
    Ok(RoundChange { round: next, event })
}

fn change(
    next: &mut Round,
    draft: RoundDraft,
    hours: Hours,
    now: Instant,
) -> Result<RoundEvent, Refused> {
    check_draft(&draft, hours, now)?;
    let event = RoundEvent::Changed {
        sessions: draft.sessions.len(),
        areas: draft.areas.len(),
    };
    draft.title.trim().clone_into(&mut next.title);
    next.kinds = draft.kinds;
    next.areas = draft.areas;
    next.form = draft.form;
    next.sessions = sorted(draft.sessions);
    // A plan made for something else is none.
    next.state = RoundState::Draft;
    Ok(event)
}

const fn with_plan(state: RoundState, plan: Id) -> RoundState {
    match state {
        RoundState::Announced { at, .. } => RoundState::Announced { plan, at },
        RoundState::Running { since, .. } => RoundState::Running { plan, since },
        _ => RoundState::Planned { plan },
    }
}
