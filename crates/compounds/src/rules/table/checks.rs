use std::collections::BTreeMap;

use huiyin_kernel::mask::find_personal_data;
use huiyin_kernel::{Date, Instant};

use crate::model::table::{
    Appointment, Attendance, Meeting, Side, TableRefused as No, Topic, bounds,
};

/// Fewer sides than this are no table.
const SIDES: usize = 2;

/// A text that will be published: short enough, and without phone or identity numbers (rule 21).
pub(super) fn text(text: &str, most: usize) -> Result<(), No> {
    if text.chars().count() > most {
        return Err(No::TooLong);
    }
    if find_personal_data(text).is_empty() {
        Ok(())
    } else {
        Err(No::PersonalData)
    }
}

pub(super) fn some_text(said: &str, most: usize, missing: No) -> Result<(), No> {
    if said.trim().is_empty() {
        return Err(missing);
    }
    text(said, most)
}

/// `hh:mm` of a day.
fn is_time(text: &str) -> bool {
    let digits = |part: &str, below: u8| {
        let is_two = part.len() == 2 && part.bytes().all(|it| it.is_ascii_digit());
        is_two && part.parse::<u8>().is_ok_and(|it| it < below)
    };
    text.split_once(':')
        .is_some_and(|(hour, minute)| digits(hour, 24) && digits(minute, 60))
}

pub(super) fn appointment(meeting: &Meeting, wish: &Appointment) -> Result<(), No> {
    if !meeting.month.holds(wish.on) {
        return Err(No::OtherMonth);
    }
    if !is_time(&wish.time) {
        return Err(No::TimeWrong);
    }
    some_text(&wish.place, bounds::PLACE_CHARS, No::PlaceMissing)
}

/// The table met on a day of its month that has come, with two sides at least.
pub(super) fn held(
    meeting: &Meeting,
    on: Date,
    attendance: &BTreeMap<Side, Attendance>,
    now: Instant,
) -> Result<(), No> {
    if !meeting.month.holds(on) {
        return Err(No::OtherMonth);
    }
    if on > now.date() {
        return Err(No::InFuture);
    }
    for seat in attendance.values() {
        let is_right = if seat.present {
            (1..=bounds::PERSONS).contains(&seat.persons)
        } else {
            seat.persons == 0
        };
        if !is_right {
            return Err(No::PersonsWrong);
        }
        text(&seat.office, bounds::OFFICE_CHARS)?;
    }
    if attendance.values().filter(|it| it.present).count() < SIDES {
        return Err(No::SidesMissing);
    }
    Ok(())
}

pub(super) fn notes(notes: &BTreeMap<Topic, String>) -> Result<(), No> {
    notes
        .values()
        .try_for_each(|it| text(it, bounds::NOTE_CHARS))
}

/// The day by which something is to be done: not before the day of the meeting, and near enough
/// to be a deadline.
pub(super) fn due(from: Date, due: Date) -> Result<(), No> {
    let days = due.days_since(from);
    if (0..=bounds::DUE_DAYS).contains(&days) {
        Ok(())
    } else {
        Err(No::DueWrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_strictly() {
        for right in ["00:00", "19:00", "23:59"] {
            assert!(is_time(right), "{right}");
        }
        for wrong in [
            "", "24:00", "9:00", "19:60", "１9:00", "19:0", "19:00:00", "+1:00",
        ] {
            assert!(!is_time(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_text_with_a_phone_number_is_not_for_the_board() {
        assert_eq!(text("请联系 13800001234", 100), Err(No::PersonalData));
        assert_eq!(text("路灯已修好", 100), Ok(()));
        assert_eq!(text("路灯已修好", 4), Err(No::TooLong));
        assert_eq!(some_text("  ", 4, No::TextMissing), Err(No::TextMissing));
    }
}
