//! A condition written down: as its author would, as XPath over an instance, and as the small
//! lists that the phone judges.

use std::fmt::{self, Write as _};

use serde_json::{Value, json};

use super::{Expr, Operand, Ref};

impl fmt::Display for Expr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |name: &str| format!("${{{name}}}");
        out.write_str(&written(self, &named))
    }
}

/// The same condition over the nodes of an instance; `path` knows where each question stands.
pub(crate) fn as_xpath(expr: &Expr, path: &dyn Fn(&str) -> String) -> String {
    written(expr, path)
}

fn written(expr: &Expr, path: &dyn Fn(&str) -> String) -> String {
    let joined = |parts: &[Expr], word: &str| {
        let mut text = String::new();
        for part in parts {
            if !text.is_empty() {
                let _ = write!(text, " {word} ");
            }
            let is_joined = matches!(part, Expr::Or(_) | Expr::And(_));
            let part = written(part, path);
            if is_joined {
                let _ = write!(text, "({part})");
            } else {
                text.push_str(&part);
            }
        }
        text
    };
    match expr {
        Expr::Or(parts) => joined(parts, "or"),
        Expr::And(parts) => joined(parts, "and"),
        Expr::Not(inner) => format!("not({})", written(inner, path)),
        Expr::Truth(truth) => format!("{truth}()"),
        Expr::Compare { left, by, right } => {
            format!(
                "{} {} {}",
                operand(left, path),
                by.sign(),
                operand(right, path)
            )
        }
        Expr::Selected { of, choice } => {
            format!("selected({}, {})", reference(of, path), quoted(choice))
        }
        Expr::Regex { of, pattern } => {
            format!(
                "regex({}, {})",
                reference(of, path),
                quoted(pattern.as_str())
            )
        }
    }
}

fn operand(operand: &Operand, path: &dyn Fn(&str) -> String) -> String {
    match operand {
        Operand::Ref(of) => reference(of, path),
        Operand::Number(number) => number.to_string(),
        Operand::Text(text) => quoted(text),
        Operand::Length(of) => format!("string-length({})", reference(of, path)),
        Operand::CountSelected(of) => format!("count-selected({})", reference(of, path)),
    }
}

fn reference(of: &Ref, path: &dyn Fn(&str) -> String) -> String {
    match of {
        Ref::Here => ".".to_owned(),
        Ref::Named(name) => path(name.as_str()),
    }
}

/// XPath has no escape within quotes; a text was read from one kind of them, so the other kind is
/// the only one it may hold.
fn quoted(text: &str) -> String {
    if text.contains('\'') {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}

/// `["and", …]`, `["not", x]`, `["=", left, right]`, `["selected", ref, "choice"]`,
/// `["regex", ref, "pattern"]`, `true`; a ref is `["$", "name"]` or `["."]`, a number stays a
/// text behind `"n"`, a length is `["length", ref]`.
pub(crate) fn as_json(expr: &Expr) -> Value {
    let joined = |word: &str, parts: &[Expr]| {
        let mut list = vec![json!(word)];
        list.extend(parts.iter().map(as_json));
        Value::Array(list)
    };
    match expr {
        Expr::Or(parts) => joined("or", parts),
        Expr::And(parts) => joined("and", parts),
        Expr::Not(inner) => json!(["not", as_json(inner)]),
        Expr::Truth(truth) => json!(truth),
        Expr::Compare { left, by, right } => {
            json!([by.sign(), operand_json(left), operand_json(right)])
        }
        Expr::Selected { of, choice } => json!(["selected", reference_json(of), choice]),
        Expr::Regex { of, pattern } => json!(["regex", reference_json(of), pattern.as_str()]),
    }
}

fn operand_json(operand: &Operand) -> Value {
    match operand {
        Operand::Ref(of) => reference_json(of),
        Operand::Number(number) => json!(["n", number.to_string()]),
        Operand::Text(text) => json!(text),
        Operand::Length(of) => json!(["length", reference_json(of)]),
        Operand::CountSelected(of) => json!(["count", reference_json(of)]),
    }
}

fn reference_json(of: &Ref) -> Value {
    match of {
        Ref::Here => json!(["."]),
        Ref::Named(name) => json!(["$", name.as_str()]),
    }
}
