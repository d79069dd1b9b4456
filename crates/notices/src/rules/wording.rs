use std::collections::{BTreeMap, BTreeSet};

use crate::model::Template;

/// What is wrong with a wording.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordingFault {
    Empty,
    TooLong {
        most: usize,
    },
    /// A word in braces that this template does not have.
    Unknown(String),
    /// A word that must stand in it.
    Missing(&'static str),
    /// Braces that do not close.
    Braces,
    /// An address of its own: the only addresses people are sent are ours.
    Link,
    /// A line break where only one line fits.
    Lines,
}

/// A piece of a wording.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Word(&'a str),
}

/// Cuts a wording at its `{words}`; nothing where braces do not close.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(open);
        let inside = from.strip_prefix('{')?;
        let close = inside.find(['{', '}'])?;
        let (word, after) = inside.split_at(close);
        rest = after.strip_prefix('}')?;
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Word(word.trim()));
    }
    pieces.push(Piece::Text(rest));
    Some(pieces)
}

/// Puts the values in. What has no value stays away, and a wording that cannot be cut is left as
/// it is: it was checked when it was written.
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    let Some(pieces) = pieces(text) else {
        return text.to_owned();
    };
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Word(word) => values.get(word).map_or("", String::as_str),
        })
        .collect()
}

fn has_link(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["://", "www.", "http:", "https:"]
        .iter()
        .any(|it| lower.contains(it))
}

/// Everything that is wrong with a wording; `needs` are the words that must stand in this part.
pub fn check(
    text: &str,
    spec: &Template,
    needs: &[&'static str],
    most: usize,
    is_line: bool,
) -> BTreeSet<WordingFault> {
    let mut faults = BTreeSet::new();
    if text.trim().is_empty() {
        faults.insert(WordingFault::Empty);
        return faults;
    }
    if text.chars().count() > most {
        faults.insert(WordingFault::TooLong { most });
    }
    if is_line && text.contains('\n') {
        faults.insert(WordingFault::Lines);
    }
    let Some(pieces) = pieces(text) else {
        faults.insert(WordingFault::Braces);
        return faults;
    };
    let words: BTreeSet<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Word(word) => Some(*word),
            Piece::Text(_) => None,
        })
        .collect();
    for word in words.iter().filter(|word| !spec.knows(word)) {
        faults.insert(WordingFault::Unknown(word.chars().take(40).collect()));
    }
    for word in needs.iter().filter(|word| !words.contains(**word)) {
        faults.insert(WordingFault::Missing(word));
    }
    let plain = |piece: &Piece<'_>| matches!(piece, Piece::Text(text) if has_link(text));
    if pieces.iter().any(plain) {
        faults.insert(WordingFault::Link);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::template;

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn values_go_where_their_words_stand_and_bring_no_words_of_their_own() {
        let some = values(&[("district", "江北区"), ("address", "{code}")]);
        assert_eq!(
            fill("【{district}】看 { address }。", &some),
            "【江北区】看 {code}。"
        );
        assert_eq!(fill("no {missing} word", &some), "no  word");
        assert_eq!(fill("open { brace", &some), "open { brace");
        assert_eq!(fill("", &some), "");
    }

    #[test]
    fn a_wording_is_held_to_its_words_its_length_and_our_addresses() {
        let spec = template("matter-answered").unwrap();
        let faults = |text: &str| check(text, spec, spec.needs, 40, true);
        assert!(faults("【{district}】有答复了：{address}").is_empty());
        assert!(faults("  ").contains(&WordingFault::Empty));
        assert!(faults("有答复了").contains(&WordingFault::Missing("address")));
        assert!(faults("{address} {name}").contains(&WordingFault::Unknown("name".to_owned())));
        assert!(faults("{address").contains(&WordingFault::Braces));
        assert!(faults("}{address}").contains(&WordingFault::Braces));
        assert!(faults("{address} 或 HTTPS://evil.example").contains(&WordingFault::Link));
        assert!(faults("{address}\n").contains(&WordingFault::Lines));
        assert!(faults(&"长".repeat(41)).contains(&WordingFault::TooLong { most: 40 }));
    }
}
