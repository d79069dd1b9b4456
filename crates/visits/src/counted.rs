//! What visits add to the counts of the district: facts derived from the journal, by pure
//! functions, so that they can be made again and compared.
//!
//! Counted are doors and what was raised there. Nothing is counted of a visitor, and a refusal is
//! a number without anything beside it (rules V7 and F1).

use huiyin_db::facts::{Fact, Place};
use huiyin_kernel::{Id, Instant};

use crate::model::{DwellingKind, RoundEvent, VisitEvent};

/// The slices under which these facts stand.
pub(crate) const VISIT: &str = "visit";
pub(crate) const ROUND: &str = "visit_round";

/// What happened at a door in one round. A call that was tried again, or a door that was visited
/// after all, counts as what it came to last.
pub(crate) fn of_visit(
    id: Id,
    kind: DwellingKind,
    place: Place,
    events: &[(Instant, VisitEvent)],
) -> Vec<Fact> {
    let fact = |kind: &'static str, at: Instant| Fact::once(VISIT, id, kind, at, place);
    let mut came_to = None;
    let mut found = Vec::new();
    for (at, event) in events {
        match event {
            VisitEvent::Visited { at, .. } => {
                came_to = Some(match kind {
                    DwellingKind::Household => fact("visit.household", *at),
                    DwellingKind::Merchant => fact("visit.merchant", *at),
                });
            }
            VisitEvent::NotMet { at, .. } => came_to = Some(fact("visit.no-answer", *at)),
            VisitEvent::Declined {} | VisitEvent::DoNotDisturb {} => {
                came_to = Some(fact("visit.declined", *at));
            }
            VisitEvent::HandedOn { .. } => came_to = Some(fact("visit.handed-on", *at)),
            VisitEvent::TriedAgain {} => came_to = None,
            VisitEvent::Found { .. } => found.push(fact("visit.finding", *at)),
            VisitEvent::BroughtBack { .. } => found.push(fact("visit.brought-back", *at)),
            _ => {}
        }
    }
    found.extend(came_to);
    found
}

/// Teams that set out with a round: how many there were when it began.
pub(crate) fn of_round(id: Id, events: &[(Instant, RoundEvent)]) -> Vec<Fact> {
    let mut teams = 0;
    let mut facts = Vec::new();
    for (at, event) in events {
        match event {
            RoundEvent::TeamAdded { .. } => teams += 1,
            RoundEvent::TeamDropped { .. } => teams -= 1,
            RoundEvent::Started {} => {
                let place = Place::default();
                facts.push(Fact::once(ROUND, id, "visit.round", *at, place));
                facts.push(Fact::once(ROUND, id, "visit.teams", *at, place).times(teams));
            }
            _ => {}
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Date;

    use super::*;

    fn at(day: i8) -> Instant {
        Date::new(2026, 11, day).unwrap().start().plus_hours(10)
    }

    #[test]
    fn a_door_counts_once_as_what_it_came_to_last() {
        let id = Id::derived("visit", "1");
        let not_met = VisitEvent::NotMet {
            at: at(2),
            invited: false,
            in_hours: true,
        };
        let visited = VisitEvent::Visited {
            at: at(5),
            invited: true,
            in_hours: true,
        };
        let events = [
            (at(2), not_met.clone()),
            (at(3), VisitEvent::TriedAgain {}),
            (at(5), visited),
            (at(5), VisitEvent::Found { matter: id }),
        ];
        let facts = of_visit(id, DwellingKind::Merchant, Place::default(), &events);
        let kinds: Vec<&str> = facts.iter().map(|it| it.kind.as_ref()).collect();
        assert_eq!(kinds, ["visit.finding", "visit.merchant"]);
        let alone = of_visit(id, DwellingKind::Household, Place::default(), &events[..1]);
        assert_eq!(alone[0].kind, "visit.no-answer");
    }

    #[test]
    fn teams_are_counted_when_a_round_begins_without_those_that_were_dropped() {
        let id = Id::derived("round", "1");
        let team = |number: &str| Id::derived("team", number);
        let events = [
            (at(1), RoundEvent::TeamAdded { team: team("1") }),
            (at(1), RoundEvent::TeamAdded { team: team("2") }),
            (at(2), RoundEvent::TeamDropped { team: team("1") }),
            (at(3), RoundEvent::Started {}),
        ];
        let facts = of_round(id, &events);
        assert_eq!((facts[1].kind.as_ref(), facts[1].n), ("visit.teams", 1));
        assert!(of_round(id, &events[..3]).is_empty());
    }
}
