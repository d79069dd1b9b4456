//! From signs to a condition, by descent, with a bound on depth.

use super::lex::{Token, tokens};
use super::pattern::{Pattern, PatternError};
use super::{Comparison, Expr, Operand, Ref};
use crate::bounds::{EXPR_CHARS_MAX, EXPR_DEPTH_MAX};
use crate::name::Name;

/// Why an expression is refused. `code` names the sentence, [`ExprError::detail`] what it names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExprError {
    #[error("`{0}` is not supported in expressions")]
    Unsupported(String),
    #[error("`{0}` does not stand where an expression can have it")]
    Unexpected(String),
    #[error("the expression ends before it is finished")]
    Unfinished,
    #[error("`{0}` is no name of a question")]
    Name(String),
    #[error("`{0}` is no number that is kept exactly")]
    Number(String),
    #[error("the expression is longer than {EXPR_CHARS_MAX} characters")]
    TooLong,
    #[error("the expression has more than {EXPR_DEPTH_MAX} brackets within brackets")]
    TooDeep,
    #[error(transparent)]
    Pattern(#[from] PatternError),
}

impl ExprError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unsupported(_) => "expression-unsupported",
            Self::Unexpected(_) => "expression-unexpected",
            Self::Unfinished => "expression-unfinished",
            Self::Name(_) => "expression-name",
            Self::Number(_) => "expression-number",
            Self::TooLong => "expression-too-long",
            Self::TooDeep => "expression-too-deep",
            Self::Pattern(_) => "expression-pattern",
        }
    }

    pub fn detail(&self) -> String {
        match self {
            Self::Unsupported(what)
            | Self::Unexpected(what)
            | Self::Name(what)
            | Self::Number(what) => what.clone(),
            Self::Pattern(error) => error.what().to_owned(),
            Self::Unfinished | Self::TooLong | Self::TooDeep => String::new(),
        }
    }
}

impl Expr {
    pub fn parse(text: &str) -> Result<Self, ExprError> {
        if text.chars().count() > EXPR_CHARS_MAX {
            return Err(ExprError::TooLong);
        }
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens };
        let expr = parser.any(0)?;
        match parser.tokens.first() {
            None => Ok(expr),
            Some(token) => Err(unexpected(token)),
        }
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
}

impl<'a> Parser<'a> {
    fn take(&mut self) -> Result<&'a Token, ExprError> {
        let (first, rest) = self.tokens.split_first().ok_or(ExprError::Unfinished)?;
        self.tokens = rest;
        Ok(first)
    }

    fn took(&mut self, wanted: &Token) -> bool {
        let there = self.tokens.first() == Some(wanted);
        if there {
            self.tokens = &self.tokens[1..];
        }
        there
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), ExprError> {
        let token = self.take()?;
        if token == wanted {
            Ok(())
        } else {
            Err(unexpected(token))
        }
    }

    fn any(&mut self, depth: usize) -> Result<Expr, ExprError> {
        if depth > EXPR_DEPTH_MAX {
            return Err(ExprError::TooDeep);
        }
        let mut parts = vec![self.all(depth)?];
        while self.took(&Token::Word("or".to_owned())) {
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Expr::Or))
    }

    fn all(&mut self, depth: usize) -> Result<Expr, ExprError> {
        let mut parts = vec![self.condition(depth)?];
        while self.took(&Token::Word("and".to_owned())) {
            parts.push(self.condition(depth)?);
        }
        Ok(one_or(parts, Expr::And))
    }

    fn condition(&mut self, depth: usize) -> Result<Expr, ExprError> {
        if self.took(&Token::Open) {
            let inside = self.any(depth + 1)?;
            self.expect(&Token::Close)?;
            return Ok(inside);
        }
        if let Some(Token::Call(name)) = self.tokens.first() {
            match name.as_str() {
                "not" => {
                    self.take()?;
                    let inside = self.any(depth + 1)?;
                    self.expect(&Token::Close)?;
                    return Ok(Expr::Not(Box::new(inside)));
                }
                "true" | "false" => {
                    self.take()?;
                    self.expect(&Token::Close)?;
                    return Ok(Expr::Truth(name == "true"));
                }
                "selected" => {
                    let (of, choice) = self.of_and_text()?;
                    return Ok(Expr::Selected { of, choice });
                }
                "regex" => {
                    let (of, pattern) = self.of_and_text()?;
                    let pattern = Pattern::new(&pattern)?;
                    return Ok(Expr::Regex { of, pattern });
                }
                _ => {}
            }
        }
        self.comparison()
    }

    fn of_and_text(&mut self) -> Result<(Ref, String), ExprError> {
        self.take()?;
        let of = self.reference()?;
        self.expect(&Token::Comma)?;
        let text = match self.take()? {
            Token::Text(text) => text.clone(),
            other => return Err(unexpected(other)),
        };
        self.expect(&Token::Close)?;
        Ok((of, text))
    }

    fn comparison(&mut self) -> Result<Expr, ExprError> {
        let left = self.operand()?;
        let by = match self.take()? {
            Token::Compare(by) => *by,
            other => return Err(unexpected(other)),
        };
        let right = self.operand()?;
        Ok(Expr::Compare { left, by, right })
    }

    fn operand(&mut self) -> Result<Operand, ExprError> {
        match self.tokens.first() {
            Some(Token::Ref(_) | Token::Here) => Ok(Operand::Ref(self.reference()?)),
            Some(Token::Number(text)) => {
                self.take()?;
                let number = text.parse().map_err(|_| ExprError::Number(text.clone()))?;
                Ok(Operand::Number(number))
            }
            Some(Token::Text(text)) => {
                self.take()?;
                Ok(Operand::Text(text.clone()))
            }
            Some(Token::Call(name)) if name == "string-length" || name == "count-selected" => {
                self.take()?;
                let of = self.reference()?;
                self.expect(&Token::Close)?;
                Ok(if name == "string-length" {
                    Operand::Length(of)
                } else {
                    Operand::CountSelected(of)
                })
            }
            Some(token) => Err(unexpected(token)),
            None => Err(ExprError::Unfinished),
        }
    }

    fn reference(&mut self) -> Result<Ref, ExprError> {
        match self.take()? {
            Token::Here => Ok(Ref::Here),
            Token::Ref(name) => Name::question(name)
                .map(Ref::Named)
                .map_err(|error| ExprError::Name(error.0)),
            other => Err(unexpected(other)),
        }
    }
}

