//! Coming in, being taken on or told where to go, and being split.

use huiyin_matters::model::{
    Act, Actor, Area, Audience, Correction, EmergencyNumber, EventBody, EventKind, Field, Kind,
    NoticeKind, Recipient, RefusedCode, RejectCode, Report, Source, StateName, TextKind, Urgency,
};
use huiyin_matters::rules::{self, reporter_view};

use crate::support::*;

#[test]
fn m1_a_report_keeps_time_content_contact_and_channel_and_shows_its_progress() {
    let story = Story::new();
    assert_eq!(story.matter.received_at, at("2026-11-23 09:00"));
    assert_eq!(
        (story.matter.source, story.matter.contactable),
        (Source::Web, true)
    );
    let EventBody::Reported {
        source,
        kind_of_report,
        promised_before,
        ..
    } = &story.events[0].body
    else {
        panic!("the first event is the report");
    };
    assert_eq!((*source, *kind_of_report), (Source::Web, Kind::Help));
    // One working day of intake and seven of handling.
    assert_eq!(*promised_before, Some(at("2026-12-04 00:00")));
    let story = story.closed();
    let lines = reporter_view::timeline(
        &story.matter,
        &story.events,
        reporter_view::Viewer::Reporter,
    );
    let shown: Vec<EventKind> = lines.iter().map(|line| line.event.kind()).collect();
    assert!(shown.contains(&EventKind::Dispatched) && shown.contains(&EventKind::Closed));
}

#[test]
fn no_event_carries_free_text_or_a_name() {
    let story = Story::new().closed();
    for event in &story.events {
        let body = serde_json::to_string(&event.body).unwrap();
        assert!(
            !body.contains("路灯") && !body.contains("灯已修好"),
            "{body}"
        );
        assert!(body.contains(event.kind().name()), "{body} names its kind");
    }
    let texts = story.events.iter().flat_map(|event| &event.texts);
    assert!(
        texts
            .clone()
            .any(|text| text.kind == TextKind::Report && text.text.contains("路灯"))
    );
    assert!(texts.clone().any(|text| text.kind == TextKind::Answer));
}

#[test]
fn an_empty_or_endless_report_is_refused_and_a_placeless_nameless_one_is_taken() {
    let world = World::new();
    let now = at("2026-11-23 09:00");
    let tried = |report: &Report| {
        rules::report(report, &Actor::VISITOR, &world.facts(None), now).map_err(|no| no.code)
    };
    let with = |text: &str| Report {
        text: text.to_owned(),
        ..lamp_report()
    };
    assert_eq!(tried(&with(" \n\t")).unwrap_err(), RefusedCode::Missing);
    for unseen in [
        "\u{200b}\u{202e}\u{2060}",
        "\u{3164}",
        "\u{2800}\u{ad}\u{feff}",
    ] {
        assert_eq!(tried(&with(unseen)).unwrap_err(), RefusedCode::Missing);
    }
    assert_eq!(
        tried(&with(&"长".repeat(5_001))).unwrap_err(),
        RefusedCode::TooLong
    );
    assert!(tried(&with(&"长".repeat(5_000))).is_ok());
    let photos = Report {
        photo_ids: vec![id("photo"); 7],
        ..lamp_report()
    };
    assert_eq!(tried(&photos).unwrap_err(), RefusedCode::TooMany);
    let unknown = Report {
        category: Some(code("9999")),
        ..lamp_report()
    };
    assert_eq!(tried(&unknown).unwrap_err(), RefusedCode::UnknownCategory);
    let bare = Report {
        area: Area::default(),
        has_place: false,
        contactable: false,
        anonymous: true,
        ..lamp_report()
    };
    assert!(tried(&bare).is_ok());
}

#[test]
fn a_missing_holiday_table_loses_no_report_but_gives_no_date() {
    let story = Story::within(World::new(), &lamp_report(), at("2026-12-30 09:00"));
    assert_eq!(story.matter.promised_before, None);
    let story = story.accepted();
    assert_eq!(
        story.refused(&dispatcher(), dispatch("works")),
        RefusedCode::CalendarMissing
    );
    let refused = story.tried(&dispatcher(), dispatch("works")).unwrap_err();
    assert_eq!(refused.args["year"], "2027");
}

#[test]
fn m5_each_of_six_refusals_names_the_channel() {
    for reason in RejectCode::ALL {
        let number = (*reason == RejectCode::Emergency).then_some(EmergencyNumber::Fire);
        let reject = |channel: &str| Act::Reject {
            code: *reason,
            number,
            channel: channel.to_owned(),
        };
        let story = Story::new();
        assert_eq!(
            story.refused(&dispatcher(), reject(" ")),
            RefusedCode::Missing
        );
        let story = story.does(&dispatcher(), reject("区信访办，电话 12345"));
        assert_eq!(story.state(), StateName::Rejected);
        let said = &story.events.last().unwrap().texts[0];
        assert_eq!(
            (said.kind, said.audience),
            (TextKind::Channel, Audience::Reporter)
        );
        let told = Recipient::Reporter(story.matter.id);
        assert!(story.notices.iter().any(|notice| notice.to == told));
    }
    assert_eq!(RejectCode::ALL.len(), 6);
    let nameless = Act::Reject {
        code: RejectCode::Emergency,
        number: None,
        channel: "请拨打".to_owned(),
    };
    assert_eq!(
        Story::new().refused(&dispatcher(), nameless),
        RefusedCode::EmergencyNumberMissing
    );
}

