use huiyin_kernel::{Id, Instant};

use crate::model::bounds::{
    ASK_AGAIN_DAYS, CHASE_GAP_HOURS, CHASES, JOINED_PEOPLE, MATTER_WHISTLES, REOPEN_DAYS,
    RETURNS_BEFORE_ESCALATION,
};
use crate::model::{ActName, Actor, Field, Flag, Matter, Part, Refused, RefusedCode, State, Who};

use super::fields::too_many;

type Checked = Result<(), Refused>;

/// What counts, times and pending requests forbid, whatever is filled in.
pub(super) fn check(
    matter: &Matter,
    actor: &Actor,
    played: &[Part],
    act: ActName,
    now: Instant,
) -> Checked {
    if matter.petition.is_some() && runs_on_the_matter_clock(act) {
        return Err(RefusedCode::PetitionOwnChannel.into());
    }
    match act {
        ActName::Dispatch | ActName::AcceptReturn | ActName::RefuseReturn | ActName::Return => {
            returns_went_up(matter, played)
        }
        ActName::AskExtension => may_ask_extension(matter, now),
        ActName::DecideExtension | ActName::DecideSuspension | ActName::DecidePlan => {
            may_decide(asker(matter, act), actor, RefusedCode::DecidedByAsker)
        }
        ActName::AskSuspension => refuse_if(
            matter.suspension_request.is_some(),
            RefusedCode::AlreadyPending,
        ),
        ActName::ProposePlan => may_propose_plan(matter, now),
        ActName::ReachMilestone => may_reach_milestone(matter),
        ActName::Resume => may_resume(matter, actor, now),
        ActName::Whistle => {
            let full = matter.whistles.len() >= MATTER_WHISTLES;
            if full {
                Err(too_many(Field::Whistles, MATTER_WHISTLES))
            } else {
                Ok(())
            }
        }
        ActName::AnswerWhistle => may_answer_whistle(matter, actor),
        ActName::JudgeWhistle => may_judge_whistle(matter),
        ActName::CallBack => may_call_back(matter, actor),
        ActName::Confirm => refuse_if(matter.merged_voice.is_some(), RefusedCode::AlreadyDone),
        ActName::Reopen => may_reopen(matter, actor, now),
        ActName::AskAgain => may_ask_again(matter, now),
        ActName::AnswerAgain => may_answer_again(matter, actor),
        ActName::Withdraw => {
            let others = matter.counters.joined > 0 || !matter.merged_from.is_empty();
            refuse_if(others, RefusedCode::OthersStillAsk)
        }
        ActName::Chase => may_chase(matter, now),
        ActName::Join => may_join(matter),
        ActName::ExcludeFromRates => {
            refuse_if(matter.exclusion.is_some(), RefusedCode::AlreadyPending)
        }
        ActName::DecideExclusion => may_decide_exclusion(matter, actor),
        ActName::ReleaseSummary => {
            refuse_if(matter.restricted, RefusedCode::RestrictedStaysPrivate)
        }
        _ => personal(matter, act),
    }
}

/// What concerns the person behind a matter.
fn personal(matter: &Matter, act: ActName) -> Checked {
    match act {
        ActName::ReleasePhotos => {
            refuse_if(matter.restricted, RefusedCode::RestrictedStaysPrivate)?;
            refuse_if(!matter.is_public(), RefusedCode::NotPublic)
        }
        ActName::GiveConsent => refuse_if(matter.consent.is_some(), RefusedCode::AlreadyDone),
        ActName::WithdrawConsent => {
            refuse_if(matter.consent.is_none(), RefusedCode::NothingPending)
        }
        _ => Ok(()),
    }
}

fn refuse_if(condition: bool, code: RefusedCode) -> Checked {
    if condition { Err(code.into()) } else { Ok(()) }
}

const fn runs_on_the_matter_clock(act: ActName) -> bool {
    !matches!(
        act,
        ActName::Reject
            | ActName::Note
            | ActName::Message
            | ActName::AddPhotos
            | ActName::Withdraw
            | ActName::Supervise
            | ActName::GiveConsent
            | ActName::WithdrawConsent
            | ActName::Forget
            | ActName::HandOver
    )
}

/// From the third return on, only the level above says who leads.
fn returns_went_up(matter: &Matter, played: &[Part]) -> Checked {
    let went_up = matter.counters.returns >= RETURNS_BEFORE_ESCALATION;
    let supervisor = played.contains(&Part::Supervisor);
    refuse_if(went_up && !supervisor, RefusedCode::ReturnLimitReached)
}

fn may_ask_extension(matter: &Matter, now: Instant) -> Checked {
    let Some(clock) = matter.clock() else {
        return Err(RefusedCode::WrongState.into());
    };
    refuse_if(!clock.milestones.is_empty(), RefusedCode::PlanInForce)?;
    refuse_if(matter.extension_used, RefusedCode::ExtensionUsed)?;
    refuse_if(
        matter.counters.reopened > 0,
        RefusedCode::ExtensionNotOffered,
    )?;
    refuse_if(
        matter.extension_request.is_some(),
        RefusedCode::AlreadyPending,
    )?;
    refuse_if(now >= clock.due_before, RefusedCode::ExtensionAfterDue)
}

/// Whoever asked for what the act decides on.
fn asker(matter: &Matter, act: ActName) -> Option<Id> {
    match act {
        ActName::DecideExtension => matter.extension_request.as_ref().map(|it| it.asked_by),
        ActName::DecideSuspension => matter.suspension_request.as_ref().map(|it| it.asked_by),
        _ => matter.plan_request.as_ref().map(|it| it.asked_by),
    }
}

