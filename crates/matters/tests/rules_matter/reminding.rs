//! Nobody's inbox can be forgotten.

use huiyin_kernel::Instant;
use huiyin_matters::model::{
    Act, Actor, CallBackResult, NoticeKind, Recipient, RefusedCode, StateName, Step,
};
use huiyin_matters::rules::reminders::{due, next_due, system_acts};

use crate::support::*;

fn steps(story: &Story) -> Vec<Step> {
    due(&story.matter, &story.world.facts(None), story.now)
        .iter()
        .map(|done| done.step)
        .collect()
}

/// Lets the system do all it finds, as the job does.
fn run(mut story: Story) -> Story {
    let acts = system_acts(&story.matter, &story.world.facts(None), story.now);
    for act in acts {
        story = story.does(&Actor::SYSTEM, act);
    }
    story
}

/// A run that looks again only then misses nothing.
#[test]
fn nothing_falls_due_before_the_time_that_is_named() {
    let mut passed = 0;
    for story in [Story::new(), Story::new().dispatched()] {
        let mut story = run(story);
        loop {
            let facts = story.world.facts(None);
            let next = next_due(&story.matter, &facts, story.now);
            let before = Instant::from_micros(next.as_micros() - 1);
            assert_eq!(due(&story.matter, &facts, before), []);
            if next == Instant::from_micros(i64::MAX) {
                break;
            }
            assert!(!due(&story.matter, &facts, next).is_empty());
            story.now = next;
            story = run(story);
            passed += 1;
        }
    }
    assert!(passed > 6, "{passed}");
}

#[test]
fn an_unread_dispatch_is_shown_to_the_level_above() {
    let story = Story::new().dispatched().at("2026-11-23 16:59");
    assert_eq!(steps(&story), []);
    let story = run(story.at("2026-11-23 17:00"));
    assert_eq!(story.matter.escalation, 1);
    assert!(
        story
            .notices
            .iter()
            .any(|notice| notice.to == Recipient::Level(1))
    );
    let read = Story::new()
        .dispatched()
        .does(&handler("works"), Act::Acknowledge {});
    assert_eq!(steps(&read.at("2026-11-23 17:00")), []);
}

#[test]
fn before_at_and_after_due_it_goes_up_the_line() {
    let story = Story::new().in_progress();
    assert_eq!(steps(&story), []);
    // Due when 12-01 begins: the last day is Monday 11-30, the day before it Friday 11-27.
    let story = story.at("2026-11-27 00:00");
    assert_eq!(steps(&story), [Step::BeforeDue]);
    let story = run(story);
    assert_eq!(story.notices[0].to, Recipient::Body(id("works")));
    assert_eq!(story.matter.escalation, 0);
    let mut story = story;
    for (time, step, level) in [
        ("2026-12-01 00:00", Step::AtDue, 0),
        ("2026-12-02 00:00", Step::OverdueOneDay, 1),
        ("2026-12-04 00:00", Step::OverdueThreeDays, 2),
        ("2026-12-08 00:00", Step::OverdueSevenDays, 3),
    ] {
        story = story.at(time);
        assert_eq!(steps(&story), [step], "{time}");
        story = run(story);
        assert_eq!(story.matter.escalation, level, "{time}");
    }
}

#[test]
fn the_same_reminder_is_given_once_and_only_when_due() {
    let story = Story::new().in_progress().at("2026-12-01 00:00");
    let anchor = story.matter.due_before().unwrap();
    let remind = |step| Act::Remind { step, anchor };
    assert_eq!(
        story.refused(&Actor::SYSTEM, remind(Step::OverdueOneDay)),
        RefusedCode::NotDue
    );
    let story = story.does(&Actor::SYSTEM, remind(Step::AtDue));
    assert_eq!(
        story.refused(&Actor::SYSTEM, remind(Step::AtDue)),
        RefusedCode::AlreadyDone
    );
    assert_eq!(
        story.refused(&supervisor(), remind(Step::BeforeDue)),
        RefusedCode::NotAllowed
    );
    let story = run(story);
    let version = story.matter.version;
    assert_eq!(
        run(story).matter.version,
        version,
        "running again changes nothing"
    );
}

#[test]
fn a_moved_due_time_reminds_anew() {
    let story = Story::new()
        .in_progress()
        .does(&handler("works"), ask_extension(5));
    let story = run(story.at("2026-11-27 00:00"));
    let story = story
        .does(&supervisor(), decide_extension(true))
        .at("2026-12-04 00:00");
    assert_eq!(steps(&story), [Step::BeforeDue]);
}

#[test]
fn a_suspended_matter_rests_until_its_review() {
    let parked = Act::AskSuspension {
        cause: "等待停电".to_owned(),
        plan: "停电后更换".to_owned(),
        review_on: "2026-12-18".parse().unwrap(),
        person: id("works handler"),
    };
    let granted = Act::DecideSuspension {
        granted: true,
        reason: "等待停电后更换".to_owned(),
    };
    let story = Story::new()
        .in_progress()
        .does(&handler("works"), parked)
        .does(&supervisor(), granted)
        .at("2026-12-17 23:00");
    assert!(system_acts(&story.matter, &story.world.facts(None), story.now).is_empty());
    let story = run(story.at("2026-12-18 00:00"));
    assert_eq!(story.state(), StateName::InProgress);
}

#[test]
fn what_waits_on_a_desk_is_seen() {
    let story = Story::new().at("2026-11-25 00:00");
    assert_eq!(steps(&story), [Step::IntakeWaiting]);
    let story = Story::new().accepted().at("2026-11-25 00:00");
    assert_eq!(steps(&story), [Step::DispatchWaiting]);
    let story = Story::new()
        .dispatched()
        .does(&handler("works"), hand_back());
    assert!(steps(&story.at("2026-11-25 00:00")).contains(&Step::ReturnWaiting));
    let story = Story::new()
        .in_progress()
        .does(&handler("works"), ask_extension(1));
    assert_eq!(steps(&story.at("2026-11-25 00:00")), [Step::RequestWaiting]);
    let story = Story::new()
        .dispatched()
        .does(&handler("works"), Act::Acknowledge {});
    assert_eq!(steps(&story.at("2026-11-24 09:00")), [Step::ContactOverdue]);
    let story = run(Story::new().answered().at("2026-11-26 00:00"));
    assert_eq!(story.notices[0].to, Recipient::Callers);
    assert_eq!(story.notices[0].kind, NoticeKind::Reminder);
}

#[test]
fn a_confirmed_matter_closes_by_itself_and_asks_again_after_thirty_days() {
    let story = Story::new()
        .answered()
        .does(&caller(), called(CallBackResult::Solved));
    let story = run(story.hours_later(23));
    assert_eq!(story.state(), StateName::Verified);
    let story = run(story.hours_later(1));
    assert_eq!(story.state(), StateName::Closed);
    let story = run(story.at("2026-12-24 08:00"));
    assert_eq!(story.matter.asked_again_at, Some(at("2026-12-24 08:00")));
    let partly = Story::new()
        .answered()
        .does(&caller(), called(CallBackResult::Partly));
    let partly = run(partly.hours_later(6 * 24));
    assert_eq!(
        partly.state(),
        StateName::Verified,
        "a person may still decide to go on"
    );
    assert_eq!(run(partly.hours_later(24)).state(), StateName::Closed);
}
