//! Cutting text into words for the full-text index and for what people type into the search box.
//!
//! Both sides use the dictionary alone. Jieba's statistical guesser for unknown words would cut
//! the same name differently in a long text and in a short query, so that a search for a word
//! that stands in the text would miss it; without it an unknown name falls into single
//! characters on both sides and still meets.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::fold::{fold_into, is_han};
use crate::stop::is_stop_word;

/// Characters of a text that are read; the rest of a longer one is not indexed.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// Characters of what was typed into a search box that are read.
pub const MAX_QUERY_CHARS: usize = 200;
/// Words that one text may put into the index.
pub const MAX_INDEX_TOKENS: usize = 12_000;
/// Different words that one search may ask for.
pub const MAX_QUERY_TOKENS: usize = 32;
/// Characters of one word; what is longer is cut off, alike in text and query.
pub const MAX_TOKEN_CHARS: usize = 40;

/// The dictionary costs about 30 MB of memory, so the process holds it once, and only from the
/// first text on.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Loads the dictionary now (about 0.2 s) instead of with the first text.
pub fn warm_up() {
    LazyLock::force(&DICTIONARY);
}

/// The words of a text as the full-text index keeps them, with repetitions; long words bring
/// their shorter ones along, so that 「物业公司」 is also found by 「物业」.
///
/// Every word is letters, digits or ideographs only, lower-cased, at most [`MAX_TOKEN_CHARS`]
/// long, and therefore safe inside any full-text query language.
pub fn tokens_for_index(text: &str) -> Vec<String> {
    cut_text(text, true)
}

/// The words of a text in reading order, each in its likeliest reading only: for counting what a
/// text is about.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    cut_text(text, false)
}

/// The words of a text in reading order, each with the kind that the dictionary gives it.
pub(crate) fn tagged(text: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for_each_run(text, MAX_TEXT_CHARS, |run| {
        match run {
            Run::Han(characters) => {
                let tags = DICTIONARY.tag(characters, false);
                words.extend(
                    tags.iter()
                        .map(|it| (it.word.to_owned(), it.tag.to_owned())),
                );
            }
            Run::Plain(word) => words.push((word.to_owned(), String::new())),
        }
        words.len() < MAX_INDEX_TOKENS
    });
    words
}

fn cut_text(text: &str, all_readings: bool) -> Vec<String> {
    let mut tokens = Vec::new();
    for_each_run(text, MAX_TEXT_CHARS, |run| {
        match run {
            Run::Han(characters) => {
                for token in DICTIONARY.cut_for_search(characters, false) {
                    push_token(&mut tokens, token.word);
                }
                if all_readings {
                    push_other_readings(&mut tokens, characters);
                }
            }
            Run::Plain(word) => push_token(&mut tokens, word),
        }
        tokens.len() < MAX_INDEX_TOKENS
    });
    tokens.truncate(MAX_INDEX_TOKENS);
    tokens
}

/// The best cut of 「路灯不亮」 is 路 and 灯不亮, and whoever searches for 路灯 would miss it. So the
/// index also keeps every other dictionary word that stands in the text, and every character.
fn push_other_readings(tokens: &mut Vec<String>, characters: &str) {
    for token in DICTIONARY.cut_all(characters) {
        push_token(tokens, token.word);
    }
    let mut buffer = [0u8; 4];
    for character in characters.chars() {
        push_token(tokens, character.encode_utf8(&mut buffer));
    }
}

/// The different words that a search has to ask for. A long word that falls wholly into shorter
/// dictionary words is asked for by those, because the text may hold them apart.
///
/// Empty when nothing searchable was typed; the caller then shows everything or nothing, but
/// must not send an empty query to the index.
pub fn tokens_for_query(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for_each_run(text, MAX_QUERY_CHARS, |run| {
        match run {
            Run::Han(characters) => {
                for token in DICTIONARY.cut(characters, false) {
                    for part in shorter_words(token.word) {
                        push_new_token(&mut tokens, part);
                    }
                }
            }
            Run::Plain(word) => push_new_token(&mut tokens, word),
        }
        tokens.len() < MAX_QUERY_TOKENS
    });
    tokens.truncate(MAX_QUERY_TOKENS);
    tokens
}

