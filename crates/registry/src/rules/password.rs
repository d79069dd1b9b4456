//! What makes a password good enough (rules 18).

use crate::model::Grade;

/// Characters of a password at most; a longer one only makes hashing slow.
pub const MOST_CHARACTERS: usize = 128;
const LEAST_CHARACTERS: usize = 8;
const LEAST_CHARACTERS_ADMIN: usize = 12;
/// Characters that make a password strong enough to serve without an end.
const LEAST_CHARACTERS_LONG: usize = 15;
const LEAST_CLASSES: usize = 3;
/// Different characters of a long password.
const LEAST_DIFFERENT: usize = 6;
/// A piece of the login of this length must not stand in the password.
const LOGIN_PIECE: usize = 3;

/// Passwords of one person, the present one included, that may not come again.
pub const REMEMBERED: usize = 5;

/// What the district asks of passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Eight characters of three kinds (twelve for administrators), replaced after some months.
    Rotation,
    /// Fifteen characters of any kind, without an end: people then choose better ones.
    Length,
}

/// What is asked of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub style: Style,
    pub is_admin: bool,
}

impl Rules {
    pub const fn least_characters(self) -> usize {
        match (self.style, self.is_admin) {
            (Style::Length, _) => LEAST_CHARACTERS_LONG,
            (Style::Rotation, true) => LEAST_CHARACTERS_ADMIN,
            (Style::Rotation, false) => LEAST_CHARACTERS,
        }
    }
}

/// Why a password is refused; each has its sentence `registry-password-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    TooShort {
        least: usize,
    },
    TooLong,
    FewClasses,
    Monotonous,
    HoldsLogin,
    SameAsBefore,
    /// One of the last five.
    UsedBefore,
}

impl Weakness {
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "registry-password-too-short",
            Self::TooLong => "registry-password-too-long",
            Self::FewClasses => "registry-password-few-classes",
            Self::Monotonous => "registry-password-monotonous",
            Self::HoldsLogin => "registry-password-holds-login",
            Self::SameAsBefore => "registry-password-same",
            Self::UsedBefore => "registry-password-used-before",
        }
    }
}

/// Everything that can be said without knowing the old passwords, in the order of mending.
pub fn check(password: &str, login: &str, rules: Rules) -> Result<(), Weakness> {
    let characters = password.chars().count();
    let least = rules.least_characters();
    if characters < least {
        return Err(Weakness::TooShort { least });
    }
    if characters > MOST_CHARACTERS {
        return Err(Weakness::TooLong);
    }
    if rules.style == Style::Rotation && classes(password) < LEAST_CLASSES {
        return Err(Weakness::FewClasses);
    }
    if rules.style == Style::Length && is_monotonous(password) {
        return Err(Weakness::Monotonous);
    }
    if holds_piece(password, login) {
        return Err(Weakness::HoldsLogin);
    }
    Ok(())
}

/// What is remembered of a password once it can no longer be read.
pub fn grade(password: &str, login: &str) -> Grade {
    let fits = |style, is_admin| check(password, login, Rules { style, is_admin }).is_ok();
    Grade {
        fits_admin: fits(Style::Rotation, true),
        is_long: fits(Style::Length, true),
    }
}

/// Length alone is no strength where the same few characters come again and again.
fn is_monotonous(password: &str) -> bool {
    let different: std::collections::BTreeSet<char> = password.chars().collect();
    different.len() < LEAST_DIFFERENT
}

/// Small letters, capitals, digits, and everything else, Chinese characters among it.
fn classes(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [
        |it| it.is_ascii_lowercase(),
        |it| it.is_ascii_uppercase(),
        |it| it.is_ascii_digit(),
        |it| !it.is_ascii_alphanumeric(),
    ];
    classes
        .into_iter()
        .filter(|class| password.chars().any(class))
        .count()
}

fn holds_piece(password: &str, login: &str) -> bool {
    let password = password.to_lowercase();
    let letters: Vec<char> = login.to_lowercase().chars().collect();
    letters
        .windows(LOGIN_PIECE)
        .any(|piece| password.contains(&piece.iter().collect::<String>()))
}

/// Signs of a first password: no two of them are mistaken for one another on paper.
const CAPITALS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ";
const SMALL: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
const DIGITS: &[u8] = b"23456789";
const GROUPS: usize = 4;
const GROUP_SIGNS: usize = 4;
/// Random bytes that [`first`] wants.
pub const FIRST_BYTES: usize = GROUPS * GROUP_SIGNS;

/// A first password for the printed slip, such as `Kxt4-mpRw-…`: four groups of four signs, about
/// 80 bits, readable aloud. Each group has a capital and a digit, so that every rule is met.
pub fn first(random: [u8; FIRST_BYTES]) -> String {
    let mut out = String::with_capacity(FIRST_BYTES + GROUPS);
    for (at, byte) in random.into_iter().enumerate() {
        let place = at % GROUP_SIGNS;
        if at > 0 && place == 0 {
            out.push('-');
        }
        let signs = match place {
            0 => CAPITALS,
            3 => DIGITS,
            _ => SMALL,
        };
        out.push(char::from(signs[usize::from(byte) % signs.len()]));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn rotation(is_admin: bool) -> Rules {
        Rules {
            style: Style::Rotation,
            is_admin,
        }
    }

    #[test]
    fn length_takes_the_place_of_kinds_and_ends() {
        let length = Rules {
            style: Style::Length,
            is_admin: true,
        };
        let check = |password: &str| check(password, "lighting", length);
        assert_eq!(check("river lantern market"), Ok(()));
        assert_eq!(
            check("Kxt4-mpRw-2026"),
            Err(Weakness::TooShort { least: 15 })
        );
        assert_eq!(check("aaaaabbbbbcccccddddd"), Err(Weakness::Monotonous));
        assert_eq!(check("a-lighting-of-lamps"), Err(Weakness::HoldsLogin));
        assert_eq!(
            grade("river lantern market", "lighting"),
            Grade {
                fits_admin: false,
                is_long: true
            }
        );
    }

    #[test]
    fn each_rule_has_a_password_that_breaks_it_alone() {
        let refused =
            |password: &str, admin: bool| check(password, "lighting", rotation(admin)).unwrap_err();
        assert_eq!(refused("Ab1-xyz", false), Weakness::TooShort { least: 8 });
        assert_eq!(refused("Ab1-xyz-9", true), Weakness::TooShort { least: 12 });
        assert_eq!(refused("abcdefgh1234", false), Weakness::FewClasses);
        assert_eq!(refused("A1-ghT-park", false), Weakness::HoldsLogin);
        assert_eq!(refused(&"aB1".repeat(50), false), Weakness::TooLong);
        assert_eq!(check("回音Bridge7", "lighting", rotation(false)), Ok(()));
        assert_eq!(check("Ab1-xyzw", "lighting", rotation(false)), Ok(()));
    }

    #[test]
    fn a_short_login_has_no_piece_to_forbid() {
        assert_eq!(check("ab-AB-12-ab", "ab", rotation(false)), Ok(()));
    }

    proptest! {
        #[test]
        fn every_first_password_meets_the_rules_of_an_administrator(random: [u8; FIRST_BYTES]) {
            let password = first(random);
            prop_assert_eq!(password.chars().count(), 19);
            let grade = grade(&password, "");
            prop_assert!(grade.fits_admin, "{password}");
        }

        #[test]
        fn checking_never_panics(password in ".{0,200}", login in ".{0,50}") {
            let _ = grade(&password, &login);
        }
    }
}
