//! Tables of a bulletin and its lists of matters, and what of them the public sees.

use huiyin_kernel::{Date, Id, named};
use serde::{Deserialize, Serialize};

use crate::rules::{Hidden, judged};

named! {
    /// By what a table tells a figure apart.
    TableKind {
        Source = "source",
        Category = "category",
        Community = "community",
        Body = "body",
    }
}

/// One group at the three times of the bulletin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// A code, or the id of a place or body; empty for what belongs to none.
    pub key: String,
    /// The street of a community.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    pub counts: [i64; 3],
}

/// A figure of the catalogue told apart; each cell is locked to figure, group and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub kind: TableKind,
    pub figure: String,
    pub rows: Vec<TableRow>,
    /// What all groups together are, shown or not: a table of the first ten has a rest.
    pub sums: [i64; 3],
}

/// One matter of a list, as its released summary tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub matter: Id,
    pub number: String,
    pub text: String,
    pub category: String,
    pub community: String,
    /// When it fell due, is looked at again, was reopened or was closed.
    pub day: Date,
    /// Whoever edits may leave it out.
    pub is_kept: bool,
}

/// Matters of one kind: how many there are, and those whose summary is released.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    pub name: String,
    pub count: i64,
    pub matters: Vec<Listed>,
}

/// A cell as somebody sees it.
pub type Seen = Result<i64, Hidden>;

/// The rows as the public sees them, each of the three times by itself. A table of the first ten
/// is judged together with the rest that its sum gives away.
pub fn public_rows(table: &Table) -> Vec<[Seen; 3]> {
    let mut seen: Vec<[Seen; 3]> = table.rows.iter().map(|it| it.counts.map(Ok)).collect();
    for time in 0..3 {
        let why = if table.kind == TableKind::Community {
            nested(table, time)
        } else {
            flat(table, time)
        };
        for (cells, why) in seen.iter_mut().zip(why) {
            if let Some(why) = why {
                cells[time] = Err(why);
            }
        }
    }
    seen
}

fn flat(table: &Table, time: usize) -> Vec<Option<Hidden>> {
    let mut counts: Vec<i64> = table.rows.iter().map(|it| it.counts[time]).collect();
    let rest = table.sums[time] - counts.iter().sum::<i64>();
    if rest > 0 {
        counts.push(rest);
    }
    let mut found = judged::among(&counts);
    found.truncate(table.rows.len());
    found
}

/// Streets among streets, then communities within each; within a hidden street all are hidden.
fn nested(table: &Table, time: usize) -> Vec<Option<Hidden>> {
    let mut found = vec![None; table.rows.len()];
    let at = |parent: &str| -> Vec<usize> {
        let rows = table.rows.iter().enumerate();
        rows.filter(|(_, it)| it.parent == parent)
            .map(|(at, _)| at)
            .collect()
    };
    let streets = at("");
    let mut counts: Vec<i64> = streets
        .iter()
        .map(|it| table.rows[*it].counts[time])
        .collect();
    let rest = table.sums[time] - counts.iter().sum::<i64>();
    if rest > 0 {
        counts.push(rest);
    }
    for (street, why) in streets.iter().zip(judged::among(&counts)) {
        found[*street] = why;
        let row = &table.rows[*street];
        if row.key.is_empty() {
            continue;
        }
        let within = at(&row.key);
        let mut counts: Vec<i64> = within
            .iter()
            .map(|it| table.rows[*it].counts[time])
            .collect();
        let rest = row.counts[time] - counts.iter().sum::<i64>();
        if rest > 0 {
            counts.push(rest);
        }
        for (community, own) in within.iter().zip(judged::among(&counts)) {
            found[*community] = why.or(own);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(key: &str, parent: &str, count: i64) -> TableRow {
        TableRow {
            key: key.to_owned(),
            parent: parent.to_owned(),
            counts: [count, 0, 0],
        }
    }

    fn table(kind: TableKind, rows: Vec<TableRow>, sum: i64) -> Table {
        Table {
            kind,
            figure: "received".to_owned(),
            rows,
            sums: [sum, 0, 0],
        }
    }

    fn first(table: &Table) -> Vec<Seen> {
        public_rows(table).into_iter().map(|it| it[0]).collect()
    }

    #[test]
    fn the_rest_behind_the_first_ten_gives_no_small_number_away() {
        // 40 in all, 30 and 8 shown: the rest would be 2.
        let table = table(
            TableKind::Category,
            vec![row("01", "", 30), row("02", "", 8)],
            40,
        );
        assert_eq!(first(&table), [Ok(30), Err(Hidden::BesideSmall)]);
    }

    #[test]
    fn communities_of_a_hidden_street_are_hidden() {
        let rows = vec![
            row("a", "", 20),
            row("a1", "a", 12),
            row("a2", "a", 8),
            row("b", "", 3),
            row("b1", "b", 3),
            row("c", "", 9),
            row("c1", "c", 9),
        ];
        let seen = first(&table(TableKind::Community, rows, 32));
        assert_eq!(seen[..3], [Ok(20), Ok(12), Ok(8)]);
        assert!(seen[3..].iter().all(Result::is_err), "{seen:?}");
    }

    proptest! {
        /// Whatever is hidden in a flat table cannot be worked out as what is left of the sum.
        #[test]
        fn no_row_is_the_difference_of_the_sum_and_the_others(counts in proptest::collection::vec(0i64..30, 1..12), rest in 0i64..30) {
            let rows = counts.iter().enumerate().map(|(at, count)| row(&at.to_string(), "", *count)).collect();
            let sum = counts.iter().sum::<i64>() + rest;
            let seen = first(&table(TableKind::Source, rows, sum));
            let hidden: Vec<i64> = seen.iter().zip(&counts).filter(|(seen, _)| seen.is_err()).map(|(_, count)| *count).collect();
            prop_assert!(seen.iter().flatten().all(|it| *it >= 5));
            // One hidden row alone is the difference, unless a rest stands beside it; with a rest
            // the two together are told, and neither is.
            prop_assert!(hidden.len() != 1 || rest > 0 || counts.len() == 1, "{seen:?}");
        }
    }
}
