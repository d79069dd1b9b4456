//! Deadlines against the reference cases, and what must hold for any case.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use huiyin_kernel::calendar::{
    CalendarError, Limit, MAX_LIMIT_DAYS, TableDoubt, TableError, WorkingCalendar, YearTable,
};
use huiyin_kernel::{Date, Instant};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    holidays: Vec<Date>,
    makeup_working: Vec<Date>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    kind: String,
    start: String,
    n: u16,
    #[serde(default)]
    pauses: Vec<(Date, Date)>,
    due_before: String,
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

fn due_of(calendar: &WorkingCalendar, case: &Case) -> Instant {
    let start = at(&case.start);
    match case.kind.as_str() {
        "hours" => WorkingCalendar::hours(start, u32::from(case.n)),
        "working_days" => calendar.add_working_days(start, case.n).unwrap(),
        "working_days_paused" => calendar
            .working_days_paused(start, case.n, &case.pauses)
            .unwrap(),
        "calendar_days" => calendar.calendar_days(start, case.n).unwrap(),
        other => panic!("{other}"),
    }
}

#[test]
fn the_ten_reference_cases_hold_on_their_own_table_and_on_the_shipped_one() {
    let vectors: Vectors = serde_json::from_str(include_str!("deadline_vectors.json")).unwrap();
    assert_eq!(vectors.cases.len(), 10);
    let tables = YearTable::split_by_year(
        "vectors",
        [2026],
        &vectors.holidays,
        &vectors.makeup_working,
    );
    let own = tables
        .into_iter()
        .fold(WorkingCalendar::empty(), |calendar, table| {
            calendar.with(table).unwrap()
        });
    for case in &vectors.cases {
        assert_eq!(
            due_of(&own, case).to_local_minute(),
            case.due_before,
            "{}",
            case.name
        );
        // The petition received on 2026-03-02 and the other cases meet no further holiday.
        let shipped = due_of(&WorkingCalendar::shipped(), case);
        assert_eq!(
            shipped.to_local_minute(),
            case.due_before,
            "shipped: {}",
            case.name
        );
    }
}

#[test]
fn makeup_days_work_and_holidays_do_not() {
    let calendar = WorkingCalendar::shipped();
    let works = |text: &str| calendar.is_working(date(text)).unwrap();
    for worked in [
        "2024-02-04",
        "2024-10-12",
        "2025-01-26",
        "2026-01-04",
        "2026-02-28",
    ] {
        assert!(works(worked), "{worked}");
    }
    for off in [
        "2024-02-17",
        "2025-10-08",
        "2026-02-23",
        "2026-09-25",
        "2026-11-22",
    ] {
        assert!(!works(off), "{off}");
    }
    assert!(
        works("2024-02-09"),
        "New Year's Eve 2024 was only recommended as a day off"
    );
}

#[test]
fn a_year_without_table_is_named_and_never_guessed() {
    let calendar = WorkingCalendar::shipped();
    let late = at("2026-12-30T10:00");
    assert_eq!(
        calendar
            .add_working_days(late, 1)
            .map(Instant::to_local_minute)
            .unwrap(),
        { "2027-01-01T00:00" }
    );
    let error = calendar.add_working_days(late, 2).unwrap_err();
    assert_eq!(error, CalendarError::MissingYear(2027));
    assert!(error.to_string().contains("2027"), "{error}");
    assert_eq!(
        calendar.calendar_days(late, 3),
        Err(CalendarError::MissingYear(2027))
    );
    let endless = [(date("2026-12-01"), date("9999-12-31"))];
    let paused = calendar.working_days_paused(at("2026-11-30T10:00"), 5, &endless);
    assert_eq!(paused, Err(CalendarError::MissingYear(9999)));
    // Minutes need no table.
    assert_eq!(
        calendar.due_before(late, Limit::hours(48)),
        Ok(late.plus_hours(48))
    );
    assert_eq!(
        WorkingCalendar::empty().is_working(date("2026-05-06")),
        Err(CalendarError::MissingYear(2026))
    );
}

#[test]
fn an_added_table_replaces_the_year() {
    let mut table = WorkingCalendar::shipped().table(2026).unwrap().clone();
    table.holidays.push(date("2026-11-23"));
    let calendar = WorkingCalendar::shipped().with(table).unwrap();
    assert!(!calendar.is_working(date("2026-11-23")).unwrap());
    assert_eq!(calendar.years().collect::<Vec<_>>(), [2024, 2025, 2026]);
}

