//! The words of a bulletin: free to be changed, but for the figures, which stand as placeholders
//! such as `{{received}}`.

use super::figures::is_known;
use super::{BulletinRefused as No, Refusal, bounds};

/// A text cut at its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Figure(String),
}

/// Cuts a text; nothing where a placeholder is begun and not ended.
pub fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((words, behind)) = rest.split_once("{{") {
        let (name, after) = behind.split_once("}}")?;
        if words.contains("}}") || name.contains('{') {
            return None;
        }
        if !words.is_empty() {
            all.push(Piece::Words(words.to_owned()));
        }
        all.push(Piece::Figure(name.trim().to_owned()));
        rest = after;
    }
    if rest.contains("}}") {
        return None;
    }
    if !rest.is_empty() {
        all.push(Piece::Words(rest.to_owned()));
    }
    Some(all)
}

/// The names of the placeholders, each once, in the order in which they come.
pub fn names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in pieces(text).unwrap_or_default() {
        if let Piece::Figure(name) = piece
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// Puts figures where their placeholders stand.
pub fn fill(text: &str, value: impl Fn(&str) -> String) -> String {
    let Some(pieces) = pieces(text) else {
        return text.to_owned();
    };
    let parts = pieces.into_iter().map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Figure(name) => value(&name),
    });
    parts.collect()
}

/// Numbers that were typed by hand beside the figures. They are allowed, for days and limits are
/// numbers too, and shown to whoever checks, for nobody else proves them.
pub fn typed_numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in pieces(text).unwrap_or_default() {
        let Piece::Words(words) = piece else { continue };
        let is_part = |it: char| it.is_numeric() || matches!(it, '.' | '%' | '％');
        let numbers = words.split(|it: char| !is_part(it));
        let some = numbers.filter(|it| it.chars().any(char::is_numeric));
        found.extend(some.map(ToOwned::to_owned));
    }
    found
}

/// Whether what was typed may stand as this block: it has every figure that the block must have,
/// none that there is not, and nothing of a person.
pub fn check(field: &str, text: &str, required: &[&str]) -> Result<(), Refusal> {
    let no = |why: No, what: &str| {
        Err(Refusal {
            why,
            field: field.to_owned(),
            what: what.to_owned(),
        })
    };
    if text.chars().count() > bounds::TEXT_CHARS {
        return no(No::TooLong, &bounds::TEXT_CHARS.to_string());
    }
    let Some(pieces) = pieces(text) else {
        return no(No::BrokenPlaceholder, "");
    };
    let figures = pieces.iter().filter(|it| matches!(it, Piece::Figure(_)));
    if figures.count() > bounds::PLACEHOLDERS {
        return no(No::TooManyPlaceholders, &bounds::PLACEHOLDERS.to_string());
    }
    let found = names(text);
    if let Some(unknown) = found.iter().find(|it| !is_known(it)) {
        let shown: String = unknown.chars().take(40).collect();
        return no(No::UnknownPlaceholder, &format!("{{{{{shown}}}}}"));
    }
    if let Some(removed) = required
        .iter()
        .find(|it| !found.iter().any(|has| has == *it))
    {
        return no(No::RemovedPlaceholder, &format!("{{{{{removed}}}}}"));
    }
    if !huiyin_kernel::mask::find_personal_data(text).is_empty() {
        return no(No::PersonalData, "");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn why(text: &str, required: &[&str]) -> No {
        check("overall", text, required).unwrap_err().why
    }

    #[test]
    fn words_may_change_and_figures_may_not() {
        let required = ["received", "closed"];
        let good = "全区收到{{received}}件，办结{{ closed }}件，其中……{{received.month}}";
        assert_eq!(check("overall", good, &required), Ok(()));
        assert_eq!(
            why("全区收到300件，办结{{closed}}件", &required),
            No::RemovedPlaceholder
        );
        assert_eq!(
            why("{{received}}{{closed}}{{happy}}", &required),
            No::UnknownPlaceholder
        );
        assert_eq!(
            why("{{received}}{{closed", &required),
            No::BrokenPlaceholder
        );
        assert_eq!(
            why("{{received}}}}{{closed}}", &required),
            No::BrokenPlaceholder
        );
        assert_eq!(
            why("{{{received}}}{{closed}}", &required),
            No::BrokenPlaceholder
        );
        assert_eq!(
            why("{{received}}{{closed}}联系13812345678", &required),
            No::PersonalData
        );
        assert_eq!(why(&"字".repeat(bounds::TEXT_CHARS + 1), &[]), No::TooLong);
        assert_eq!(
            why(&"{{closed}}".repeat(bounds::PLACEHOLDERS + 1), &[]),
            No::TooManyPlaceholders
        );
    }

    #[test]
    fn a_refusal_names_the_placeholder_it_is_about() {
        let refusal = check("overall", "没有了", &["received"]).unwrap_err();
        assert_eq!(
            (refusal.field.as_str(), refusal.what.as_str()),
            ("overall", "{{received}}")
        );
    }

    #[test]
    fn numbers_typed_by_hand_are_found_and_those_of_figures_are_not() {
        let text = "收到{{received}}件，另有12件、98.5%和３件在24小时内。";
        assert_eq!(typed_numbers(text), ["12", "98.5%", "３", "24"]);
        assert!(typed_numbers("收到{{received}}件。").is_empty());
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_the_cutting(text in "[a-z{}0-9件 ]{0,60}") {
            let filled = fill(&text, |_| "9".to_owned());
            if let Some(pieces) = pieces(&text) {
                let words: usize = pieces.iter().map(|it| match it { Piece::Words(words) => words.len(), Piece::Figure(_) => 1 }).sum();
                prop_assert_eq!(filled.len(), words);
            } else {
                prop_assert_eq!(filled, text);
            }
        }

        #[test]
        fn a_text_without_its_figure_is_never_taken(text in "\\PC{0,40}") {
            prop_assume!(!text.contains("received"));
            prop_assert!(check("overall", &text, &["received"]).is_err());
        }
    }
}
