use std::collections::BTreeMap;

use huiyin_compounds::model::table::{
    AgendaFacts, Appointment, Attendance, DecisionOwner, DecisionState, Into, Meeting, MeetingAct,
    MeetingActName, MeetingStateName, Side, TableRefused, Topic, Way, bounds,
};
use huiyin_compounds::rules::table::{create, decide, may};
use huiyin_kernel::{Date, Id, Instant};

fn now() -> Instant {
    Instant::parse_local("2026-05-20 21:00").unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(name: &str) -> Id {
    Id::derived("test", name)
}

fn planned() -> Meeting {
    create(id("meeting"), id("estate"), "2026-05".parse().unwrap()).meeting
}

fn done(meeting: &Meeting, act: MeetingAct) -> Meeting {
    let change = decide(meeting, act, now()).unwrap();
    assert_eq!(change.meeting.version, meeting.version + 1);
    change.meeting
}

fn refused(meeting: &Meeting, act: MeetingAct) -> TableRefused {
    decide(meeting, act, now()).unwrap_err()
}

fn seats(present: &[Side]) -> BTreeMap<Side, Attendance> {
    let seat = |side: &Side| {
        let is_there = present.contains(side);
        let seat = Attendance {
            present: is_there,
            persons: u16::from(is_there),
            office: "负责人".to_owned(),
        };
        (*side, seat)
    };
    Side::ALL.iter().map(seat).collect()
}

fn hold(on: &str, present: &[Side]) -> MeetingAct {
    MeetingAct::Hold {
        on: day(on),
        attendance: seats(present),
        facts: Box::new(AgendaFacts::default()),
    }
}

fn minute(text: &str) -> MeetingAct {
    MeetingAct::Minute {
        notes: [(Topic::Matters, text.to_owned())].into(),
    }
}

fn decision(name: &str, due: &str) -> MeetingAct {
    MeetingAct::Decide {
        id: id(name),
        text: "修好路灯".to_owned(),
        owner: DecisionOwner::Side {
            side: Side::Manager,
        },
        due: day(due),
    }
}

fn agree(side: Side) -> MeetingAct {
    MeetingAct::Agree {
        side,
        on: day("2026-05-16"),
    }
}

fn held() -> Meeting {
    done(&planned(), hold("2026-05-15", Side::ALL))
}

fn published() -> Meeting {
    let mut it = done(&held(), decision("lamp", "2026-05-30"));
    it = done(&it, minute("谈了路灯"));
    for side in Side::ALL {
        it = done(&it, agree(*side));
    }
    done(&it, MeetingAct::Publish)
}

#[test]
fn a_meeting_goes_from_its_month_to_its_extract() {
    let it = published();
    assert_eq!(it.state.name(), MeetingStateName::Published);
    assert_eq!((it.editions, it.decisions.len()), (1, 1));
    for act in [
        minute("别的"),
        decision("more", "2026-06-01"),
        MeetingAct::Amend,
    ] {
        assert_eq!(refused(&it, act), TableRefused::WrongState);
    }
}

#[test]
fn the_table_meets_within_its_month_on_a_day_that_has_come_and_with_two_sides() {
    let it = planned();
    assert_eq!(
        refused(&it, hold("2026-04-30", Side::ALL)),
        TableRefused::OtherMonth
    );
    assert_eq!(
        refused(&it, hold("2026-05-21", Side::ALL)),
        TableRefused::InFuture
    );
    let alone = hold("2026-05-15", &[Side::Manager]);
    assert_eq!(refused(&it, alone), TableRefused::SidesMissing);
    let two = done(&it, hold("2026-05-20", &[Side::Manager, Side::Branch]));
    let with = done(&two, minute("业委会没有来"));
    assert_eq!(
        refused(&with, agree(Side::Committee)),
        TableRefused::SideAbsent
    );
}

#[test]
fn nobody_sits_there_as_nobody() {
    let mut attendance = seats(Side::ALL);
    attendance.get_mut(&Side::Branch).unwrap().persons = 0;
    let act = MeetingAct::Hold {
        on: day("2026-05-15"),
        attendance,
        facts: Box::new(AgendaFacts::default()),
    };
    assert_eq!(refused(&planned(), act), TableRefused::PersonsWrong);
}

#[test]
fn minutes_are_agreed_by_all_who_were_there_and_by_nobody_once_they_change() {
    let it = held();
    assert_eq!(
        refused(&it, agree(Side::Branch)),
        TableRefused::MinutesMissing
    );
    let mut it = done(&it, minute("谈了停车"));
    it = done(&it, agree(Side::Branch));
    it = done(&it, agree(Side::Committee));
    assert_eq!(it.state.name(), MeetingStateName::Held);
    let changed = done(&it, minute("谈了停车和电梯"));
    assert!(changed.agreed.is_empty());
    let whole = done(&it, agree(Side::Manager));
    assert_eq!(whole.state.name(), MeetingStateName::MinutesAgreed);
    let again = done(&whole, MeetingAct::Amend);
    assert!(again.agreed.is_empty());
    assert_eq!(again.state.name(), MeetingStateName::Held);
    let early = MeetingAct::Agree {
        side: Side::Manager,
        on: day("2026-05-14"),
    };
    assert_eq!(refused(&it, early), TableRefused::BeforeMeeting);
}

#[test]
fn what_is_published_names_nobody() {
    let it = held();
    assert_eq!(
        refused(&it, minute("找老王 13812345678")),
        TableRefused::PersonalData
    );
    let long = "好".repeat(bounds::NOTE_CHARS + 1);
    assert_eq!(refused(&it, minute(&long)), TableRefused::TooLong);
    let act = MeetingAct::Appoint(Appointment {
        on: day("2026-05-15"),
        time: "19:00".to_owned(),
        place: "找 13812345678".to_owned(),
    });
    assert_eq!(refused(&planned(), act), TableRefused::PersonalData);
}

#[test]
fn a_correction_takes_the_meeting_back_and_is_a_new_edition() {
    let it = published();
    let empty = MeetingAct::Correct {
        reason: " ".to_owned(),
    };
    assert_eq!(refused(&it, empty), TableRefused::ReasonMissing);
    let correct = MeetingAct::Correct {
        reason: "数字写错".to_owned(),
    };
    let mut it = done(&it, correct);
    assert_eq!(it.correcting.as_deref(), Some("数字写错"));
    it = done(&it, minute("谈了路灯，三盏"));
    for side in Side::ALL {
        it = done(&it, agree(*side));
    }
    it = done(&it, MeetingAct::Publish);
    assert_eq!(it.editions, 2);
}

#[test]
fn a_decision_has_a_day_and_comes_to_one_end() {
    let it = held();
    assert_eq!(
        refused(&it, decision("a", "2026-05-14")),
        TableRefused::DueWrong
    );
    assert_eq!(
        refused(&it, decision("a", "2027-05-17")),
        TableRefused::DueWrong
    );
    let mut it = done(&it, decision("a", "2026-05-25"));
    let lamp = id("a");
    let sooner = MeetingAct::Postpone {
        decision: lamp,
        to: day("2026-05-25"),
    };
    assert_eq!(refused(&it, sooner), TableRefused::DueWrong);
    for number in 0..bounds::POSTPONED {
        let to = day("2026-05-26").plus_days(i64::from(number));
        it = done(&it, MeetingAct::Postpone { decision: lamp, to });
    }
    let more = MeetingAct::Postpone {
        decision: lamp,
        to: day("2026-06-30"),
    };
    assert_eq!(refused(&it, more), TableRefused::PostponedEnough);
    let complete = |on: &str| MeetingAct::Complete {
        decision: lamp,
        on: day(on),
        note: "修好了".to_owned(),
    };
    assert_eq!(refused(&it, complete("2026-05-21")), TableRefused::InFuture);
    assert_eq!(
        refused(&it, complete("2026-05-14")),
        TableRefused::BeforeMeeting
    );
    let it = done(&it, complete("2026-05-20"));
    assert!(matches!(it.decisions[0].state, DecisionState::Done { .. }));
    assert_eq!(
        refused(&it, complete("2026-05-20")),
        TableRefused::DecisionClosed
    );
    let unknown = MeetingAct::Withdraw { decision: id("x") };
    assert_eq!(refused(&it, unknown), TableRefused::DecisionUnknown);
}

#[test]
fn a_decision_is_handed_on_once() {
    let it = done(&held(), decision("a", "2026-05-25"));
    let turn = |into| MeetingAct::Turn {
        decision: id("a"),
        into,
    };
    let matter = Into::Matter {
        id: id("matter"),
        number: "1".to_owned(),
    };
    let as_matter = done(&it, turn(matter.clone()));
    assert!(matches!(as_matter.decisions[0].way, Way::Matter { .. }));
    assert_eq!(
        refused(&as_matter, turn(Into::Proposal)),
        TableRefused::AlreadyTurned
    );
    let back = MeetingAct::Withdraw { decision: id("a") };
    assert_eq!(refused(&as_matter, back), TableRefused::WasTurned);
    let proposal = done(&it, turn(Into::Proposal));
    assert_eq!(
        refused(&proposal, turn(matter)),
        TableRefused::AlreadyTurned
    );
    let voted = done(&proposal, turn(Into::Vote(id("vote"))));
    assert_eq!(
        voted.decisions[0].way,
        Way::Proposal {
            vote: Some(id("vote"))
        }
    );
}

#[test]
fn a_meeting_has_no_more_decisions_than_it_can_follow() {
    let mut it = held();
    for number in 0..bounds::DECISIONS {
        it = done(&it, decision(&number.to_string(), "2026-05-25"));
    }
    let more = decision("more", "2026-05-25");
    assert_eq!(refused(&it, more), TableRefused::TooManyDecisions);
}

#[test]
fn only_what_the_table_shows_is_open() {
    for it in [planned(), held(), published()] {
        for act in MeetingActName::ALL {
            let is_open = may(&it, *act);
            let name = it.state.name();
            let shown = huiyin_compounds::rules::table::MEETING_TRANSITIONS
                .iter()
                .any(|line| line.act == *act && line.from.contains(&name));
            assert_eq!(is_open, shown, "{act} in {name}");
        }
    }
    let reminded = done(&planned(), MeetingAct::Remind);
    assert_eq!(
        refused(&reminded, MeetingAct::Remind),
        TableRefused::AlreadyReminded
    );
}

#[test]
fn whatever_a_meeting_has_come_to_is_read_back_as_it_was_written() {
    for it in [planned(), held(), published()] {
        let text = serde_json::to_string(&it).unwrap();
        let back: Meeting = serde_json::from_str(&text).unwrap();
        assert_eq!(back, it);
    }
}
