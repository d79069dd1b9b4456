//! Words so common that they find nothing and tell nothing apart.
//!
//! Single Latin letters are no stop words here: residents write 「A 栋」 and 「B 区」, and the
//! letter is the address.

/// Kept sorted by code point, because it is searched by halves; a test holds the order.
const STOP_WORDS: &[&str] = &[
    "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is", "it",
    "its", "of", "on", "or", "our", "that", "the", "this", "to", "was", "we", "were", "with",
    "一个", "一些", "一种", "不但", "与", "且", "个", "为", "为了", "之", "也", "了", "于", "于是",
    "什么", "他", "他们", "以", "以及", "们", "但", "但是", "你", "你们", "再", "则", "到", "即",
    "却", "又", "及", "只", "只是", "可", "可以", "吗", "吧", "呀", "呢", "和", "哦", "啊", "因",
    "因为", "因此", "在", "地", "她", "她们", "它", "它们", "对", "对于", "将", "就", "就是", "已",
    "已经", "并", "并且", "很", "得", "怎么", "您", "您们", "您好", "我", "我们", "或", "或者",
    "所", "所以", "把", "是", "更", "有", "来", "某", "此", "每", "然后", "由", "由于", "的", "着",
    "而", "而且", "被", "让", "该", "请", "请问", "谢谢", "过", "还", "还是", "这", "这个", "这些",
    "这样", "那", "那个", "那些", "都", "非常",
];

pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_without_repetition() {
        for pair in STOP_WORDS.windows(2) {
            assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn letters_and_content_words_are_kept() {
        assert!(is_stop_word("的") && is_stop_word("the"));
        for kept in ["a", "b", "没", "不", "电梯", "物业"] {
            assert!(!is_stop_word(kept));
        }
    }
}