fn table(year: i16, holidays: &[&str], makeup: &[&str]) -> YearTable {
    YearTable {
        year,
        source: "test".to_owned(),
        holidays: holidays.iter().map(|text| date(text)).collect(),
        makeup_working: makeup.iter().map(|text| date(text)).collect(),
    }
}

#[test]
fn tables_that_cannot_be_are_refused_with_the_day() {
    let refused = |table: YearTable| WorkingCalendar::empty().with(table).unwrap_err();
    let day = date("2027-01-01");
    assert_eq!(
        refused(table(1999, &[], &[])),
        TableError::YearOutOfRange(1999)
    );
    assert_eq!(
        refused(table(2026, &["2027-01-01"], &[])),
        TableError::OtherYear {
            year: 2026,
            date: day
        }
    );
    assert_eq!(
        refused(table(2027, &["2027-01-01", "2027-01-01"], &[])),
        TableError::HolidayTwice(day)
    );
    assert_eq!(
        refused(table(2027, &[], &["2027-01-01"])),
        TableError::MakeupOnWeekday(day),
        "a Friday"
    );
    assert_eq!(
        refused(table(2027, &["2027-01-02"], &["2027-01-02"])),
        TableError::HolidayAndMakeup(date("2027-01-02"))
    );
    assert_eq!(
        refused(table(2027, &[], &["2027-01-02", "2027-01-02"])),
        TableError::MakeupTwice(date("2027-01-02"))
    );
    let mut endless = table(2027, &[], &[]);
    endless.holidays = (0..300).map(|days| day.plus_days(days)).collect();
    assert_eq!(refused(endless), TableError::TooManyDays);
    let mut unsourced = table(2027, &["2027-01-01"], &[]);
    unsourced.source = "  ".to_owned();
    assert_eq!(refused(unsourced), TableError::Source);
}

#[test]
fn a_half_typed_table_raises_doubts() {
    let doubts = table(2027, &["2027-01-01", "2027-10-01"], &[]).doubts();
    let labour_day = date("2027-05-01");
    assert_eq!(
        doubts,
        [
            TableDoubt::FixedHolidayMissing(labour_day),
            TableDoubt::FewHolidays(2)
        ]
    );
}

#[test]
fn a_table_is_read_from_a_file_as_people_write_it() {
    let text = r#"{"year":2027,"source":"notice","holidays":["2027-01-01"],"makeup_working":[]}"#;
    assert_eq!(serde_json::from_str::<YearTable>(text).unwrap().year, 2027);
    let misspelt = r#"{"year":2027,"source":"x","holidays":[],"makeup":["2027-01-02"]}"#;
    let error = serde_json::from_str::<YearTable>(misspelt)
        .unwrap_err()
        .to_string();
    assert!(error.contains("makeup"), "{error}");
}

#[test]
fn people_are_told_how_many_working_days_are_left() {
    let calendar = WorkingCalendar::shipped();
    let due = calendar
        .add_working_days(at("2026-04-30T16:40"), 3)
        .unwrap();
    let left = |now: &str| calendar.working_days_left(at(now), due).unwrap();
    assert_eq!(left("2026-04-30T16:41"), 3);
    assert_eq!(left("2026-05-03T12:00"), 3);
    assert_eq!(left("2026-05-07T08:00"), 1);
    assert_eq!(left("2026-05-08T23:59"), 0);
    assert_eq!(
        left("2026-05-09T00:00"),
        -1,
        "the make-up Saturday is a working day late"
    );
    assert_eq!(left("2026-05-11T09:00"), -2);
}

#[test]
fn reminders_fall_on_working_mornings() {
    let calendar = WorkingCalendar::shipped();
    let due = at("2026-05-09T00:00");
    let reminder = |days| {
        calendar
            .days_before_due(due, days)
            .unwrap()
            .to_local_minute()
    };
    assert_eq!(reminder(0), "2026-05-08T00:00");
    assert_eq!(reminder(2), "2026-05-06T00:00");
    assert_eq!(reminder(3), "2026-04-30T00:00");
}

#[test]
fn limits_out_of_reason_are_refused() {
    let calendar = WorkingCalendar::shipped();
    let start = at("2026-01-05T10:00");
    let too_long = MAX_LIMIT_DAYS + 1;
    assert_eq!(
        calendar.add_working_days(start, too_long),
        Err(CalendarError::LimitTooLong)
    );
    assert_eq!(
        calendar.calendar_days(start, too_long),
        Err(CalendarError::LimitTooLong)
    );
    let pauses = vec![(date("2026-01-06"), date("2026-01-07")); 1001];
    assert_eq!(
        calendar.working_days_paused(start, 1, &pauses),
        Err(CalendarError::TooManyPauses)
    );
    assert_eq!(
        calendar.working_days_between(date("1000-01-01"), date("2026-01-01")),
        Err(CalendarError::SpanTooLong)
    );
}

