//! The rates of rule 2.4, with the rule's own figures, and the presets of 2.5.

use huiyin_matters::model::{CallBackResult, ExclusionReason, Kind, Rating, Urgency};
use huiyin_matters::rules::rates::{Age, RateRow, RateSettings, Weights, report, row};
use huiyin_matters::rules::{deadlines, presets};

use crate::support::*;

fn plain() -> RateRow {
    RateRow {
        due_on: None,
        accepted: true,
        excluded: None,
        contact_needed: false,
        contacted_in_time: false,
        call_back_due: false,
        said: None,
        rating: None,
        closed: false,
        closed_in_time: false,
        age: Age::Open(0),
    }
}

#[test]
fn r2_4_ten_due_six_reached_five_resolved_four_content() {
    use CallBackResult::{NotReached, NotSolved, Solved};
    use Rating::{Content, FairlyContent, NotContent};
    let said = |said, rating| RateRow {
        call_back_due: true,
        said: Some(said),
        rating,
        ..plain()
    };
    let mut rows = vec![
        said(Solved, Some(Content)),
        said(Solved, Some(Content)),
        said(Solved, Some(FairlyContent)),
        said(Solved, Some(FairlyContent)),
        said(Solved, Some(NotContent)),
        said(NotSolved, Some(NotContent)),
    ];
    rows.extend((0..4).map(|_| said(NotReached, None)));
    let rates = report(&rows, RateSettings::default()).counted;
    assert_eq!(rates.call_back_coverage.to_string(), "60.00%");
    assert_eq!(rates.resolution.to_string(), "83.33%");
    assert_eq!(rates.satisfaction.to_string(), "66.67%");
    assert_eq!(rates.response.to_string(), "-", "nobody needed contact");
    assert_eq!(rates.composite_basis_points, None);
    let strict = RateSettings {
        fairly_content_counts: false,
        ..RateSettings::default()
    };
    assert_eq!(
        report(&rows, strict).counted.satisfaction.to_string(),
        "33.33%"
    );
}

#[test]
fn r2_4_tianmen_december_2016() {
    let rows = |due: usize, closed: usize, in_time: usize| -> Vec<RateRow> {
        let row = |index| RateRow {
            closed: index < closed,
            closed_in_time: index < in_time,
            ..plain()
        };
        (0..due).map(row).collect()
    };
    let shown = |due, closed, in_time| {
        let rates = report(&rows(due, closed, in_time), RateSettings::default()).counted;
        (rates.closing.to_string(), rates.closed_in_time.to_string())
    };
    assert_eq!(
        shown(972, 911, 737),
        ("93.72%".to_owned(), "75.82%".to_owned())
    );
    assert_eq!(shown(956, 902, 0).0, "94.35%");
    assert_eq!(shown(16, 9, 0).0, "56.25%");
}

#[test]
fn r2_4_exclusions_are_printed_and_the_rates_shown_with_and_without() {
    let closed = |closed, excluded| RateRow {
        closed,
        excluded,
        ..plain()
    };
    let beyond = Some(ExclusionReason::BeyondPowers);
    let rows = [
        closed(true, None),
        closed(true, None),
        closed(false, beyond),
        closed(false, None),
    ];
    let report = report(&rows, RateSettings::default());
    assert_eq!(report.counted.closing.to_string(), "66.67%");
    assert_eq!(report.everything.closing.to_string(), "50.00%");
    assert_eq!(report.exclusions, [(ExclusionReason::BeyondPowers, 1)]);
    assert_eq!((report.counted.matters, report.everything.matters), (3, 4));
}

#[test]
fn r2_4_what_was_never_accepted_is_not_counted() {
    let rows = [
        RateRow {
            accepted: false,
            closed: true,
            ..plain()
        },
        plain(),
    ];
    let rates = report(&rows, RateSettings::default()).counted;
    assert_eq!(
        (rates.matters, rates.closing.to_string()),
        (1, "0.00%".to_owned())
    );
}

#[test]
fn r2_4_the_composite_is_rounded_once() {
    let full = RateRow {
        contact_needed: true,
        contacted_in_time: true,
        call_back_due: true,
        said: Some(CallBackResult::Solved),
        rating: Some(Rating::Content),
        ..plain()
    };
    let poor = RateRow {
        contacted_in_time: false,
        said: Some(CallBackResult::Partly),
        rating: Some(Rating::NotContent),
        ..full.clone()
    };
    let composite = |rows: &[RateRow], weights| {
        let settings = RateSettings {
            weights,
            ..RateSettings::default()
        };
        report(rows, settings).counted.composite_basis_points
    };
    assert_eq!(
        composite(std::slice::from_ref(&full), Weights::EQUAL),
        Some(10_000)
    );
    // One third each of 2/3, 2/3 and 2/3.
    let three = [full.clone(), full.clone(), poor];
    assert_eq!(composite(&three, Weights::EQUAL), Some(6_667));
    let heard = RateRow {
        contacted_in_time: false,
        ..full
    };
    assert_eq!(
        composite(std::slice::from_ref(&heard), Weights::THIRTY_THIRTY_FIVE),
        Some(7_000)
    );
    assert_eq!(
        composite(
            &[heard],
            Weights {
                response: 0,
                resolution: 0,
                satisfaction: 0
            }
        ),
        None
    );
}

#[test]
fn m14_the_whole_age_counts_and_thirty_days_are_the_benchmark() {
    let aged = |age| RateRow { age, ..plain() };
    let rows = [
        aged(Age::Done(10)),
        aged(Age::Done(30)),
        aged(Age::Done(31)),
        aged(Age::Open(30)),
        aged(Age::Open(31)),
    ];
    let rates = report(&rows, RateSettings::default()).counted;
    let within = rates.done_within_benchmark;
    assert_eq!((within.numerator, within.denominator), (2, 4));
    assert_eq!(rates.days.unwrap().median_tenths, 300);
    let ten: Vec<RateRow> = (1..=10).map(|days| aged(Age::Done(days))).collect();
    let days = report(&ten, RateSettings::default()).counted.days.unwrap();
    assert_eq!((days.median_tenths, days.ninetieth_percentile), (55, 9));
    assert_eq!(report(&[], RateSettings::default()).counted.days, None);
}

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
