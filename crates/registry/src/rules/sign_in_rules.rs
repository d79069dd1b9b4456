//! What a district may decide about signing in: everything stricter than the law's defaults, and
//! nothing looser.

use std::collections::BTreeSet;

use crate::rules::password::Style;
use crate::rules::policy::Policy;
use crate::rules::session::{
    ABSOLUTE_HOURS, IDLE_MINUTES, IDLE_MINUTES_ADMIN, Limits, PASSWORD_DAYS,
};

/// The rules of a district as a form asks for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRules {
    pub idle_minutes: i64,
    pub idle_minutes_admin: i64,
    pub absolute_hours: i64,
    pub password_days: i64,
    pub style: Style,
    /// Roles that ask for a second factor.
    pub second_factor: BTreeSet<String>,
}

/// A number that lies outside of what may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange {
    pub field: &'static str,
    pub most: i64,
}

/// The most that may be chosen for each number. One that stands higher already, as in the model
/// district, may stay, but not rise.
pub fn most(limits: Limits) -> [(&'static str, i64); 4] {
    [
        ("idle_minutes", IDLE_MINUTES.max(limits.idle_minutes)),
        (
            "idle_minutes_admin",
            IDLE_MINUTES_ADMIN.max(limits.idle_minutes_admin),
        ),
        ("absolute_hours", ABSOLUTE_HOURS),
        ("password_days", PASSWORD_DAYS),
    ]
}

/// Whether passwords need no replacing now although they are of the kind that is replaced, as in
/// the model district: this too may stay, and once given up does not come back.
pub fn never_ends(limits: Limits) -> bool {
    limits.style == Style::Rotation && limits.password_days == 0
}

/// Checks each number, and forgets roles that the policy does not know.
pub fn check(
    asked: SignInRules,
    limits: Limits,
    policy: &Policy,
) -> Result<SignInRules, Vec<OutOfRange>> {
    let value = |field: &str| match field {
        "idle_minutes" => asked.idle_minutes,
        "idle_minutes_admin" => asked.idle_minutes_admin,
        "absolute_hours" => asked.absolute_hours,
        _ => asked.password_days,
    };
    let is_unused = |field: &str| field == "password_days" && asked.style == Style::Length;
    let least = |field: &str| i64::from(!(field == "password_days" && never_ends(limits)));
    let wrong: Vec<OutOfRange> = most(limits)
        .into_iter()
        .filter(|(field, most)| {
            !is_unused(field) && !(least(field)..=*most).contains(&value(field))
        })
        .map(|(field, most)| OutOfRange { field, most })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut asked = asked;
    asked
        .second_factor
        .retain(|role| policy.role(role).is_some());
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::session::Chosen;

    fn asked() -> SignInRules {
        SignInRules {
            idle_minutes: 15,
            idle_minutes_admin: 10,
            absolute_hours: 12,
            password_days: 180,
            style: Style::Rotation,
            second_factor: BTreeSet::from(["sec_admin".to_owned(), "king".to_owned()]),
        }
    }

    #[test]
    fn stricter_is_free_and_looser_is_refused() {
        let policy = Policy::shipped().unwrap();
        let limits = Limits::from_settings(Chosen::default());
        let checked = check(asked(), limits, &policy).unwrap();
        assert_eq!(
            checked.second_factor,
            BTreeSet::from(["sec_admin".to_owned()])
        );
        let loose = SignInRules {
            idle_minutes: 16,
            idle_minutes_admin: 0,
            absolute_hours: 13,
            password_days: 181,
            ..asked()
        };
        let fields: Vec<&str> = check(loose, limits, &policy)
            .unwrap_err()
            .iter()
            .map(|it| it.field)
            .collect();
        assert_eq!(
            fields,
            [
                "idle_minutes",
                "idle_minutes_admin",
                "absolute_hours",
                "password_days"
            ]
        );
        let strict = SignInRules {
            idle_minutes: 1,
            idle_minutes_admin: 1,
            absolute_hours: 1,
            password_days: 1,
            ..asked()
        };
        assert!(check(strict, limits, &policy).is_ok());
    }

    #[test]
    fn what_stands_higher_may_stay_but_not_rise() {
        let policy = Policy::shipped().unwrap();
        let limits = Limits::from_settings(Chosen {
            idle_minutes: Some(480),
            ..Chosen::default()
        });
        let with = |idle_minutes| SignInRules {
            idle_minutes,
            ..asked()
        };
        assert!(check(with(480), limits, &policy).is_ok());
        assert!(check(with(481), limits, &policy).is_err());
        let never = Limits::from_settings(Chosen {
            password_days: Some(0),
            ..Chosen::default()
        });
        let days = |password_days| SignInRules {
            password_days,
            ..asked()
        };
        assert!(check(days(0), never, &policy).is_ok());
        assert!(check(days(90), never, &policy).is_ok());
        assert!(check(days(181), never, &policy).is_err());
        assert!(check(days(0), limits, &policy).is_err());
        let long = SignInRules {
            style: Style::Length,
            password_days: 0,
            ..asked()
        };
        assert!(check(long, limits, &policy).is_ok());
    }
}