fn one_or(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        join(parts)
    }
}

/// Functions and operators are named as what they are: something that exists and is not kept.
fn unexpected(token: &Token) -> ExprError {
    let shown = |text: &str| ExprError::Unexpected(text.to_owned());
    match token {
        Token::Call(name) => match name.as_str() {
            "not" | "true" | "false" | "selected" | "regex" | "string-length"
            | "count-selected" => ExprError::Unexpected(format!("{name}()")),
            _ => ExprError::Unsupported(format!("{name}()")),
        },
        Token::Word(word) if word == "and" || word == "or" => ExprError::Unexpected(word.clone()),
        Token::Word(word) => ExprError::Unsupported(word.clone()),
        Token::Ref(name) => ExprError::Unexpected(format!("${{{name}}}")),
        Token::Number(text) | Token::Text(text) => ExprError::Unexpected(text.clone()),
        Token::Here => shown("."),
        Token::Open => shown("("),
        Token::Close => shown(")"),
        Token::Comma => shown(","),
        Token::Compare(by) => shown(by.sign()),
    }
}

impl TryFrom<String> for Expr {
    type Error = ExprError;
    fn try_from(text: String) -> Result<Self, ExprError> {
        Self::parse(&text)
    }
}

impl From<Expr> for String {
    fn from(expr: Expr) -> Self {
        expr.to_string()
    }
}

impl Comparison {
    pub(crate) fn between<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Differs => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_forms_of_the_field_write_is_read_and_written_alike() {
        for text in [
            "${a} = 'yes'",
            "${a} != 'yes' and (${b} > 3 or not(selected(${c}, 'x')))",
            "regex(., '^1[3-9][0-9]{9}$')",
            "string-length(.) <= 20 and . != ''",
            "count-selected(.) < 3",
            ". >= -1.5",
            "true() or false()",
        ] {
            assert_eq!(Expr::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            Expr::parse("${a}=\"it's\"").unwrap().to_string(),
            "${a} = \"it's\""
        );
    }

    #[test]
    fn and_binds_closer_than_or() {
        let loose = Expr::parse("${a} = 1 or ${b} = 1 and ${c} = 1").unwrap();
        assert_eq!(
            loose,
            Expr::parse("${a} = 1 or (${b} = 1 and ${c} = 1)").unwrap()
        );
        assert_ne!(
            loose,
            Expr::parse("(${a} = 1 or ${b} = 1) and ${c} = 1").unwrap()
        );
    }

    #[test]
    fn what_is_not_kept_is_refused_by_its_name() {
        for (text, what) in [
            ("today() > ${a}", "today()"),
            ("${a} + 1 = 2", "+"),
            ("${a} * 2 = 2", "*"),
            ("${a} div 2 = 2", "div"),
            ("/data/a = 1", "/"),
            ("../a = 1", ".."),
            ("if(${a} = 1, true(), false())", "if()"),
            ("${a} | ${b}", "|"),
            ("pulldata('x', 'y') = 1", "pulldata()"),
        ] {
            assert_eq!(
                Expr::parse(text),
                Err(ExprError::Unsupported(what.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn damaged_expressions_say_where() {
        for text in [
            "",
            "${a",
            "${a} =",
            "(${a} = 1",
            "'abc",
            "not(",
            "selected(${a}",
        ] {
            assert_eq!(Expr::parse(text), Err(ExprError::Unfinished), "{text}");
        }
        assert_eq!(
            Expr::parse("${a} = 1)"),
            Err(ExprError::Unexpected(")".to_owned()))
        );
        assert_eq!(
            Expr::parse("${a b} = 1"),
            Err(ExprError::Name("a b".to_owned()))
        );
        assert_eq!(
            Expr::parse(". = 1.2.3"),
            Err(ExprError::Number("1.2.3".to_owned()))
        );
        let deep = format!("{}true(){}", "(".repeat(40), ")".repeat(40));
        assert_eq!(Expr::parse(&deep), Err(ExprError::TooDeep));
        assert_eq!(Expr::parse(&"a".repeat(2_000)), Err(ExprError::TooLong));
    }
}
