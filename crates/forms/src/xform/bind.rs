//! The nodes of an answer, and what holds for each: type, when it is asked, what it must be.

use std::collections::BTreeMap;

use super::texts::{declined_path, message_id};
use super::write::{Xml, empty};
use crate::expr::{Expr, as_xpath};
use crate::model::{CONSENT_GIVEN, Form, Group, Kind, Part, Question};
use crate::name::{DECLINED_CHOICE, DECLINED_SUFFIX};

/// The node of the whole answer.
const ROOT: &str = "/data";

/// Where each question stands, for the conditions that look at it, and the condition under which
/// anything of the form is asked at all.
pub(super) struct Paths {
    of: BTreeMap<String, String>,
    only_if: Option<String>,
}

impl Paths {
    pub(super) fn of(form: &Form) -> Self {
        let paths = form.questions().into_iter().map(|placed| {
            let path = placed.path();
            (placed.question.name.to_string(), path)
        });
        Self {
            of: paths.collect(),
            only_if: None,
        }
    }

    pub(super) fn only_if(&mut self, condition: String) {
        self.only_if = Some(condition);
    }

    /// A part at the top bears the condition; what stands within it follows.
    fn asked_if(&self, around: &str, own: Option<String>) -> Option<String> {
        let outer = self.only_if.clone().filter(|_| around == ROOT);
        both(outer, own)
    }

    fn xpath(&self, expr: &Expr) -> String {
        // Every name was found when the form was verified.
        as_xpath(expr, &|name| {
            self.of
                .get(name)
                .cloned()
                .unwrap_or_else(|| name.to_owned())
        })
    }
}

/// Choices carry "would rather not say" among them; the others have a box beside them.
pub(super) fn has_box(kind: &Kind) -> bool {
    kind.is_asked() && kind.list().is_none()
}

pub(super) fn instance(xml: &mut Xml, parts: &[Part]) -> std::io::Result<()> {
    for part in parts {
        match part {
            Part::Question(question) => {
                empty(xml, question.name.as_str(), &[])?;
                if has_box(&question.kind) {
                    empty(xml, &format!("{}{DECLINED_SUFFIX}", question.name), &[])?;
                }
            }
            Part::Group(group) => {
                super::write::element(xml, group.name.as_str(), &[], |xml| {
                    instance(xml, &group.parts)
                })?;
            }
        }
    }
    Ok(())
}

pub(super) fn binds(
    xml: &mut Xml,
    parts: &[Part],
    around: &str,
    paths: &Paths,
) -> std::io::Result<()> {
    for part in parts {
        match part {
            Part::Question(question) => {
                bind_question(xml, question, around, paths)?;
            }
            Part::Group(group) => bind_group(xml, group, around, paths)?,
        }
    }
    Ok(())
}

fn bind_group(xml: &mut Xml, group: &Group, around: &str, paths: &Paths) -> std::io::Result<()> {
    let path = format!("{around}/{}", group.name);
    let own = group.relevant.as_ref().map(|expr| paths.xpath(expr));
    if let Some(relevant) = paths.asked_if(around, own) {
        empty(xml, "bind", &[("nodeset", &path), ("relevant", &relevant)])?;
    }
    binds(xml, &group.parts, &path, paths)
}

fn bind_question(
    xml: &mut Xml,
    question: &Question,
    around: &str,
    paths: &Paths,
) -> std::io::Result<()> {
    let path = format!("{around}/{}", question.name);
    let path = path.as_str();
    let relevant = paths.asked_if(around, relevant(question, paths));
    let boxed = declined_path(path);
    let declined = format!("selected({boxed}, '{DECLINED_CHOICE}')");
    let constraint = constraint(question, paths);
    let message = format!("jr:itext('{}')", message_id(path));
    let required = if has_box(&question.kind) {
        format!("not({declined})")
    } else {
        "true()".to_owned()
    };
    let mut attributes = vec![("nodeset", path), ("type", xform_type(&question.kind))];
    if let Some(relevant) = &relevant {
        attributes.push(("relevant", relevant));
    }
    if question.required_for.is_some() {
        attributes.push(("required", &required));
    }
    if let Some(constraint) = &constraint {
        attributes.push(("constraint", constraint));
    }
    if question.constraint_message.is_some() {
        attributes.push(("jr:constraintMsg", &message));
    }
    if question.kind == Kind::Note {
        attributes.push(("readonly", "true()"));
    }
    empty(xml, "bind", &attributes)?;
    if !has_box(&question.kind) {
        return Ok(());
    }
    let mut attributes = vec![("nodeset", boxed.as_str()), ("type", "string")];
    if let Some(relevant) = &relevant {
        attributes.push(("relevant", relevant));
    }
    empty(xml, "bind", &attributes)
}

fn relevant(question: &Question, paths: &Paths) -> Option<String> {
    let own = question.relevant.as_ref().map(|expr| paths.xpath(expr));
    let agreed = question.consent.as_ref().map(|consent| {
        let path = paths
            .of
            .get(consent.as_str())
            .map_or(consent.as_str(), String::as_str);
        format!("{path} = '{CONSENT_GIVEN}'")
    });
    both(own, agreed)
}

fn both(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("({first}) and ({second})")),
        (first, second) => first.or(second),
    }
}

/// A choice of "would rather not say" fits always, and stands alone.
fn constraint(question: &Question, paths: &Paths) -> Option<String> {
    let own = question.constraint.as_ref().map(|expr| paths.xpath(expr));
    let alone = format!("(not(selected(., '{DECLINED_CHOICE}')) or count-selected(.) = 1)");
    match (&question.kind, own) {
        (Kind::SelectMultiple(_), None) => Some(alone),
        (Kind::SelectMultiple(_), Some(own)) => Some(format!(
            "{alone} and (selected(., '{DECLINED_CHOICE}') or ({own}))"
        )),
        (Kind::SelectOne(_), Some(own)) => {
            Some(format!("selected(., '{DECLINED_CHOICE}') or ({own})"))
        }
        (_, own) => own,
    }
}

const fn xform_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Note | Kind::SelectOne(_) | Kind::SelectMultiple(_) => "string",
        Kind::Integer => "int",
        Kind::Decimal => "decimal",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Image => "binary",
        Kind::Geopoint => "geopoint",
    }
}
