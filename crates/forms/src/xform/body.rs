//! What is shown for each node.

use super::bind::has_box;
use super::texts::{choice_id, declined_id, declined_path, hint_id, label_id};
use super::write::{Xml, element, empty, text};
use super::{Extras, OUTCOME, OUTCOMES, STOP};
use crate::model::{Form, Kind, Part, Question};
use crate::name::DECLINED_CHOICE;

pub(super) fn write(xml: &mut Xml, form: &Form, extras: Extras<'_>) -> std::io::Result<()> {
    if !extras.stops.is_empty() {
        let path = format!("/data/{STOP}");
        element(xml, "select1", &[("ref", &path)], |xml| {
            label(xml, &label_id(&path))?;
            for (id, shown) in extras.stops {
                element(xml, "item", &[], |xml| {
                    text(xml, "label", shown)?;
                    text(xml, "value", id)
                })?;
            }
            Ok(())
        })?;
        let path = format!("/data/{OUTCOME}");
        element(xml, "select1", &[("ref", &path)], |xml| {
            label(xml, &label_id(&path))?;
            for (value, ..) in OUTCOMES {
                item(xml, &choice_id(OUTCOME, value), value)?;
            }
            Ok(())
        })?;
    }
    parts(xml, form, &form.parts, "/data")
}

fn parts(xml: &mut Xml, form: &Form, parts_here: &[Part], around: &str) -> std::io::Result<()> {
    for part in parts_here {
        match part {
            Part::Group(group) => {
                let path = format!("{around}/{}", group.name);
                element(xml, "group", &[("ref", &path)], |xml| {
                    label(xml, &label_id(&path))?;
                    parts(xml, form, &group.parts, &path)
                })?;
            }
            Part::Question(question) => {
                self::question(xml, form, question, &format!("{around}/{}", question.name))?;
            }
        }
    }
    Ok(())
}

fn question(xml: &mut Xml, form: &Form, question: &Question, path: &str) -> std::io::Result<()> {
    let (name, media) = match &question.kind {
        Kind::SelectOne(_) => ("select1", None),
        Kind::SelectMultiple(_) => ("select", None),
        Kind::Image => ("upload", Some(("mediatype", "image/*"))),
        _ => ("input", None),
    };
    let mut attributes = vec![("ref", path)];
    attributes.extend(media);
    element(xml, name, &attributes, |xml| {
        label(xml, &label_id(path))?;
        if question.hint.is_some() || question.required_for.is_some() {
            let id = format!("jr:itext('{}')", hint_id(path));
            empty(xml, "hint", &[("ref", &id)])?;
        }
        if let Some(list) = question.kind.list() {
            for choice in form.choices(list) {
                let choice = choice.name.as_str();
                item(xml, &choice_id(list.as_str(), choice), choice)?;
            }
            item(xml, &declined_id(), DECLINED_CHOICE)?;
        }
        Ok(())
    })?;
    if !has_box(&question.kind) {
        return Ok(());
    }
    element(
        xml,
        "select",
        &[("ref", &declined_path(path)), ("appearance", "minimal")],
        |xml| {
            label(xml, &declined_id())?;
            item(xml, &declined_id(), DECLINED_CHOICE)
        },
    )
}

fn label(xml: &mut Xml, id: &str) -> std::io::Result<()> {
    empty(xml, "label", &[("ref", &format!("jr:itext('{id}')"))])
}

fn item(xml: &mut Xml, id: &str, value: &str) -> std::io::Result<()> {
    element(xml, "item", &[], |xml| {
        label(xml, id)?;
        text(xml, "value", value)
    })
}
