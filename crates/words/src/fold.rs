//! One spelling for characters that people type in several: full-width letters and digits,
//! circled numbers, squared units and capitals all become what a search would be typed as.

/// Appends the plain form of one character to `into`.
pub(crate) fn fold_into(character: char, into: &mut String) {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            let plain = u32::from(character) - 0xfee0;
            into.extend(char::from_u32(plain).map(|c| c.to_ascii_lowercase()));
        }
        '\u{2460}'..='\u{2473}' => push_number(u32::from(character) - 0x2460 + 1, into),
        '㎡' => into.push_str("m2"),
        '㎞' => into.push_str("km"),
        '㎏' => into.push_str("kg"),
        '㎝' => into.push_str("cm"),
        '㎜' => into.push_str("mm"),
        plain if plain.is_ascii() => into.push(plain.to_ascii_lowercase()),
        other => into.extend(other.to_lowercase()),
    }
}

/// Circled numbers end at twenty, so two digits are all there can be.
fn push_number(number: u32, into: &mut String) {
    if number >= 10 {
        into.extend(char::from_digit(number / 10, 10));
    }
    into.extend(char::from_digit(number % 10, 10));
}

/// The characters that the dictionary can cut: ideographs, the repetition mark and the round
/// zero of written dates.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}'
        | '々'
        | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut plain = String::new();
        text.chars()
            .for_each(|character| fold_into(character, &mut plain));
        plain
    }

    #[test]
    fn full_width_and_capitals_become_plain() {
        assert_eq!(folded("Ａ３栋ＷＩＦＩ"), "a3栋wifi");
        assert_eq!(folded("B2 Straße É"), "b2 straße é");
    }

    #[test]
    fn numbers_in_circles_and_units_are_spelled_out() {
        assert_eq!(folded("①⑨⑩⑲⑳"), "19101920");
        assert_eq!(folded("30㎡"), "30m2");
    }

    #[test]
    fn ideographs_are_told_from_kana_and_marks() {
        assert!("回音〇々鿿𠀀".chars().all(is_han));
        assert!(!"かア，。aＡ1한".chars().any(is_han));
    }
}
