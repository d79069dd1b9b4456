//! Which duties of an estate are told today, and to whom. What is owed is found elsewhere; here is
//! only when somebody hears of it.

use huiyin_kernel::Date;

use crate::model::duties::{Duty, Owed, Stage, Which};

/// Days before an audit is due: an auditor has to be found.
pub const AUDIT_DAYS: i64 = 30;
/// Days before owners are to be told; the period has ended a week before that.
pub const PUBLICATION_DAYS: i64 = 7;
/// Days before owners are to meet: a vote is announced for fifteen days and lasts.
pub const MEETING_DAYS: i64 = 60;
/// Days before a term ends, where no election of the house says how many the city asks for.
pub const TERM_DAYS: i64 = 90;

/// Whose business a duty is, by what their role may do at the estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Who keeps the books: committee and manager.
    Keepers,
    /// Who keeps the books and leads votes: the committee.
    Committee,
    /// Who keeps the books and sits at the table.
    Sides,
    /// Who watches over estates, and of those only the nearest.
    Street,
}

/// Something that is to be said today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    pub owed: Owed,
    pub stage: Stage,
}

impl Telling {
    /// Who hears it. The street hears only of what is late.
    pub fn to(&self) -> Vec<Audience> {
        let own = match self.owed.duty {
            Duty::Audit | Duty::Publication => Audience::Keepers,
            Duty::OwnersMeeting | Duty::Term => Audience::Committee,
            Duty::Table => Audience::Sides,
        };
        match self.stage {
            Stage::Due => vec![own],
            Stage::Overdue => vec![own, Audience::Street],
        }
    }
}

/// Where a duty stands on a day; nothing while it is far away. Its last day is still in time.
fn stage(owed: &Owed, today: Date) -> Option<Stage> {
    if today > owed.due {
        Some(Stage::Overdue)
    } else if today >= owed.from {
        Some(Stage::Due)
    } else {
        None
    }
}

/// Whether the later of two would be told in place of the earlier.
fn is_same_series(one: &Owed, other: &Owed) -> bool {
    let covers = |it: &Owed| match &it.which {
        Which::Period(covers, _) => Some(*covers),
        Which::Only | Which::Month(_) => None,
    };
    one.duty == other.duty && covers(one) == covers(other)
}

/// What is to be said today of all that an estate owes. Of what comes again each month or quarter
/// only the latest that is late is told: the page that the notice leads to lists the earlier ones,
/// and a district that begins with years behind it is not told of every month of them.
pub fn tellings(owed: &[Owed], today: Date) -> Vec<Telling> {
    let is_late = |it: &Owed| stage(it, today) == Some(Stage::Overdue);
    let is_latest = |it: &Owed| {
        let mut others = owed.iter().filter(|other| is_same_series(it, other));
        !others.any(|other| is_late(other) && other.due > it.due)
    };
    owed.iter()
        .filter_map(|it| {
            let stage = stage(it, today)?;
            let said = stage == Stage::Due || is_latest(it);
            said.then(|| Telling {
                owed: it.clone(),
                stage,
            })
        })
        .collect()
}

/// Of people and how near their post stands, those nearest: the community's before the street's,
/// the street's before the district's.
pub fn nearest<T>(all: Vec<(T, usize)>) -> Vec<T> {
    let near = all.iter().map(|it| it.1).max();
    all.into_iter()
        .filter(|it| Some(it.1) == near)
        .map(|it| it.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::Covers;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn owed(duty: Duty, which: Which, due: &str) -> Owed {
        Owed {
            duty,
            which,
            due: day(due),
            from: day(due).plus_days(-7),
        }
    }

    fn period(covers: Covers, due: &str) -> Owed {
        owed(
            Duty::Publication,
            Which::Period(covers, due.to_owned()),
            due,
        )
    }

    #[test]
    fn a_duty_is_told_when_it_comes_near_and_when_its_day_is_past() {
        let all = [owed(Duty::Audit, Which::Only, "2026-05-31")];
        let at = |today: &str| {
            let said = tellings(&all, day(today));
            said.first().map(|it| (it.stage, it.to()))
        };
        let due = Some((Stage::Due, vec![Audience::Keepers]));
        assert_eq!(at("2026-05-23"), None);
        assert_eq!(at("2026-05-24"), due);
        assert_eq!(at("2026-05-31"), due, "its last day is in time");
        let late = Some((Stage::Overdue, vec![Audience::Keepers, Audience::Street]));
        assert_eq!(at("2026-06-01"), late);
    }

    #[test]
    fn each_duty_is_told_to_those_who_do_it() {
        let who = |duty| {
            let all = [owed(duty, Which::Only, "2026-05-31")];
            let said = tellings(&all, day("2026-05-31"));
            said[0].to()[0]
        };
        assert_eq!(who(Duty::Publication), Audience::Keepers);
        assert_eq!(who(Duty::OwnersMeeting), Audience::Committee);
        assert_eq!(who(Duty::Term), Audience::Committee);
        assert_eq!(who(Duty::Table), Audience::Sides);
    }

    #[test]
    fn of_many_that_are_late_the_latest_is_told_and_the_next_when_it_is_near() {
        let all = [
            period(Covers::Common, "2026-01-15"),
            period(Covers::Common, "2026-04-15"),
            period(Covers::Common, "2026-07-15"),
            period(Covers::Fund, "2026-01-15"),
        ];
        let said = tellings(&all, day("2026-07-10"));
        let said: Vec<_> = said.iter().map(|it| (&it.owed, it.stage)).collect();
        assert_eq!(
            said,
            [
                (&all[1], Stage::Overdue),
                (&all[2], Stage::Due),
                (&all[3], Stage::Overdue),
            ]
        );
    }

    #[test]
    fn only_the_nearest_of_those_who_watch_hear_of_it() {
        assert_eq!(
            nearest(vec![("district", 2), ("street", 4), ("other", 4)]),
            ["street", "other"]
        );
        assert!(nearest::<u8>(Vec::new()).is_empty());
    }
}
