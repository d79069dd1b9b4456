//! What a text is about, in words that may be shown to others: no names, no numbers.

use std::collections::BTreeSet;

use crate::cut::tagged;
use crate::fold::is_han;
use crate::stop::is_stop_word;

/// Surnames that stand before most names and are seldom a word by themselves. A word behind one
/// of them may be a given name.
const SURNAMES: &str = "王李张刘陈杨赵吴徐孙胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾萧蔡潘袁董余苏叶吕魏蒋杜\
    沈姜范傅钟卢汪戴崔廖陆姚谭邹熊郝孔邵侯孟秦江尹薛闫段雷龚史陶贺顾毛邱郭莫赖武康汤韦";
/// What people are called by. A word before one of them may be a name.
const CALLED: [&str; 14] = [
    "先生", "女士", "小姐", "老师", "师傅", "大爷", "大妈", "阿姨", "主任", "书记", "经理", "局长",
    "同志", "队长",
];
/// Kinds of words, as the dictionary marks them, that name somebody.
const NAMES: &str = "nr";

/// The different words of two to eight characters that say what a text is about, in their order.
/// Whatever holds a digit or a Latin letter is left out, and so is whatever the dictionary knows as
/// a person's name, stands behind a surname, or before what people are called by. A name that is
/// in no dictionary falls into single characters, and those are left out too. Better that a topic
/// is missed than that somebody is named.
pub fn topics_of(text: &str) -> Vec<String> {
    let words = tagged(text);
    let mut topics = Vec::new();
    let mut known = BTreeSet::new();
    for (index, (word, kind)) in words.iter().enumerate() {
        let behind = index.checked_sub(1).and_then(|at| words.get(at));
        let next = words.get(index + 1);
        let is_called = |it: &(String, String)| CALLED.contains(&it.0.as_str());
        let may_name = kind.starts_with(NAMES)
            || behind.is_some_and(|it| is_surname(&it.0))
            || next.is_some_and(is_called)
            || CALLED.contains(&word.as_str());
        if !may_name && is_topic(word) && known.insert(word.clone()) {
            topics.push(word.clone());
        }
    }
    topics
}

fn is_surname(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first.is_some_and(|letter| SURNAMES.contains(letter)) && letters.next().is_none()
}

fn is_topic(word: &str) -> bool {
    let length = word.chars().count();
    (2..=8).contains(&length) && word.chars().all(is_han) && !is_stop_word(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_words_without_names_and_numbers() {
        let topics = topics_of("3栋电梯又坏了，请联系王秀兰13800001234，电梯困人");
        assert!(topics.contains(&"电梯".to_owned()), "{topics:?}");
        assert_eq!(topics.iter().filter(|it| *it == "电梯").count(), 1);
        for topic in &topics {
            assert!(!topic.contains(|letter: char| letter.is_ascii_digit()));
            assert!(!topic.contains("秀兰"), "{topics:?}");
        }
    }

    #[test]
    fn names_that_are_words_and_names_before_titles_are_left_out() {
        for text in [
            "李建国投诉噪音",
            "找刘德华老师",
            "王女士反映漏水",
            "张伟不回电话",
            "陈红梅先生",
        ] {
            for topic in topics_of(text) {
                for name in ["建国", "德华", "红梅", "张伟", "女士", "先生", "老师"] {
                    assert!(!topic.contains(name), "{topic} of {text}");
                }
            }
        }
    }

    #[test]
    fn nothing_comes_of_nothing_and_markup_is_no_topic() {
        assert!(topics_of("").is_empty());
        assert!(topics_of("<script>alert(1)</script> 138 0000 1234").is_empty());
        assert!(topics_of("的了是和").is_empty());
        assert!(topics_of(&"漏水".repeat(100_000)).len() <= 2);
    }
}
