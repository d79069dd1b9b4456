//! What makes a password good enough (rules 18).

/// Characters of a password at most; a longer one only makes hashing slow.
pub const MOST_CHARACTERS: usize = 128;
const LEAST_CHARACTERS: usize = 8;
const LEAST_CHARACTERS_ADMIN: usize = 12;
const LEAST_CLASSES: usize = 3;
/// A piece of the login of this length must not stand in the password.
const LOGIN_PIECE: usize = 3;

/// Why a password is refused; each has its sentence `registry-password-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    TooShort { least: usize },
    TooLong,
    FewClasses,
    HoldsLogin,
    SameAsBefore,
}

impl Weakness {
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "registry-password-too-short",
            Self::TooLong => "registry-password-too-long",
            Self::FewClasses => "registry-password-few-classes",
            Self::HoldsLogin => "registry-password-holds-login",
            Self::SameAsBefore => "registry-password-same",
        }
    }
}

pub const fn least_characters(is_admin: bool) -> usize {
    if is_admin {
        LEAST_CHARACTERS_ADMIN
    } else {
        LEAST_CHARACTERS
    }
}

/// Everything that can be said without knowing the old password, in the order of mending.
pub fn check(password: &str, login: &str, is_admin: bool) -> Result<(), Weakness> {
    let characters = password.chars().count();
    let least = least_characters(is_admin);
    if characters < least {
        return Err(Weakness::TooShort { least });
    }
    if characters > MOST_CHARACTERS {
        return Err(Weakness::TooLong);
    }
    if classes(password) < LEAST_CLASSES {
        return Err(Weakness::FewClasses);
    }
    if holds_piece(password, login) {
        return Err(Weakness::HoldsLogin);
    }
    Ok(())
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

    #[test]
    fn each_rule_has_a_password_that_breaks_it_alone() {
        let refused = |password: &str, admin: bool| check(password, "lighting", admin).unwrap_err();
        assert_eq!(refused("Ab1-xyz", false), Weakness::TooShort { least: 8 });
        assert_eq!(refused("Ab1-xyz-9", true), Weakness::TooShort { least: 12 });
        assert_eq!(refused("abcdefgh1234", false), Weakness::FewClasses);
        assert_eq!(refused("A1-ghT-park", false), Weakness::HoldsLogin);
        assert_eq!(refused(&"aB1".repeat(50), false), Weakness::TooLong);
        assert_eq!(check("回音Bridge7", "lighting", false), Ok(()));
        assert_eq!(check("Ab1-xyzw", "lighting", false), Ok(()));
    }

    #[test]
    fn a_short_login_has_no_piece_to_forbid() {
        assert_eq!(check("ab-AB-12-ab", "ab", false), Ok(()));
    }

    proptest! {
        #[test]
        fn every_first_password_meets_the_rules_of_an_administrator(random: [u8; FIRST_BYTES]) {
            let password = first(random);
            prop_assert_eq!(password.chars().count(), 19);
            prop_assert_eq!(check(&password, "", true), Ok(()));
        }

        #[test]
        fn checking_never_panics(password in ".{0,200}", login in ".{0,50}") {
            let _ = check(&password, &login, false);
        }
    }
}
