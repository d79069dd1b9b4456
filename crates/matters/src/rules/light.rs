//! The light account of a resident: how somebody proves that a phone or a mail address is theirs,
//! and for how long that holds. Nobody needs one.

use huiyin_kernel::Entropy;
use huiyin_kernel::mask::mask_phone;

/// A code by short message or mail.
pub const CODE_SECONDS: i64 = 10 * 60;
const CODE_DIGITS: usize = 6;
/// A slip from the counter, typed in at home by somebody who takes their time.
pub const SLIP_SECONDS: i64 = 3 * 86_400;
const SLIP_DIGITS: usize = 8;
/// More slips of one account within a day than this are a matter for the audit administrator.
pub const SLIPS_IN_DAY: i64 = 20;
/// For so long after a slip was used nothing of its phone is withdrawn or deleted by a code: the
/// slip may have been printed for somebody else's phone, and its owner should have time to notice.
pub const CAREFUL_SECONDS: i64 = 86_400;
/// Wrong codes before it is worth nothing any more.
pub const TRIES_MOST: i64 = 5;
/// Codes that may be sent to one phone or address in an hour and in a day. Whether the phone is
/// known to us plays no part.
pub const SENT_IN_HOUR: i64 = 3;
pub const SENT_IN_DAY: i64 = 8;
/// A session is short, because the phone may be somebody else's the next minute.
pub const SESSION_SECONDS: i64 = 30 * 60;
/// Echoes that may be added by their code.
pub const ADDED_MOST: i64 = 100;
/// Echoes shown of one kind; the newest come first.
pub const SHOWN_MOST: i64 = 100;
/// An account that nobody has opened for so long goes.
pub const UNUSED_DAYS: i64 = 365;

/// Characters of a phone or a mail address that are looked at.
const REACH_CHARACTERS: usize = 120;
const PHONE_DIGITS_LEAST: usize = 7;
const PHONE_DIGITS_MOST: usize = 15;

/// What somebody can prove to be theirs, in the one spelling by which it is found again.
#[derive(Clone, PartialEq, Eq)]
pub enum Reach {
    Phone(String),
    Mail(String),
}

/// Neither a phone nor an address belongs into a log.
impl std::fmt::Debug for Reach {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Phone(_) => "Phone(…)",
            Self::Mail(_) => "Mail(…)",
        })
    }
}

impl Reach {
    /// Reads what was typed; nothing where it is neither.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.chars().count() > REACH_CHARACTERS {
            return None;
        }
        if typed.contains('@') {
            return mail(typed).map(Self::Mail);
        }
        let is_plain = typed
            .chars()
            .all(|it| it.is_ascii_digit() || " -+()（）".contains(it));
        let phone = phone_key(typed);
        let fits = (PHONE_DIGITS_LEAST..=PHONE_DIGITS_MOST).contains(&phone.len());
        (is_plain && fits).then_some(Self::Phone(phone))
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Phone(text) | Self::Mail(text) => text,
        }
    }

    /// Enough for its owner to know it by.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(phone) => mask_phone(phone),
            Self::Mail(mail) => {
                let (name, host) = mail.split_once('@').unwrap_or((mail, ""));
                let first: String = name.chars().take(1).collect();
                format!("{first}***@{host}")
            }
        }
    }
}

/// The digits by which a phone is found again, however it was grouped and whether the country
/// stands before it or not.
pub fn phone_key(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let is_mobile = |rest: &str| rest.len() == 11 && rest.starts_with('1');
    ["0086", "86"]
        .iter()
        .find_map(|prefix| digits.strip_prefix(prefix).filter(|rest| is_mobile(rest)))
        .map_or_else(|| digits.clone(), str::to_owned)
}

fn mail(typed: &str) -> Option<String> {
    let (name, host) = typed.rsplit_once('@')?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&it));
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    let is_host = host.contains('.') && host.split('.').all(is_label);
    (is_name && is_host).then(|| typed.to_ascii_lowercase())
}

/// A code of six digits.
pub fn new_code(entropy: &dyn Entropy) -> String {
    digits(entropy, CODE_DIGITS)
}

/// The code of a slip: longer, because it lives longer.
pub fn new_slip_code(entropy: &dyn Entropy) -> String {
    digits(entropy, SLIP_DIGITS)
}

/// Digits, each as likely as the other: the remainder of 128 bits leans towards none that could
/// be noticed.
fn digits(entropy: &dyn Entropy, count: usize) -> String {
    let mut bytes = [0u8; 16];
    entropy.fill(&mut bytes);
    let mut left = u128::from_be_bytes(bytes);
    let mut text = String::with_capacity(count);
    for _ in 0..count {
        let digit = u32::try_from(left % 10).unwrap_or(0);
        text.extend(char::from_digit(digit, 10));
        left /= 10;
    }
    text
}

/// A typed code: full-width digits and blanks are forgiven.
pub fn typed_code(typed: &str) -> String {
    typed
        .chars()
        .take(40)
        .filter_map(|it| match it {
            '0'..='9' => Some(it),
            '０'..='９' => char::from_u32(u32::from(it) - 0xfee0),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use huiyin_db::testing::CountingEntropy;

    use super::*;

    #[test]
    fn a_phone_is_the_same_however_it_is_typed() {
        for typed in [
            "13800001111",
            "138 0000 1111",
            "138-0000-1111",
            "+86 138 0000 1111",
            "008613800001111",
            " 13800001111 ",
        ] {
            assert_eq!(
                Reach::read(typed),
                Some(Reach::Phone("13800001111".to_owned())),
                "{typed}"
            );
        }
        assert_eq!(
            Reach::read("023-67654321"),
            Some(Reach::Phone("02367654321".to_owned()))
        );
        assert_eq!(Reach::read("13800001111").unwrap().masked(), "138****1111");
    }

    #[test]
    fn mail_is_the_same_in_capitals_and_shown_by_its_first_letter() {
        let mail = Reach::read("Wang.Li@Example.CN").unwrap();
        assert_eq!(mail, Reach::Mail("wang.li@example.cn".to_owned()));
        assert_eq!(mail.masked(), "w***@example.cn");
    }

    #[test]
    fn what_is_neither_is_refused() {
        for odd in [
            "",
            "123",
            "1234567890123456",
            "phone 13800001111",
            "a@b",
            "@example.cn",
            "a b@example.cn",
            "a@example..cn",
            "a@exa\nmple.cn",
            "王@example.cn",
        ] {
            assert_eq!(Reach::read(odd), None, "{odd:?}");
        }
        assert_eq!(Reach::read(&format!("a@{}.cn", "x".repeat(200))), None);
    }

    #[test]
    fn codes_have_their_digits_and_differ() {
        let entropy = CountingEntropy::default();
        let codes: std::collections::BTreeSet<String> =
            (0..200).map(|_| new_code(&entropy)).collect();
        assert!(codes.len() > 190);
        for code in &codes {
            assert_eq!(code.len(), 6);
            assert!(code.bytes().all(|it| it.is_ascii_digit()));
        }
        assert_eq!(new_slip_code(&entropy).len(), 8);
        assert_eq!(typed_code(" 123 ４56 "), "123456");
        assert_eq!(typed_code("12a3'; --"), "123");
    }
}
