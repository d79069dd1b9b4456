//! Patterns of `regex()` that mean the same to Rust, to the phone's JavaScript and to the Java of
//! ODK Collect, always over the whole answer.

use std::str::Chars;

use regex::Regex;

use crate::bounds::PATTERN_CHARS_MAX;

/// A pattern that was understood. It is kept as its author wrote it.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    whole: Regex,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not supported in a pattern")]
pub struct PatternError(String);

impl PatternError {
    pub fn what(&self) -> &str {
        &self.0
    }
}

/// What may stand behind a backslash everywhere; JavaScript is the strictest of the three.
const ESCAPED: &str = r"^$\.*+?()[]{}|/";
/// Memory of a compiled pattern; `{1000}{1000}` would ask for more.
const COMPILED_BYTES_MAX: usize = 256 * 1024;

impl Pattern {
    pub fn new(text: &str) -> Result<Self, PatternError> {
        if text.chars().count() > PATTERN_CHARS_MAX {
            return Err(PatternError(text.chars().take(20).collect()));
        }
        let kept = Reader {
            rest: text.chars(),
            out: String::new(),
        }
        .read()?;
        let whole = regex::RegexBuilder::new(&format!("^(?:{kept})$"))
            .size_limit(COMPILED_BYTES_MAX)
            .build()
            .map_err(|_| PatternError(text.to_owned()))?;
        Ok(Self {
            text: text.to_owned(),
            whole,
        })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn fits(&self, answer: &str) -> bool {
        self.whole.is_match(answer)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

/// Walks a pattern, refuses what the three would read differently, and writes it for Rust.
struct Reader<'a> {
    rest: Chars<'a>,
    out: String,
}

/// What the last thing of the pattern was, for the sign of repetition that may follow it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// Repeating it is safe.
    Single,
    /// It holds an unbounded repetition: repeating it without bound takes a phone for ever.
    Repeating,
    /// A sign of repetition, which nothing may repeat.
    Repetition,
}

struct Open {
    repeats: bool,
}

impl Reader<'_> {
    fn read(mut self) -> Result<String, PatternError> {
        let mut groups: Vec<Open> = vec![Open { repeats: false }];
        let mut last = Last::Nothing;
        while let Some(sign) = self.rest.next() {
            last = match sign {
                '(' => {
                    self.open()?;
                    groups.push(Open { repeats: false });
                    Last::Nothing
                }
                ')' => {
                    self.out.push(')');
                    let closed = groups.pop();
                    match (closed, groups.last_mut()) {
                        (Some(closed), Some(around)) => {
                            around.repeats |= closed.repeats;
                            if closed.repeats {
                                Last::Repeating
                            } else {
                                Last::Single
                            }
                        }
                        _ => return Err(PatternError(")".to_owned())),
                    }
                }
                '[' => {
                    self.class()?;
                    Last::Single
                }
                '*' | '+' | '?' | '{' => {
                    let unbounded = self.repetition(sign, last)?;
                    if let Some(around) = groups.last_mut() {
                        around.repeats |= unbounded;
                    }
                    Last::Repetition
                }
                '\\' => {
                    self.escape()?;
                    Last::Single
                }
                ']' | '}' => return Err(PatternError(sign.to_string())),
                '|' | '^' | '$' => {
                    self.out.push(sign);
                    Last::Nothing
                }
                other => {
                    self.out.push(other);
                    Last::Single
                }
            };
        }
        if groups.len() == 1 {
            Ok(self.out)
        } else {
            Err(PatternError("(".to_owned()))
        }
    }

    fn open(&mut self) -> Result<(), PatternError> {
        self.out.push_str("(?:");
        let ahead = self.rest.as_str();
        if let Some(flags) = ahead.strip_prefix('?') {
            let Some(after) = flags.strip_prefix(':') else {
                return Err(PatternError(format!(
                    "(?{}",
                    flags.chars().take(2).collect::<String>()
                )));
            };
            self.rest = after.chars();
        }
        Ok(())
    }

