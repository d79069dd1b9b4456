use std::fmt;

/// A calendar month, written `yyyy-mm`, so that text sorts as time does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(String);

impl Month {
    pub fn parse(text: &str) -> Option<Self> {
        let day = format!("{text}-01");
        let is_month = text.len() == 7 && day.parse::<huiyin_kernel::Date>().is_ok();
        is_month.then(|| Self(text.to_owned()))
    }

    pub fn of(day: huiyin_kernel::Date) -> Self {
        Self(day.month_text())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn first_day(&self) -> huiyin_kernel::Date {
        // A month is only made where its first day exists.
        let day = format!("{}-01", self.0).parse();
        day.unwrap_or(huiyin_kernel::Date::EPOCH)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Which matters are looked at: those whose due time lies in the period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Month(Month),
    All,
}

impl Period {
    /// Reads `yyyy-mm` or `all`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "all" {
            return Some(Self::All);
        }
        Month::parse(text).map(Self::Month)
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Month(month) => month.as_str(),
            Self::All => "all",
        }
    }
}

/// What the matters are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    Body,
    Class,
    /// The categories of each class.
    Category,
    Place,
    Month,
}

impl Dimension {
    pub const ALL: [Self; 5] = [
        Self::Body,
        Self::Class,
        Self::Category,
        Self::Place,
        Self::Month,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Class => "class",
            Self::Category => "category",
            Self::Place => "place",
            Self::Month => "month",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_months_that_exist_are_read() {
        assert_eq!(
            Month::parse("2026-11").map(|it| it.to_string()).as_deref(),
            Some("2026-11")
        );
        for wrong in [
            "2026-13",
            "2026-1",
            "2026-11-01",
            "",
            "202611",
            "2026-11' OR 1",
        ] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Period::parse("all"), Some(Period::All));
        assert_eq!(Period::parse("ALL"), None);
    }
}
