use huiyin_kernel::Instant;

use crate::model::Keep;

/// So long something stands in the list of what will go before it goes.
pub const NOTICE_DAYS: i64 = 7;

/// Why a number of days is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysRefused {
    /// The law asks for longer, or a day is the least that can be counted.
    TooShort {
        least: u16,
    },
    TooLong {
        most: u16,
    },
    /// Longer than shipped: only with a reason that can be read later.
    ReasonMissing,
}

/// Shorter is free down to the floor, longer needs a reason (rule 17, P3).
pub fn check_days(keep: Keep, days: u16, reason: &str) -> Result<(), DaysRefused> {
    let limits = keep.limits();
    if days < limits.least_days {
        return Err(DaysRefused::TooShort {
            least: limits.least_days,
        });
    }
    if days > limits.most_days {
        return Err(DaysRefused::TooLong {
            most: limits.most_days,
        });
    }
    if days > limits.shipped_days && reason.trim().is_empty() {
        return Err(DaysRefused::ReasonMissing);
    }
    Ok(())
}

/// What ended before this was kept long enough.
pub fn cutoff(days: u16, now: Instant) -> Instant {
    now.plus_hours(-24 * i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_is_free_and_longer_needs_a_reason() {
        assert_eq!(check_days(Keep::Contact, 365, ""), Ok(()));
        assert_eq!(check_days(Keep::Contact, 730, ""), Ok(()));
        assert_eq!(
            check_days(Keep::Contact, 731, " "),
            Err(DaysRefused::ReasonMissing)
        );
        assert_eq!(check_days(Keep::Contact, 1_000, "档案局要求"), Ok(()));
        assert_eq!(
            check_days(Keep::Contact, 3_651, "x"),
            Err(DaysRefused::TooLong { most: 3_650 })
        );
        assert_eq!(
            check_days(Keep::Reveals, 182, "x"),
            Err(DaysRefused::TooShort { least: 183 })
        );
    }
}
