use std::collections::{BTreeMap, BTreeSet};

use super::bounds::PEOPLE_LEAST;
use super::ladder::LADDER;
use super::row::{Days, Group, Row, Told};

/// The table of a year, and what it cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anonymised {
    /// In the order of their contents: that in which matters came would tell when.
    pub rows: Vec<Row>,
    /// Rows on each rung of the ladder.
    pub rungs: [u64; LADDER.len()],
    /// Matters that stayed too few even on the last rung and are in no row.
    pub left_out: u64,
}

/// Makes rows coarser until every group has enough people in it. All groups that are too small go
/// up by one rung together, and are counted anew with whoever they meet there; groups that are
/// large enough stay as fine as they are.
///
/// It is people that are counted and not rows: five matters of one reporter are one person.
pub fn anonymise(told: &[Told]) -> Anonymised {
    let mut rung_of = vec![Some(0_usize); told.len()];
    loop {
        let small: Vec<usize> = groups(told, &rung_of)
            .into_values()
            .filter(|of| people(told, of) < PEOPLE_LEAST)
            .flatten()
            .collect();
        if small.is_empty() {
            break;
        }
        for at in small {
            rung_of[at] = rung_of[at].map(|it| it + 1).filter(|it| *it < LADDER.len());
        }
    }
    finished(told, &rung_of)
}

/// Matters that would stand in one group, by that group.
fn groups(told: &[Told], rung_of: &[Option<usize>]) -> BTreeMap<Group, Vec<usize>> {
    let mut found: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (at, (told, rung)) in told.iter().zip(rung_of).enumerate() {
        if let Some(rung) = rung {
            found.entry(LADDER[*rung].group(told)).or_default().push(at);
        }
    }
    found
}

/// How many people stand behind some matters, as far as is known: whoever gave no phone counts as
/// somebody else each time.
fn people(told: &[Told], of: &[usize]) -> u64 {
    let known: BTreeSet<&str> = of
        .iter()
        .filter_map(|at| told[*at].person.as_deref())
        .collect();
    let unknown = of.iter().filter(|at| told[**at].person.is_none()).count();
    (known.len() + unknown) as u64
}

fn finished(told: &[Told], rung_of: &[Option<usize>]) -> Anonymised {
    let mut made = Anonymised::default();
    for (told, rung) in told.iter().zip(rung_of) {
        let Some(rung) = *rung else {
            made.left_out += 1;
            continue;
        };
        made.rungs[rung] += 1;
        made.rows.push(Row {
            group: LADDER[rung].group(told),
            outcome: told.outcome,
            days: told.days.map(Days::of),
        });
    }
    made.rows.sort_unstable();
    made
}
