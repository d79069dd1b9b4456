use huiyin_kernel::mask::redact;

/// What stands where a word was blotted out.
const BLOT: &str = "***";

/// Shorter words are no names; blotting single characters would eat the text.
const LEAST_CHARS: usize = 2;

/// Takes known words (a name, a phone, an address) and every number that looks like a phone or an
/// identity number out of a text.
pub(super) fn blot(text: &str, known: &[String]) -> String {
    let mut known: Vec<&str> = known
        .iter()
        .map(|word| word.trim())
        .filter(|word| word.chars().count() >= LEAST_CHARS)
        .collect();
    // The longest first, so that no tail of an address is left beside its blotted head.
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let blotted = known
        .into_iter()
        .fold(text.to_owned(), |text, word| text.replace(word, BLOT));
    redact(&blotted)
}

#[cfg(test)]
mod tests {
    use super::blot;

    #[test]
    fn known_words_and_numbers_go_and_the_rest_stays() {
        let known = [
            "谭晓棠".to_owned(),
            "松石支路18号3栋".to_owned(),
            "我".to_owned(),
        ];
        let text = "我是谭晓棠，住松石支路18号3栋，电话13800138000，路灯不亮";
        let left = blot(text, &known);
        for gone in ["谭晓棠", "松石支路", "13800138000"] {
            assert!(!left.contains(gone), "{left}");
        }
        assert!(
            left.starts_with('我') && left.ends_with("路灯不亮"),
            "{left}"
        );
    }
}
