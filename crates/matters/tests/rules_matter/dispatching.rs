//! Who leads, who may say no, and who must turn up.

use huiyin_matters::model::Nature;
use huiyin_matters::model::{
    Act, ActName, EventBody, EventKind, NoticeKind, Recipient, RefusedCode, StateName,
    WhistleAnswer,
};
use huiyin_matters::rules::{self, Addressee, WhistleScores, first_addressee, whistle_scores};

use crate::support::*;

#[test]
fn m2_a_returned_sheet_keeps_its_clock_and_its_lead_until_the_return_is_accepted() {
    let story = Story::new().dispatched();
    let work = story.matter.state.work().cloned();
    let story = story.hours_later(5).does(&handler("works"), hand_back());
    assert_eq!(story.state(), StateName::Returned);
    assert_eq!(story.matter.state.work().cloned(), work);
    let refused = Act::RefuseReturn {
        reason: "灯杆属于市政".to_owned(),
    };
    let back = story.hours_later(1).does(&dispatcher(), refused);
    assert_eq!(back.state(), StateName::Dispatched);
    assert_eq!(back.matter.state.work().cloned(), work);
    let story = back
        .does(&handler("works"), Act::Acknowledge {})
        .does(&handler("works"), hand_back())
        .does(
            &dispatcher(),
            Act::AcceptReturn {
                note: String::new(),
            },
        );
    assert_eq!(
        (story.state(), story.matter.lead()),
        (StateName::Accepted, None)
    );
}

#[test]
fn m2_the_level_above_decides_from_the_third_return_on() {
    let accept_return = || Act::AcceptReturn {
        note: String::new(),
    };
    let mut story = Story::new().accepted();
    for body in ["works", "property", "street"] {
        story = story
            .does(&dispatcher(), dispatch(body))
            .does(&handler(body), hand_back());
        if body != "street" {
            story = story.does(&dispatcher(), accept_return());
        }
    }
    assert_eq!(story.matter.counters.returns, 3);
    assert_eq!(story.matter.escalation, 1);
    assert_eq!(story.kinds().last(), Some(&EventKind::Escalated));
    assert_eq!(
        story.refused(&dispatcher(), accept_return()),
        RefusedCode::ReturnLimitReached
    );
    let story = story.does(&supervisor(), accept_return());
    assert_eq!(
        story.refused(&dispatcher(), dispatch("works")),
        RefusedCode::ReturnLimitReached
    );
    let story = story.does(&supervisor(), dispatch("works"));
    assert_eq!(
        story.refused(&handler("works"), hand_back()),
        RefusedCode::ReturnLimitReached
    );
}

#[test]
fn m3_a_return_after_its_limit_needs_a_supervisor_with_a_note() {
    // Dispatched on Monday: one working day is over when Wednesday begins.
    let story = Story::new().dispatched().at("2026-11-24 23:59");
    assert!(story.tried(&handler("works"), hand_back()).is_ok());
    let story = story.at("2026-11-25 00:00");
    assert_eq!(
        story.refused(&handler("works"), hand_back()),
        RefusedCode::ReturnTooLate
    );
    assert_eq!(
        story.refused(&supervisor(), hand_back()),
        RefusedCode::ReturnTooLate
    );
    let Act::Return { reason, basis, .. } = hand_back() else {
        unreachable!()
    };
    let overridden = |note: &str| Act::Return {
        reason: reason.clone(),
        basis: basis.clone(),
        override_note: Some(note.to_owned()),
    };
    let by_handler = overridden("系统故障");
    assert_eq!(
        story.refused(&handler("works"), by_handler),
        RefusedCode::ReturnTooLate
    );
    let story = story.does(&supervisor(), overridden("系统故障，当天未能退单"));
    let body = &story.events.last().unwrap().body;
    assert!(matches!(
        body,
        EventBody::Returned {
            overridden: true,
            ..
        }
    ));
}

#[test]
fn m3_the_limit_of_returns_comes_from_the_preset() {
    let mut world = World::new();
    world.limits = rules::presets::preset("sd2020").unwrap();
    let story = Story::within(world, &lamp_report(), at("2026-11-23 09:00")).dispatched();
    assert_eq!(
        story.matter.clock().unwrap().return_before,
        at("2026-11-26 00:00")
    );
}