    fn repetition(&mut self, sign: char, last: Last) -> Result<bool, PatternError> {
        let mut text = sign.to_string();
        if sign == '{' {
            let inside: String = self.rest.by_ref().take_while(|sign| *sign != '}').collect();
            let numbers: Vec<&str> = inside.split(',').collect();
            let is_count =
                |part: &&str| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
            let fits = numbers.len() <= 2 && !numbers[0].is_empty() && numbers.iter().all(is_count);
            text = format!("{{{inside}}}");
            if !fits {
                return Err(PatternError(text));
            }
        }
        let unbounded = matches!(sign, '*' | '+') || text.ends_with(",}");
        if matches!(last, Last::Nothing | Last::Repetition)
            || last == Last::Repeating && sign != '?'
        {
            return Err(PatternError(text));
        }
        self.out.push_str(&text);
        Ok(unbounded)
    }

    fn escape(&mut self) -> Result<(), PatternError> {
        match self.rest.next() {
            Some('d') => self.out.push_str("[0-9]"),
            Some(sign) if ESCAPED.contains(sign) => {
                self.out.push('\\');
                self.out.push(sign);
            }
            other => {
                return Err(PatternError(format!(
                    "\\{}",
                    other.map(String::from).unwrap_or_default()
                )));
            }
        }
        Ok(())
    }

    fn class(&mut self) -> Result<(), PatternError> {
        self.out.push('[');
        let ahead = self.rest.as_str();
        if let Some(after) = ahead.strip_prefix('^') {
            self.out.push('^');
            self.rest = after.chars();
        }
        let mut empty = true;
        loop {
            match self.rest.next() {
                Some(']') if !empty => break,
                Some('\\') => match self.rest.next() {
                    Some('d') => self.out.push_str("0-9"),
                    Some(sign) if sign == '-' || ESCAPED.contains(sign) => {
                        self.out.push('\\');
                        self.out.push(sign);
                    }
                    other => {
                        let what = other.map(String::from).unwrap_or_default();
                        return Err(PatternError(format!("\\{what}")));
                    }
                },
                // Signs by which one of the three joins or takes away classes.
                Some(sign @ ('[' | ']' | '&' | '~' | '^')) => {
                    return Err(PatternError(sign.to_string()));
                }
                Some(sign) => self.out.push(sign),
                None => return Err(PatternError("[".to_owned())),
            }
            empty = false;
        }
        self.out.push(']');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_judges_the_whole_answer() {
        let phone = Pattern::new(r"1[3-9]\d{9}").unwrap();
        assert!(phone.fits("13800001234"));
        assert!(!phone.fits("x13800001234"));
        assert!(!phone.fits("１3800001234"));
        assert!(Pattern::new("a|b").unwrap().fits("b"));
        assert!(!Pattern::new("a|b").unwrap().fits("ab"));
        assert!(Pattern::new("[\\d-]+").unwrap().fits("023-1"));
    }

    #[test]
    fn what_the_three_read_differently_is_refused_by_name() {
        for (pattern, what) in [
            (r"\w+", r"\w"),
            (r"\p{L}", r"\p"),
            ("(?=a)", "(?=a"),
            ("(?i)a", "(?i)"),
            ("(?<n>a)", "(?<n"),
            ("a*+", "+"),
            ("(a+)+", "+"),
            ("(a*){5,}", "{5,}"),
            ("[a[b]]", "["),
            ("[a&&b]", "&"),
            ("a{x}", "{x}"),
            ("a{1000000}", "{1000000}"),
            ("*a", "*"),
            ("(a", "("),
            ("a)", ")"),
            ("[a", "["),
            ("[]", "["),
            (r"\1", r"\1"),
            (r"a\-b", r"\-"),
        ] {
            let error = Pattern::new(pattern).unwrap_err();
            let expected = if pattern == "[]" { "]" } else { what };
            assert_eq!(error.what(), expected, "{pattern}");
        }
        assert!(Pattern::new(&"a".repeat(201)).is_err());
        assert!(Pattern::new("(a{999}){999}").is_err());
    }
}
