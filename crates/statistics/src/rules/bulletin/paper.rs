//! How the title of a paper is broken (rule 15.3): into lines of about one length, none of them
//! lonely.

/// Characters of a line of the title in its size.
const TITLE_CHARS: usize = 20;

/// A title in as few lines as hold it, evenly, and broken where one may take breath if there is
/// such a place near.
pub fn title_lines(title: &str) -> Vec<String> {
    let letters: Vec<char> = title.chars().collect();
    let lines = letters.len().div_ceil(TITLE_CHARS).max(1);
    let mut left = lines;
    let mut rest = &letters[..];
    let mut found = Vec::new();
    while left > 1 {
        let even = rest.len().div_ceil(left);
        let at = breath(
            rest,
            even,
            rest.len().saturating_sub((left - 1) * TITLE_CHARS),
        );
        found.push(rest[..at].iter().collect());
        rest = &rest[at..];
        left -= 1;
    }
    found.push(rest.iter().collect());
    found
}

/// The nearest place behind an even share at which a word ends, else the even share itself.
fn breath(rest: &[char], even: usize, least: usize) -> usize {
    let ends = |at: usize| {
        rest.get(at - 1)
            .is_some_and(|it| matches!(it, '的' | '月' | '年' | '和' | '、' | '区'))
    };
    let most = TITLE_CHARS.min(rest.len());
    let near = (even..=most.min(even + 4)).chain((least.max(1)..even).rev());
    near.into_iter()
        .filter(|at| at.abs_diff(even) <= 4)
        .find(|at| ends(*at))
        .unwrap_or(even)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_short_title_is_one_line_and_a_long_one_is_broken_where_one_takes_breath() {
        assert_eq!(title_lines("情况通报"), ["情况通报"]);
        let lines = title_lines("关于某某区二〇二六年十月群众诉求办理情况的通报");
        assert_eq!(lines.len(), 2);
        assert!(lines[0].ends_with('月'), "{lines:?}");
    }

    proptest! {
        #[test]
        fn nothing_of_a_title_is_lost_and_no_line_is_too_long(title in "[关于的群众诉求月年区]{0,60}") {
            let lines = title_lines(&title);
            prop_assert_eq!(lines.concat(), title.clone());
            prop_assert!(lines.iter().all(|it| it.chars().count() <= TITLE_CHARS), "{:?}", lines);
        }
    }
}
