//! What a district hears of, and when in the year: water and noise in summer, gas in winter, the
//! ways of rain in the wet months, schools before the term. Weekends are quiet, Mondays are not.

use huiyin_kernel::{Date, WorkingCalendar};

/// The course of something over the months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    Always,
    Summer,
    Winter,
    Rain,
    School,
}

impl Season {
    /// In hundredths of the mean.
    const fn months(self) -> [u64; 12] {
        match self {
            Self::Always => [95, 75, 105, 100, 105, 105, 105, 105, 105, 95, 105, 100],
            Self::Summer => [40, 40, 60, 85, 120, 180, 220, 220, 150, 80, 50, 40],
            Self::Winter => [220, 180, 110, 60, 40, 30, 30, 30, 40, 70, 140, 210],
            Self::Rain => [50, 60, 80, 120, 170, 190, 190, 150, 110, 90, 60, 50],
            Self::School => [40, 60, 110, 60, 80, 120, 150, 190, 160, 50, 40, 40],
        }
    }

    pub fn weight(self, month: i8) -> u64 {
        let place = usize::try_from(i64::from(month) - 1);
        let kept = place.ok().and_then(|it| self.months().get(it).copied());
        kept.unwrap_or(100)
    }
}

/// What is heard: the code of the category, how often, and its season. Emergencies go to 110 and
/// 119 and are not part of the year.
pub const HEARD: [(&str, u64, Season); 46] = [
    ("0101", 50, Season::Always),
    ("0102", 20, Season::Always),
    ("0104", 24, Season::Summer),
    ("0105", 22, Season::Always),
    ("0106", 8, Season::Always),
    ("0201", 46, Season::Rain),
    ("0203", 14, Season::Always),
    ("0204", 12, Season::Always),
    ("0206", 6, Season::Always),
    ("0207", 5, Season::Always),
    ("0301", 44, Season::Summer),
    ("0302", 26, Season::Summer),
    ("0304", 40, Season::Winter),
    ("0305", 18, Season::Rain),
    ("0307", 12, Season::Always),
    ("0401", 20, Season::Rain),
    ("0402", 10, Season::Always),
    ("0403", 40, Season::Always),
    ("0404", 24, Season::Always),
    ("0407", 18, Season::Summer),
    ("0408", 38, Season::Winter),
    ("0501", 48, Season::Summer),
    ("0502", 16, Season::Always),
    ("0503", 24, Season::Summer),
    ("0504", 10, Season::Always),
    ("0507", 14, Season::Summer),
    ("0601", 34, Season::Summer),
    ("0602", 34, Season::Always),
    ("0603", 20, Season::Summer),
    ("0604", 16, Season::Summer),
    ("0605", 14, Season::Winter),
    ("0606", 12, Season::Summer),
    ("0701", 14, Season::Always),
    ("0702", 10, Season::Always),
    ("0703", 16, Season::Always),
    ("0705", 16, Season::Summer),
    ("0801", 22, Season::Rain),
    ("0802", 10, Season::Summer),
    ("0803", 10, Season::Always),
    ("0805", 6, Season::Always),
    ("0905", 12, Season::School),
    ("0907", 10, Season::Always),
    ("1102", 20, Season::Always),
    ("1105", 8, Season::Always),
    ("1106", 10, Season::Always),
    ("1201", 20, Season::Always),
];

/// What comes in when a storm has passed.
pub const AFTER_STORM: [(&str, u64); 6] = [
    ("0305", 30),
    ("0801", 26),
    ("0201", 20),
    ("0302", 12),
    ("0401", 7),
    ("0408", 5),
];

/// How much a day hears, in hundredths of a usual one.
pub fn of_day(day: Date, calendar: &WorkingCalendar) -> u64 {
    let by_weekday = match day.weekday() {
        1 => 128,
        6 => 72,
        7 => 60,
        _ => 108,
    };
    let is_rest = calendar
        .is_working(day)
        .is_ok_and(|works| !works && day.weekday() < 6);
    if is_rest { 45 } else { by_weekday }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_are_seasons() {
        assert!(Season::Winter.weight(1) > 5 * Season::Winter.weight(7));
        assert!(Season::Summer.weight(7) > 4 * Season::Summer.weight(1));
        for season in [
            Season::Always,
            Season::Summer,
            Season::Winter,
            Season::Rain,
            Season::School,
        ] {
            let mean = (1..=12).map(|month| season.weight(month)).sum::<u64>() / 12;
            assert!((85..=120).contains(&mean), "{season:?} {mean}");
        }
        assert_eq!(Season::Always.weight(0), 100);
    }

    #[test]
    fn each_code_is_named_once_and_storms_bring_what_is_heard() {
        let codes: std::collections::BTreeSet<&str> = HEARD.iter().map(|it| it.0).collect();
        assert_eq!(codes.len(), HEARD.len());
        assert!(AFTER_STORM.iter().all(|it| codes.contains(it.0)));
    }

    #[test]
    fn mondays_are_loud_and_holidays_quiet() {
        let calendar = WorkingCalendar::shipped();
        let day = |month, day| Date::new(2026, month, day).unwrap();
        assert!(of_day(day(11, 23), &calendar) > of_day(day(11, 22), &calendar));
        assert!(of_day(day(10, 1), &calendar) < of_day(day(11, 22), &calendar));
    }
}
