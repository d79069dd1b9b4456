use super::find::redact;

/// Characters of an address that are looked at.
const MAX_CHARACTERS: usize = 300;

/// How much of an address is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressLevel {
    /// The road, or where none is named the street office, community or village.
    Road,
    /// The compound or the gate on the road; what the public sees.
    Compound,
    /// The building, for community staff.
    Building,
    /// All of it, for the handler after a reveal.
    Full,
}

/// An address cut down to a level. What cannot be told apart is cut away.
pub fn mask_address(address: &str, level: AddressLevel) -> String {
    if level == AddressLevel::Full {
        return address.to_owned();
    }
    let short: String = address.trim().chars().take(MAX_CHARACTERS).collect();
    let safe: Vec<char> = redact(&short).chars().collect();
    if !safe.iter().any(|c| is_han(*c)) {
        return latin_street(&safe, level == AddressLevel::Building);
    }
    let kept = match level {
        AddressLevel::Building | AddressLevel::Full => up_to_building(&safe),
        AddressLevel::Compound => up_to_compound(&safe),
        AddressLevel::Road => up_to_road(up_to_compound(&safe)),
    };
    let text: String = kept.iter().collect();
    text.trim_end_matches(|c: char| c.is_whitespace() || "-－—,，、(（".contains(c))
        .to_owned()
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// A digit or letter that may number a building, unit, floor or flat.
fn is_numbering(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
        || "〇零一二三四五六七八九十百甲乙丙丁负".contains(character)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// 3栋, 12幢, B座, 5号楼.
    Building,
    /// 28号 that something other than a flat follows.
    Gate,
    /// 2单元, 15楼, 3室, 15-3 and every other number.
    Inner,
}

struct Numbered {
    start: usize,
    end: usize,
    mark: Mark,
}

/// Every number in the address with what it numbers.
fn numbers(text: &[char]) -> Vec<Numbered> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !is_numbering(text[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && (is_numbering(text[at]) || is_dash(text[at])) {
            at += 1;
        }
        let run = &text[start..at];
        let (mark, unit_length) = mark_of(run, &text[at..]);
        if let Some(mark) = mark {
            at += unit_length;
            found.push(Numbered {
                start,
                end: at,
                mark,
            });
        }
    }
    found
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '－' | '—' | '–' | '_' | '/')
}

/// What the characters after a number make of it, and how many of them belong to it. Chinese
/// numerals also stand in names (`一碗水`, `五里店`), so alone they number nothing.
fn mark_of(run: &[char], after: &[char]) -> (Option<Mark>, usize) {
    let starts = |words: &[&str]| {
        words
            .iter()
            .find(|word| {
                word.chars()
                    .eq(after.iter().copied().take(word.chars().count()))
            })
            .map(|word| word.chars().count())
    };
    if let Some(length) = starts(&["号楼", "号栋", "号幢", "栋", "幢", "座", "#", "＃"]) {
        return (Some(Mark::Building), length);
    }
    if let Some(length) = starts(&[
        "单元", "楼", "层", "室", "房", "户", "号房", "号室", "门", "组",
    ]) {
        return (Some(Mark::Inner), length);
    }
    if let Some(length) = starts(&["号", "附"]) {
        return (Some(Mark::Gate), length);
    }
    // 一期, 二村, 三路, 五支路: part of a name, not the number of a home.
    if starts(&[
        "期", "村", "路", "支", "街", "巷", "社", "段", "环", "区", "号线", "线",
    ])
    .is_some()
    {
        return (None, 0);
    }
    let in_digits = run
        .iter()
        .any(|c| c.is_ascii_digit() || ('０'..='９').contains(c));
    (in_digits.then_some(Mark::Inner), 0)
}

fn up_to_building(text: &[char]) -> &[char] {
    let found = numbers(text);
    if let Some(building) = found.iter().find(|one| one.mark == Mark::Building) {
        let inner_before = found
            .iter()
            .find(|one| one.mark == Mark::Inner && one.start < building.start);
        return &text[..inner_before.map_or(building.end, |one| one.start)];
    }
    let end = found
        .iter()
        .find(|one| one.mark == Mark::Inner)
        .map_or(text.len(), |one| one.start);
    &text[..end]
}

/// A gate number stays only where a name follows it: `建新北路28号金紫大厦` is a compound, while
/// `渝北二村28号` may be one small house.
fn up_to_compound(text: &[char]) -> &[char] {
    let found = numbers(text);
    let cut = found
        .iter()
        .find(|one| one.mark != Mark::Gate)
        .map_or(text.len(), |one| one.start);
    let gates: Vec<&Numbered> = found
        .iter()
        .filter(|one| one.mark == Mark::Gate && one.end <= cut)
        .collect();
    let mut end = cut;
    for gate in gates.iter().rev() {
        let name = text[gate.end..end].iter().filter(|c| is_han(**c)).count();
        if name >= 2 {
            break;
        }
        end = gate.start;
    }
    &text[..end]
}

/// The last road named, else the last area; `街道` is an area.
fn up_to_road(text: &[char]) -> &[char] {
    let road = (0..text.len())
        .rev()
        .find(|at| match text[*at] {
            '路' | '巷' => true,
            '街' => text.get(at + 1) != Some(&'道'),
            '道' => *at > 0 && text[at - 1] == '大',
            _ => false,
        })
        .map(|at| at + 1);
    let area = || {
        (0..text.len())
            .rev()
            .find(|at| match text[*at] {
                '道' => *at > 0 && text[at - 1] == '街',
                '区' => *at == 0 || !matches!(text[at - 1], '小' | '园' | '院'),
                '村' | '镇' | '乡' | '县' | '市' => true,
                _ => false,
            })
            .map(|at| at + 1)
    };
    &text[..road.or_else(area).unwrap_or(0)]
}

/// `75 WILLMORE RD APT 3` keeps `WILLMORE RD`, and with the house number for community staff: a
/// Western house number is often one home, so no public level shows it.
fn latin_street(text: &[char], with_number: bool) -> String {
    let line: String = text.iter().collect();
    let street = line.split([',', ';', '#']).next().unwrap_or_default();
    let inner = ["APT", "UNIT", "STE", "SUITE", "FL", "FLOOR", "RM", "ROOM"];
    street
        .split_whitespace()
        .skip_while(|word| !with_number && word.starts_with(|c: char| c.is_ascii_digit()))
        .take_while(|word| {
            let word = word.trim_end_matches('.').to_ascii_uppercase();
            !inner.contains(&word.as_str())
        })
        .collect::<Vec<_>>()
        .join(" ")
}
