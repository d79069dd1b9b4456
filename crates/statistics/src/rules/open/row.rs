use huiyin_kernel::named;

named! {
    /// What became of a matter, by the word of whoever raised it where there is one.
    Outcome {
        Solved = "solved",
        Partly = "partly",
        NotSolved = "not_solved",
        /// Closed, and nobody was heard.
        Closed = "closed",
        Open = "open",
        NotAccepted = "not_accepted",
        Withdrawn = "withdrawn",
    }
}

named! {
    /// Within how many days a matter was closed. Words and no `6-10`, because spreadsheets make
    /// the tenth of June of that.
    Days {
        Within5 = "within_5",
        Within10 = "within_10",
        Within15 = "within_15",
        Within30 = "within_30",
        Within60 = "within_60",
        Over60 = "over_60",
    }
}

impl Days {
    pub const fn of(days: u32) -> Self {
        match days {
            0..=5 => Self::Within5,
            6..=10 => Self::Within10,
            11..=15 => Self::Within15,
            16..=30 => Self::Within30,
            31..=60 => Self::Within60,
            _ => Self::Over60,
        }
    }
}

/// One matter as whoever keeps it tells of it. The person never leaves the machine: it only tells
/// that two matters have one reporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// 1 to 12.
    pub month: u8,
    /// Codes of the register; empty where no place is known.
    pub street: String,
    pub community: String,
    /// Two digits, or nothing.
    pub class: String,
    /// Four digits; nothing where a category speaks of health, poverty or children, and the class
    /// has to be enough.
    pub category: String,
    pub source: String,
    pub outcome: Outcome,
    /// Days until it was closed.
    pub days: Option<u32>,
    /// Matters of one reporter have one text here; nothing where nobody is known.
    pub person: Option<String>,
}

/// What a neighbour may know of somebody's matter. Rows that agree in all of it are a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub quarter: Option<u8>,
    pub month: Option<u8>,
    pub street: String,
    pub community: String,
    pub class: String,
    pub category: String,
    pub source: String,
}

/// A row as it is published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub group: Group,
    pub outcome: Outcome,
    pub days: Option<Days>,
}

/// Columns of the published table, in order.
pub const COLUMNS: [&str; 10] = [
    "year",
    "quarter",
    "month",
    "street",
    "community",
    "class",
    "category",
    "source",
    "outcome",
    "days",
];

/// Those of them by which somebody could be known again.
pub const QUASI: [&str; 8] = [
    "year",
    "quarter",
    "month",
    "street",
    "community",
    "class",
    "category",
    "source",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_fall_into_the_smallest_band_that_takes_them() {
        let bands = [0, 5, 6, 10, 11, 15, 16, 30, 31, 60, 61, u32::MAX].map(Days::of);
        let pairs = bands.chunks(2).map(|it| (it[0], it[1]));
        assert!(pairs.clone().all(|(from, to)| from == to));
        assert_eq!(pairs.map(|it| it.0).collect::<Vec<_>>(), Days::ALL);
    }
}
