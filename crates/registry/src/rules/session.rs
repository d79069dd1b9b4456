//! When a session ends and when a password has served its time (graded protection, rules 18).

use huiyin_kernel::Instant;

use crate::model::{Grade, Session};
use crate::rules::password::Style;

/// A session ends this long after sign-in, whatever happens in it. A district may choose less.
pub const ABSOLUTE_HOURS: i64 = 12;
/// Between the first factor and the second.
pub const STEP_SECONDS: i64 = 5 * 60;
/// `seen_at` is written down at most this often, so that reading costs no write.
pub const TOUCH_SECONDS: i64 = 60;

pub const IDLE_MINUTES: i64 = 15;
pub const IDLE_MINUTES_ADMIN: i64 = 10;
pub const PASSWORD_DAYS: i64 = 180;
const DAY_SECONDS: i64 = 86_400;

/// What the district has written into its settings, as far as these rules ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chosen {
    pub idle_minutes: Option<i64>,
    pub idle_minutes_admin: Option<i64>,
    pub absolute_hours: Option<i64>,
    pub password_days: Option<i64>,
    /// Long passwords that need no replacing, instead of shorter ones with an end.
    pub length_over_rotation: bool,
}

/// What the district has decided, or the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub idle_minutes: i64,
    pub idle_minutes_admin: i64,
    pub absolute_hours: i64,
    /// 0 is never.
    pub password_days: i64,
    pub style: Style,
}

impl Limits {
    /// Nonsense in the table falls back to the default: a typing error must not open sessions
    /// for ever.
    pub fn from_settings(chosen: Chosen) -> Self {
        let within = |value: Option<i64>, least: i64, most: i64, default: i64| {
            value
                .filter(|it| (least..=most).contains(it))
                .unwrap_or(default)
        };
        let style = if chosen.length_over_rotation {
            Style::Length
        } else {
            Style::Rotation
        };
        let days = within(chosen.password_days, 0, 3650, PASSWORD_DAYS);
        Self {
            idle_minutes: within(chosen.idle_minutes, 1, 720, IDLE_MINUTES),
            idle_minutes_admin: within(chosen.idle_minutes_admin, 1, 720, IDLE_MINUTES_ADMIN),
            absolute_hours: within(chosen.absolute_hours, 1, ABSOLUTE_HOURS, ABSOLUTE_HOURS),
            password_days: if style == Style::Length { 0 } else { days },
            style,
        }
    }

    pub const fn absolute_seconds(self) -> i64 {
        self.absolute_hours * 3600
    }

    pub fn is_over(self, session: &Session, is_admin: bool, now: Instant) -> bool {
        let idle_minutes = if is_admin {
            self.idle_minutes_admin
        } else {
            self.idle_minutes
        };
        let is_too_old = now.seconds_since(session.created_at) >= self.absolute_seconds();
        now >= session.expires_at
            || is_too_old
            || now.seconds_since(session.seen_at) >= idle_minutes * 60
    }

    /// Whether the password is weaker than what is asked of this person now: an administrator's
    /// post may have come after it, or the district may have chosen length over rotation.
    pub fn is_password_weak(self, grade: Grade, is_admin: bool) -> bool {
        match self.style {
            Style::Length => !grade.is_long,
            Style::Rotation => is_admin && !grade.fits_admin,
        }
    }

    pub fn is_password_old(self, changed_at: Instant, now: Instant) -> bool {
        self.password_days > 0 && now.seconds_since(changed_at) >= self.password_days * DAY_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Id;

    use super::*;
    use crate::model::First;

    fn session(started: Instant) -> Session {
        Session {
            id: Id::derived("test", "session"),
            token_digest: "d".to_owned(),
            account_id: Id::derived("test", "account"),
            created_at: started,
            seen_at: started,
            expires_at: started.plus_hours(ABSOLUTE_HOURS),
            first: First::Password,
            second: false,
            device: String::new(),
        }
    }

    #[test]
    fn a_session_ends_when_idle_and_ends_after_twelve_hours_anyway() {
        let started = Instant::from_micros(1_700_000_000_000_000);
        let limits = Limits::from_settings(Chosen::default());
        let mut session = session(started);
        assert!(!limits.is_over(&session, false, started.plus_seconds(899)));
        assert!(limits.is_over(&session, false, started.plus_seconds(900)));
        assert!(limits.is_over(&session, true, started.plus_seconds(600)));
        session.seen_at = started.plus_seconds(12 * 3600 - 1);
        assert!(limits.is_over(&session, false, started.plus_hours(12)));
    }

    #[test]
    fn nonsense_in_the_settings_falls_back_to_the_defaults() {
        let nonsense = Chosen {
            idle_minutes: Some(-1),
            idle_minutes_admin: Some(1_000_000),
            absolute_hours: Some(13),
            password_days: Some(-5),
            length_over_rotation: false,
        };
        let default = Limits::from_settings(Chosen::default());
        assert_eq!(Limits::from_settings(nonsense), default);
        assert_eq!(default.absolute_seconds(), 43_200);
    }

    #[test]
    fn a_password_serves_half_a_year_unless_that_is_switched_off() {
        let changed = Instant::from_micros(1_700_000_000_000_000);
        let later = changed.plus_hours(180 * 24);
        let limits = |password_days, length_over_rotation| {
            Limits::from_settings(Chosen {
                password_days,
                length_over_rotation,
                ..Chosen::default()
            })
        };
        assert!(limits(None, false).is_password_old(changed, later));
        assert!(!limits(None, false).is_password_old(changed, later.plus_seconds(-1)));
        assert!(!limits(Some(0), false).is_password_old(changed, later));
        assert!(!limits(Some(30), true).is_password_old(changed, later));
    }

    #[test]
    fn a_password_must_meet_the_rules_of_today() {
        let grade = |fits_admin, is_long| Grade {
            fits_admin,
            is_long,
        };
        let rotation = Limits::from_settings(Chosen::default());
        assert!(!rotation.is_password_weak(grade(false, false), false));
        assert!(rotation.is_password_weak(grade(false, true), true));
        assert!(!rotation.is_password_weak(grade(true, false), true));
        let length = Limits::from_settings(Chosen {
            length_over_rotation: true,
            ..Chosen::default()
        });
        assert!(length.is_password_weak(grade(true, false), false));
        assert!(!length.is_password_weak(grade(false, true), true));
    }
}