#[test]
fn m4_a_dispatch_states_its_deadline_to_the_body_and_to_the_reporter() {
    let story = Story::new().dispatched();
    let EventBody::Dispatched {
        lead,
        due_before,
        contact_before,
        ..
    } = &story.events.last().unwrap().body
    else {
        panic!("the last event is the dispatch");
    };
    assert_eq!(*lead, id("works"));
    assert_eq!(
        *due_before,
        at("2026-12-01 00:00"),
        "five working days for a street light"
    );
    assert_eq!(*contact_before, at("2026-11-24 09:00"));
    let told = |to| {
        story
            .notices
            .iter()
            .any(|n| n.to == to && n.kind == NoticeKind::Dispatched)
    };
    assert!(told(Recipient::Body(id("works"))) && told(Recipient::Reporter(story.matter.id)));
}

#[test]
fn m9_a_residents_committee_leads_only_what_communities_can_lead() {
    let lamp = Story::new().accepted();
    assert_eq!(
        lamp.refused(&dispatcher(), dispatch("committee")),
        RefusedCode::CommunityMayNotLead
    );
    let alone = Story::new()
        .does(&dispatcher(), consent())
        .does(&dispatcher(), accept("0902"));
    assert!(alone.tried(&dispatcher(), dispatch("committee")).is_ok());
    // It may help with everything.
    let helped = Act::Dispatch {
        lead: id("works"),
        supports: vec![id("committee"), id("committee")],
        note: String::new(),
    };
    assert_eq!(
        lamp.does(&dispatcher(), helped).matter.supports(),
        [id("committee")]
    );
}

#[test]
fn r3_3_nothing_is_pushed_below_the_level_that_must_take_it() {
    let lamp = Story::new().accepted();
    let refused = lamp
        .tried(&dispatcher(), dispatch("grid team"))
        .unwrap_err();
    assert_eq!(refused.code, RefusedCode::BelowLowestLevel);
    assert_eq!(refused.args["level"], "street");
    let alone = Story::new()
        .does(&dispatcher(), consent())
        .does(&dispatcher(), accept("0902"));
    assert_eq!(
        alone
            .tried(&dispatcher(), dispatch("grid team"))
            .unwrap_err()
            .args["level"],
        "community"
    );
    assert!(
        lamp.tried(&dispatcher(), dispatch("property")).is_ok(),
        "a company has no level"
    );
}

#[test]
fn a_dispatch_to_nobody_known_or_to_oneself_is_refused() {
    let story = Story::new().accepted();
    assert_eq!(
        story.refused(&dispatcher(), dispatch("nobody")),
        RefusedCode::UnknownBody
    );
    let own_helper = Act::Dispatch {
        lead: id("works"),
        supports: vec![id("works")],
        note: String::new(),
    };
    assert_eq!(
        story.refused(&dispatcher(), own_helper),
        RefusedCode::LeadAlsoSupports
    );
    let crowd = Act::Dispatch {
        lead: id("works"),
        supports: vec![id("street"); 13],
        note: String::new(),
    };
    assert_eq!(story.refused(&dispatcher(), crowd), RefusedCode::TooMany);
}

#[test]
fn m11_objects_go_first_to_their_owner_and_behaviours_first_to_the_area() {
    assert_eq!(
        first_addressee(Nature::Asset),
        [Addressee::Owner, Addressee::Area]
    );
    assert_eq!(
        first_addressee(Nature::Event),
        [Addressee::Area, Addressee::Owner]
    );
    let world = World::new();
    assert_eq!(
        world.categories.get(code("0306")).unwrap().nature,
        Nature::Asset
    );
    assert_eq!(
        world.categories.get(code("0503")).unwrap().nature,
        Nature::Event
    );
}

fn whistle(bodies: &[&str], reason: &str) -> Act {
    let bodies = bodies.iter().map(|body| id(body)).collect();
    Act::Whistle {
        bodies,
        reason: reason.to_owned(),
    }
}

fn turn_up(body: &str, answer: WhistleAnswer) -> Act {
    let (body, note) = (id(body), String::new());
    Act::AnswerWhistle {
        whistle: 0,
        body,
        answer,
        fitting: Some(true),
        note,
    }
}

