use huiyin_kernel::{Date, Instant};
use huiyin_year::Size;

/// Which year is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub seed: u64,
    /// The first day.
    pub from: Date,
    pub days: u16,
    /// Where the present begins: nothing happens from here on.
    pub end: Instant,
    pub size: Size,
}

impl Wish {
    /// So many days that end at an instant, its own day included.
    pub fn ending(end: Instant, days: u16, size: Size, seed: u64) -> Self {
        let days = days.max(1);
        Self {
            seed,
            from: end.date().plus_days(1 - i64::from(days)),
            days,
            end,
            size,
        }
    }

    /// The day of this number, from 0.
    pub fn day(&self, number: u16) -> Date {
        self.from.plus_days(i64::from(number))
    }
}
