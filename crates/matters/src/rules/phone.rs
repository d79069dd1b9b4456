//! Whether what was typed as a phone number can be one.

/// Emergency lines and those of authorities; mobile numbers are longer.
const SHORT_DIGITS: usize = 6;
const MOBILE_DIGITS: usize = 11;
const DIGITS_LEAST: usize = 5;
const DIGITS_MOST: usize = 20;

/// What is wrong with a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OddPhone {
    /// No number at all: words in it, or too few or too many digits.
    Unreadable,
    /// It begins like a mobile number and has so many digits.
    Mobile { digits: usize },
}

impl OddPhone {
    /// The key of the sentence for it, and its `count`.
    pub const fn sentence(self) -> (&'static str, usize) {
        match self {
            Self::Unreadable => ("matters-resident-phone-odd", 0),
            Self::Mobile { digits } => ("matters-resident-phone-mobile", digits),
        }
    }
}

/// Mobile, fixed and foreign numbers are taken however they are grouped. A mobile number that
/// lacks a digit is caught here, because nobody could ring it up to ask.
pub fn odd(text: &str) -> Option<OddPhone> {
    let readable = text
        .chars()
        .all(|it| it.is_ascii_digit() || " -+()（）".contains(it));
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    if !readable || !(DIGITS_LEAST..=DIGITS_MOST).contains(&all.len()) {
        return Some(OddPhone::Unreadable);
    }
    let own = without_country(text, &all)?;
    let is_mobile = own.starts_with('1') && own.len() > SHORT_DIGITS;
    (is_mobile && own.len() != MOBILE_DIGITS).then_some(OddPhone::Mobile { digits: own.len() })
}

/// The digits as one dials them in China; nothing for a number of another country. A bare 86 is
/// that of the country only before a mobile number, because fixed ones may begin with it.
fn without_country<'d>(text: &str, all: &'d str) -> Option<&'d str> {
    if text.trim_start().starts_with('+') {
        return all.strip_prefix("86");
    }
    if let Some(rest) = all.strip_prefix("00") {
        return rest.strip_prefix("86");
    }
    let bare = all.strip_prefix("86").filter(|rest| {
        let longer_than_fixed = rest.len() > SHORT_DIGITS;
        rest.starts_with('1') && longer_than_fixed
    });
    Some(bare.unwrap_or(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_taken_in_any_grouping_and_words_are_not() {
        for fine in [
            "13800138000",
            "138 0013 8000",
            "+86 138-0013-8000",
            "8613800138000",
            "008613800138000",
            "023-6788 1234",
            "+86 (23) 67881234",
            "67881234",
            "86138001",
            "12345",
            "110110",
            "+1 415 555 2671",
            "+1 415 555",
            "0014155552671",
        ] {
            assert_eq!(odd(fine), None, "{fine}");
        }
        for wrong in ["请打我妈电话", "abc", "", "123", "13800138000 转张三"] {
            assert_eq!(odd(wrong), Some(OddPhone::Unreadable), "{wrong}");
        }
        let endless = "1380013800013800138000138000";
        assert_eq!(odd(endless), Some(OddPhone::Unreadable));
    }

    #[test]
    fn a_mobile_number_has_eleven_digits() {
        for (wrong, digits) in [
            ("1380013", 7),
            ("1380013800", 10),
            ("138 0013 800", 10),
            ("138001380001", 12),
            ("+86 138 0013 800", 10),
            ("861380013800", 10),
            ("00861380013800", 10),
        ] {
            assert_eq!(odd(wrong), Some(OddPhone::Mobile { digits }), "{wrong}");
        }
    }
}
