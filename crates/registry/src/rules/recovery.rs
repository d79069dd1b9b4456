//! Recovery codes: what somebody types when the phone with the generator is lost. Each serves once.

/// Codes that are printed together.
pub const CODES: usize = 10;
const GROUPS: usize = 2;
const GROUP_SIGNS: usize = 5;
/// Random bytes that one code wants.
pub const CODE_BYTES: usize = GROUPS * GROUP_SIGNS;
/// Crockford's base 32: no two signs are mistaken for one another on paper.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of fifty random bits, such as `7K3MQ-9TX2P`.
pub fn code(random: [u8; CODE_BYTES]) -> String {
    let mut out = String::with_capacity(CODE_BYTES + GROUPS);
    for (at, byte) in random.into_iter().enumerate() {
        if at > 0 && at % GROUP_SIGNS == 0 {
            out.push('-');
        }
        out.push(char::from(SIGNS[usize::from(byte % 32)]));
    }
    out
}

/// A code as typed, in the one form of which a digest is kept; nothing where it cannot be one.
pub fn folded(typed: &str) -> Option<String> {
    let signs: String = typed
        .chars()
        .filter(|it| it.is_alphanumeric())
        .take(CODE_BYTES + 1)
        .map(|it| match it.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let is_code = signs.len() == CODE_BYTES && signs.bytes().all(|it| SIGNS.contains(&it));
    is_code.then_some(signs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_written() {
        let printed = code([0, 1, 10, 20, 31, 5, 6, 7, 8, 9]);
        assert_eq!(printed, "01AMZ-56789");
        for typed in ["01AMZ-56789", "01amz56789", " o1AMZ 56789 ", "oIamz-56789"] {
            assert_eq!(folded(typed).as_deref(), Some("01AMZ56789"), "{typed}");
        }
        for other in [
            "",
            "01AMZ-5678",
            "01AMZ-567890",
            "UUUUU-UUUUU",
            "路灯路灯路灯路灯路灯",
        ] {
            assert_eq!(folded(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_printed_code_is_accepted(random: [u8; CODE_BYTES]) {
            prop_assert!(folded(&code(random)).is_some());
        }

        #[test]
        fn folding_never_panics(typed in ".{0,80}") {
            let _ = folded(&typed);
        }
    }
}
