/// Characters of a short message that fits into one part, and of each part of a longer one.
const SINGLE: usize = 70;
const OF_SEVERAL: usize = 67;

/// How many parts a text is billed as. Carriers here count every character alike, and one beyond
/// the first plane of Unicode as two.
pub fn sms_parts(text: &str) -> usize {
    match text.encode_utf16().count() {
        0 => 0,
        short if short <= SINGLE => 1,
        long => long.div_ceil(OF_SEVERAL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventy_fit_into_one_and_sixty_seven_into_each_of_several() {
        assert_eq!(sms_parts(""), 0);
        assert_eq!(sms_parts(&"回".repeat(70)), 1);
        assert_eq!(sms_parts(&"回".repeat(71)), 2);
        assert_eq!(sms_parts(&"回".repeat(134)), 2);
        assert_eq!(sms_parts(&"a".repeat(135)), 3);
        assert_eq!(sms_parts(&"😀".repeat(36)), 2);
    }
}
