//! The separate consent, what a matter forgets, and photos for the public.

use huiyin_matters::model::{Act, Event, EventKind, Forgotten, RefusedCode, Report, StateName};
use huiyin_matters::rules;

use crate::support::{
    Story, accept, caller, code, consent, dispatcher, handler, id, lamp_report, leader,
};

fn sensitive(consent_version: Option<u16>) -> Report {
    Report {
        category: Some(code("0903")),
        consent_version,
        ..lamp_report()
    }
}

#[test]
fn p4_a_sensitive_report_with_a_name_or_phone_is_not_saved_without_a_live_consent() {
    let story = Story::new();
    let facts = story.world.facts(None);
    let actor = huiyin_matters::model::Actor::VISITOR;
    let refused = rules::report(&sensitive(None), &actor, &facts, story.now).unwrap_err();
    assert_eq!(refused.code, RefusedCode::ConsentNeeded);
    let nobody = Report {
        contactable: false,
        anonymous: true,
        ..sensitive(None)
    };
    assert!(rules::report(&nobody, &actor, &facts, story.now).is_ok());
    let taken = rules::report(&sensitive(Some(1)), &actor, &facts, story.now).unwrap();
    let kinds: Vec<EventKind> = taken.events.iter().map(Event::kind).collect();
    assert_eq!(kinds, [EventKind::Reported, EventKind::ConsentGiven]);
}

#[test]
fn p4_nobody_classifies_a_matter_as_sensitive_while_its_reporter_has_not_agreed() {
    let story = Story::new();
    let refused = story.refused(&dispatcher(), accept("0903"));
    assert_eq!(refused, RefusedCode::ConsentNeeded);
    let agreed = story.does(&caller(), consent());
    assert_eq!(
        agreed.refused(&dispatcher(), consent()),
        RefusedCode::AlreadyDone
    );
    let accepted = agreed.does(&dispatcher(), accept("0903"));
    assert_eq!(accepted.state(), StateName::Accepted);
    assert_eq!(
        accepted.refused(&leader(), consent()),
        RefusedCode::NotAllowed
    );
    // Withdrawn, name and phone go with it.
    let reporter = huiyin_matters::model::Actor::reporter(accepted.matter.id);
    let withdrawn = accepted.does(&reporter, Act::WithdrawConsent {});
    assert!(withdrawn.matter.anonymous && !withdrawn.matter.contactable);
    assert_eq!(
        withdrawn.refused(&reporter, Act::WithdrawConsent {}),
        RefusedCode::NothingPending
    );
}

#[test]
fn only_the_system_makes_a_matter_forget_and_the_history_goes_on() {
    let forget = |what| Act::Forget { what };
    let story = Story::new();
    for actor in [dispatcher(), caller(), handler("works")] {
        assert_eq!(
            story.refused(&actor, forget(Forgotten::Person)),
            RefusedCode::NotAllowed
        );
    }
    let system = huiyin_matters::model::Actor::SYSTEM;
    let before = story.matter.version;
    let forgotten = story.does(&system, forget(Forgotten::Contact));
    assert!(forgotten.matter.anonymous && !forgotten.matter.contactable);
    assert!(!forgotten.matter.has_place);
    assert_eq!(forgotten.matter.version, before + 1);
    assert_eq!(
        forgotten.state(),
        StateName::Received,
        "it is still handled"
    );
}

#[test]
fn photos_are_shown_only_after_somebody_looked_at_them() {
    let release = |checked| Act::ReleasePhotos {
        photo_ids: vec![id("photo")],
        checked,
    };
    let story = Story::new().accepted();
    assert_eq!(
        story.refused(&dispatcher(), release(true)),
        RefusedCode::NotPublic
    );
    let summary = Act::ReleaseSummary {
        summary: "路灯修好了".to_owned(),
    };
    let public = story.does(&dispatcher(), summary);
    assert_eq!(
        public.refused(&dispatcher(), release(false)),
        RefusedCode::PhotosNotChecked
    );
    assert!(public.tried(&dispatcher(), release(true)).is_ok());
    // Taking them back needs no look.
    let none = Act::ReleasePhotos {
        photo_ids: Vec::new(),
        checked: false,
    };
    assert!(public.tried(&dispatcher(), none).is_ok());
}
