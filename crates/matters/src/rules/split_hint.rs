//! Two things in one report should become two (rule M13). A plain look at connecting words: it
//! proposes, and the reporter or dispatcher decides.

/// Each part must be able to stand alone.
const LEAST_PART_CHARS: usize = 8;
const LOOKED_AT_CHARS: usize = 5_000;

/// Words that begin a second thing, after any mark.
const STRONG: &[&str] = &[
    "另外",
    "此外",
    "除此之外",
    "还有一件事",
    "还有个事",
    "第二个问题",
    "第二件事",
    "再一个",
    "再就是",
    "其二",
    "also,",
    "another thing",
    "second problem",
    "besides,",
];
/// Words that do so only at the start of a sentence; after a comma they go on with the first.
const WEAK: &[&str] = &["还有", "同时", "以及", "第二", "also ", "secondly"];
/// Numbering that begins the second item of a list, after any mark or at the start of a line.
const NUMBERED: &[&str] = &["2、", "2.", "2．", "2)", "2）", "（2）", "(2)", "二、", "②"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halves<'t> {
    pub first: &'t str,
    pub second: &'t str,
}

/// Where the text may be cut in two, or nothing where it seems to speak of one thing.
pub fn split(text: &str) -> Option<Halves<'_>> {
    let end = text
        .char_indices()
        .nth(LOOKED_AT_CHARS)
        .map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if begins_second(&text[at..], before) {
            let halves = Halves {
                first: text[..at].trim(),
                second: text[at..].trim(),
            };
            if stands_alone(halves.first) && stands_alone(halves.second) {
                return Some(halves);
            }
        }
        if !character.is_whitespace() || character == '\n' {
            before = Some(character);
        }
    }
    None
}

fn begins_second(rest: &str, before: Option<char>) -> bool {
    let sentence = before.is_some_and(|mark| "。！？；;!?.\n".contains(mark));
    let clause = sentence || before.is_some_and(|mark| "，,、：:".contains(mark));
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            rest.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
    };
    // `2.5米` is a measure, not the second item.
    let numbered = begins(NUMBERED)
        && !rest
            .chars()
            .nth(2)
            .is_some_and(|character| character.is_ascii_digit());
    (clause && begins(STRONG)) || (sentence && begins(WEAK)) || (clause && numbered)
}

fn stands_alone(part: &str) -> bool {
    part.chars()
        .filter(|character| character.is_alphanumeric())
        .count()
        >= LEAST_PART_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(text: &str) -> Option<&str> {
        split(text).map(|halves| halves.second)
    }

    #[test]
    fn two_things_are_offered_as_two() {
        assert_eq!(
            second("3栋楼下路灯坏了一个月。另外垃圾桶一直没人清运，臭得很"),
            Some("另外垃圾桶一直没人清运，臭得很")
        );
        assert_eq!(
            second("1、小区门口路灯不亮，2、健身器材坏了没人修"),
            Some("2、健身器材坏了没人修")
        );
        assert_eq!(
            second("The street light is broken. Another thing: rubbish is never collected"),
            Some("Another thing: rubbish is never collected")
        );
    }

    #[test]
    fn one_thing_stays_one() {
        for text in [
            "楼道里堆满杂物，还有异味，请尽快处理一下",
            "水管漏水，同时把天花板也泡坏了，怎么办",
            "护栏只有2.5米高，不安全，希望加高一些",
            "路灯坏了。另外谢谢",
            "另外另外另外",
            "",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