fn may_reach_milestone(matter: &Matter) -> Checked {
    let clock = matter.clock();
    let mut steps = clock.iter().flat_map(|clock| &clock.milestones);
    let is_left = steps.any(|step| step.reached_at.is_none());
    refuse_if(!is_left, RefusedCode::NoMilestoneLeft)
}

/// Works and design go by a plan (rule 3.4); a later plan takes the place of the earlier one.
fn may_propose_plan(matter: &Matter, now: Instant) -> Checked {
    let Some(clock) = matter.clock() else {
        return Err(RefusedCode::WrongState.into());
    };
    refuse_if(!matter.has_flag(Flag::Project), RefusedCode::NotAProject)?;
    refuse_if(matter.plan_request.is_some(), RefusedCode::AlreadyPending)?;
    refuse_if(now >= clock.due_before, RefusedCode::ExtensionAfterDue)
}

fn may_decide(asked_by: Option<Id>, actor: &Actor, by_asker: RefusedCode) -> Checked {
    let asked_by = asked_by.ok_or(RefusedCode::NothingPending)?;
    refuse_if(actor.account() == Some(asked_by), by_asker)
}

/// The system resumes on the review date, people whenever the cause is gone.
fn may_resume(matter: &Matter, actor: &Actor, now: Instant) -> Checked {
    let State::Suspended { suspension, .. } = &matter.state else {
        return Err(RefusedCode::WrongState.into());
    };
    let early = now.date() < suspension.review_on;
    refuse_if(early && actor.who == Who::System, RefusedCode::ReviewNotYet)
}

fn may_answer_whistle(matter: &Matter, actor: &Actor) -> Checked {
    let mut calls = matter.whistles.iter().flat_map(|whistle| &whistle.calls);
    let waiting = calls.any(|call| call.answer.is_none() && actor.handles_for(call.body));
    refuse_if(!waiting, RefusedCode::WhistleAnswered)
}

fn may_judge_whistle(matter: &Matter) -> Checked {
    let calls = matter.whistles.iter().flat_map(|whistle| &whistle.calls);
    let mut answered = calls.filter(|call| call.answer.is_some()).peekable();
    refuse_if(answered.peek().is_none(), RefusedCode::WhistleNotAnswered)?;
    let waiting = answered.any(|call| call.result_accepted.is_none());
    refuse_if(!waiting, RefusedCode::AlreadyDone)
}

/// Whoever handled the matter, or handles for its lead, does not ask whether it was done well
/// (rule M8).
fn may_call_back(matter: &Matter, actor: &Actor) -> Checked {
    refuse_if(matter.merged_voice.is_some(), RefusedCode::AlreadyDone)?;
    let handled = actor
        .account()
        .is_some_and(|account| matter.handlers.contains(&account));
    let of_lead = matter.lead().is_some_and(|lead| actor.handles_for(lead));
    refuse_if(handled || of_lead, RefusedCode::HandlerMayNotCall)
}

fn may_reopen(matter: &Matter, actor: &Actor, now: Instant) -> Checked {
    let (State::Closed { at, .. }, Who::Reporter { .. }) = (&matter.state, actor.who) else {
        return Ok(());
    };
    let last_day = at.date().plus_days(REOPEN_DAYS);
    refuse_if(now.date() > last_day, RefusedCode::ReopenTooLate)
}

fn may_ask_again(matter: &Matter, now: Instant) -> Checked {
    let State::Closed { at, .. } = &matter.state else {
        return Err(RefusedCode::WrongState.into());
    };
    refuse_if(matter.asked_again_at.is_some(), RefusedCode::AlreadyDone)?;
    let early = now.date() < at.date().plus_days(ASK_AGAIN_DAYS);
    refuse_if(early, RefusedCode::AskAgainTooEarly)
}

fn may_answer_again(matter: &Matter, actor: &Actor) -> Checked {
    refuse_if(matter.asked_again_at.is_none(), RefusedCode::NotAsked)?;
    refuse_if(matter.asked_again_voice.is_some(), RefusedCode::AlreadyDone)?;
    may_call_back(matter, actor)
}

fn may_chase(matter: &Matter, now: Instant) -> Checked {
    let chases = &matter.counters.chases;
    if chases.len() >= CHASES {
        return Err(Refused::new(RefusedCode::ChaseLimit).with("limit", CHASES));
    }
    let soon = chases
        .last()
        .is_some_and(|last| now < last.plus_hours(CHASE_GAP_HOURS));
    let too_soon = Refused::new(RefusedCode::ChaseTooSoon).with("hours", CHASE_GAP_HOURS);
    if soon { Err(too_soon) } else { Ok(()) }
}

/// "Me too" comes from the public board, so only what is shown there can be joined.
fn may_join(matter: &Matter) -> Checked {
    refuse_if(!matter.is_public(), RefusedCode::JoinRefused)?;
    let full = matter.counters.joined >= JOINED_PEOPLE;
    if full {
        Err(too_many(Field::Joined, JOINED_PEOPLE))
    } else {
        Ok(())
    }
}

fn may_decide_exclusion(matter: &Matter, actor: &Actor) -> Checked {
    let Some(exclusion) = &matter.exclusion else {
        return Err(RefusedCode::NothingPending.into());
    };
    refuse_if(exclusion.approver.is_some(), RefusedCode::AlreadyDone)?;
    let same = actor.account() == Some(exclusion.asked_by);
    refuse_if(same, RefusedCode::SamePersonApproves)
}
