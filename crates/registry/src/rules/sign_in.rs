//! From what somebody has proven on the way in to what is still needed, and what they owe once
//! they are in. Every way in, whatever its first factor, ends here.

use huiyin_web::Duty;

use crate::model::First;

/// What somebody has proven so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    pub first: First,
    /// A second factor was proven too, or the first one counts for both.
    pub second: bool,
}

impl Proven {
    pub const PASSWORD: Self = Self {
        first: First::Password,
        second: false,
    };
    pub const PROVIDER: Self = Self {
        first: First::Provider,
        second: false,
    };

    /// A passkey is the second factor as well when the device has checked who holds it.
    pub const fn passkey(holder_checked: bool) -> Self {
        Self {
            first: First::Passkey,
            second: holder_checked,
        }
    }

    #[must_use]
    pub const fn with_code(self) -> Self {
        Self {
            first: self.first,
            second: true,
        }
    }
}

/// What is known of the account that somebody wants to enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub is_active: bool,
    /// A generator of codes is set up and confirmed.
    pub has_code: bool,
}

/// What comes after a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Session,
    /// Whoever has set up a second factor is always asked for it.
    SecondFactor,
    Refused,
}

pub const fn next(standing: Standing, proven: Proven) -> Next {
    if !standing.is_active {
        Next::Refused
    } else if standing.has_code && !proven.second {
        Next::SecondFactor
    } else {
        Next::Session
    }
}

/// What could stand between a session and its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// It is a first password, it has served its time, or it is weaker than the posts of today
    /// ask for.
    pub new_password: bool,
    /// A role held today asks for a second factor.
    pub second_factor: bool,
    pub has_second_factor: bool,
}

/// One thing after the other: the password first, because setting up a second factor asks for it.
pub const fn duty(owed: Owed) -> Option<Duty> {
    if owed.new_password {
        Some(Duty::ChangePassword)
    } else if owed.second_factor && !owed.has_second_factor {
        Some(Duty::SetUpSecondFactor)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Standing = Standing {
        is_active: true,
        has_code: false,
    };
    const WITH_CODE: Standing = Standing {
        is_active: true,
        has_code: true,
    };
    const WAYS: [Proven; 4] = [
        Proven::PASSWORD,
        Proven::PROVIDER,
        Proven::passkey(false),
        Proven::passkey(true),
    ];

    #[test]
    fn a_closed_account_opens_to_no_proof() {
        for proven in WAYS.into_iter().flat_map(|it| [it, it.with_code()]) {
            for has_code in [false, true] {
                let closed = Standing {
                    is_active: false,
                    has_code,
                };
                assert_eq!(next(closed, proven), Next::Refused, "{proven:?}");
            }
        }
    }

    #[test]
    fn whoever_has_a_second_factor_never_enters_on_the_first_alone() {
        for proven in WAYS {
            let alone = next(WITH_CODE, proven);
            let expected = if proven.second {
                Next::Session
            } else {
                Next::SecondFactor
            };
            assert_eq!(alone, expected, "{proven:?}");
            assert_eq!(next(WITH_CODE, proven.with_code()), Next::Session);
            assert_eq!(next(OPEN, proven), Next::Session);
        }
    }

    #[test]
    fn the_password_is_mended_before_the_second_factor() {
        let owed = |new_password, second_factor, has_second_factor| {
            duty(Owed {
                new_password,
                second_factor,
                has_second_factor,
            })
        };
        assert_eq!(owed(true, true, false), Some(Duty::ChangePassword));
        assert_eq!(owed(false, true, false), Some(Duty::SetUpSecondFactor));
        assert_eq!(owed(false, true, true), None);
        assert_eq!(owed(false, false, false), None);
    }
}
