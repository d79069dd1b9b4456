use std::collections::BTreeSet;

use huiyin_kernel::calendar::{Limit, WorkingCalendar};
use huiyin_kernel::{Date, Id, Instant};

use super::may;
use crate::model::mediation::{
    AgreementForm, Case, CaseAct, CaseEvent, CaseRefused as No, CaseState, Confirming, Dispute,
    Role, Seat, Signed, bounds,
};

/// What an act made of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseChange {
    pub case: Case,
    pub event: CaseEvent,
}

/// What is written down when a case begins.
#[derive(Clone, Debug)]
pub struct Opening {
    pub id: Id,
    pub number: String,
    pub area_path: String,
    pub estate: Option<Id>,
    pub dispute: Dispute,
    pub mediators: Vec<Id>,
    /// Each party's role and the key under which they are kept.
    pub parties: Vec<(Role, Id)>,
}

/// Makes a case. Whether it may be one at all is `admit`'s to say, before.
pub fn register(opening: Opening, today: Date) -> Result<CaseChange, No> {
    if opening.dispute == Dispute::DomesticViolence {
        return Err(No::Call110First);
    }
    let parties = opening.parties;
    if parties.len() < bounds::PARTIES_LEAST {
        return Err(No::PartiesMissing);
    }
    if parties.len() > bounds::PARTIES {
        return Err(No::TooManyParties);
    }
    let has = |role: Role| parties.iter().any(|(it, _)| *it == role);
    if !has(Role::Applicant) || !has(Role::Respondent) {
        return Err(No::RolesMissing);
    }
    check_mediators(&opening.mediators)?;
    let seats = parties
        .iter()
        .zip(1_u8..)
        .map(|((role, person), number)| Seat {
            number,
            role: *role,
            person: *person,
            volunteered: None,
        });
    let case = Case {
        id: opening.id,
        version: 1,
        number: opening.number,
        area_path: opening.area_path,
        estate: opening.estate,
        dispute: opening.dispute,
        opened_on: today,
        mediators: opening.mediators,
        seats: seats.collect(),
        sessions: Vec::new(),
        state: CaseState::Registered,
        reminded_on: None,
        forgotten: false,
    };
    let event = CaseEvent::Registered {
        dispute: case.dispute,
        parties: case.seats.len(),
    };
    Ok(CaseChange { case, event })
}

fn check_mediators(accounts: &[Id]) -> Result<(), No> {
    let apart: BTreeSet<&Id> = accounts.iter().collect();
    let fits = (1..=bounds::MEDIATORS).contains(&accounts.len()) && apart.len() == accounts.len();
    if fits {
        Ok(())
    } else {
        Err(No::MediatorsWrong)
    }
}

