//! Deadlines, extensions, suspensions.

use huiyin_matters::model::{
    Act, Audience, EventBody, NoticeKind, Recipient, RefusedCode, StateName, TextKind, Urgency,
};
use huiyin_matters::rules::{deadlines, reporter_view};

use crate::support::*;

#[test]
fn r1_4_what_happens_at_the_due_time_is_late() {
    let just = Story::new()
        .in_progress()
        .at("2026-11-30 23:59")
        .does(&handler("works"), answer());
    assert!(just.matter.state.answer_given().unwrap().in_time);
    let late = Story::new()
        .in_progress()
        .at("2026-12-01 00:00")
        .does(&handler("works"), answer());
    assert!(!late.matter.state.answer_given().unwrap().in_time);
    assert_eq!(late.matter.counters.late_rounds, 1);
}

#[test]
fn m6_an_extension_is_asked_before_due_once_and_no_longer_than_the_limit() {
    let story = Story::new().in_progress();
    assert_eq!(
        story.refused(&handler("works"), ask_extension(6)),
        RefusedCode::ExtensionTooLong
    );
    assert_eq!(
        story.refused(&handler("works"), ask_extension(0)),
        RefusedCode::Missing
    );
    let at_due = Story::new().in_progress().at("2026-12-01 00:00");
    assert_eq!(
        at_due.refused(&handler("works"), ask_extension(1)),
        RefusedCode::ExtensionAfterDue
    );
    let story = story
        .at("2026-11-30 23:59")
        .does(&handler("works"), ask_extension(5));
    assert_eq!(
        story.refused(&handler("works"), ask_extension(5)),
        RefusedCode::AlreadyPending
    );
    assert_eq!(story.due(), "2026-12-01T00:00", "asking changes nothing");
    // The decision may come after the due time; the request came before it.
    let story = story
        .at("2026-12-01 10:00")
        .does(&supervisor(), decide_extension(true));
    assert_eq!(story.due(), "2026-12-08T00:00");
    assert_eq!(
        story.matter.clock().unwrap().first_due_before,
        at("2026-12-01 00:00")
    );
    assert_eq!(
        story.refused(&handler("works"), ask_extension(1)),
        RefusedCode::ExtensionUsed
    );
    let reason = &story.events.last().unwrap().texts[0];
    assert_eq!(
        (reason.kind, reason.audience),
        (TextKind::Reason, Audience::Reporter)
    );
    let told = |to| story.notices.iter().any(|notice| notice.to == to);
    assert!(told(Recipient::Reporter(story.matter.id)) && told(Recipient::Dispatchers));
}

#[test]
fn m6_an_extension_never_exceeds_ten_working_days() {
    let story = Story::new()
        .does(&dispatcher(), accept("0402"))
        .does(&dispatcher(), dispatch("works"))
        .does(&handler("works"), Act::Acknowledge {});
    assert_eq!(story.matter.clock().unwrap().working_days, 15);
    let refused = story
        .tried(&handler("works"), ask_extension(11))
        .unwrap_err();
    assert_eq!(refused.args["limit"], "10");
    assert!(story.tried(&handler("works"), ask_extension(10)).is_ok());
}

#[test]
fn m6_only_somebody_higher_and_other_decides() {
    let story = Story::new().in_progress();
    assert_eq!(
        story.refused(&supervisor(), decide_extension(true)),
        RefusedCode::NothingPending
    );
    let story = story.does(&handler("works"), ask_extension(2));
    assert_eq!(
        story.refused(&handler("works"), decide_extension(true)),
        RefusedCode::NotAllowed
    );
    assert_eq!(
        story.refused(&dispatcher(), decide_extension(true)),
        RefusedCode::NotAllowed
    );
    let mut both = handler("works");
    both.posts.extend(supervisor().posts);
    assert_eq!(
        story.refused(&both, decide_extension(true)),
        RefusedCode::DecidedByAsker
    );
    let story = story.does(&leader(), decide_extension(false));
    assert_eq!(story.due(), "2026-12-01T00:00");
    assert!(!story.matter.extension_used);
    assert!(
        !story
            .notices
            .iter()
            .any(|n| n.to == Recipient::Reporter(story.matter.id))
    );
}

fn park(review_on: &str) -> Act {
    Act::AskSuspension {
        cause: "等待供电部门停电".to_owned(),
        plan: "停电后当天更换".to_owned(),
        review_on: review_on.parse().unwrap(),
        person: id("works handler"),
    }
}

fn parked(granted: bool) -> Act {
    let reason = "须等供电部门安排停电，停电后当天更换".to_owned();
    Act::DecideSuspension { granted, reason }
}

