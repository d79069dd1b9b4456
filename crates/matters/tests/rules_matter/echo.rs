//! Asking whether it is solved, and what follows from the answer.

use huiyin_matters::model::{
    Act, Actor, CallBackResult, EventKind, Field, NoticeKind, Outcome, OutcomeName, Rating,
    Recipient, RefusedCode, ReopenCause, Report, State, StateName,
};

use crate::support::*;

#[test]
fn m8_whoever_handled_a_matter_does_not_call_back() {
    let story = Story::new().answered();
    let called_by = |mut actor: Actor| {
        actor.posts.extend(caller().posts);
        story
            .tried(&actor, called(CallBackResult::Solved))
            .map_err(|refused| refused.code)
    };
    assert_eq!(
        called_by(handler("works")).unwrap_err(),
        RefusedCode::HandlerMayNotCall
    );
    let mut colleague = handler("works");
    colleague.who = huiyin_matters::model::Who::Staff {
        account: id("colleague"),
    };
    assert_eq!(
        called_by(colleague).unwrap_err(),
        RefusedCode::HandlerMayNotCall
    );
    // The account stays barred after it has moved to another post.
    let moved = Actor::staff(id("works handler"), caller().posts);
    assert_eq!(
        called_by(moved).unwrap_err(),
        RefusedCode::HandlerMayNotCall
    );
    assert!(called_by(caller()).is_ok());
    assert!(called_by(handler("police")).is_ok());
}

#[test]
fn r2_2_the_outcome_is_kept_apart_from_the_state() {
    let outcomes = [
        Outcome::Solved,
        Outcome::Partly,
        Outcome::Explained,
        Outcome::Refused {
            reason: "无此预算".to_owned(),
        },
        Outcome::Referred {
            channel: "区法院".to_owned(),
        },
    ];
    for outcome in outcomes {
        let name = outcome.name();
        let given = Act::Answer {
            outcome,
            text: "答复".to_owned(),
        };
        let story = Story::new()
            .in_progress()
            .does(&handler("works"), given)
            .does(&caller(), called(CallBackResult::Solved))
            .does(&caller(), Act::Close {});
        let State::Closed { answer, .. } = &story.matter.state else {
            panic!("closed")
        };
        assert_eq!(answer.outcome, name);
    }
    let reasonless = Act::Answer {
        outcome: Outcome::Refused {
            reason: " ".to_owned(),
        },
        text: "不能办".to_owned(),
    };
    let refused = Story::new()
        .in_progress()
        .tried(&handler("works"), reasonless)
        .unwrap_err();
    assert_eq!(refused.args["field"], Field::Reason.name());
}

#[test]
fn r2_2_labels_for_open311_and_fixmystreet() {
    let labels = |story: &Story| {
        (
            story.state().open311_status(),
            story.matter.state.fixmystreet_label(),
        )
    };
    assert_eq!(labels(&Story::new().accepted()), ("open", "confirmed"));
    assert_eq!(
        labels(&Story::new().dispatched()),
        ("open", "investigating")
    );
    assert_eq!(labels(&Story::new().in_progress()), ("open", "in progress"));
    assert_eq!(
        labels(&Story::new().closed()),
        ("closed", "fixed - council")
    );
    let story = Story::new().answered();
    let reporter = story.reporter();
    let story = story.does(&reporter, confirm(CallBackResult::Solved));
    assert_eq!(labels(&story), ("open", "fixed - user"));
    let explained = Act::Answer {
        outcome: Outcome::Explained,
        text: "属正常灯光时间".to_owned(),
    };
    let story = Story::new()
        .in_progress()
        .does(&handler("works"), explained);
    assert_eq!(labels(&story), ("open", "unable to fix"));
}