/// Minutes from the beginning of 2024, up to October 2026, so that the shipped years suffice.
fn starts() -> impl Strategy<Value = Instant> {
    (0i64..1_000 * 1440).prop_map(|minutes| at("2024-01-01T00:00").plus_seconds(minutes * 60))
}

fn pauses() -> impl Strategy<Value = Vec<(Date, Date)>> {
    let pause = (0i64..1_030, 0i64..6).prop_map(|(from, length)| {
        let from = date("2024-01-01").plus_days(from);
        (from, from.plus_days(length))
    });
    prop::collection::vec(pause, 0..4)
}

proptest! {
    #[test]
    fn counting_what_was_added_gives_the_same_number(start in starts(), days in 1u16..40) {
        let calendar = WorkingCalendar::shipped();
        let due = calendar.add_working_days(start, days).unwrap();
        let first = start.date().plus_days(1);
        let counted = calendar.working_days_between(first, due.date()).unwrap();
        prop_assert_eq!(counted, u32::from(days));
        prop_assert_eq!(due, due.date().start(), "ends at midnight");
        prop_assert!(calendar.is_working(due.date().plus_days(-1)).unwrap());
        prop_assert_eq!(calendar.working_days_left(start, due).unwrap(), i64::from(days));
    }

    #[test]
    fn no_period_in_days_ends_on_the_day_it_begins(start in starts(), days in 1u16..40) {
        let calendar = WorkingCalendar::shipped();
        for limit in [Limit::WorkingDays(days), Limit::CalendarDays(days)] {
            let due = calendar.due_before(start, limit).unwrap();
            prop_assert!(due.date() > start.date().plus_days(1), "{due:?}");
            prop_assert!(calendar.is_working(due.date().plus_days(-1)).unwrap());
        }
    }

    #[test]
    fn later_starts_and_longer_limits_never_end_earlier(
        start in starts(), later in 0i64..100_000, days in 0u16..30, more in 0u16..10,
        pauses in pauses(),
    ) {
        let calendar = WorkingCalendar::shipped();
        let after = start.plus_seconds(later);
        for limit in [Limit::WorkingDays, Limit::CalendarDays] {
            let due = |start, days| calendar.due_before_paused(start, limit(days), &pauses).unwrap();
            prop_assert!(due(start, days) <= due(after, days));
            prop_assert!(due(start, days) <= due(start, days + more));
        }
        prop_assert!(WorkingCalendar::minutes(start, u32::from(days)) <= WorkingCalendar::minutes(after, u32::from(days)));
    }

    /// A pause moves the end by exactly the working days that it covers before the new end.
    #[test]
    fn paused_days_do_not_count(start in starts(), days in 1u16..30, pauses in pauses()) {
        let calendar = WorkingCalendar::shipped();
        let due = calendar.working_days_paused(start, days, &pauses).unwrap();
        let mut counted = 0;
        let mut day = start.date().plus_days(1);
        while day < due.date() {
            let paused = pauses.iter().any(|(from, until)| *from <= day && day < *until);
            if calendar.is_working(day).unwrap() && !paused {
                counted += 1;
            }
            day = day.plus_days(1);
        }
        prop_assert_eq!(counted, days);
        prop_assert!(due >= calendar.add_working_days(start, days).unwrap());
    }

    #[test]
    fn limits_survive_writing(minutes in any::<u32>(), days in any::<u16>()) {
        for limit in [Limit::Minutes(minutes), Limit::WorkingDays(days), Limit::CalendarDays(days)] {
            let json = serde_json::to_string(&limit).unwrap();
            prop_assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
        }
    }

    #[test]
    fn any_instant_gets_an_answer_or_an_error(micros in any::<i64>(), days in any::<u16>()) {
        let start = Instant::from_micros(micros);
        let calendar = WorkingCalendar::shipped();
        for limit in [Limit::Minutes(u32::MAX), Limit::WorkingDays(days), Limit::CalendarDays(days)] {
            if let Ok(due) = calendar.due_before(start, limit) {
                prop_assert!(due > start);
            }
        }
    }
}
