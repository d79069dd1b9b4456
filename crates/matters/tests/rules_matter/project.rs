//! Design and works go by a plan of steps (rule 3.4, flag `project`).

use huiyin_kernel::Date;
use huiyin_matters::model::{
    Act, CallBackResult, EventBody, NoticeKind, Outcome, Rating, RatingScale, Recipient,
    RefusedCode, StateName,
};

use crate::support::*;

/// A guardrail is missing: category 0402 is works.
fn works() -> Story {
    Story::new()
        .does(&dispatcher(), accept("0402"))
        .does(&dispatcher(), dispatch("works"))
        .does(&handler("works"), Act::Acknowledge {})
}

fn plan(days: &[&str]) -> Act {
    Act::ProposePlan {
        days: days
            .iter()
            .map(|day| day.parse::<Date>().unwrap())
            .collect(),
        plan: "设计、施工、验收".to_owned(),
    }
}

fn decide(granted: bool) -> Act {
    Act::DecidePlan {
        granted,
        reason: "先设计，再施工，最后验收".to_owned(),
    }
}

fn step_done() -> Act {
    Act::ReachMilestone {
        text: "护栏已经装好".to_owned(),
    }
}

#[test]
fn r3_4_a_plan_is_agreed_and_its_days_become_the_due_times() {
    let story = works().does(&handler("works"), plan(&["2026-12-30", "2027-03-15"]));
    let due_so_far = story.due();
    assert_eq!(
        story.refused(&handler("works"), decide(true)),
        RefusedCode::NotAllowed
    );
    let story = story.does(&supervisor(), decide(true));
    assert_ne!(story.due(), due_so_far);
    assert_eq!(story.due(), "2026-12-31T00:00");
    let told = |kind| {
        story
            .notices
            .iter()
            .any(|it| it.kind == kind && it.to == Recipient::Reporter(story.matter.id))
    };
    assert!(told(NoticeKind::PlanAgreed));
    let story = story
        .at("2026-12-30 23:59")
        .does(&handler("works"), step_done());
    assert_eq!(story.due(), "2027-03-16T00:00");
    let story = story
        .at("2027-03-16 00:00")
        .does(&handler("works"), step_done());
    assert_eq!(
        story.due(),
        "2027-03-16T00:00",
        "the last day stands for the answer"
    );
    let reached: Vec<(u16, u16, bool)> = story
        .events
        .iter()
        .filter_map(|event| match event.body {
            EventBody::MilestoneReached {
                number,
                of,
                in_time,
                ..
            } => Some((number, of, in_time)),
            _ => None,
        })
        .collect();
    assert_eq!(reached, [(1, 2, true), (2, 2, false)]);
    assert_eq!(
        story.refused(&handler("works"), step_done()),
        RefusedCode::NoMilestoneLeft
    );
}

#[test]
fn r3_4_only_works_have_a_plan_and_only_in_time() {
    let lamp = Story::new().in_progress();
    assert_eq!(
        lamp.refused(&handler("works"), plan(&["2026-12-30"])),
        RefusedCode::NotAProject
    );
    let late = works();
    let due = late.due().replace('T', " ");
    let late = late.at(&due);
    assert_eq!(
        late.refused(&handler("works"), plan(&["2027-01-30"])),
        RefusedCode::ExtensionAfterDue
    );
    assert_eq!(
        works().refused(&handler("works"), step_done()),
        RefusedCode::NoMilestoneLeft
    );
}

#[test]
fn r3_4_days_lie_ahead_in_order_and_not_too_far_apart() {
    let refused = |days: &[&str]| works().refused(&handler("works"), plan(days));
    assert_eq!(refused(&[]), RefusedCode::Missing);
    assert_eq!(refused(&["2026-11-23"]), RefusedCode::PlanUnordered);
    assert_eq!(
        refused(&["2026-12-30", "2026-12-30"]),
        RefusedCode::PlanUnordered
    );
    assert_eq!(refused(&["2027-06-30"]), RefusedCode::PlanGapTooLong);
    let long: Vec<String> = (1..=8)
        .map(|step| {
            at("2026-11-23 09:00")
                .date()
                .plus_days(step * 150)
                .to_string()
        })
        .collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    assert_eq!(refused(&long), RefusedCode::PlanTooFar);
    let many = vec!["2026-12-30"; 13];
    assert_eq!(refused(&many), RefusedCode::TooMany);
    // A plan that waited until its first day has passed is no plan any more.
    let stale = works()
        .does(&handler("works"), plan(&["2026-11-25"]))
        .at("2026-11-25 10:00");
    assert_eq!(
        stale.refused(&supervisor(), decide(true)),
        RefusedCode::PlanUnordered
    );
    assert!(stale.tried(&supervisor(), decide(false)).is_ok());
}

