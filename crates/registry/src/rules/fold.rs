//! Many spellings, one name: what is left of a text when width, case, spaces and punctuation are
//! taken away.

/// Distance between a full-width sign and its ASCII twin.
const FULL_WIDTH_SHIFT: u32 = 0xfee0;

fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - FULL_WIDTH_SHIFT).unwrap_or(letter)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

const fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{b7}' | '\u{30fb}' | '\u{fe30}'..='\u{fe4f}')
}

/// The form under which names of bodies and places are compared.
pub fn name(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .filter(|letter| !is_punctuation(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The form of a login: people type it with a Chinese input method still on, or with a capital.
pub fn login(text: &str) -> String {
    text.trim()
        .chars()
        .map(narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Characters of a login, at least and at most.
pub const LOGIN_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=40;

/// Letters, digits, `.`, `-` and `_`, beginning with a letter.
pub fn is_login(folded: &str) -> bool {
    LOGIN_CHARACTERS.contains(&folded.chars().count())
        && folded.starts_with(|first: char| first.is_ascii_lowercase())
        && folded
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || ".-_".contains(it))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_body_fold_to_one_name() {
        let plain = name("区住房城乡建设委");
        for spelling in [
            "区住房 城乡建设委",
            "（区）住房城乡建设委",
            "区住房·城乡建设委 ",
        ] {
            assert_eq!(name(spelling), plain, "{spelling}");
        }
        assert_eq!(name("ＡＢＣ-１２"), "abc12");
    }

    #[test]
    fn a_login_typed_with_wide_letters_is_the_same_login() {
        assert_eq!(login(" Ｃlerk－1 "), "clerk-1");
        assert!(is_login("handler-lighting"));
        for wrong in ["ab", "1abc", "a b c", "张三三", "abc;drop", ""] {
            assert!(!is_login(wrong), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in ".{0,60}") {
            let once = name(&text);
            prop_assert_eq!(name(&once), once);
        }
    }
}
