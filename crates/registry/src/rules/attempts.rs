//! Lock-out: five wrong passwords in a row close the account for a quarter of an hour.

use huiyin_kernel::Instant;

/// Wrong passwords in a row before the account is closed.
pub const MOST_FAILURES: i64 = 5;
pub const LOCKED_SECONDS: i64 = 15 * 60;

const OPEN: Instant = Instant::from_micros(0);

/// How often the password was tried since it was last right. Kept in the account's row, so that
/// a restart forgets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    pub failures: i64,
    /// The epoch when not locked.
    pub locked_until: Instant,
}

/// The account is closed for the time being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locked {
    pub until: Instant,
}

impl Attempts {
    pub const NONE: Self = Self {
        failures: 0,
        locked_until: OPEN,
    };

    /// Counts a try before the password is looked at, as if it failed: tries made at the same
    /// moment then cannot outrun the count. A right password sets it back to nothing.
    pub fn try_at(self, now: Instant) -> Result<Self, Locked> {
        if self.locked_until > now {
            return Err(Locked {
                until: self.locked_until,
            });
        }
        let before = if self.locked_until == OPEN {
            self.failures
        } else {
            0
        };
        let failures = before + 1;
        let locked_until = if failures >= MOST_FAILURES {
            now.plus_seconds(LOCKED_SECONDS)
        } else {
            OPEN
        };
        Ok(Self {
            failures,
            locked_until,
        })
    }

    pub fn is_locked(self) -> bool {
        self.locked_until != OPEN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::from_micros(1_700_000_000_000_000).plus_seconds(second)
    }

    const FRESH: Attempts = Attempts {
        failures: 0,
        locked_until: OPEN,
    };

    #[test]
    fn the_fifth_try_in_a_row_is_the_last_for_fifteen_minutes() {
        let mut attempts = FRESH;
        for second in 0..5 {
            attempts = attempts.try_at(at(second)).unwrap();
            assert_eq!(attempts.is_locked(), second == 4);
        }
        assert_eq!(
            attempts.try_at(at(5)),
            Err(Locked {
                until: at(4 + LOCKED_SECONDS)
            })
        );
        assert!(attempts.try_at(at(3 + LOCKED_SECONDS)).is_err());
        let again = attempts.try_at(at(4 + LOCKED_SECONDS)).unwrap();
        assert_eq!((again.failures, again.is_locked()), (1, false));
    }
}
