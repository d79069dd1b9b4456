/// What two spellings of one name have in common: full-width signs become half-width, letters
/// small, and blanks and punctuation fall away. “重庆市 江北区（城管局）” and “重庆市江北区(城管局)”
/// are the same.
pub fn fold(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn half_width(sign: char) -> char {
    match sign {
        // The full-width forms stand in the order of ASCII.
        '！'..='～' => {
            char::from_u32(u32::from(sign) - u32::from('！') + u32::from('!')).unwrap_or(sign)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn width_blanks_and_punctuation_do_not_matter() {
        let same = [
            "江北区城管局（Ａ组）",
            "江北区　城管局(a 组)",
            "江北区·城管局 [A]组。",
        ];
        for text in same {
            assert_eq!(fold(text), "江北区城管局a组", "{text}");
        }
        assert_eq!(fold("TRAFFIC DIVISION, 511"), fold("Traffic division 511,"));
        assert_ne!(fold("Misc-Street Div"), fold("Misc-Street Dept"));
        assert_eq!(fold("，。 "), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
