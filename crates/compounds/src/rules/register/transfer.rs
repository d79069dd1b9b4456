use std::collections::BTreeSet;

use huiyin_kernel::Date;

use crate::model::Refused;
use crate::model::register::bounds::CO_OWNERS_MOST;
use crate::model::register::{Holding, OwnerId};

/// What a change of owners does to the holdings of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transfer {
    /// Holdings that end on the day.
    pub ended: Vec<Holding>,
    /// Who begins to hold on the day.
    pub begun: Vec<OwnerId>,
}

impl Transfer {
    pub const fn is_nothing(&self) -> bool {
        self.ended.is_empty() && self.begun.is_empty()
    }
}

/// From `day` on the unit belongs to `owners` and nobody else. Who stays among the owners keeps
/// their holding. History is not rewritten: a day before the last change is refused.
///
/// # Errors
/// The reason.
pub fn transfer(
    holdings: &[Holding],
    owners: &[OwnerId],
    day: Date,
    today: Date,
) -> Result<Transfer, Refused> {
    let wanted: BTreeSet<OwnerId> = owners.iter().copied().collect();
    if wanted.is_empty() {
        return Err(Refused::OwnersMissing);
    }
    if wanted.len() != owners.len() {
        return Err(Refused::OwnerTwice);
    }
    if wanted.len() > CO_OWNERS_MOST {
        return Err(Refused::TooManyOwners);
    }
    if day > today {
        return Err(Refused::DayFuture);
    }
    let open = holdings.iter().filter(|it| it.until.is_none());
    let held: BTreeSet<OwnerId> = open.clone().map(|it| it.owner).collect();
    let ended: Vec<Holding> = open
        .filter(|it| !wanted.contains(&it.owner))
        .cloned()
        .collect();
    let begun: Vec<OwnerId> = wanted.difference(&held).copied().collect();
    let transfer = Transfer { ended, begun };
    let known_until = holdings.iter().flat_map(|it| [Some(it.from), it.until]);
    let last = known_until.flatten().max();
    if !transfer.is_nothing() && last.is_some_and(|last| day < last) {
        return Err(Refused::DayBeforeLast);
    }
    Ok(transfer)
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Id;

    use super::*;

    fn owner(name: &str) -> OwnerId {
        OwnerId(Id::derived("owner", name))
    }

    fn day(day: i8) -> Date {
        Date::new(2026, 11, day).unwrap()
    }

    fn held(name: &str, from: i8, until: Option<i8>) -> Holding {
        Holding {
            id: Id::derived("holding", name),
            estate: Id::derived("test", "estate"),
            unit: Id::derived("test", "unit"),
            owner: owner(name),
            from: day(from),
            until: until.map(day),
        }
    }

    #[test]
    fn who_stays_keeps_their_holding() {
        let before = [held("a", 1, None), held("b", 1, None)];
        let found = transfer(&before, &[owner("a"), owner("c")], day(5), day(9)).unwrap();
        assert_eq!(found.ended, [before[1].clone()]);
        assert_eq!(found.begun, [owner("c")]);
        let none = transfer(&before, &[owner("b"), owner("a")], day(5), day(9)).unwrap();
        assert!(none.is_nothing());
    }

    #[test]
    fn history_is_not_rewritten() {
        let before = [held("a", 1, Some(4)), held("b", 4, None)];
        let to_c = |on| transfer(&before, &[owner("c")], day(on), day(9));
        assert_eq!(to_c(3), Err(Refused::DayBeforeLast));
        assert!(to_c(4).is_ok());
        assert_eq!(to_c(10), Err(Refused::DayFuture));
        assert_eq!(
            transfer(&before, &[], day(5), day(9)),
            Err(Refused::OwnersMissing)
        );
        let twice = transfer(&before, &[owner("c"), owner("c")], day(5), day(9));
        assert_eq!(twice, Err(Refused::OwnerTwice));
    }

    #[test]
    fn a_holding_ends_before_its_last_day() {
        let it = held("a", 2, Some(4));
        let days: Vec<bool> = (1..6).map(|on| it.holds_on(day(on))).collect();
        assert_eq!(days, [false, true, true, false, false]);
    }
}
