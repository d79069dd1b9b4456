//! What another system already did is taken as it was.

use huiyin_kernel::Instant;
use huiyin_matters::model::{
    Actor, CallBackResult, Change, OutcomeName, RefusedCode, RejectCode, Report, Source, StateName,
};
use huiyin_matters::rules::rates::{Age, row};
use huiyin_matters::rules::{Imported, ImportedState, import};

use crate::support::*;

fn taken(received: &str, state: ImportedState) -> Result<Change, RefusedCode> {
    let world = World::new();
    let report = Report {
        source: Source::Hotline,
        outside_number: Some("12345-0001".to_owned()),
        category: Some(code("0408")),
        ..lamp_report()
    };
    let imported = Imported {
        report,
        received_at: at(received),
        dispatched_at: None,
        contacted_at: None,
        due_before: None,
        reply: None,
        state,
    };
    let now = at("2026-11-23 09:00");
    import(&imported, &Actor::SYSTEM, &world.facts(None), now).map_err(|refused| refused.code)
}

fn closed(at: Instant, result: CallBackResult) -> ImportedState {
    ImportedState::Closed {
        lead: id("works"),
        at,
        outcome: OutcomeName::Solved,
        result,
        rating: None,
    }
}

#[test]
fn history_tells_nobody_and_keeps_its_own_times() {
    let done = closed(at("2018-01-12 10:00"), CallBackResult::Unasked);
    let change = taken("2018-01-02 08:00", done).unwrap();
    assert!(change.notices.is_empty());
    assert_eq!((change.matter.version, change.events.len()), (1, 1));
    assert_eq!(change.matter.received_at, at("2018-01-02 08:00"));
    assert_eq!(change.matter.outside_number.as_deref(), Some("12345-0001"));
    let told = row(&change.matter, at("2026-11-23 09:00"));
    assert_eq!(told.age, Age::Done(10));
    // Our holiday tables do not reach back to 2018: five days are counted plainly.
    assert_eq!(told.due_on, Some("2018-01-07".parse().unwrap()));
    assert!(told.closed && !told.closed_in_time);
}

#[test]
fn nobody_asked_is_neither_a_success_nor_a_failure() {
    let told = |result| {
        let state = closed(at("2026-11-10 10:00"), result);
        let change = taken("2026-11-09 08:00", state).unwrap();
        row(&change.matter, at("2026-11-23 09:00"))
    };
    let (unasked, asked) = (told(CallBackResult::Unasked), told(CallBackResult::Solved));
    assert!(!unasked.call_back_due && asked.call_back_due);
    assert_eq!(unasked.said, Some(CallBackResult::Unasked));
    assert_eq!(asked.said, Some(CallBackResult::Solved));
    assert!(unasked.closed_in_time && asked.closed_in_time);
}

#[test]
fn history_comes_in_every_state_it_can_have() {
    let since = at("2026-11-20 10:00");
    let reject = ImportedState::Rejected {
        at: since,
        code: RejectCode::Repeated,
    };
    let at_work = ImportedState::AtWork {
        lead: id("works"),
        since,
    };
    for (state, name) in [
        (ImportedState::Received, StateName::Received),
        (at_work, StateName::InProgress),
        (reject, StateName::Rejected),
        (closed(since, CallBackResult::Partly), StateName::Closed),
    ] {
        let change = taken("2026-11-19 08:00", state).unwrap();
        assert_eq!(change.matter.state_name(), name);
    }
}

/// It goes on like any other matter from there.
#[test]
fn an_imported_matter_at_work_can_be_answered() {
    let at_work = ImportedState::AtWork {
        lead: id("works"),
        since: at("2026-11-20 10:00"),
    };
    let change = taken("2026-11-19 08:00", at_work).unwrap();
    let mut story = Story::new();
    story.matter = change.matter;
    let story = story.does(&handler("works"), answer());
    assert_eq!(story.state(), StateName::Answered);
    assert!(story.matter.state.answer_given().unwrap().in_time);
}
