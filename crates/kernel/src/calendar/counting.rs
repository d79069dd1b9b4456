use std::collections::{BTreeMap, BTreeSet};

use super::{Limit, TableError, YearTable, shipped};
use crate::{Date, Instant};

/// The longest limit in days that is counted; the longest statutory period is far shorter.
pub const MAX_LIMIT_DAYS: u16 = 3660;
/// Pauses of one deadline that are looked at.
const MAX_PAUSES: usize = 1000;
/// Days between two dates that are counted one by one.
const MAX_SPAN_DAYS: i64 = 40_000;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error(
        "the holiday table of {0} is missing, so working days in {0} cannot be counted; import \
         the State Council notice for {0}"
    )]
    MissingYear(i16),
    #[error("a limit in days is at most {MAX_LIMIT_DAYS}; choose a shorter one")]
    LimitTooLong,
    #[error("a deadline has at most {MAX_PAUSES} pauses; join those that touch")]
    TooManyPauses,
    #[error("the two days lie too far apart to count the working days between them")]
    SpanTooLong,
}

/// The working days of all years whose table is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    years: BTreeMap<i16, Year>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Year {
    table: YearTable,
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

impl WorkingCalendar {
    /// No year at all: every question about working days is refused until tables are added.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The years that come with the program.
    pub fn shipped() -> Self {
        let years = shipped::tables()
            .map(|table| (table.year, Year::from(table)))
            .collect();
        Self { years }
    }

    /// Adds a year or replaces it.
    pub fn with(mut self, table: YearTable) -> Result<Self, TableError> {
        table.check()?;
        self.years.insert(table.year, Year::from(table));
        Ok(self)
    }

