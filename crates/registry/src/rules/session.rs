//! When a session ends and when a password has served its time (graded protection, rules 18).

use huiyin_kernel::Instant;

use crate::model::Session;

/// A session ends this long after sign-in, whatever happens in it.
pub const ABSOLUTE_SECONDS: i64 = 12 * 3600;
/// `seen_at` is written down at most this often, so that reading costs no write.
pub const TOUCH_SECONDS: i64 = 60;

const IDLE_MINUTES: i64 = 15;
const IDLE_MINUTES_ADMIN: i64 = 10;
const PASSWORD_DAYS: i64 = 180;
const DAY_SECONDS: i64 = 86_400;

/// What the district has decided, or the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    idle_minutes: i64,
    idle_minutes_admin: i64,
    /// 0 is never.
    password_days: i64,
}

impl Limits {
    /// Nonsense in the table falls back to the default: a typing error must not open sessions
    /// for ever.
    pub fn from_settings(
        idle_minutes: Option<i64>,
        idle_minutes_admin: Option<i64>,
        password_days: Option<i64>,
    ) -> Self {
        let within = |value: Option<i64>, least: i64, most: i64, default: i64| {
            value
                .filter(|it| (least..=most).contains(it))
                .unwrap_or(default)
        };
        Self {
            idle_minutes: within(idle_minutes, 1, 720, IDLE_MINUTES),
            idle_minutes_admin: within(idle_minutes_admin, 1, 720, IDLE_MINUTES_ADMIN),
            password_days: within(password_days, 0, 3650, PASSWORD_DAYS),
        }
    }

    pub fn is_over(self, session: &Session, is_admin: bool, now: Instant) -> bool {
        let idle_minutes = if is_admin {
            self.idle_minutes_admin
        } else {
            self.idle_minutes
        };
        now >= session.expires_at || now.seconds_since(session.seen_at) >= idle_minutes * 60
    }

    pub fn is_password_old(self, changed_at: Instant, now: Instant) -> bool {
        self.password_days > 0 && now.seconds_since(changed_at) >= self.password_days * DAY_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Id;

    use super::*;

    fn session(started: Instant) -> Session {
        Session {
            id: Id::derived("test", "session"),
            token_digest: "d".to_owned(),
            account_id: Id::derived("test", "account"),
            created_at: started,
            seen_at: started,
            expires_at: started.plus_seconds(ABSOLUTE_SECONDS),
        }
    }

    #[test]
    fn a_session_ends_when_idle_and_ends_after_twelve_hours_anyway() {
        let started = Instant::from_micros(1_700_000_000_000_000);
        let limits = Limits::from_settings(None, None, None);
        let mut session = session(started);
        assert!(!limits.is_over(&session, false, started.plus_seconds(899)));
        assert!(limits.is_over(&session, false, started.plus_seconds(900)));
        assert!(limits.is_over(&session, true, started.plus_seconds(600)));
        session.seen_at = started.plus_seconds(ABSOLUTE_SECONDS - 1);
        assert!(limits.is_over(&session, false, started.plus_seconds(ABSOLUTE_SECONDS)));
    }

    #[test]
    fn nonsense_in_the_settings_falls_back_to_the_defaults() {
        let default = Limits::from_settings(None, None, None);
        let nonsense = Limits::from_settings(Some(-1), Some(1_000_000), Some(-5));
        assert_eq!(nonsense, default);
    }

    #[test]
    fn a_password_serves_half_a_year_unless_that_is_switched_off() {
        let changed = Instant::from_micros(1_700_000_000_000_000);
        let later = changed.plus_hours(180 * 24);
        let default = Limits::from_settings(None, None, None);
        assert!(default.is_password_old(changed, later));
        assert!(!default.is_password_old(changed, later.plus_seconds(-1)));
        assert!(!Limits::from_settings(None, None, Some(0)).is_password_old(changed, later));
    }
}
