//! How large a year is.

/// Things of a district's year, as many as the model district has, or a part of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub compounds: u32,
    pub teams: u32,
    pub households: u32,
    pub merchants: u32,
    /// Raised by phone, at the counter, on the page and through the hotline; what is heard at the
    /// doors comes to these.
    pub matters: u32,
    /// Estates whose owners vote and keep books.
    pub estates: u32,
}

impl Size {
    /// The figures of the district that the project takes its measure from: some 22,000 matters
    /// with those that the teams hear at the doors.
    pub const WHOLE: Self = Self {
        compounds: 522,
        teams: 100,
        households: 11_669,
        merchants: 881,
        matters: 17_000,
        estates: 36,
    };

    /// The streets and communities of the district are not scaled: a small year happens in the
    /// same places.
    pub const COMMUNITIES: usize = 115;

    /// The part of the whole that is `1/part`, and never less than a story needs.
    #[must_use]
    pub fn part(part: u32) -> Self {
        let of = |whole: u32, least: u32| (whole / part.max(1)).max(least);
        let whole = Self::WHOLE;
        Self {
            compounds: of(whole.compounds, 42),
            teams: of(whole.teams, 2),
            households: of(whole.households, 24),
            merchants: of(whole.merchants, 4),
            matters: of(whole.matters, 30),
            estates: of(whole.estates, 2),
        }
    }

    /// A year shorter than a year has fewer matters, but the same places and people.
    #[must_use]
    pub fn for_days(self, days: u16) -> Self {
        let share = u64::from(self.matters) * u64::from(days) / 365;
        Self {
            matters: u32::try_from(share).unwrap_or(u32::MAX).max(1),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_part_and_keeps_a_story() {
        assert_eq!(Size::part(1), Size::WHOLE);
        assert_eq!(Size::part(0), Size::WHOLE);
        let tenth = Size::part(10);
        assert_eq!((tenth.matters, tenth.households), (1_700, 1_166));
        assert_eq!(Size::part(u32::MAX).teams, 2);
        assert_eq!(Size::WHOLE.for_days(73).matters, 3_400);
        assert_eq!(Size::WHOLE.for_days(365), Size::WHOLE);
    }
}