#[test]
fn m7_a_suspension_needs_cause_plan_person_and_a_review_within_ninety_days() {
    let story = Story::new().in_progress();
    let works = handler("works");
    assert_eq!(
        story.refused(&works, park("2026-11-23")),
        RefusedCode::ReviewNotAhead
    );
    assert_eq!(
        story.refused(&works, park("2027-02-22")),
        RefusedCode::ReviewTooFar
    );
    assert!(
        story.tried(&works, park("2027-02-21")).is_ok(),
        "the ninetieth day"
    );
    let planless = Act::AskSuspension {
        cause: "等".to_owned(),
        plan: " ".to_owned(),
        review_on: "2026-12-01".parse().unwrap(),
        person: id("works handler"),
    };
    assert_eq!(story.refused(&works, planless), RefusedCode::Missing);
    let story = story.does(&works, park("2026-11-27"));
    assert_eq!(story.refused(&works, parked(true)), RefusedCode::NotAllowed);
    let story = story.does(&supervisor(), parked(true));
    assert_eq!(
        (story.state(), story.matter.due_before()),
        (StateName::Suspended, None)
    );
}

#[test]
fn m7_a_suspension_is_shown_publicly_and_never_with_personal_data() {
    let released = Act::ReleaseSummary {
        summary: "渝北二村路灯不亮".to_owned(),
    };
    let story = Story::new()
        .in_progress()
        .does(&dispatcher(), released)
        .does(&handler("works"), park("2026-11-27"));
    let leaky = Act::DecideSuspension {
        granted: true,
        reason: "请找13812345678".to_owned(),
    };
    assert_eq!(
        story.refused(&supervisor(), leaky),
        RefusedCode::SummaryShowsPersonalData
    );
    let story = story.does(&supervisor(), parked(true));
    let public =
        reporter_view::timeline(&story.matter, &story.events, reporter_view::Viewer::Public);
    let last = public.last().unwrap();
    assert!(matches!(last.event.body, EventBody::Suspended { .. }));
    assert!(last.texts[0].text.contains("停电"));
    assert!(
        public
            .iter()
            .all(|line| !matches!(line.event.body, EventBody::Reminded { .. }))
    );
}

#[test]
fn m7_work_resumes_on_the_review_date_with_the_paused_days_taken_out() {
    let resume = || Act::Resume {
        note: String::new(),
    };
    let system = huiyin_matters::model::Actor::SYSTEM;
    // Due on Tuesday 12-01 at midnight; parked from Tuesday 11-24 until Friday 11-27.
    let story = Story::new()
        .in_progress()
        .at("2026-11-24 10:00")
        .does(&handler("works"), park("2026-11-27"))
        .does(&supervisor(), parked(true))
        .at("2026-11-26 23:00");
    assert_eq!(story.refused(&system, resume()), RefusedCode::ReviewNotYet);
    assert!(
        story.tried(&handler("works"), resume()).is_ok(),
        "people may resume earlier"
    );
    let story = story.at("2026-11-27 00:00").does(&system, resume());
    assert_eq!(story.state(), StateName::InProgress);
    assert_eq!(story.due(), "2026-12-04T00:00", "three working days later");
    let told = story
        .notices
        .iter()
        .filter(|notice| notice.kind == NoticeKind::Resumed);
    assert!(told.count() >= 2);
}

#[test]
fn an_answer_makes_open_requests_lapse() {
    let story = Story::new()
        .in_progress()
        .does(&handler("works"), ask_extension(2))
        .does(&handler("works"), park("2026-11-27"))
        .does(&handler("works"), answer());
    assert_eq!(story.matter.extension_request, None);
    assert_eq!(story.matter.suspension_request, None);
}

#[test]
fn r2_5_contact_limits_follow_the_category_until_somebody_changes_the_urgency() {
    let world = World::new();
    let minutes = |category: &str, urgency| {
        let category = world.categories.get(code(category));
        deadlines::contact_minutes(urgency, category, &world.limits)
    };
    assert_eq!(
        minutes("0403", Urgency::Urgent),
        240,
        "illegal parking: four hours"
    );
    assert_eq!(
        minutes("0501", Urgency::Normal),
        480,
        "exposed waste: eight hours"
    );
    assert_eq!(minutes("0303", Urgency::Emergency), 30, "gas leak");
    assert_eq!(minutes("0306", Urgency::Emergency), 60, "manhole cover");
    assert_eq!(
        minutes("0408", Urgency::Urgent),
        120,
        "a street light made urgent"
    );
    assert_eq!(
        deadlines::contact_minutes(Urgency::Normal, None, &world.limits),
        24 * 60
    );
}

#[test]
fn contact_is_written_down_whether_it_reached_anybody_or_not() {
    let story = Story::new()
        .dispatched()
        .does(&handler("works"), Act::Acknowledge {})
        .does(&handler("works"), contact(false));
    assert_eq!(
        (story.state(), story.matter.first_contact_at),
        (StateName::Acknowledged, None)
    );
    let story = story.hours_later(1).does(&handler("works"), contact(true));
    assert_eq!(story.state(), StateName::Contacted);
    assert_eq!(story.matter.first_contact_at, Some(at("2026-11-23 10:00")));
    let story = story.hours_later(1).does(&handler("works"), contact(true));
    assert_eq!(
        story.matter.first_contact_at,
        Some(at("2026-11-23 10:00")),
        "the first counts"
    );
}