/// Does an act, or says why not. The calendar says on which day thirty days from effect end: a
/// last day of rest moves to the next working day (rule 1.2).
pub fn decide(
    case: &Case,
    act: CaseAct,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<CaseChange, No> {
    if !may(case, act.name()) {
        return Err(No::WrongState);
    }
    let mut next = case.clone();
    next.version = case.version.saturating_add(1);
    let event = match act {
        CaseAct::Volunteer { seat, on } => volunteer(&mut next, seat, on, now)?,
        CaseAct::Mediators { accounts } => {
            check_mediators(&accounts)?;
            next.mediators.clone_from(&accounts);
            CaseEvent::MediatorsSet { accounts }
        }
        CaseAct::Session { on, has_notes } => session(&mut next, on, has_notes, now)?,
        CaseAct::Draft { on, has_text } => draft(&mut next, on, has_text, now)?,
        CaseAct::Redraft => redraft(&mut next)?,
        CaseAct::Sign { seat, on } => sign(&mut next, seat, on, calendar, now)?,
        CaseAct::SignMediator { on, sealed } => {
            sign_mediator(&mut next, (on, sealed), calendar, now)?
        }
        CaseAct::AgreeOrally { on, has_text } => orally(&mut next, on, has_text, calendar, now)?,
        CaseAct::End { how, on } => {
            day(on, next.opened_on, now)?;
            next.state = CaseState::Ended { how, on };
            CaseEvent::Ended { how, on }
        }
        CaseAct::Confirm { to, on } => confirm(&mut next, to, on, now)?,
        CaseAct::Remind => remind(&mut next, now)?,
        CaseAct::Correct { seat } => corrected(&next, seat)?,
        CaseAct::Forget => forget(&mut next)?,
    };
    Ok(CaseChange { case: next, event })
}

/// A day that has come, and not before another.
fn day(on: Date, earliest: Date, now: Instant) -> Result<(), No> {
    if on > now.date() {
        return Err(No::InFuture);
    }
    if on < earliest {
        return Err(No::TooEarly);
    }
    Ok(())
}

fn volunteer(case: &mut Case, seat: u8, on: Date, now: Instant) -> Result<CaseEvent, No> {
    day(on, case.opened_on, now)?;
    let found = case.seats.iter_mut().find(|it| it.number == seat);
    found.ok_or(No::SeatUnknown)?.volunteered = Some(on);
    if case.seats.iter().all(|it| it.volunteered.is_some()) {
        case.state = CaseState::InMediation { since: on };
    }
    Ok(CaseEvent::Volunteered { seat, on })
}

fn session(case: &mut Case, on: Date, has_notes: bool, now: Instant) -> Result<CaseEvent, No> {
    day(on, case.opened_on, now)?;
    if !has_notes {
        return Err(No::NotesMissing);
    }
    if case.sessions.len() >= bounds::SESSIONS {
        return Err(No::TooManySessions);
    }
    case.sessions.push(on);
    Ok(CaseEvent::SessionHeld { on })
}

/// The day of the last session: an agreement cannot be older than what led to it.
fn last_session(case: &Case) -> Result<Date, No> {
    case.sessions.iter().max().copied().ok_or(No::NoSession)
}

fn draft(case: &mut Case, on: Date, has_text: bool, now: Instant) -> Result<CaseEvent, No> {
    day(on, last_session(case)?, now)?;
    if !has_text {
        return Err(No::TextMissing);
    }
    case.state = CaseState::Drafted {
        on,
        signed: Vec::new(),
        mediator: None,
    };
    Ok(CaseEvent::Drafted { on })
}

fn redraft(case: &mut Case) -> Result<CaseEvent, No> {
    let since = case.seats.iter().filter_map(|it| it.volunteered).max();
    let since = since.ok_or(No::WrongState)?;
    case.state = CaseState::InMediation { since };
    Ok(CaseEvent::Redrafted {})
}

fn sign(
    case: &mut Case,
    seat: u8,
    on: Date,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<CaseEvent, No> {
    case.seat(seat).ok_or(No::SeatUnknown)?;
    let CaseState::Drafted {
        on: drafted,
        signed,
        ..
    } = &mut case.state
    else {
        return Err(No::WrongState);
    };
    day(on, *drafted, now)?;
    if signed.iter().any(|it| it.seat == seat) {
        return Err(No::AlreadySigned);
    }
    signed.push(Signed { seat, on });
    settle(case, calendar)?;
    let state = case.state.name();
    Ok(CaseEvent::Signed { seat, on, state })
}

fn sign_mediator(
    case: &mut Case,
    (on, sealed): (Date, bool),
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<CaseEvent, No> {
    let CaseState::Drafted {
        on: drafted,
        mediator,
        ..
    } = &mut case.state
    else {
        return Err(No::WrongState);
    };
    day(on, *drafted, now)?;
    if !sealed {
        return Err(No::SealMissing);
    }
    if mediator.is_some() {
        return Err(No::AlreadySigned);
    }
    *mediator = Some(on);
    settle(case, calendar)?;
    let state = case.state.name();
    Ok(CaseEvent::MediatorSigned { on, state })
}

/// In force once all parties and the mediator have signed (People's Mediation Law, article 29),
/// from the day of the last signature.
fn settle(case: &mut Case, calendar: &WorkingCalendar) -> Result<(), No> {
    let CaseState::Drafted {
        signed, mediator, ..
    } = &case.state
    else {
        return Ok(());
    };
    let Some(by_mediator) = *mediator else {
        return Ok(());
    };
    let day_of = |seat: u8| signed.iter().find(|it| it.seat == seat).map(|it| it.on);
    let all = case.seats.iter().map(|it| day_of(it.number));
    let Some(days) = all.collect::<Option<Vec<Date>>>() else {
        return Ok(());
    };
    let on = days.into_iter().fold(by_mediator, Date::max);
    case.state = effective(AgreementForm::Written, on, calendar)?;
    Ok(())
}

fn effective(form: AgreementForm, on: Date, calendar: &WorkingCalendar) -> Result<CaseState, No> {
    let days = Limit::CalendarDays(bounds::CONFIRM_DAYS);
    let confirm_before = calendar.due_before(on.start(), days);
    Ok(CaseState::Effective {
        form,
        on,
        confirm_before: confirm_before.map_err(|_| No::YearMissing)?,
        confirming: Confirming::Open,
        confirming_on: None,
    })
}

/// In force when it is reached; the mediator notes what was agreed (article 30).
fn orally(
    case: &mut Case,
    on: Date,
    has_text: bool,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<CaseEvent, No> {
    day(on, last_session(case)?, now)?;
    if !has_text {
        return Err(No::TextMissing);
    }
    let form = AgreementForm::Oral;
    case.state = effective(form, on, calendar)?;
    Ok(CaseEvent::OralAgreement { on, form })
}

/// Both parties together ask the court within thirty days from effect (article 33). An agreement
/// binds without it (article 31), and a party who disputes it or its performance may sue in any
/// case (article 32): what the court does with that is not kept here.
fn confirm(case: &mut Case, to: Confirming, when: Date, now: Instant) -> Result<CaseEvent, No> {
    let CaseState::Effective {
        on,
        confirm_before,
        confirming,
        confirming_on,
        ..
    } = &mut case.state
    else {
        return Err(No::WrongState);
    };
    let in_order = matches!(
        (*confirming, to),
        (Confirming::Open, Confirming::Applied)
            | (
                Confirming::Applied,
                Confirming::Confirmed | Confirming::Declined
            )
    );
    if !in_order {
        return Err(No::ConfirmOrder);
    }
    day(when, confirming_on.unwrap_or(*on), now)?;
    if to == Confirming::Applied && when.start() >= *confirm_before {
        return Err(No::ConfirmTooLate);
    }
    *confirming = to;
    *confirming_on = Some(when);
    Ok(CaseEvent::Confirming { to, on: when })
}

fn remind(case: &mut Case, now: Instant) -> Result<CaseEvent, No> {
    let CaseState::Effective {
        confirm_before,
        confirming,
        ..
    } = &case.state
    else {
        return Err(No::WrongState);
    };
    if case.reminded_on.is_some() {
        return Err(No::AlreadyReminded);
    }
    if *confirming != Confirming::Open || now >= *confirm_before {
        return Err(No::ConfirmOrder);
    }
    case.reminded_on = Some(now.date());
    Ok(CaseEvent::Reminded {})
}

/// Only who somebody is: what both sides agreed to stays as it was signed.
fn corrected(case: &Case, seat: u8) -> Result<CaseEvent, No> {
    if case.forgotten {
        return Err(No::AlreadyForgotten);
    }
    if !case.seats.iter().any(|it| it.number == seat) {
        return Err(No::SeatUnknown);
    }
    Ok(CaseEvent::Corrected { seat })
}

fn forget(case: &mut Case) -> Result<CaseEvent, No> {
    if case.forgotten {
        return Err(No::AlreadyForgotten);
    }
    case.forgotten = true;
    Ok(CaseEvent::Forgotten {})
}
