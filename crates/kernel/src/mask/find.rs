use std::ops::Range;

use super::identity::{HIDDEN, area_code_length, is_mobile, is_resident_id, passes_luhn};
use super::view::{Seen, view};

/// Groups of digits that one number may be written in.
const MAX_GROUPS: usize = 18;
const MAX_EMAIL_LOCAL: usize = 64;
const MAX_EMAIL_DOMAIN: usize = 255;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonalKind {
    Mobile,
    Landline,
    ResidentId,
    Email,
    BankCard,
    CarPlate,
}

/// Personal data at a range of bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: PersonalKind,
    pub range: Range<usize>,
}

/// Digits written without anything between, by their places in the view.
struct Group {
    first: usize,
    end: usize,
}

/// All personal data that can be told by its form, from left to right, without overlap.
pub fn find_personal_data(text: &str) -> Vec<Finding> {
    let seen = view(text);
    let mut found = Vec::new();
    find_emails(&seen, &mut found);
    find_plates(&seen, &mut found);
    find_numbers(&seen, &mut found);
    // Earlier first, and of those that begin together the longer.
    found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    let mut kept: Vec<Finding> = Vec::new();
    for (kind, places) in found {
        let range = seen[places.start].start..seen[places.end - 1].end;
        match kept.last_mut() {
            Some(last) if range.start < last.range.end => {
                last.range.end = last.range.end.max(range.end);
            }
            _ => kept.push(Finding { kind, range }),
        }
    }
    kept
}

/// The text with everything found replaced by `***`.
pub fn redact(text: &str) -> String {
    let mut current = text.to_owned();
    // Hiding one thing may lay bare another that it touched. Every round makes the text shorter,
    // so the rounds end.
    loop {
        let findings = find_personal_data(&current);
        if findings.is_empty() {
            return current;
        }
        let mut next = String::with_capacity(current.len());
        let mut copied = 0;
        for finding in &findings {
            next.push_str(&current[copied..finding.range.start]);
            next.push_str(HIDDEN);
            copied = finding.range.end;
        }
        next.push_str(&current[copied..]);
        current = next;
    }
}

type Places = (PersonalKind, Range<usize>);

fn find_numbers(seen: &[Seen], found: &mut Vec<Places>) {
    let groups = digit_groups(seen);
    let mut at = 0;
    while at < groups.len() {
        if let Some((kind, used, range)) = number_at(seen, &groups[at..]) {
            found.push((kind, range));
            at += used;
        } else {
            at += 1;
        }
    }
}

fn digit_groups(seen: &[Seen]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, here) in seen.iter().enumerate() {
        if !here.character.is_ascii_digit() {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.end == place => group.end = place + 1,
            _ => groups.push(Group {
                first: place,
                end: place + 1,
            }),
        }
    }
    groups
}

/// The number that begins with the first group: its kind, the groups it takes and its places.
fn number_at(seen: &[Seen], groups: &[Group]) -> Option<(PersonalKind, usize, Range<usize>)> {
    let mut digits: Vec<u8> = Vec::new();
    let mut lengths: Vec<usize> = Vec::new();
    let mut signs: Vec<char> = Vec::new();
    for (at, group) in groups.iter().take(MAX_GROUPS).enumerate() {
        if at > 0 {
            signs.push(sign_between(&seen[groups[at - 1].end..group.first])?);
        }
        lengths.push(group.end - group.first);
        digits.extend(
            seen[group.first..group.end]
                .iter()
                .filter_map(|one| u8::try_from(one.character).ok()),
        );
        if digits.len() > 20 {
            return None;
        }
        if let Some(kind) = kind_of(&digits, &lengths, &signs) {
            let first = prefix_start(seen, groups[0].first, signs.contains(&')'));
            return Some((kind, at + 1, first..group.end));
        }
        // The check character X of a resident number is no digit, so it stands outside the group.
        if digits.len() == 17
            && let Some(check) = seen.get(group.end)
            && check.character.eq_ignore_ascii_case(&'x')
        {
            let mut number = digits.clone();
            number.push(b'X');
            if is_resident_id(&number) {
                return Some((
                    PersonalKind::ResidentId,
                    at + 1,
                    groups[0].first..group.end + 1,
                ));
            }
        }
    }
    None
}

/// The sign that joins two groups of one number: a hyphen, dot or closing bracket, perhaps with
/// spaces, or spaces alone.
fn sign_between(between: &[Seen]) -> Option<char> {
    let sign = |one: &Seen| matches!(one.character, ' ' | '-' | '.' | '_' | '·' | ')');
    if between.len() > 3 || !between.iter().all(sign) {
        return None;
    }
    Some(
        between
            .iter()
            .map(|one| one.character)
            .find(|c| *c != ' ')
            .unwrap_or(' '),
    )
}

/// Takes in a plus sign before the number, and the bracket before it that is closed inside it.
fn prefix_start(seen: &[Seen], first: usize, closes_bracket: bool) -> usize {
    let is = |at: usize, sign: char| seen.get(at).is_some_and(|one| one.character == sign);
    let mut start = first;
    if start > 0 && is(start - 1, '+') {
        start -= 1;
    }
    if closes_bracket && start > 0 && is(start - 1, '(') {
        start -= 1;
    }
    start
}