#[test]
fn r3_4_a_plan_takes_the_place_of_an_extension_and_moves_with_a_pause() {
    let story = works()
        .does(&handler("works"), plan(&["2026-12-30"]))
        .does(&supervisor(), decide(true));
    assert_eq!(
        story.refused(&handler("works"), ask_extension(5)),
        RefusedCode::PlanInForce
    );
    let story = story
        .does(&handler("works"), plan(&["2027-02-01"]))
        .does(&supervisor(), decide(true));
    assert_eq!(
        story.due(),
        "2027-02-02T00:00",
        "a new plan replaces the old one"
    );
    let story = story.does(&handler("works"), Act::Start {});
    let parked = Act::AskSuspension {
        cause: "雨季不能开挖".to_owned(),
        plan: "天晴后再开工".to_owned(),
        review_on: "2026-12-20".parse().unwrap(),
        person: id("works handler"),
    };
    let granted = Act::DecideSuspension {
        granted: true,
        reason: "雨季不能开挖，天晴后再开工".to_owned(),
    };
    let story = story
        .does(&handler("works"), parked)
        .does(&supervisor(), granted);
    let story = story.at("2026-12-03 09:00").does(
        &handler("works"),
        Act::Resume {
            note: String::new(),
        },
    );
    assert_eq!(story.due(), "2027-02-12T00:00", "ten days later");
}

#[test]
fn r3_4_a_project_is_answered_after_its_last_step_and_by_the_day_of_it() {
    let story = works()
        .does(&handler("works"), plan(&["2026-12-30", "2027-03-15"]))
        .does(&supervisor(), decide(true))
        .does(&handler("works"), Act::Start {});
    let answer_before = |story: &Story| story.matter.answer_before().unwrap().to_local_minute();
    assert_eq!(story.due(), "2026-12-31T00:00");
    assert_eq!(answer_before(&story), "2027-03-16T00:00");
    let story = story.does(&handler("works"), step_done());
    assert_eq!(
        story.refused(&handler("works"), answer()),
        RefusedCode::StepsLeft
    );
    let cannot = Act::Answer {
        outcome: Outcome::Refused {
            reason: "地下有燃气主管，不能开挖".to_owned(),
        },
        text: "这里不能装护栏，改立警示牌".to_owned(),
    };
    assert!(story.tried(&handler("works"), cannot).is_ok());
    let story = story.does(&handler("works"), step_done());
    assert_eq!(answer_before(&story), "2027-03-16T00:00");
    assert!(story.tried(&handler("works"), answer()).is_ok());
}

#[test]
fn r3_4_a_second_round_begins_without_the_plan() {
    let story = works()
        .does(&handler("works"), plan(&["2026-12-30"]))
        .does(&supervisor(), decide(true))
        .does(&handler("works"), Act::Start {})
        .does(&handler("works"), step_done())
        .does(&handler("works"), answer())
        .does(&caller(), called(CallBackResult::NotSolved));
    assert_eq!(story.state(), StateName::Reopened);
    assert!(story.matter.clock().unwrap().milestones.is_empty());
    assert!(story.matter.plan_request.is_none());
}

#[test]
fn r2_4_only_the_grades_of_the_scale_are_taken() {
    let verdict = |rating| Act::Confirm {
        result: CallBackResult::Solved,
        rating: Some(rating),
        note: String::new(),
    };
    let answered = Story::new().in_progress().does(&handler("works"), answer());
    let reporter = answered.reporter();
    assert_eq!(
        answered.refused(&reporter, verdict(Rating::VeryContent)),
        RefusedCode::RatingNotOffered
    );
    let mut five = answered;
    five.world.limits.rating_scale = RatingScale::Five;
    for grade in Rating::ALL {
        assert!(five.tried(&reporter, verdict(*grade)).is_ok(), "{grade:?}");
    }
}
