//! An expression cut into its signs and words.

use super::Comparison;
use super::parse::ExprError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `${name}`
    Ref(String),
    /// `.`
    Here,
    Number(String),
    Text(String),
    /// `and`, `or`, or a bare word.
    Word(String),
    /// A word with its opening bracket.
    Call(String),
    Open,
    Close,
    Comma,
    Compare(Comparison),
}

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ExprError> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (token, after) = next(rest)?;
        found.push(token);
        rest = after.trim_start();
    }
    Ok(found)
}

fn next(rest: &str) -> Result<(Token, &str), ExprError> {
    let first = rest.chars().next().unwrap_or(' ');
    if let Some(inside) = rest.strip_prefix("${") {
        let end = inside.find('}').ok_or(ExprError::Unfinished)?;
        return Ok((
            Token::Ref(inside[..end].trim().to_owned()),
            &inside[end + 1..],
        ));
    }
    if first == '\'' || first == '"' {
        let inside = &rest[1..];
        let end = inside.find(first).ok_or(ExprError::Unfinished)?;
        return Ok((Token::Text(inside[..end].to_owned()), &inside[end + 1..]));
    }
    // The longer signs come first, so that `<=` is not read as `<`.
    for by in Comparison::ALL.into_iter().rev() {
        if let Some(after) = two_signs_first(rest, by) {
            return Ok((Token::Compare(by), after));
        }
    }
    if first.is_ascii_digit() || first == '-' && follows_digit(rest) {
        let end = rest[1..]
            .find(|sign: char| !sign.is_ascii_digit() && sign != '.')
            .map_or(rest.len(), |at| at + 1);
        return Ok((Token::Number(rest[..end].to_owned()), &rest[end..]));
    }
    if first.is_alphabetic() || first == '_' {
        return Ok(word(rest));
    }
    let single = |token| Ok((token, &rest[first.len_utf8()..]));
    match first {
        '(' => single(Token::Open),
        ')' => single(Token::Close),
        ',' => single(Token::Comma),
        '.' if !rest.starts_with("..") && !rest.starts_with("./") => single(Token::Here),
        '.' => Err(ExprError::Unsupported(rest.chars().take(2).collect())),
        other => Err(ExprError::Unsupported(other.to_string())),
    }
}

fn two_signs_first(rest: &str, by: Comparison) -> Option<&str> {
    let after = rest.strip_prefix(by.sign())?;
    let is_half_of_a_longer_one =
        matches!(by, Comparison::Less | Comparison::More) && after.starts_with('=');
    (!is_half_of_a_longer_one).then_some(after)
}

fn follows_digit(rest: &str) -> bool {
    rest[1..].starts_with(|sign: char| sign.is_ascii_digit())
}

/// Names of functions have hyphens; a bracket behind makes a word a call.
fn word(rest: &str) -> (Token, &str) {
    let end = rest
        .find(|sign: char| !(sign.is_alphanumeric() || sign == '_' || sign == '-' || sign == ':'))
        .unwrap_or(rest.len());
    let (word, after) = (rest[..end].to_owned(), &rest[end..]);
    match after.trim_start().strip_prefix('(') {
        Some(inside) if word != "and" && word != "or" => (Token::Call(word), inside),
        _ => (Token::Word(word), after),
    }
}