#[test]
fn not_reached_is_recorded_after_three_tries_on_different_days() {
    let unreached = || called(CallBackResult::NotReached);
    let story = Story::new().answered().does(&caller(), unreached());
    assert_eq!(
        story.hours_later(3).refused(&caller(), unreached()),
        RefusedCode::TriedToday
    );
    let story = Story::new()
        .answered()
        .does(&caller(), unreached())
        .hours_later(24)
        .does(&caller(), unreached());
    assert_eq!(story.state(), StateName::Answered);
    let story = story.hours_later(24).does(&caller(), unreached());
    assert_eq!(story.state(), StateName::Verified);
    let verdict = story.matter.state.verdict().unwrap();
    assert_eq!(
        (verdict.result, verdict.rating),
        (CallBackResult::NotReached, None)
    );
}

#[test]
fn without_any_contact_silence_on_the_echo_page_counts_after_three_days() {
    let anonymous = Report {
        contactable: false,
        ..lamp_report()
    };
    let unreached = || called(CallBackResult::NotReached);
    let story = Story::of(&anonymous).answered().hours_later(71);
    assert_eq!(
        Story::of(&anonymous)
            .answered()
            .hours_later(24)
            .refused(&caller(), unreached()),
        RefusedCode::SilenceTooShort
    );
    let story = story.at("2026-11-26 08:00").does(&caller(), unreached());
    assert_eq!(story.state(), StateName::Verified);
}

#[test]
fn not_solved_goes_back_to_the_same_lead_with_half_the_time() {
    let story = Story::new().answered();
    let story = story
        .at("2026-11-25 10:00")
        .does(&caller(), called(CallBackResult::NotSolved));
    assert_eq!(story.state(), StateName::Reopened);
    assert_eq!(story.matter.lead(), Some(id("works")));
    // Three working days: half of five, rounded up.
    assert_eq!(story.due(), "2026-12-01T00:00");
    assert_eq!(story.matter.escalation, 0);
    assert!(story.notices.iter().any(|notice| {
        notice.to == Recipient::Body(id("works")) && notice.kind == NoticeKind::NotSolved
    }));
    let State::Reopened {
        previous, cause, ..
    } = &story.matter.state
    else {
        panic!("reopened")
    };
    assert_eq!(
        (previous.outcome, *cause),
        (OutcomeName::Solved, ReopenCause::NotSolved)
    );
    // No second extension, and no way to hand it back.
    let story = story.does(&handler("works"), Act::Start {});
    assert_eq!(
        story.refused(&handler("works"), ask_extension(1)),
        RefusedCode::ExtensionNotOffered
    );
    assert_eq!(
        story.refused(&handler("works"), hand_back()),
        RefusedCode::WrongState
    );
    let reporter = story.reporter();
    let story = story
        .does(&handler("works"), answer())
        .does(&reporter, confirm(CallBackResult::NotSolved));
    assert_eq!(
        (story.matter.counters.not_solved, story.matter.escalation),
        (2, 1)
    );
    assert_eq!(story.kinds().last(), Some(&EventKind::Escalated));
    assert_eq!(
        story.due(),
        "2026-11-28T00:00",
        "two working days, half of three"
    );
}

#[test]
fn only_the_holder_of_the_code_confirms_and_in_words_that_fit() {
    let story = Story::new().answered();
    let stranger = Actor::reporter(id("another matter"));
    let solved = || confirm(CallBackResult::Solved);
    assert_eq!(story.refused(&stranger, solved()), RefusedCode::NotAllowed);
    assert_eq!(
        story.refused(&Actor::VISITOR, solved()),
        RefusedCode::NotAllowed
    );
    for unfit in [CallBackResult::NotReached, CallBackResult::Unasked] {
        assert_eq!(
            story.refused(&story.reporter(), confirm(unfit)),
            RefusedCode::ResultUnfit
        );
    }
    let rated_silence = Act::CallBack {
        channel: huiyin_matters::model::Channel::Phone,
        result: CallBackResult::NotReached,
        rating: Some(Rating::Content),
        note: String::new(),
    };
    assert_eq!(
        story.refused(&caller(), rated_silence),
        RefusedCode::ResultUnfit
    );
}

