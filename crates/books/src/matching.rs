//! Which bank row and which line of the book are the same money. Only proposals: a person
//! confirms.

use huiyin_kernel::{Date, Money};

use huiyin_kernel::named;

/// A line as the bank may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookLine {
    pub number: u64,
    pub date: Date,
    /// What the account gained by it; negative for what went out.
    pub net: Money,
    /// What came in before cost and tax, where these were paid apart.
    pub gross: Option<Money>,
}

named! {
    /// How sure a proposal is.
    Certainty {
        /// One line and one row fit each other, and nothing else fits either.
        Only = "only",
        /// Others fit as well; these are nearest in time.
        Nearest = "nearest",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub row: usize,
    pub line: u64,
    pub certainty: Certainty,
}

/// Days that a bank may book before or after the line.
const DAYS_APART_MAX: i64 = 7;

fn fits(row: (Date, Money), line: &BookLine) -> Option<i64> {
    let apart = row.0.days_since(line.date).abs();
    let same = row.1 == line.net || line.gross == Some(row.1);
    (same && !row.1.is_zero() && apart <= DAYS_APART_MAX).then_some(apart)
}

/// Pairs rows with lines of the same amount within a week, nearest first, each at most once; the
/// order of equal ones follows row and line number, so that the same input gives the same pairs.
pub fn propose(rows: &[(Date, Money)], lines: &[BookLine]) -> Vec<Match> {
    let mut by_amount: std::collections::BTreeMap<Money, Vec<usize>> =
        std::collections::BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        by_amount.entry(line.net).or_default().push(at);
        if let Some(gross) = line.gross.filter(|gross| *gross != line.net) {
            by_amount.entry(gross).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    let mut fitting_line = vec![0_u32; lines.len()];
    let mut fitting_row = vec![0_u32; rows.len()];
    for (at_row, row) in rows.iter().enumerate() {
        // A million equal amounts would make as many pairs of each: a person looks at so many.
        let near = by_amount.get(&row.1).into_iter().flatten();
        for at_line in near.copied().take(64) {
            if let Some(apart) = fits(*row, &lines[at_line]) {
                fitting_row[at_row] += 1;
                fitting_line[at_line] += 1;
                pairs.push((apart, at_row, at_line));
            }
        }
    }
    pairs.sort_unstable();
    let (mut row_taken, mut line_taken) = (vec![false; rows.len()], vec![false; lines.len()]);
    let mut matches = Vec::new();
    for (_, row, line) in pairs {
        if row_taken[row] || line_taken[line] {
            continue;
        }
        (row_taken[row], line_taken[line]) = (true, true);
        let certainty = if fitting_row[row] == 1 && fitting_line[line] == 1 {
            Certainty::Only
        } else {
            Certainty::Nearest
        };
        matches.push(Match {
            row,
            line: lines[line].number,
            certainty,
        });
    }
    matches.sort_unstable_by_key(|it| it.row);
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Date {
        Date::new(2026, 5, day).unwrap()
    }
    fn line(number: u64, date: i8, net: i64, gross: Option<i64>) -> BookLine {
        BookLine {
            number,
            date: day(date),
            net: Money::from_fen(net),
            gross: gross.map(Money::from_fen),
        }
    }
    fn row(date: i8, fen: i64) -> (Date, Money) {
        (day(date), Money::from_fen(fen))
    }

    #[test]
    fn one_row_and_one_line_of_the_same_amount_belong_together() {
        let found = propose(
            &[row(9, 500), row(9, -70)],
            &[line(1, 8, 480, Some(500)), line(2, 9, -70, None)],
        );
        let pairs: Vec<_> = found
            .iter()
            .map(|it| (it.row, it.line, it.certainty))
            .collect();
        assert_eq!(pairs, [(0, 1, Certainty::Only), (1, 2, Certainty::Only)]);
    }

    #[test]
    fn among_equal_amounts_the_nearest_day_and_never_one_line_twice() {
        let lines = [line(1, 1, 500, None), line(2, 8, 500, None)];
        let found = propose(&[row(8, 500), row(7, 500), row(8, 500)], &lines);
        let pairs: Vec<_> = found.iter().map(|it| (it.row, it.line)).collect();
        assert_eq!(pairs, [(0, 2), (1, 1)]);
        assert!(found.iter().all(|it| it.certainty == Certainty::Nearest));
    }

    #[test]
    fn another_amount_or_a_month_later_is_no_match() {
        assert!(
            propose(
                &[row(9, 501), row(20, 500), row(9, 0)],
                &[line(1, 9, 500, None), line(2, 9, 0, None)]
            )
            .is_empty()
        );
    }
}
