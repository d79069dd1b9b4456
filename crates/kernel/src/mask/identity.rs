use super::view::{digits_of, fold};
use crate::Date;

/// What stands in the place of something hidden.
pub(super) const HIDDEN: &str = "***";
/// Characters of a name, phone or number that are looked at.
const MAX_CHARACTERS: usize = 100;

/// Two-character surnames that a longer name may begin with.
const COMPOUND_SURNAMES: [&str; 59] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯",
    "长孙", "宇文", "轩辕", "端木", "百里", "南宫", "呼延", "独孤", "拓跋", "赫连", "澹台", "公冶",
    "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘", "司空", "司寇",
    "亓官", "东郭", "南门", "万俟", "闻人", "公羊", "谷梁", "乐正", "巫马", "西门", "第五", "左丘",
    "梁丘", "段干", "东门", "羊舌", "微生", "漆雕", "壤驷", "公良", "夹谷", "宰父", "歐陽",
];

/// `谭**`, `欧阳**`, `M**`: the surname, or the first letter of a Latin name. The length of the
/// rest is hidden too.
pub fn mask_name(name: &str) -> String {
    let kept: Vec<char> = name
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_CHARACTERS)
        .collect();
    let Some(first) = kept.first() else {
        return String::new();
    };
    // Two characters alone are far more often a short surname and a given name.
    if kept.len() > 2 {
        let start: String = kept[..2].iter().collect();
        if COMPOUND_SURNAMES.contains(&start.as_str()) {
            return start + "**";
        }
    }
    if first.is_alphabetic() {
        format!("{first}**")
    } else {
        HIDDEN.to_owned()
    }
}

/// `138****1234` for a mainland mobile, `023-****1234` for a landline with its area code; any
/// other number is hidden whole.
pub fn mask_phone(phone: &str) -> String {
    let all: Vec<u8> = digits_of(phone, MAX_CHARACTERS);
    let foreign =
        matches!(phone.trim().chars().next(), Some('+' | '＋')) && !all.starts_with(b"86");
    if foreign {
        return HIDDEN.to_owned();
    }
    let digits = [&b"0086"[..], b"86"]
        .iter()
        .find_map(|prefix| all.strip_prefix(*prefix).filter(|rest| is_mobile(rest)))
        .unwrap_or(&all);
    if is_mobile(digits) {
        return format!("{}****{}", text_of(&digits[..3]), text_of(&digits[7..]));
    }
    if let Some(area_length) = area_code_length(digits)
        && matches!(digits.len() - area_length, 7 | 8)
    {
        let last = &digits[digits.len() - 4..];
        return format!("{}-****{}", text_of(&digits[..area_length]), text_of(last));
    }
    if phone.trim().is_empty() {
        String::new()
    } else {
        HIDDEN.to_owned()
    }
}

/// `500105********1234` for an 18-character resident number; any other number is hidden whole.
pub fn mask_id(number: &str) -> String {
    let kept: Vec<char> = number
        .chars()
        .take(MAX_CHARACTERS)
        .filter_map(fold)
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    let digits_first = kept.iter().take(17).all(char::is_ascii_digit);
    let last_fits = kept
        .last()
        .is_some_and(|c| c.is_ascii_digit() || c.eq_ignore_ascii_case(&'x'));
    if kept.len() == 18 && digits_first && last_fits {
        let (start, end): (String, String) =
            (kept[..6].iter().collect(), kept[14..].iter().collect());
        return format!("{start}********{end}");
    }
    if number.trim().is_empty() {
        String::new()
    } else {
        HIDDEN.to_owned()
    }
}

/// Eighteen characters with a province, a day of birth and the check character of ISO 7064
/// MOD 11-2.
pub fn is_resident_id(number: &[u8]) -> bool {
    let (Some(body), Some(given)) = (number.get(..17), number.get(17)) else {
        return false;
    };
    if number.len() != 18 || !body.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let weighted = body
        .iter()
        .fold(0u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let check = (12 - weighted) % 11;
    let expected = u32::from(match given {
        b'X' | b'x' => 10,
        digit if digit.is_ascii_digit() => digit - b'0',
        _ => return false,
    });
    check == expected && is_province(&body[..2]) && is_birth_date(&body[6..14])
}

fn is_province(code: &[u8]) -> bool {
    let tens_and_units = (code[0] - b'0', code[1] - b'0');
    matches!(
        tens_and_units,
        (1 | 6, 1..=5) | (2 | 8, 1..=3) | (3, 1..=7) | (4, 1..=6) | (5, 0..=4) | (7 | 9, 1)
    )
}

/// A day from 1900 to 2099; there is no clock here to tell the future.
fn is_birth_date(digits: &[u8]) -> bool {
    let number = |range: std::ops::Range<usize>| {
        digits[range]
            .iter()
            .fold(0i16, |sum, digit| sum * 10 + i16::from(digit - b'0'))
    };
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return false;
    };
    (1900..2100).contains(&year) && Date::new(year, month, day).is_ok()
}

pub(super) fn is_mobile(digits: &[u8]) -> bool {
    digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1])
}

/// Three digits for Beijing and the other great cities (010, 02x), four elsewhere.
pub(super) fn area_code_length(digits: &[u8]) -> Option<usize> {
    match digits {
        [b'0', b'1', b'0', ..] | [b'0', b'2', _, ..] => Some(3),
        [b'0', b'3'..=b'9', _, _, ..] => Some(4),
        _ => None,
    }
}

/// The check of bank cards: every second digit from the right doubled.
pub(super) fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit - b'0');
            match (at % 2, value * 2) {
                (0, _) => value,
                (_, doubled) if doubled > 9 => doubled - 9,
                (_, doubled) => doubled,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn text_of(digits: &[u8]) -> String {
    digits.iter().copied().map(char::from).collect()
}
