use huiyin_kernel::{Date, Id};

use super::Month;

/// Days that a look covers at most: twenty years.
const DAYS_LIMIT: i64 = 366 * 20;
/// Longer words than this stand in no register.
const WORD_LIMIT: usize = 40;

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}

/// Which facts are looked at. It stands in the address of a page, so that a view can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    pub period: Span,
    /// A street, a community or a compound; none is the whole district.
    pub area: Option<Place>,
    /// A way in, as the slices name it.
    pub source: Option<String>,
    /// A class (two digits) or one category (four).
    pub category: Option<String>,
}

/// An area with how deep it lies, since sums are kept for each depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub id: Id,
    pub level: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Street,
    Community,
    Compound,
}

/// What sums are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    Day,
    Month,
    /// The areas right below the one that is looked at.
    Area,
    /// The first two digits of a category.
    Class,
    Category,
    Source,
    Body,
}

/// Why an address says nothing that can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFilter {
    Period,
    Area,
    Word,
}

impl Span {
    pub fn month(month: &Month) -> Self {
        let from = month.first_day();
        Self {
            from,
            to: from.last_of_month(),
        }
    }

    pub fn days(from: Date, to: Date) -> Option<Self> {
        let length = to.days_since(from);
        (0..DAYS_LIMIT)
            .contains(&length)
            .then_some(Self { from, to })
    }

    /// Reads `2026-11`, `2026`, `2026-11-03` or `2026-11-03..2026-12-01`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            return Self::days(from.parse().ok()?, to.parse().ok()?);
        }
        match text.len() {
            4 if text.bytes().all(|it| it.is_ascii_digit()) => {
                let from: Date = format!("{text}-01-01").parse().ok()?;
                Self::days(from, format!("{text}-12-31").parse().ok()?)
            }
            7 => Month::parse(text).map(|month| Self::month(&month)),
            _ => {
                let day: Date = text.parse().ok()?;
                Self::days(day, day)
            }
        }
    }

    /// Whole months only, so that sums kept for months serve.
    pub fn is_whole_months(self) -> bool {
        self.from == self.from.first_of_month() && self.to == self.to.last_of_month()
    }

    /// The month, where it is exactly one.
    pub fn one_month(self) -> Option<Month> {
        let month = Month::of(self.from);
        (Self::month(&month) == self).then_some(month)
    }

    /// One year from its first day to its last.
    pub fn is_whole_year(self) -> bool {
        (self.from.month(), self.from.day()) == (1, 1)
            && (self.to.month(), self.to.day()) == (12, 31)
            && self.from.year() == self.to.year()
    }

    /// The same length just before: the month before a month, else as many days.
    #[must_use]
    pub fn before(self) -> Self {
        let day_before = self.from.plus_days(-1);
        if self.one_month().is_some() {
            return Self::month(&Month::of(day_before));
        }
        let length = self.to.days_since(self.from);
        Self {
            from: day_before.plus_days(-length),
            to: day_before,
        }
    }

    /// The same days a year earlier; the 29th of February becomes the 28th.
    #[must_use]
    pub fn a_year_before(self) -> Self {
        let back = |day: Date| {
            Date::new(day.year() - 1, day.month(), day.day())
                .or_else(|_| Date::new(day.year() - 1, day.month(), day.day() - 1))
                .unwrap_or(day)
        };
        let mut earlier = Self {
            from: back(self.from),
            to: back(self.to),
        };
        if self.is_whole_months() {
            earlier.to = earlier.to.last_of_month();
        }
        earlier
    }

    /// As it stands in an address.
    pub fn as_text(self) -> String {
        if let Some(month) = self.one_month() {
            return month.to_string();
        }
        if self.is_whole_year() {
            return self.from.year().to_string();
        }
        if self.from == self.to {
            return self.from.to_string();
        }
        format!("{}..{}", self.from, self.to)
    }
}

impl Filter {
    /// Everything of a period.
    pub const fn of(period: Span) -> Self {
        Self {
            period,
            area: None,
            source: None,
            category: None,
        }
    }

    /// The same filter over another time.
    #[must_use]
    pub fn over(&self, period: Span) -> Self {
        Self {
            period,
            ..self.clone()
        }
    }