    /// The years that can be counted, in order.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.years.keys().copied()
    }

    pub fn table(&self, year: i16) -> Option<&YearTable> {
        self.years.get(&year).map(|year| &year.table)
    }

    pub fn tables(&self) -> impl Iterator<Item = &YearTable> {
        self.years.values().map(|year| &year.table)
    }

    pub fn is_working(&self, date: Date) -> Result<bool, CalendarError> {
        let year = self
            .years
            .get(&date.year())
            .ok_or_else(|| CalendarError::MissingYear(date.year()))?;
        let weekday = date.weekday() < 6;
        Ok((weekday && !year.off.contains(&date)) || year.worked.contains(&date))
    }

    /// `date` itself when it is worked, else the next day that is.
    pub fn working_day_from(&self, date: Date) -> Result<Date, CalendarError> {
        let mut day = date;
        // A checked table has few holidays, so this ends, or a missing year ends it.
        while !self.is_working(day)? {
            day = day.plus_days(1);
        }
        Ok(day)
    }

    /// The end of the period that `limit` gives from `start`.
    pub fn due_before(&self, start: Instant, limit: Limit) -> Result<Instant, CalendarError> {
        match limit {
            Limit::Minutes(minutes) => Ok(Self::minutes(start, minutes)),
            Limit::WorkingDays(days) => self.add_working_days(start, days),
            Limit::CalendarDays(days) => self.calendar_days(start, days),
        }
    }

    /// As [`Self::due_before`], with days on which a limit in working days stands still. Limits in
    /// minutes and calendar days are statutory or urgent and know no pause.
    pub fn due_before_paused(
        &self,
        start: Instant,
        limit: Limit,
        pauses: &[(Date, Date)],
    ) -> Result<Instant, CalendarError> {
        match limit {
            Limit::WorkingDays(days) => self.working_days_paused(start, days, pauses),
            Limit::Minutes(_) | Limit::CalendarDays(_) => self.due_before(start, limit),
        }
    }

    /// Minutes begin at once and run over nights and holidays (Civil Code art. 201).
    pub fn minutes(start: Instant, minutes: u32) -> Instant {
        start.plus_seconds(i64::from(minutes) * 60)
    }

    /// Whole hours begin at once and run over nights and holidays.
    pub fn hours(start: Instant, hours: u32) -> Instant {
        start.plus_hours(i64::from(hours))
    }

    /// The midnight after the `days`-th working day that follows the day of `start`. Zero days
    /// give the end of the starting day, or of the next working day when that is a day of rest.
    pub fn add_working_days(&self, start: Instant, days: u16) -> Result<Instant, CalendarError> {
        self.working_days_paused(start, days, &[])
    }

    /// As [`Self::add_working_days`], but days inside a pause (first day included, last excluded)
    /// do not count.
    pub fn working_days_paused(
        &self,
        start: Instant,
        days: u16,
        pauses: &[(Date, Date)],
    ) -> Result<Instant, CalendarError> {
        if days > MAX_LIMIT_DAYS {
            return Err(CalendarError::LimitTooLong);
        }
        if pauses.len() > MAX_PAUSES {
            return Err(CalendarError::TooManyPauses);
        }
        let mut day = start.date();
        if days == 0 {
            day = self.counting_day_from(day, pauses)?;
        }
        for _ in 0..days {
            day = self.counting_day_from(day.plus_days(1), pauses)?;
        }
        Ok(day.plus_days(1).start())
    }

    /// The first working day from `date` on that no pause covers. Each turn leaves a pause behind
    /// or reaches the next working day, and a missing year ends a pause without end.
    fn counting_day_from(
        &self,
        date: Date,
        pauses: &[(Date, Date)],
    ) -> Result<Date, CalendarError> {
        let mut day = self.working_day_from(date)?;
        while let Some((_, until)) = pauses
            .iter()
            .find(|(from, until)| *from <= day && day < *until)
        {
            day = self.working_day_from(*until)?;
        }
        Ok(day)
    }

    /// The midnight after the `days`-th day that follows the day of `start`, moved on when that day
    /// is a day of rest. Days are those of the common calendar (Civil Code art. 200), the starting
    /// day does not count (art. 201), and the last day runs to midnight or to the next working
    /// day's (art. 203). Months and years, for which art. 202 takes the same day of the month, are
    /// no limits here.
    pub fn calendar_days(&self, start: Instant, days: u16) -> Result<Instant, CalendarError> {
        if days > MAX_LIMIT_DAYS {
            return Err(CalendarError::LimitTooLong);
        }
        let last = self.working_day_from(start.date().plus_days(i64::from(days)))?;
        Ok(last.plus_days(1).start())
    }

    /// Working days from `from` (included) to `until` (excluded); none when `until` comes first.
    pub fn working_days_between(&self, from: Date, until: Date) -> Result<u32, CalendarError> {
        let span = until.days_since(from);
        if span > MAX_SPAN_DAYS {
            return Err(CalendarError::SpanTooLong);
        }
        let mut count = 0;
        for offset in 0..span.max(0) {
            if self.is_working(from.plus_days(offset))? {
                count += 1;
            }
        }
        Ok(count)
    }

    /// Working days still to come after today and before the deadline, as people count them:
    /// 0 means today is the last day; negative is the working days that have passed since the
    /// last day.
    pub fn working_days_left(
        &self,
        now: Instant,
        due_before: Instant,
    ) -> Result<i64, CalendarError> {
        let today = now.date();
        let last_day = due_before.just_before().date();
        if now < due_before {
            self.working_days_between(today.plus_days(1), last_day.plus_days(1))
                .map(i64::from)
        } else {
            self.working_days_between(last_day.plus_days(1), today.plus_days(1))
                .map(|days| -i64::from(days))
        }
    }

    /// The beginning of the working day that lies `days` working days before the last day of a
    /// deadline; when to remind. Zero gives the morning of the last working day itself.
    pub fn days_before_due(
        &self,
        due_before: Instant,
        days: u16,
    ) -> Result<Instant, CalendarError> {
        if days > MAX_LIMIT_DAYS {
            return Err(CalendarError::LimitTooLong);
        }
        let mut day = self.working_day_until(due_before.just_before().date())?;
        for _ in 0..days {
            day = self.working_day_until(day.plus_days(-1))?;
        }
        Ok(day.start())
    }

    fn working_day_until(&self, date: Date) -> Result<Date, CalendarError> {
        let mut day = date;
        while !self.is_working(day)? {
            day = day.plus_days(-1);
        }
        Ok(day)
    }
}

impl Instant {
    /// The last instant that is in time for an exclusive end.
    fn just_before(self) -> Self {
        Self::from_micros(self.as_micros().saturating_sub(1))
    }
}

impl From<YearTable> for Year {
    fn from(table: YearTable) -> Self {
        Self {
            off: table.holidays.iter().copied().collect(),
            worked: table.makeup_working.iter().copied().collect(),
            table,
        }
    }
}
