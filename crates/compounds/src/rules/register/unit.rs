use huiyin_kernel::{Date, Id};

use super::place_key;
use crate::model::Refused;
use crate::model::register::bounds::{AREA_CENTI_MOST, LABEL_CHARS, NAME_CHARS};
use crate::model::register::{AreaSource, Delivery, Facts, Unit, UnitKind};

/// A unit as somebody writes it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub label: String,
    pub kind: UnitKind,
    pub area_centi: i64,
    pub source: AreaSource,
    pub delivery: Delivery,
    pub in_dispute: bool,
}

/// A text that must be there and not be too long.
///
/// # Errors
/// The reason.
pub fn check_text(text: &str, most: usize) -> Result<(), Refused> {
    if place_key(text).is_empty() {
        Err(Refused::NameMissing)
    } else if text.chars().count() > most {
        Err(Refused::TooLong)
    } else {
        Ok(())
    }
}

/// What a draft alone can be wrong about.
fn check(draft: &Draft) -> Result<(), Refused> {
    check_text(&draft.label, LABEL_CHARS).map_err(|why| match why {
        Refused::NameMissing => Refused::LabelMissing,
        other => other,
    })?;
    if (1..=AREA_CENTI_MOST).contains(&draft.area_centi) {
        Ok(())
    } else {
        Err(Refused::AreaOdd)
    }
}

/// A unit after somebody wrote it down anew. An area of a weaker source does not overwrite one of a
/// stronger source (rule O3; interpretation on divided ownership (2009, as amended 2020), article
/// 8: the register first, then a survey, then the contract); the same number under a weaker name
/// changes nothing.
///
/// # Errors
/// The reason.
pub fn changed(
    before: Option<&Unit>,
    (id, estate, building): (Id, Id, Id),
    draft: &Draft,
) -> Result<Unit, Refused> {
    check(draft)?;
    let mut source = draft.source;
    if let Some(before) = before
        && draft.source < before.source
    {
        if draft.area_centi != before.area_centi {
            return Err(Refused::AreaWeaker);
        }
        source = before.source;
    }
    Ok(Unit {
        id,
        version: before.map_or(1, |it| it.version.saturating_add(1)),
        estate,
        building,
        label: draft.label.trim().to_owned(),
        kind: draft.kind,
        area_centi: draft.area_centi,
        source,
        delivery: draft.delivery,
        in_dispute: draft.in_dispute,
        representative: before.and_then(|it| it.representative),
        active: before.is_none_or(|it| it.active),
    })
}

/// Whether a change of a given day shows on the roll of another. What has no day (an area, a kind)
/// shows on every roll.
pub fn touches_roll(roll_on: Option<Date>, day: Option<Date>) -> bool {
    roll_on.is_some_and(|roll_on| day.is_none_or(|day| day <= roll_on))
}

/// What facts can be wrong about.
///
/// # Errors
/// The field and the reason.
pub fn check_facts(facts: &Facts) -> Result<(), (&'static str, Refused)> {
    let texts = [
        ("developer", &facts.developer),
        ("company", &facts.company),
        ("contract_file", &facts.contract_file),
        ("branch", &facts.branch),
    ];
    for (field, text) in texts {
        if text.chars().count() > NAME_CHARS {
            return Err((field, Refused::TooLong));
        }
    }
    let turned = |from: Option<Date>, until: Option<Date>| {
        from.zip(until).is_some_and(|(from, until)| until < from)
    };
    if turned(facts.contract_from, facts.contract_until) {
        return Err(("contract_until", Refused::DaysTurned));
    }
    if turned(facts.committee_since, facts.committee_until) {
        return Err(("committee_until", Refused::DaysTurned));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(centi: i64, source: AreaSource) -> Draft {
        Draft {
            label: "1-1".to_owned(),
            kind: UnitKind::Dwelling,
            area_centi: centi,
            source,
            delivery: Delivery::Delivered,
            in_dispute: false,
        }
    }

    fn id(text: &str) -> Id {
        Id::derived("test", text)
    }

    #[test]
    fn a_weaker_area_never_overwrites_a_stronger_one() {
        let place = (id("unit"), id("estate"), id("building"));
        let all = [
            AreaSource::Contract,
            AreaSource::Surveyed,
            AreaSource::Register,
        ];
        for (strength, source) in all.iter().enumerate() {
            let before = changed(None, place, &draft(9_850, *source)).unwrap();
            for (other, next) in all.iter().enumerate() {
                let after = changed(Some(&before), place, &draft(9_900, *next));
                if other < strength {
                    assert_eq!(after, Err(Refused::AreaWeaker), "{source} {next}");
                    let same = changed(Some(&before), place, &draft(9_850, *next)).unwrap();
                    assert_eq!((same.source, same.area_centi), (*source, 9_850));
                } else {
                    assert_eq!(after.unwrap().area_centi, 9_900);
                }
            }
        }
    }

    #[test]
    fn a_draft_that_cannot_be_is_refused() {
        let place = (id("unit"), id("estate"), id("building"));
        let mut nameless = draft(1, AreaSource::Register);
        nameless.label = " \u{3000}".to_owned();
        assert_eq!(changed(None, place, &nameless), Err(Refused::LabelMissing));
        let none = draft(0, AreaSource::Register);
        assert_eq!(changed(None, place, &none), Err(Refused::AreaOdd));
    }

    #[test]
    fn only_what_came_after_the_day_of_the_roll_leaves_it_alone() {
        let day = |day| Date::new(2026, 11, day).unwrap();
        assert!(touches_roll(Some(day(10)), None));
        assert!(touches_roll(Some(day(10)), Some(day(10))));
        assert!(!touches_roll(Some(day(10)), Some(day(11))));
        assert!(!touches_roll(None, None));
    }
}