    /// Reads the values of an address. An area stands there by its id; `level` knows how deep it
    /// lies.
    pub fn parse(
        asked: &Asked,
        usual: Span,
        level: impl Fn(Id) -> Option<Level>,
    ) -> Result<Self, NotAFilter> {
        let period = match asked.period.as_str() {
            "" => usual,
            text => Span::parse(text).ok_or(NotAFilter::Period)?,
        };
        let area = match asked.area.as_str() {
            "" => None,
            text => {
                let id: Id = text.parse().map_err(|_| NotAFilter::Area)?;
                let level = level(id).ok_or(NotAFilter::Area)?;
                Some(Place { id, level })
            }
        };
        Ok(Self {
            period,
            area,
            source: word(&asked.source)?,
            category: word(&asked.category)?,
        })
    }

    /// The part of an address after the question mark.
    pub fn query(&self) -> String {
        let mut parts = vec![format!("period={}", self.period.as_text())];
        if let Some(area) = self.area {
            parts.push(format!("area={}", area.id));
        }
        for (name, value) in [("source", &self.source), ("category", &self.category)] {
            if let Some(value) = value {
                parts.push(format!("{name}={value}"));
            }
        }
        parts.join("&")
    }

    /// How many of place, source and category narrow it.
    pub fn narrowed_by(&self) -> usize {
        [
            self.area.is_some(),
            self.source.is_some(),
            self.category.is_some(),
        ]
        .into_iter()
        .filter(|it| *it)
        .count()
    }
}

/// What stands in an address, unread.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub period: String,
    pub area: String,
    pub source: String,
    pub category: String,
}

/// Words of registers: letters, digits, dash and underline.
fn word(text: &str) -> Result<Option<String>, NotAFilter> {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
    match text {
        "" => Ok(None),
        text if text.len() <= WORD_LIMIT && text.bytes().all(is_plain) => Ok(Some(text.to_owned())),
        _ => Err(NotAFilter::Word),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(text: &str) -> Span {
        Span::parse(text).expect(text)
    }

    #[test]
    fn an_address_brings_back_the_view_it_was_made_of() {
        for text in ["2026-11", "2026", "2026-11-03", "2026-11-03..2026-12-01"] {
            assert_eq!(span(text).as_text(), text);
        }
        for wrong in [
            "2026-13",
            "26",
            "2026-02-30",
            "2026-12-01..2026-11-03",
            "all'",
            "0001-01-01..9999-01-01",
        ] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn beside_a_month_stand_the_month_before_and_the_same_month_of_last_year() {
        assert_eq!(span("2026-03").before(), span("2026-02"));
        assert_eq!(span("2026-01").before(), span("2025-12"));
        assert_eq!(span("2026-11").a_year_before(), span("2025-11"));
        assert_eq!(span("2028-02").a_year_before(), span("2027-02"));
        assert_eq!(span("2027-02").a_year_before().to.to_string(), "2026-02-28");
        assert_eq!(span("2029-02").a_year_before(), span("2028-02"));
        assert_eq!(
            span("2026-11-03..2026-11-09").before(),
            span("2026-10-27..2026-11-02")
        );
    }

    #[test]
    fn what_is_no_word_of_a_register_is_refused() {
        let asked = Asked {
            source: "phone' OR 1=1".to_owned(),
            ..Asked::default()
        };
        assert_eq!(
            Filter::parse(&asked, span("2026-11"), |_| None),
            Err(NotAFilter::Word)
        );
        let asked = Asked {
            area: "0".to_owned(),
            ..Asked::default()
        };
        assert_eq!(
            Filter::parse(&asked, span("2026-11"), |_| None),
            Err(NotAFilter::Area)
        );
    }

    proptest! {
        #[test]
        fn every_filter_survives_its_address(year in 2000i16..2100, month in 1i8..=12, source in "[a-z]{0,10}", category in "[0-9]{0,4}") {
            let period = format!("{year:04}-{month:02}");
            let asked = Asked { period, area: String::new(), source, category };
            let filter = Filter::parse(&asked, span("2026-11"), |_| None).unwrap();
            for part in filter.query().split('&') {
                let (name, value) = part.split_once('=').unwrap();
                let same = match name { "period" => &asked.period, "source" => &asked.source, _ => &asked.category };
                prop_assert_eq!(value, same);
            }
        }
    }
}