#[test]
fn r2_1_a_petition_never_runs_on_the_matter_clock() {
    let petition = Act::MarkPetition {
        note: String::new(),
    };
    let story = Story::new().accepted().does(&dispatcher(), petition);
    assert_eq!(story.state(), StateName::Rejected);
    let marked = story.matter.petition.as_ref().unwrap();
    assert_eq!(marked.tell_before, Some(at("2026-12-09 00:00")));
    assert_eq!(
        marked.conclude_before, None,
        "the holidays of 2027 are not known yet"
    );
    // Born as a petition: not even accepted here, and no reminder ever.
    let born = Report {
        source: Source::Petition,
        ..lamp_report()
    };
    let world = World::new();
    let story = Story::within(world, &born, at("2026-09-01 09:00"));
    assert_eq!(
        story.refused(&dispatcher(), accept("0408")),
        RefusedCode::PetitionOwnChannel
    );
    let later = at("2026-11-23 09:00");
    let facts = story.world.facts(None);
    assert!(rules::reminders::system_acts(&story.matter, &facts, later).is_empty());
}

#[test]
fn m13_two_things_in_one_report_become_two_matters_each_with_its_own_answer() {
    let second = Report {
        id: id("second"),
        text: "垃圾桶一直没人清运".to_owned(),
        source: Source::Counter,
        ..lamp_report()
    };
    let split = Act::Split {
        second: Box::new(second),
        note: String::new(),
    };
    let protected = Report {
        restricted: true,
        ..lamp_report()
    };
    let story = Story::of(&protected)
        .hours_later(30)
        .does(&dispatcher(), split);
    assert_eq!(story.state(), StateName::Received);
    let [born] = story.born.as_slice() else {
        panic!("one matter is born")
    };
    assert_eq!(born.matter.id, id("second"));
    assert_eq!(born.matter.split_from, Some(story.matter.id));
    assert_eq!(
        born.matter.source,
        Source::Web,
        "it came with the first report"
    );
    assert_eq!(
        born.matter.received_at, story.matter.received_at,
        "and is as old"
    );
    assert!(born.matter.restricted, "and as protected");
    assert_eq!(born.matter.version, 1);
    let told = |to, kind| born.notices.iter().any(|n| n.to == to && n.kind == kind);
    assert!(told(
        Recipient::Reporter(id("second")),
        NoticeKind::Received
    ));
}

#[test]
fn acceptance_needs_a_known_category_and_takes_over_what_follows_from_it() {
    let story = Story::new();
    assert_eq!(
        story.refused(&dispatcher(), accept("9999")),
        RefusedCode::UnknownCategory
    );
    let story = story.does(&dispatcher(), accept("1004"));
    assert!(story.matter.restricted);
    assert_eq!(story.matter.urgency, Urgency::Emergency);
}

#[test]
fn a_correction_moves_the_due_time_and_tells_everybody() {
    let corrected = |category: &str| Act::Correct {
        correction: Correction {
            category: Some(code(category)),
            reason: "类别登记错了".to_owned(),
            ..Correction::default()
        },
    };
    let story = Story::new().dispatched();
    assert_eq!(story.due(), "2026-12-01T00:00");
    assert_eq!(
        story.refused(&dispatcher(), corrected("0408")),
        RefusedCode::NothingChanged
    );
    let story = story.hours_later(24).does(&dispatcher(), corrected("0401"));
    assert_eq!(
        story.due(),
        "2026-12-03T00:00",
        "seven working days from the dispatch"
    );
    assert!(
        story
            .notices
            .iter()
            .any(|notice| notice.kind == NoticeKind::DueChanged)
    );
    let story = story
        .does(&handler("works"), Act::Acknowledge {})
        .does(&handler("works"), answer());
    assert_eq!(
        story.refused(&dispatcher(), corrected("0402")),
        RefusedCode::WrongState
    );
}

#[test]
fn a_required_field_is_named_when_it_is_missing() {
    let story = Story::new().dispatched();
    let bare = Act::Return {
        reason: "不属于我们".to_owned(),
        basis: String::new(),
        override_note: None,
    };
    let refused = story.tried(&handler("works"), bare).unwrap_err();
    assert_eq!(refused.code, RefusedCode::Missing);
    assert_eq!(refused.args["field"], Field::Basis.name());
}