#[test]
fn r4_2_a_whistle_needs_a_matter_at_work_a_reason_and_several_departments() {
    let reason = "须公安、消防一同到场";
    let story = Story::new();
    let both = whistle(&["police", "fire"], reason);
    assert_eq!(
        story.refused(&dispatcher(), both.clone()),
        RefusedCode::WrongState
    );
    let story = story.dispatched();
    assert_eq!(
        story.refused(&dispatcher(), whistle(&["police", "fire"], "")),
        RefusedCode::Missing
    );
    assert_eq!(
        story.refused(&dispatcher(), whistle(&["police", "police"], reason)),
        RefusedCode::WhistleNeedsBodies
    );
    assert_eq!(
        story.refused(&handler("works"), both.clone()),
        RefusedCode::NotAllowed
    );
    let story = story.does(&dispatcher(), both);
    // Two working days for an ordinary matter.
    assert_eq!(
        story.matter.whistles[0].answer_before,
        at("2026-11-26 00:00")
    );
    let urgent = Story::new()
        .does(&dispatcher(), accept("0701"))
        .does(&dispatcher(), dispatch("fire"))
        .does(&dispatcher(), whistle(&["police", "works"], reason));
    assert_eq!(
        urgent.matter.whistles[0].answer_before,
        at("2026-11-23 09:30")
    );
}

fn whistled() -> Story {
    let three = whistle(&["police", "fire", "property"], "须几家一同到场");
    Story::new().dispatched().does(&dispatcher(), three)
}

fn judge(body: &str) -> Act {
    let (body, note) = (id(body), String::new());
    Act::JudgeWhistle {
        whistle: 0,
        body,
        accepted: true,
        note,
    }
}

#[test]
fn r4_2_each_called_body_answers_for_itself_and_once() {
    let (present, absent) = (WhistleAnswer::Present, WhistleAnswer::Absent);
    let story = whistled();
    let refused = |actor: &str, body: &str| story.refused(&handler(actor), turn_up(body, present));
    assert_eq!(refused("works", "police"), RefusedCode::NotAllowed);
    assert_eq!(refused("police", "fire"), RefusedCode::WhistleNotCalled);
    assert_eq!(
        story.refused(&dispatcher(), judge("fire")),
        RefusedCode::WhistleNotAnswered
    );
    let story = story.does(&handler("police"), turn_up("police", absent));
    let again = turn_up("police", present);
    assert_eq!(
        story.refused(&handler("police"), again),
        RefusedCode::WhistleAnswered
    );
    assert_eq!(
        story.refused(&dispatcher(), judge("fire")),
        RefusedCode::WhistleNotAnswered
    );
    let story = story.does(&dispatcher(), judge("police"));
    let refused = story.refused(&dispatcher(), judge("police"));
    assert_eq!(refused, RefusedCode::AlreadyDone);
}

#[test]
fn r4_2_both_sides_are_assessed_with_numerators() {
    let substitute = WhistleAnswer::Substitute(id("street"));
    let story = whistled()
        .does(
            &handler("police"),
            turn_up("police", WhistleAnswer::Present),
        )
        .does(
            &handler("property"),
            turn_up("property", WhistleAnswer::Absent),
        )
        .does(&dispatcher(), judge("police"))
        .at("2026-11-26 00:00")
        .does(&handler("fire"), turn_up("fire", substitute));
    let scores = scores_of(&story, "2026-11-26 00:00");
    let shown = |body: &str| {
        let score = scores.bodies[&id(body)];
        format!("{} {}", score.turned_up, score.results_accepted)
    };
    assert_eq!(shown("police"), "100.00% 100.00%");
    assert_eq!(shown("property"), "0.00% -");
    assert_eq!(shown("fire"), "0.00% -", "it came too late");
    let street = scores.streets[&story.matter.area.street_id];
    assert_eq!(street.whistles, 1);
    assert_eq!(
        (street.fitting.numerator, street.fitting.denominator),
        (3, 3)
    );
}

fn scores_of(story: &Story, now: &str) -> WhistleScores {
    let matter = &story.matter;
    let whistles = matter.whistles.iter();
    whistle_scores(whistles.map(|it| (matter.area.street_id, it)), at(now))
}

