//! What a matter contributes to the rates of rule 2.4, and the presets of 2.5.

use huiyin_matters::model::{CallBackResult, Kind, Rating, Urgency};
use huiyin_matters::rules::rates::{Age, row};
use huiyin_matters::rules::{deadlines, presets};

use crate::support::*;

#[test]
fn a_matter_tells_its_own_row() {
    let story = Story::new().hours_later(24).closed();
    let told = row(&story.matter, at("2027-06-01 00:00"));
    assert_eq!(
        told.age,
        Age::Done(1),
        "from the day it was raised, not from acceptance"
    );
    assert_eq!(
        told.due_on,
        Some("2026-12-01".parse().unwrap()),
        "the last day in time"
    );
    assert!(told.accepted && told.contacted_in_time && told.closed && told.closed_in_time);
    assert_eq!(
        (told.said, told.rating),
        (Some(CallBackResult::Solved), Some(Rating::Content))
    );
    let back = Story::new()
        .in_progress()
        .at("2026-12-01 00:00")
        .does(&handler("works"), answer())
        .does(&caller(), called(CallBackResult::NotSolved));
    let told = row(&back.matter, back.now);
    assert_eq!(
        told.said,
        Some(CallBackResult::NotSolved),
        "a reopened matter keeps the word"
    );
    assert!(told.call_back_due && !told.closed);
    let done = back
        .does(&handler("works"), answer())
        .does(&caller(), called(CallBackResult::Solved))
        .does(&caller(), huiyin_matters::model::Act::Close {});
    let told = row(&done.matter, done.now);
    assert!(
        told.closed && !told.closed_in_time,
        "the first round was late"
    );
    assert!(!row(&Story::new().matter, at("2026-11-23 09:00")).accepted);
}

#[test]
fn r2_5_presets_have_the_limits_of_their_sources() {
    let days = |name: &str| {
        let limits = presets::preset(name).unwrap();
        let of = |kind| deadlines::working_days(kind, None, &limits);
        [
            of(Kind::Enquiry),
            of(Kind::Help),
            of(Kind::Suggestion),
            of(Kind::Complaint),
            of(Kind::Report),
        ]
    };
    assert_eq!(days("huiyin"), [3, 7, 7, 15, 15]);
    assert_eq!(days("sc2026"), [3, 7, 7, 15, 15]);
    assert_eq!(days("sd2020"), [5, 5, 5, 5, 5]);
    assert_eq!(days("bureau"), [3, 3, 3, 13, 13]);
    assert_eq!(days("sh-street")[3], 5);
    assert!(
        presets::NAMES
            .iter()
            .all(|name| presets::preset(name).is_some())
    );
    assert_eq!(presets::preset("beijing"), None);
    let huiyin = presets::huiyin();
    assert_eq!(huiyin.contact.minutes(Urgency::Normal), 24 * 60);
    assert_eq!(huiyin.contact.minutes(Urgency::Urgent), 120);
    assert_eq!(huiyin.contact.minutes(Urgency::Emergency), 30);
    assert_eq!(
        (huiyin.return_working_days, huiyin.extension_working_days),
        (1, 10)
    );
}

#[test]
fn r2_5_the_shipped_categories_are_88_of_three_urgencies() {
    let world = World::new();
    let of = |urgency| {
        world
            .categories
            .iter()
            .filter(|c| c.urgency == urgency)
            .count()
    };
    assert_eq!(world.categories.len(), 88);
    assert_eq!(
        (
            of(Urgency::Normal),
            of(Urgency::Urgent),
            of(Urgency::Emergency)
        ),
        (61, 20, 7)
    );
    let majors: std::collections::BTreeSet<String> = world
        .categories
        .iter()
        .map(|category| category.code.major())
        .collect();
    assert_eq!(majors.len(), 12);
}