/// A stretch of a text after folding: ideographs for the dictionary, or letters and digits that
/// are a word as they stand.
enum Run<'a> {
    Han(&'a str),
    Plain(&'a str),
}

/// Calls `act` for every run of the first `limit_chars` characters until it answers false.
fn for_each_run(text: &str, limit_chars: usize, mut act: impl FnMut(Run<'_>) -> bool) {
    let mut folded = String::with_capacity(text.len().min(limit_chars * 3));
    for character in text.chars().take(limit_chars) {
        fold_into(character, &mut folded);
    }
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let kind = Kind::of(first);
        let end = rest
            .find(|character| Kind::of(character) != kind)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        let wanted = match kind {
            Kind::Han => act(Run::Han(run)),
            Kind::Plain => act(Run::Plain(run)),
            Kind::Between => true,
        };
        if !wanted {
            return;
        }
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Han,
    Plain,
    Between,
}

impl Kind {
    fn of(character: char) -> Self {
        if is_han(character) {
            Self::Han
        } else if character.is_alphanumeric() {
            Self::Plain
        } else {
            Self::Between
        }
    }
}

fn push_token(tokens: &mut Vec<String>, word: &str) {
    if !is_stop_word(word) && word.chars().all(char::is_alphanumeric) {
        tokens.push(word.chars().take(MAX_TOKEN_CHARS).collect());
    }
}

fn push_new_token(tokens: &mut Vec<String>, word: &str) {
    let before = tokens.len();
    push_token(tokens, word);
    if let Some((last, earlier)) = tokens.split_last()
        && earlier.len() == before
        && earlier.contains(last)
    {
        tokens.truncate(before);
    }
}

/// Divides a word of four characters or more into the fewest dictionary words of two or three
/// characters that cover it wholly; the index keeps exactly those beside the long word. A word
/// that cannot be covered stays whole.
fn shorter_words(word: &str) -> Vec<&str> {
    let bounds: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let length = bounds.len() - 1;
    if !(4..=MAX_TOKEN_CHARS).contains(&length) {
        return vec![word];
    }
    // `reached[i]` is the fewest words that end at character i, and the length of the last.
    let mut reached: Vec<Option<(usize, usize)>> = vec![None; length + 1];
    reached[0] = Some((0, 0));
    for end in 2..=length {
        for size in [3, 2] {
            let Some(start) = end.checked_sub(size) else {
                continue;
            };
            let Some((words, _)) = reached[start] else {
                continue;
            };
            let fewer = reached[end].is_none_or(|(best, _)| words + 1 < best);
            if fewer && DICTIONARY.has_word(&word[bounds[start]..bounds[end]]) {
                reached[end] = Some((words + 1, size));
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = length;
    while let Some((_, size @ 1..)) = reached[end] {
        parts.push(&word[bounds[end - size]..bounds[end]]);
        end -= size;
    }
    if parts.is_empty() {
        return vec![word];
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_words_bring_their_parts() {
        let tokens = tokens_for_index("物业公司三个月没来打扫楼道。");
        for word in ["物业", "公司", "物业公司", "打扫", "楼道"] {
            assert!(tokens.iter().any(|token| token == word), "{tokens:?}");
        }
        assert!(!tokens.iter().any(|token| token == "。"));
    }

    #[test]
    fn width_and_case_do_not_matter() {
        assert_eq!(
            tokens_for_index("Ａ３栋ＷｉＦｉ坏了"),
            tokens_for_index("a3栋wifi坏了")
        );
        assert_eq!(tokens_for_query("ELEVATOR"), ["elevator"]);
    }

    #[test]
    fn a_query_asks_for_parts_and_only_once() {
        assert_eq!(tokens_for_query("物业公司 物业"), ["物业", "公司"]);
        assert_eq!(tokens_for_query("自来水"), ["自来水"]);
    }

    #[test]
    fn stop_words_alone_leave_nothing_to_ask() {
        assert!(tokens_for_query("的 了 the ？！").is_empty());
        assert!(tokens_for_query("").is_empty());
    }

    #[test]
    fn what_stands_in_the_text_is_found() {
        let text = "江北嘴金沙路12号三栋二单元的电梯停用五天了，老人上下楼困难，\
                    物业服务中心一直说在等配件。";
        let indexed = tokens_for_index(text);
        for query in [
            "金沙路",
            "电梯停用",
            "物业服务",
            "服务中心",
            "12号",
            "二单元",
            "老人",
        ] {
            for token in tokens_for_query(query) {
                assert!(indexed.contains(&token), "{query}: {token} in {indexed:?}");
            }
        }
    }

    #[test]
    fn a_word_is_found_however_its_neighbours_were_cut() {
        for (text, query) in [("楼下路灯不亮", "路灯"), ("门口路灯不亮了", "路灯不亮")]
        {
            let indexed = tokens_for_index(text);
            for token in tokens_for_query(query) {
                assert!(indexed.contains(&token), "{query}: {token} in {indexed:?}");
            }
        }
    }

    #[test]
    fn sizes_are_bounded() {
        let long = "停电".repeat(30_000);
        assert!(tokens_for_index(&long).len() <= MAX_INDEX_TOKENS);
        let many: String = (0_u32..500)
            .flat_map(|n| ["w".to_owned(), n.to_string(), " ".to_owned()])
            .collect();
        assert!(tokens_for_query(&many).len() <= MAX_QUERY_TOKENS);
        let wide = "x".repeat(10_000);
        assert_eq!(tokens_for_index(&wide), ["x".repeat(MAX_TOKEN_CHARS)]);
        assert!(tokens_for_index(&"路".repeat(5_000)).len() <= MAX_INDEX_TOKENS);
    }

    fn harmless(token: &str) -> bool {
        !token.is_empty()
            && token.chars().count() <= MAX_TOKEN_CHARS
            && token.chars().all(char::is_alphanumeric)
    }

    proptest! {
        #[test]
        fn any_text_gives_harmless_words(text in "\\PC{0,120}") {
            for token in tokens_for_index(&text).iter().chain(&tokens_for_query(&text)) {
                prop_assert!(harmless(token), "{token:?}");
                prop_assert_eq!(token, &token.to_lowercase());
            }
        }

        #[test]
        fn hostile_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let text = String::from_utf8_lossy(&bytes);
            prop_assert!(tokens_for_index(&text).iter().all(|token| harmless(token)));
        }

        /// Whoever pastes a whole text into the search box finds that text.
        #[test]
        fn a_text_is_found_by_itself(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "物业公司", "自来水厂", "人民政府", "电梯", "噪音", "A3栋", "广场舞",
                    "，", "的", "消防通道", "公共收益", "停车位", "12", "严重影响", "孃孃",
                ]),
                1..12,
            )
        ) {
            let text = parts.concat();
            let indexed = tokens_for_index(&text);
            for token in tokens_for_query(&text) {
                prop_assert!(indexed.contains(&token), "{token} not in {indexed:?}");
            }
        }
    }
}
