//! What a row of the register of doors must be, whoever writes it: a person or a file.

use huiyin_kernel::{Id, Instant, Point, named};

use crate::model::bounds::{DOOR_CHARS, NAME_CHARS, PHONE_CHARS, VISIT_MINUTES_MOST};
use crate::model::{Disturb, Dwelling, DwellingKind, SaidBy, Span};

/// Spans of one day that a door may be open in.
const SPANS: usize = 6;
/// Digits of a phone, at least: a local number without its area code.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

named! {
    /// What is wrong with a door. The sentence is `visits-register-fault-<kebab>`.
    DoorFault {
        CommunityMissing = "community_missing",
        PlaceMissing = "place_missing",
        DoorMissing = "door_missing",
        TooLong = "too_long",
        PhoneUnreadable = "phone_unreadable",
        OpenUnreadable = "open_unreadable",
        MinutesOutOfRange = "minutes_out_of_range",
        PointUnreadable = "point_unreadable",
        KnownDoor = "known_door",
    }
}

/// A door as somebody wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: DwellingKind,
    pub community: Id,
    pub compound: Option<Id>,
    pub compound_name: String,
    pub building: String,
    pub door: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub open: Vec<Span>,
    pub minutes: u16,
    pub point: Option<Point>,
}

/// The first thing that is wrong, and the field it stands in.
pub fn check(draft: &Draft) -> Result<(), (&'static str, DoorFault)> {
    let long = |text: &str, most: usize| text.chars().count() > most;
    for (field, text) in [
        ("compound", &draft.compound_name),
        ("building", &draft.building),
        ("door", &draft.door),
    ] {
        if long(text, DOOR_CHARS) {
            return Err((field, DoorFault::TooLong));
        }
    }
    if huiyin_registry::folded(&draft.compound_name).is_empty()
        && huiyin_registry::folded(&draft.building).is_empty()
    {
        return Err(("compound", DoorFault::PlaceMissing));
    }
    if huiyin_registry::folded(&draft.door).is_empty() {
        return Err(("door", DoorFault::DoorMissing));
    }
    if draft.name.as_deref().is_some_and(|it| long(it, NAME_CHARS)) {
        return Err(("name", DoorFault::TooLong));
    }
    if draft.phone.as_deref().is_some_and(|it| !is_phone(it)) {
        return Err(("phone", DoorFault::PhoneUnreadable));
    }
    if draft.minutes == 0 || draft.minutes > VISIT_MINUTES_MOST {
        return Err(("minutes", DoorFault::MinutesOutOfRange));
    }
    Ok(())
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text
        .chars()
        .all(|it| it.is_ascii_digit() || " -+()（）—*#转".contains(it));
    others && PHONE_DIGITS.contains(&digits) && text.chars().count() <= PHONE_CHARS
}