#[test]
fn a_reporter_may_reopen_within_thirty_days_of_closing_and_a_supervisor_at_any_time() {
    let reopen = || Act::Reopen {
        reason: "又坏了".to_owned(),
    };
    let closed = Story::new().closed();
    let reporter = closed.reporter();
    assert_eq!(
        closed.refused(&Actor::VISITOR, reopen()),
        RefusedCode::NotAllowed
    );
    let last_day = closed.at("2026-12-23 23:59");
    assert!(last_day.tried(&reporter, reopen()).is_ok());
    let after = last_day.at("2026-12-24 00:00");
    assert_eq!(
        after.refused(&reporter, reopen()),
        RefusedCode::ReopenTooLate
    );
    assert_eq!(
        after.does(&supervisor(), reopen()).state(),
        StateName::Reopened
    );
}

#[test]
fn one_more_question_comes_thirty_days_after_closing_and_once() {
    let again = |result| Act::AnswerAgain {
        result,
        rating: None,
        note: String::new(),
    };
    let story = Story::new().closed();
    let reporter = story.reporter();
    assert_eq!(
        story.refused(&Actor::SYSTEM, Act::AskAgain {}),
        RefusedCode::AskAgainTooEarly
    );
    assert_eq!(
        story.refused(&reporter, again(CallBackResult::Solved)),
        RefusedCode::NotAsked
    );
    let story = story
        .at("2026-12-23 00:00")
        .does(&Actor::SYSTEM, Act::AskAgain {});
    assert_eq!(
        story.refused(&Actor::SYSTEM, Act::AskAgain {}),
        RefusedCode::AlreadyDone
    );
    let well = story
        .tried(&reporter, again(CallBackResult::Solved))
        .unwrap();
    assert_eq!(well.matter.state_name(), StateName::Closed);
    let story = story.does(&reporter, again(CallBackResult::NotSolved));
    assert_eq!(story.state(), StateName::Reopened);
    assert_eq!(
        story.matter.asked_again_at, None,
        "the next closing asks again"
    );
}

#[test]
fn a_reporter_may_withdraw_from_any_open_state_unless_others_wait_too() {
    let withdraw = || Act::Withdraw {
        reason: "已经好了".to_owned(),
    };
    for story in [
        Story::new(),
        Story::new().accepted(),
        Story::new().answered(),
    ] {
        let reporter = story.reporter();
        assert_eq!(
            story.does(&reporter, withdraw()).state(),
            StateName::Withdrawn
        );
    }
    let closed = Story::new().closed();
    assert_eq!(
        closed.refused(&closed.reporter(), withdraw()),
        RefusedCode::WrongState
    );
    let released = Act::ReleaseSummary {
        summary: "路灯不亮".to_owned(),
    };
    let shared = Story::new()
        .accepted()
        .does(&dispatcher(), released)
        .does(&Actor::VISITOR, Act::Join {});
    assert_eq!(
        shared.refused(&shared.reporter(), withdraw()),
        RefusedCode::OthersStillAsk
    );
}

#[test]
fn a_chase_is_possible_once_a_day_and_five_times() {
    let chase = || Act::Chase {
        text: "请尽快".to_owned(),
    };
    let mut story = Story::new().dispatched();
    let reporter = story.reporter();
    for _ in 0..5 {
        story = story.does(&reporter, chase());
        assert_eq!(story.notices[0].to, Recipient::Body(id("works")));
        let soon = story.tried(&reporter, chase()).unwrap_err().code;
        assert!(matches!(
            soon,
            RefusedCode::ChaseTooSoon | RefusedCode::ChaseLimit
        ));
        story = story.hours_later(24);
    }
    assert_eq!(story.refused(&reporter, chase()), RefusedCode::ChaseLimit);
}
