use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Date;

/// More days off than any year's notice has named; a longer list is a wrong file.
const MAX_HOLIDAYS: usize = 60;
/// Likewise for weekend days that are worked.
const MAX_MAKEUP_DAYS: usize = 20;
/// Characters of the source note.
const MAX_SOURCE_CHARACTERS: usize = 300;
/// The statutory days off of a full year have been at least eleven since 2008.
const USUAL_HOLIDAYS: usize = 11;

/// One year of the State Council's holiday notice. Ordinary weekends need not be listed; weekend
/// days inside a holiday may be. Dates of the neighbouring year belong to that year's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearTable {
    pub year: i16,
    /// Where the table comes from: title or number of the notice.
    pub source: String,
    pub holidays: Vec<Date>,
    #[serde(default)]
    pub makeup_working: Vec<Date>,
}

/// Why a table cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("the year {0} is out of range; a holiday table is for a year from 2000 to 2100")]
    YearOutOfRange(i16),
    #[error("{date} is not in {year}; put it in the table of its own year")]
    OtherYear { year: i16, date: Date },
    #[error("{0} is listed twice as a holiday; list each day once")]
    HolidayTwice(Date),
    #[error("{0} is listed twice as a make-up working day; list each day once")]
    MakeupTwice(Date),
    #[error("{0} is both a holiday and a make-up working day; it can be only one of them")]
    HolidayAndMakeup(Date),
    #[error("{0} is a make-up working day but no Saturday or Sunday; check it with the notice")]
    MakeupOnWeekday(Date),
    #[error("a year has at most {MAX_HOLIDAYS} holidays and {MAX_MAKEUP_DAYS} make-up days")]
    TooManyDays,
    #[error("say where the table comes from, in at most {MAX_SOURCE_CHARACTERS} characters")]
    Source,
}

/// Why a usable table deserves a second look by a person before it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableDoubt {
    /// 1 January, 1 May or 1 October is missing: they are days off in every year.
    FixedHolidayMissing(Date),
    /// Fewer days off than the law gives.
    FewHolidays(usize),
}

impl YearTable {
    /// Refuses what cannot be a holiday table.
    pub fn check(&self) -> Result<(), TableError> {
        if !(2000..=2100).contains(&self.year) {
            return Err(TableError::YearOutOfRange(self.year));
        }
        if self.holidays.len() > MAX_HOLIDAYS || self.makeup_working.len() > MAX_MAKEUP_DAYS {
            return Err(TableError::TooManyDays);
        }
        let source_characters = self.source.trim().chars().count();
        if source_characters == 0 || source_characters > MAX_SOURCE_CHARACTERS {
            return Err(TableError::Source);
        }
        let mut holidays = BTreeSet::new();
        for date in self.holidays.iter().copied() {
            self.check_year_of(date)?;
            if !holidays.insert(date) {
                return Err(TableError::HolidayTwice(date));
            }
        }
        let mut makeup_days = BTreeSet::new();
        for date in self.makeup_working.iter().copied() {
            self.check_year_of(date)?;
            if holidays.contains(&date) {
                return Err(TableError::HolidayAndMakeup(date));
            }
            if date.weekday() < 6 {
                return Err(TableError::MakeupOnWeekday(date));
            }
            if !makeup_days.insert(date) {
                return Err(TableError::MakeupTwice(date));
            }
        }
        Ok(())
    }

    fn check_year_of(&self, date: Date) -> Result<(), TableError> {
        if date.year() == self.year {
            Ok(())
        } else {
            Err(TableError::OtherYear {
                year: self.year,
                date,
            })
        }
    }

    /// What looks unfinished. A half-typed table would quietly shorten deadlines, so whoever
    /// imports one is shown these first.
    pub fn doubts(&self) -> Vec<TableDoubt> {
        let mut doubts: Vec<TableDoubt> = [(1, 1), (5, 1), (10, 1)]
            .into_iter()
            .filter_map(|(month, day)| Date::new(self.year, month, day).ok())
            .filter(|date| !self.holidays.contains(date))
            .map(TableDoubt::FixedHolidayMissing)
            .collect();
        if self.holidays.len() < USUAL_HOLIDAYS {
            doubts.push(TableDoubt::FewHolidays(self.holidays.len()));
        }
        doubts
    }

    /// Sorts loose dates into one table per year, each with the same source; years named in
    /// `years` get a table even when no date falls in them.
    pub fn split_by_year(
        source: &str,
        years: impl IntoIterator<Item = i16>,
        holidays: &[Date],
        makeup_working: &[Date],
    ) -> Vec<Self> {
        let mut wanted: BTreeSet<i16> = years.into_iter().collect();
        wanted.extend(
            holidays
                .iter()
                .chain(makeup_working)
                .map(|date| date.year()),
        );
        let of = |dates: &[Date], year: i16| {
            dates
                .iter()
                .copied()
                .filter(|date| date.year() == year)
                .collect()
        };
        wanted
            .into_iter()
            .map(|year| Self {
                year,
                source: source.to_owned(),
                holidays: of(holidays, year),
                makeup_working: of(makeup_working, year),
            })
            .collect()
    }
}