/// Reads the hours in which somebody is usually there: spans with any sign between them, in the
/// order of the day and apart from each other. Nothing written means any time.
pub fn open_hours(text: &str) -> Result<Vec<Span>, DoorFault> {
    let parts = text
        .split([',', '，', ';', '；', '、', '\n', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut spans = Vec::new();
    for part in parts {
        spans.push(Span::parse(part).ok_or(DoorFault::OpenUnreadable)?);
        if spans.len() > SPANS {
            return Err(DoorFault::OpenUnreadable);
        }
    }
    spans.sort_unstable();
    let overlap = spans
        .windows(2)
        .any(|pair| pair[0].common(pair[1]).is_some());
    if overlap {
        return Err(DoorFault::OpenUnreadable);
    }
    Ok(spans)
}

/// The hours as a person writes them.
pub fn open_text(spans: &[Span]) -> String {
    let spans: Vec<String> = spans.iter().map(ToString::to_string).collect();
    spans.join("，")
}

/// A door that is new in the register.
pub fn entered(id: Id, draft: &Draft) -> Dwelling {
    Dwelling {
        id,
        version: 1,
        kind: draft.kind,
        community: draft.community,
        compound: draft.compound,
        point: draft.point,
        has_phone: draft.phone.is_some(),
        disturb: None,
        last_uninvited_at: None,
        known_by: None,
        open: draft.open.clone(),
        minutes: draft.minutes,
        active: true,
    }
}

/// The door as it is written now. What people asked for at it, and when somebody last called,
/// stays: no new row of a file takes a wish for rest away.
pub fn rewritten(before: &Dwelling, draft: &Draft) -> Dwelling {
    Dwelling {
        version: before.version + 1,
        kind: draft.kind,
        community: draft.community,
        compound: draft.compound,
        point: draft.point,
        has_phone: draft.phone.is_some(),
        open: draft.open.clone(),
        minutes: draft.minutes,
        ..before.clone()
    }
}

/// Rest asked for, or taken back; nothing where it is so already.
pub fn disturbed(before: &Dwelling, by: Option<SaidBy>, now: Instant) -> Option<Dwelling> {
    if before.disturb.is_some() == by.is_some() {
        return None;
    }
    Some(Dwelling {
        version: before.version + 1,
        disturb: by.map(|by| Disturb { since: now, by }),
        ..before.clone()
    })
}

/// In the register, or no longer; nothing where it is so already.
pub fn activated(before: &Dwelling, active: bool) -> Option<Dwelling> {
    (before.active != active).then(|| Dwelling {
        version: before.version + 1,
        active,
        ..before.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            kind: DwellingKind::Household,
            community: Id::derived("test", "community"),
            compound: None,
            compound_name: "建新坡小区".to_owned(),
            building: "3栋".to_owned(),
            door: "2单元15-3".to_owned(),
            name: None,
            phone: None,
            open: Vec::new(),
            minutes: 15,
            point: None,
        }
    }

    fn now() -> Instant {
        Instant::parse_local("2026-11-28 09:00").unwrap()
    }

    #[test]
    fn each_fault_stands_at_its_field() {
        assert_eq!(check(&draft()), Ok(()));
        let wrong = |change: &dyn Fn(&mut Draft)| {
            let mut it = draft();
            change(&mut it);
            check(&it).unwrap_err()
        };
        assert_eq!(
            wrong(&|it| it.door = " — ".to_owned()),
            ("door", DoorFault::DoorMissing)
        );
        assert_eq!(
            wrong(&|it| (it.compound_name, it.building) = (String::new(), "，".to_owned())),
            ("compound", DoorFault::PlaceMissing)
        );
        assert_eq!(
            wrong(&|it| it.building = "栋".repeat(61)),
            ("building", DoorFault::TooLong)
        );
        for minutes in [0, 121] {
            assert_eq!(
                wrong(&|it| it.minutes = minutes),
                ("minutes", DoorFault::MinutesOutOfRange)
            );
        }
        for phone in ["12", "电话没有留", "1".repeat(40).as_str()] {
            assert_eq!(
                wrong(&|it| it.phone = Some(phone.to_owned())),
                ("phone", DoorFault::PhoneUnreadable),
                "{phone}"
            );
        }
    }

    #[test]
    fn hours_are_read_with_the_signs_people_type() {
        let hours = open_hours("14:00～18:00，9:00-11:30").unwrap();
        assert_eq!(open_text(&hours), "09:00–11:30，14:00–18:00");
        assert_eq!(open_hours(" ").unwrap(), Vec::new());
        for text in ["早上", "9:00-11:00,10:00-12:00", "18:00-9:00"] {
            assert_eq!(open_hours(text), Err(DoorFault::OpenUnreadable), "{text}");
        }
    }

    #[test]
    fn a_file_takes_no_wish_for_rest_away() {
        let first = entered(Id::derived("test", "door"), &draft());
        let resting = disturbed(&first, Some(SaidBy::Resident), now()).unwrap();
        assert!(disturbed(&resting, Some(SaidBy::Visitor), now()).is_none());
        let again = rewritten(&resting, &draft());
        assert_eq!((again.version, again.disturb), (3, resting.disturb));
        assert!(disturbed(&again, None, now()).unwrap().disturb.is_none());
        assert!(activated(&again, true).is_none());
        assert!(!activated(&again, false).unwrap().active);
    }
}
