//! Whether a condition holds. An answer that was not given, or that the resident would rather
//! not give, is the empty text, as it is in XPath; a number is only what looks like one.

use super::{Comparison, Expr, Operand, Ref};
use crate::number::Number;

/// The answers that a condition may look at.
pub(crate) trait Answered {
    /// The text of the answer to an earlier question; empty where there is none. The choices of
    /// one that may have several stand with blanks between.
    fn text(&self, name: &str) -> String;
}

/// `here` is the answer that a constraint judges.
pub(crate) fn holds(expr: &Expr, answered: &dyn Answered, here: &str) -> bool {
    match expr {
        Expr::Or(parts) => parts.iter().any(|part| holds(part, answered, here)),
        Expr::And(parts) => parts.iter().all(|part| holds(part, answered, here)),
        Expr::Not(inner) => !holds(inner, answered, here),
        Expr::Truth(truth) => *truth,
        Expr::Compare { left, by, right } => compare(left, *by, right, (answered, here)),
        Expr::Selected { of, choice } => text_of(of, answered, here)
            .split(' ')
            .any(|chosen| chosen == choice),
        Expr::Regex { of, pattern } => pattern.fits(&text_of(of, answered, here)),
    }
}

enum Value {
    Text(String),
    /// Nothing where the text is no number; comparing with it never holds but by `!=`.
    Number(Option<Number>),
}

impl Value {
    fn number(self) -> Option<Number> {
        match self {
            Self::Text(text) => text.parse().ok(),
            Self::Number(number) => number,
        }
    }
}

fn compare(left: &Operand, by: Comparison, right: &Operand, of: (&dyn Answered, &str)) -> bool {
    match (value(left, of), value(right, of)) {
        (Value::Text(left), Value::Text(right)) if !by.is_of_order() => by.between(&left, &right),
        (left, right) => match (left.number(), right.number()) {
            (Some(left), Some(right)) => by.between(&left, &right),
            _ => by == Comparison::Differs,
        },
    }
}

fn value(operand: &Operand, (answered, here): (&dyn Answered, &str)) -> Value {
    let count = |count: usize| Value::Number(i32::try_from(count).ok().map(Number::whole));
    match operand {
        Operand::Ref(of) => Value::Text(text_of(of, answered, here)),
        Operand::Number(number) => Value::Number(Some(*number)),
        Operand::Text(text) => Value::Text(text.clone()),
        // In UTF-16 units, as the phone and ODK count.
        Operand::Length(of) => count(text_of(of, answered, here).encode_utf16().count()),
        Operand::CountSelected(of) => count(
            text_of(of, answered, here)
                .split(' ')
                .filter(|one| !one.is_empty())
                .count(),
        ),
    }
}

fn text_of(of: &Ref, answered: &dyn Answered, here: &str) -> String {
    match of {
        Ref::Here => here.to_owned(),
        Ref::Named(name) => answered.text(name.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given;

    impl Answered for Given {
        fn text(&self, name: &str) -> String {
            match name {
                "yes" => "yes",
                "many" => "a b",
                "seven" => "7.0",
                _ => "",
            }
            .to_owned()
        }
    }

    fn holds_here(text: &str, here: &str) -> bool {
        holds(&Expr::parse(text).unwrap(), &Given, here)
    }

    #[test]
    fn conditions_hold_as_in_xpath() {
        for text in [
            "${yes} = 'yes'",
            "${yes} != 'no'",
            "${seven} = 7",
            "${seven} >= 7",
            "selected(${many}, 'b')",
            "not(selected(${many}, 'ab'))",
            "count-selected(${many}) = 2",
            "count-selected(${none}) = 0",
            "${none} = ''",
            "${none} != 0",
            "not(${none} < 1)",
            "not(${none} > 1)",
            "string-length(.) = 3",
            "regex(., 'a.c')",
            ". = 'abc' and true()",
        ] {
            assert!(holds_here(text, "abc"), "{text}");
        }
        for text in [
            "${seven} = '7'",
            "${yes} > 0",
            "false() or . = 'x'",
            "${none} = 0",
        ] {
            assert!(!holds_here(text, "abc"), "{text}");
        }
    }
}