fn kind_of(digits: &[u8], lengths: &[usize], signs: &[char]) -> Option<PersonalKind> {
    if is_mobile_as_written(digits, lengths, signs) {
        return Some(PersonalKind::Mobile);
    }
    if is_landline_as_written(digits, lengths) {
        return Some(PersonalKind::Landline);
    }
    if is_resident_id(digits) {
        return Some(PersonalKind::ResidentId);
    }
    // Cards are written whole or in fours; other shapes are far more often lists of numbers.
    let in_fours = lengths.iter().rev().skip(1).all(|length| *length == 4);
    let issued = matches!(digits.first(), Some(b'3'..=b'6' | b'9'));
    if (16..=19).contains(&digits.len()) && in_fours && issued && passes_luhn(digits) {
        return Some(PersonalKind::BankCard);
    }
    None
}

/// Eleven digits, perhaps after 86, 0086 or the trunk 0: whole, one by one, or in groups that
/// begin with at least three and are joined by one kind of sign, so that a flat number before a
/// date is not taken for a phone, nor an address of a computer.
fn is_mobile_as_written(digits: &[u8], lengths: &[usize], signs: &[char]) -> bool {
    let bare = [&b"0086"[..], b"86", b"0", b""]
        .iter()
        .find_map(|prefix| digits.strip_prefix(*prefix).filter(|rest| is_mobile(rest)));
    let Some(bare) = bare else { return false };
    let prefix = digits.len() - bare.len();
    let (own, own_signs) = match lengths {
        [first, rest @ ..] if prefix > 0 && *first == prefix => (rest, &signs[1..]),
        all => (all, signs),
    };
    let [first, rest @ ..] = own else {
        return false;
    };
    let one_sign = own_signs.iter().all(|sign| *sign == own_signs[0]);
    let dotted_too_often = own_signs.len() > 2 && own_signs[0] == '.';
    let in_groups = *first >= 3 && rest.iter().all(|length| *length >= 2) && !dotted_too_often;
    one_sign && (in_groups || own.iter().all(|length| *length == 1))
}

/// Area code and local number, whole or with the break after the area code.
fn is_landline_as_written(digits: &[u8], lengths: &[usize]) -> bool {
    let bare = [&b"0086"[..], b"86"]
        .iter()
        .find_map(|prefix| digits.strip_prefix(*prefix))
        .filter(|_| lengths.len() > 1);
    let with_zero: Vec<u8>;
    let national = match bare {
        Some(rest) if !rest.starts_with(b"0") => {
            with_zero = [b"0", rest].concat();
            &with_zero
        }
        Some(rest) => rest,
        None => digits,
    };
    let Some(area_length) = area_code_length(national) else {
        return false;
    };
    let local = &national[area_length..];
    let length_fits = if area_length == 3 {
        local.len() == 8
    } else {
        matches!(local.len(), 7 | 8)
    };
    let break_fits = lengths.len() == 1 || bare.is_some() || lengths[0] == area_length;
    length_fits && break_fits && matches!(local.first(), Some(b'2'..=b'8'))
}

fn find_emails(seen: &[Seen], found: &mut Vec<Places>) {
    for (at, _) in seen
        .iter()
        .enumerate()
        .filter(|(_, one)| one.character == '@')
    {
        let local = |one: &Seen| {
            one.character.is_ascii_alphanumeric()
                || matches!(one.character, '.' | '_' | '%' | '+' | '-')
        };
        let domain = |one: &Seen| {
            one.character.is_ascii_alphanumeric() || matches!(one.character, '.' | '-')
        };
        let before = seen[..at]
            .iter()
            .rev()
            .take(MAX_EMAIL_LOCAL)
            .take_while(|one| local(one))
            .count();
        let name: Vec<char> = seen[at + 1..]
            .iter()
            .take(MAX_EMAIL_DOMAIN)
            .take_while(|one| domain(one))
            .map(|one| one.character)
            .collect();
        let trimmed = name
            .iter()
            .rposition(char::is_ascii_alphanumeric)
            .map_or(0, |last| last + 1);
        if before > 0 && name[..trimmed].contains(&'.') {
            found.push((PersonalKind::Email, at - before..at + 1 + trimmed));
        }
    }
}

fn find_plates(seen: &[Seen], found: &mut Vec<Places>) {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    for at in 0..seen.len() {
        if !PROVINCES.contains(seen[at].character) {
            continue;
        }
        if let Some(end) = plate_end(seen, at) {
            found.push((PersonalKind::CarPlate, at..end));
        }
    }
}

/// A letter, perhaps a dot, then five or six letters and digits, the last perhaps 挂, 学 or 警.
fn plate_end(seen: &[Seen], province: usize) -> Option<usize> {
    let character = |at: usize| seen.get(at).map(|one| one.character);
    let on_plate =
        |c: char| c.is_ascii_alphanumeric() && !matches!(c.to_ascii_uppercase(), 'I' | 'O');
    character(province + 1).filter(char::is_ascii_alphabetic)?;
    let mut at = province + 2;
    if matches!(character(at), Some('·' | '•' | '.' | '-' | ' ')) {
        at += 1;
    }
    let first = at;
    let mut digits = 0;
    while let Some(here) = character(at).filter(|c| on_plate(*c)) {
        digits += usize::from(here.is_ascii_digit());
        at += 1;
        if at - first > 6 {
            return None;
        }
    }
    if at - first == 4
        && matches!(
            character(at),
            Some('挂' | '学' | '警' | '港' | '澳' | '使' | '领')
        )
    {
        at += 1;
    }
    (matches!(at - first, 5 | 6) && digits >= 2).then_some(at)
}
