//! Reading Rust well enough for style: comments and the insides of literals blanked out, every
//! line kept where it was, and words found as whole words.

/// Replaces comments and the contents of string and character literals with blanks.
pub(super) fn code_only(text: &str) -> String {
    blanked(text, |_| true)
}

/// Replaces comments alone with blanks, one for each byte, so that offsets stay true.
pub(super) fn without_comments(text: &str) -> String {
    blanked(text, |begins_with| begins_with == '/')
}

/// Blanks the literals and comments whose first character is chosen.
fn blanked(text: &str, chosen: impl Fn(char) -> bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let end = literal_or_comment_end(&characters, at).max(at + 1);
        let blank = end > at + 1 && chosen(characters[at]);
        for &c in &characters[at..end] {
            match c {
                '\n' => code.push(c),
                c if blank => code.extend(std::iter::repeat_n(' ', c.len_utf8())),
                c => code.push(c),
            }
        }
        at = end;
    }
    code
}

/// Where the literal or comment that begins at `at` ends; `at` itself when none begins there.
fn literal_or_comment_end(text: &[char], at: usize) -> usize {
    let starts = |word: &str| {
        word.chars()
            .enumerate()
            .all(|(i, c)| text.get(at + i) == Some(&c))
    };
    if starts("//") {
        return end_where(text, at, |rest| rest[0] == '\n');
    }
    if starts("/*") {
        return block_comment_end(text, at);
    }
    let after_word = at > 0 && is_word(text[at - 1]);
    match text[at] {
        '"' => string_end(text, at + 1),
        'r' if !after_word => raw_string_end(text, at),
        '\'' => character_end(text, at),
        _ => at,
    }
}

fn end_where(text: &[char], from: usize, found: impl Fn(&[char]) -> bool) -> usize {
    (from..text.len())
        .find(|&i| found(&text[i..]))
        .unwrap_or(text.len())
}

fn block_comment_end(text: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut i = at;
    while i < text.len() {
        match (text[i], text.get(i + 1)) {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if depth == 0 {
            return i;
        }
    }
    text.len()
}

fn string_end(text: &[char], from: usize) -> usize {
    let mut i = from;
    while i < text.len() && text[i] != '"' {
        i += if text[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(text.len())
}

fn raw_string_end(text: &[char], at: usize) -> usize {
    let hashes = text[at + 1..].iter().take_while(|&&c| c == '#').count();
    if text.get(at + 1 + hashes) != Some(&'"') {
        return at;
    }
    let closes = |rest: &[char]| {
        rest[0] == '"' && rest.len() > hashes && rest[1..=hashes].iter().all(|&c| c == '#')
    };
    (end_where(text, at + 2 + hashes, closes) + 1 + hashes).min(text.len())
}

/// A character literal, unless the quote begins a lifetime.
fn character_end(text: &[char], at: usize) -> usize {
    match (text.get(at + 1), text.get(at + 2)) {
        (Some('\\'), _) => {
            (end_where(text, (at + 3).min(text.len()), |r| r[0] == '\'') + 1).min(text.len())
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// True where `word` stands in `line` with no letter, digit or underscore on either side.
pub(super) fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// The lines of a text with their numbers, counted from one.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_kept() {
        let text =
            "let a = \"tokio \\\" x\"; // tokio\n/* tokio /* inner */\n tokio */ let b = 'x';\n";
        let code = code_only(text);
        assert!(!has_word(&code, "tokio"));
        assert_eq!(code.lines().count(), text.lines().count());
        assert!(has_word(&code, "b"));
    }

    #[test]
    fn raw_strings_lifetimes_and_escaped_quotes_do_not_confuse() {
        let code =
            code_only("r#\"a \" tokio\"# ; fn f<'a>(x: &'a str) -> char { '\\'' } use axum;");
        assert!(!has_word(&code, "tokio"));
        assert!(has_word(&code, "axum"), "{code}");
        assert!(code.contains("<'a>"));
    }

    #[test]
    fn broken_text_is_read_to_its_end() {
        for text in ["\"open", "/* open", "r##\"open\"#", "'\\", "'", "r", "\"\\"] {
            assert_eq!(
                code_only(text).chars().count(),
                text.chars().count(),
                "{text}"
            );
        }
    }

    #[test]
    fn comments_alone_can_go_and_offsets_stay() {
        let text = "/* 注 */ t(\"a\"); // t(\"b\")\n";
        let code = without_comments(text);
        assert_eq!(code.find("t(\"a\")"), text.find("t(\"a\")"));
        assert!(!code.contains("\"b\""));
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("use rand::Rng;", "rand"));
        assert!(!has_word("let brand = operand;", "rand"));
    }
}