#[test]
fn r4_2_a_substitute_is_called_answers_in_its_own_time_and_is_judged() {
    let instead = |body: &str| WhistleAnswer::Substitute(id(body));
    let named = || {
        let story = whistled().hours_later(5);
        story.does(&handler("fire"), turn_up("fire", instead("street")))
    };
    let story = whistled();
    let early = story.refused(
        &handler("street"),
        turn_up("street", WhistleAnswer::Present),
    );
    assert_eq!(early, RefusedCode::NotAllowed, "nobody has called it yet");
    let story = named();
    let whistle = &story.matter.whistles[0];
    let call = whistle.call_of(id("street")).unwrap();
    let stands_in = call.stands_in.unwrap();
    assert_eq!(stands_in.for_body, id("fire"));
    assert!(whistle.answer_before_of(call) >= whistle.answer_before);
    let body_of = |task: &rules::desk::Task| task.body;
    let tasks = rules::desk::tasks(&story.matter);
    let called = tasks
        .iter()
        .filter(|it| it.queue == rules::desk::Queue::Whistle);
    assert!(called.map(body_of).any(|body| body == Some(id("street"))));
    assert_eq!(
        story.refused(&handler("street"), turn_up("street", instead("works"))),
        RefusedCode::WhistleSubstituteAgain
    );
    assert_eq!(
        story.refused(&dispatcher(), judge("street")),
        RefusedCode::WhistleNotAnswered
    );
    let shown = |story: &Story, now: &str, body: &str| {
        let score = scores_of(story, now).bodies[&id(body)];
        let [came, accepted] = [score.turned_up, score.results_accepted];
        format!(
            "{}/{} {}/{}",
            came.numerator, came.denominator, accepted.numerator, accepted.denominator
        )
    };
    // Whoever named somebody has not turned up before that one has.
    assert_eq!(shown(&story, "2026-11-23 15:00", "fire"), "0/0 0/0");
    assert_eq!(shown(&story, "2026-12-31 00:00", "fire"), "0/1 0/0");
    assert_eq!(shown(&story, "2026-12-31 00:00", "street"), "0/1 0/0");
    let came = story
        .does(
            &handler("street"),
            turn_up("street", WhistleAnswer::Present),
        )
        .does(&dispatcher(), judge("street"));
    assert_eq!(shown(&came, "2026-12-31 00:00", "fire"), "1/1 0/0");
    assert_eq!(shown(&came, "2026-12-31 00:00", "street"), "1/1 1/1");
    let kept_away = named().does(&handler("street"), turn_up("street", WhistleAnswer::Absent));
    assert_eq!(shown(&kept_away, "2026-12-31 00:00", "fire"), "0/1 0/0");
}

#[test]
fn r4_2_two_bodies_that_name_each_other_have_not_come() {
    let instead = |body: &str| WhistleAnswer::Substitute(id(body));
    let story = whistled()
        .does(&handler("fire"), turn_up("fire", instead("police")))
        .does(&handler("police"), turn_up("police", instead("fire")));
    assert_eq!(story.matter.whistles[0].calls.len(), 3);
    let scores = scores_of(&story, "2026-12-31 00:00");
    for body in ["fire", "police", "property"] {
        let turned_up = scores.bodies[&id(body)].turned_up;
        assert_eq!(
            (turned_up.numerator, turned_up.denominator),
            (0, 1),
            "{body}"
        );
    }
}

#[test]
fn a_post_counts_only_where_it_is_held() {
    let story = Story::new();
    let elsewhere = huiyin_matters::model::Actor::staff(
        id("dispatcher"),
        vec![huiyin_matters::model::Post {
            role: huiyin_matters::model::Role::Dispatcher,
            scope: huiyin_matters::model::Scope::Street(id("another street")),
        }],
    );
    assert_eq!(
        story.refused(&elsewhere, accept("0408")),
        RefusedCode::NotAllowed
    );
    assert!(!rules::may(&elsewhere, ActName::Accept, &story.matter));
    assert!(rules::may(&dispatcher(), ActName::Accept, &story.matter));
    assert!(!rules::may(&dispatcher(), ActName::Answer, &story.matter));
    let story = story.dispatched();
    assert_eq!(
        story.refused(&handler("police"), Act::Acknowledge {}),
        RefusedCode::NotAllowed
    );
}
