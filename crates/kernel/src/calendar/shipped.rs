//! The tables that come with the program. The facts are those of the holiday notices of the
//! State Council General Office, whose numbers stand in `source`.

use super::YearTable;
use crate::Date;

/// First and last day of a stretch within one year, as (month, day).
type Stretch = ((i8, i8), (i8, i8));

struct Notice {
    year: i16,
    source: &'static str,
    off: &'static [Stretch],
    worked: &'static [(i8, i8)],
}

const NOTICES: [Notice; 3] = [
    Notice {
        year: 2024,
        source: "国办发明电〔2023〕7号 (2023-10-25)",
        off: &[
            ((1, 1), (1, 1)),
            ((2, 10), (2, 17)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 10), (6, 10)),
            ((9, 15), (9, 17)),
            ((10, 1), (10, 7)),
        ],
        worked: &[
            (2, 4),
            (2, 18),
            (4, 7),
            (4, 28),
            (5, 11),
            (9, 14),
            (9, 29),
            (10, 12),
        ],
    },
    Notice {
        year: 2025,
        source: "国办发明电〔2024〕12号 (2024-11-12)",
        off: &[
            ((1, 1), (1, 1)),
            ((1, 28), (2, 4)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((5, 31), (6, 2)),
            ((10, 1), (10, 8)),
        ],
        worked: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    Notice {
        year: 2026,
        source: "国办发明电〔2025〕7号 (2025-11-04)",
        off: &[
            ((1, 1), (1, 3)),
            ((2, 15), (2, 23)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 19), (6, 21)),
            ((9, 25), (9, 27)),
            ((10, 1), (10, 7)),
        ],
        worked: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

pub(super) fn tables() -> impl Iterator<Item = YearTable> {
    NOTICES.iter().map(|notice| YearTable {
        year: notice.year,
        source: notice.source.to_owned(),
        holidays: notice
            .off
            .iter()
            .flat_map(|stretch| days_of(notice.year, *stretch))
            .collect(),
        makeup_working: notice
            .worked
            .iter()
            .filter_map(|(month, day)| Date::new(notice.year, *month, *day).ok())
            .collect(),
    })
}

fn days_of(year: i16, (first, last): Stretch) -> Vec<Date> {
    let (Ok(first), Ok(last)) = (
        Date::new(year, first.0, first.1),
        Date::new(year, last.0, last.1),
    ) else {
        return Vec::new();
    };
    (0..=last.days_since(first))
        .map(|days| first.plus_days(days))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_tables_pass_their_own_check_without_doubt() {
        for table in tables() {
            assert_eq!(table.check(), Ok(()), "{}", table.year);
            assert_eq!(table.doubts(), [], "{}", table.year);
        }
    }

    /// The totals that the notices give: days off, and weekend days worked in exchange.
    #[test]
    fn shipped_tables_have_the_totals_of_the_notices() {
        let totals: Vec<(i16, usize, usize)> = tables()
            .map(|table| (table.year, table.holidays.len(), table.makeup_working.len()))
            .collect();
        assert_eq!(totals, [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)]);
    }
}
