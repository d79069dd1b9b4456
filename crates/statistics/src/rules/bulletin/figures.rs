//! Figures that are locked to their queries: what was asked, and what the answer was.

use serde::{Deserialize, Serialize};

use crate::rules::Month;
use crate::rules::filter::Span;

/// Where a figure comes from, so that anybody can ask again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Query {
    /// A figure of the catalogue over a period.
    Catalogue { figure: String, period: String },
    /// One of the rates of matters that fell due in the month.
    Rate { rate: String, month: String },
    /// A stock on the day of the draft: what is past its day, what is suspended.
    Stock { list: String, day: String },
    /// A list of matters of the month, counted.
    List { list: String, period: String },
    /// Groups of a figure of the catalogue, written as one phrase.
    Groups {
        figure: String,
        by: String,
        period: String,
    },
}

impl Query {
    /// Where the figure can be looked at; what is no figure of the catalogue has no page of its own.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Catalogue { figure, period } | Self::Groups { figure, period, .. } => {
                Some(format!("/statistics/{figure}?period={period}"))
            }
            Self::Rate { month, .. } => Some(format!("/rates?month={month}")),
            Self::Stock { .. } | Self::List { .. } => None,
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Value {
    Count {
        n: i64,
    },
    Share {
        of: u64,
        among: u64,
    },
    Mean {
        sum: i64,
        count: i64,
    },
    /// Codes with their counts, in the order in which the phrase names them.
    Groups {
        groups: Vec<(String, i64)>,
    },
}

/// A figure as it stood when it was asked for, beside the month before and the same month a year
/// before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// The name of its placeholder.
    pub name: String,
    pub query: Query,
    pub value: Value,
    pub before: Option<Value>,
    pub year_before: Option<Value>,
}

/// What a placeholder shows of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Value,
    /// The change since the month before, in words: the word for more or fewer belongs to the
    /// figure, so that it turns with it.
    Month,
    /// The same since that month a year before.
    Year,
}

/// Counts of the catalogue that a bulletin has.
pub const COUNTS: &[&str] = &[
    "received",
    "accepted",
    "not-accepted",
    "dispatched",
    "answered",
    "closed",
    "reopened",
    "suspended",
    "left-out",
];
/// Shares and means of the catalogue.
pub const OTHERS: &[&str] = &["answered-in-time", "within-thirty", "days-to-close"];
/// The rates of rule 2.4, by the due month.
pub const RATES: &[&str] = &[
    "response",
    "resolution",
    "satisfaction",
    "coverage",
    "closing",
    "closed-in-time",
];
/// Phrases of groups: name, and by what the figure `received` is told apart.
pub const PHRASES: &[(&str, &str)] = &[("sources", "source"), ("top-categories", "category")];
/// Stocks and lists of matters.
pub const LISTS: &[&str] = &["overdue", "parked", "again", "echoes"];

/// The name of a placeholder without its part, and the part.
pub fn split(placeholder: &str) -> (&str, Part) {
    match placeholder.split_once('.') {
        Some((name, "month")) => (name, Part::Month),
        Some((name, "year")) => (name, Part::Year),
        _ => (placeholder, Part::Value),
    }
}

/// Whether a placeholder can be filled: changes are told of counts only.
pub fn is_known(placeholder: &str) -> bool {
    let (name, part) = split(placeholder);
    let is_count = COUNTS.contains(&name);
    if part != Part::Value {
        return is_count;
    }
    is_count
        || OTHERS.contains(&name)
        || RATES.contains(&name)
        || LISTS.contains(&name)
        || PHRASES.iter().any(|(it, _)| *it == name)
}

/// Every placeholder, in the order in which they are offered to whoever edits.
pub fn placeholders() -> Vec<String> {
    let plain = COUNTS.iter().chain(OTHERS).chain(RATES).chain(LISTS);
    let mut all: Vec<String> = plain.map(|it| (*it).to_owned()).collect();
    all.extend(PHRASES.iter().map(|(it, _)| (*it).to_owned()));
    for name in COUNTS {
        all.extend([format!("{name}.month"), format!("{name}.year")]);
    }
    all
}

/// The three times of a bulletin: the month, the one before, and the same a year before.
pub fn times(month: &Month) -> [Span; 3] {
    let span = Span::month(month);
    [span, span.before(), span.a_year_before()]
}

/// The groups that a phrase or a table names first: the largest, equal ones by their code. Only
/// classes of matters are put in such an order, never bodies, places or people.
pub fn largest(groups: &[(String, i64)], most: usize) -> Vec<(String, i64)> {
    let mut sorted: Vec<(String, i64)> = groups
        .iter()
        .filter(|(code, count)| !code.is_empty() && *count > 0)
        .cloned()
        .collect();
    sorted.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    sorted.truncate(most);
    sorted
}

/// Names of figures whose answers differ from what stands in the bulletin.
pub fn moved<'f>(then: &'f [Locked], now: &[Locked]) -> Vec<(&'f Locked, Option<Value>)> {
    let differs = |old: &'f Locked| {
        let new = now.iter().find(|it| it.name == old.name);
        let is_same = new.is_some_and(|it| {
            (&it.value, &it.before, &it.year_before) == (&old.value, &old.before, &old.year_before)
        });
        (!is_same).then(|| (old, new.map(|it| it.value.clone())))
    };
    then.iter().filter_map(differs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue::Figure;

    #[test]
    fn every_figure_of_a_bulletin_stands_in_the_catalogue() {
        for name in COUNTS.iter().chain(OTHERS) {
            assert!(Figure::named(name).is_some(), "{name}");
        }
        assert!(Figure::named("received").is_some());
    }

    #[test]
    fn a_placeholder_names_a_figure_and_perhaps_a_change_of_it() {
        for known in [
            "received",
            "received.month",
            "closed.year",
            "response",
            "sources",
        ] {
            assert!(is_known(known), "{known}");
        }
        for unknown in [
            "",
            "receive",
            "received.day",
            "response.month",
            "sources.year",
            ".month",
            "a b",
        ] {
            assert!(!is_known(unknown), "{unknown}");
        }
        assert!(placeholders().iter().all(|it| is_known(it)));
    }

    #[test]
    fn the_largest_classes_come_first_and_equal_ones_by_code() {
        let groups = [("0408", 3), ("0101", 9), ("", 50), ("0102", 3), ("0999", 0)]
            .map(|(code, count)| (code.to_owned(), count));
        let found = largest(&groups, 2);
        assert_eq!(found, [("0101".to_owned(), 9), ("0102".to_owned(), 3)]);
    }

    #[test]
    fn a_figure_that_was_corrected_since_is_named_with_its_new_answer() {
        let of = |n: i64| Locked {
            name: "received".to_owned(),
            query: Query::Catalogue {
                figure: "received".to_owned(),
                period: "2026-10".to_owned(),
            },
            value: Value::Count { n },
            before: None,
            year_before: None,
        };
        assert!(moved(&[of(5)], &[of(5)]).is_empty());
        let then = [of(5)];
        let found = moved(&then, &[of(6)]);
        assert_eq!(found[0].1, Some(Value::Count { n: 6 }));
    }
}
