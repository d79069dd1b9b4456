//! Every text of the form in both languages, under the ids that the rest refers to.

use huiyin_kernel::{Lang, Said};

use super::write::{Xml, element};
use super::{DECLINED_EN, DECLINED_ZH, EN, OUTCOME, OUTCOMES, STOP, ZH};
use crate::model::{Form, Part};
use crate::name::{DECLINED_CHOICE, DECLINED_SUFFIX};

pub(super) fn label_id(path: &str) -> String {
    format!("{path}:label")
}

pub(super) fn hint_id(path: &str) -> String {
    format!("{path}:hint")
}

pub(super) fn message_id(path: &str) -> String {
    format!("{path}:constraint")
}

pub(super) fn choice_id(list: &str, choice: &str) -> String {
    format!("list/{list}/{choice}")
}

pub(super) fn declined_id() -> String {
    choice_id("", DECLINED_CHOICE)
}

/// Where the node of a box "would rather not say" stands beside its question.
pub(super) fn declined_path(path: &str) -> String {
    format!("{path}{DECLINED_SUFFIX}")
}

pub(super) fn write(xml: &mut Xml, form: &Form, has_stops: bool) -> std::io::Result<()> {
    let texts = collect(form, has_stops);
    element(xml, "itext", &[], |xml| {
        for (lang, name) in [(Lang::Zh, ZH), (Lang::En, EN)] {
            let mut attributes = vec![("lang", name)];
            if lang == Lang::Zh {
                attributes.push(("default", "true()"));
            }
            element(xml, "translation", &attributes, |xml| {
                for (id, text) in &texts {
                    element(xml, "text", &[("id", id)], |xml| {
                        super::write::text(xml, "value", text.get(lang))
                    })?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

fn collect(form: &Form, has_stops: bool) -> Vec<(String, Said)> {
    let mut texts = vec![(declined_id(), Said::new(DECLINED_ZH, DECLINED_EN))];
    if has_stops {
        texts.push((
            label_id(&format!("/data/{STOP}")),
            Said::new("走访的住户", "The household"),
        ));
        texts.push((
            label_id(&format!("/data/{OUTCOME}")),
            Said::new("情况如何？", "What happened?"),
        ));
        for (value, zh, en) in OUTCOMES {
            texts.push((choice_id(OUTCOME, value), Said::new(zh, en)));
        }
    }
    for (list, choices) in &form.lists {
        for choice in choices {
            texts.push((
                choice_id(list.as_str(), choice.name.as_str()),
                choice.label.clone(),
            ));
        }
    }
    parts(&form.parts, "/data", &mut texts);
    texts
}

fn parts(parts_here: &[Part], around: &str, texts: &mut Vec<(String, Said)>) {
    for part in parts_here {
        match part {
            Part::Group(group) => {
                let path = format!("{around}/{}", group.name);
                texts.push((label_id(&path), group.label.clone()));
                parts(&group.parts, &path, texts);
            }
            Part::Question(question) => {
                let path = format!("{around}/{}", question.name);
                texts.push((label_id(&path), question.label.clone()));
                // A purpose is told with the question: who is asked may know what for (F3).
                let hint = match (&question.hint, &question.required_for) {
                    (Some(hint), Some(purpose)) => Some(Said::new(
                        format!("{} {}", hint.zh, purpose.zh),
                        format!("{} {}", hint.get(Lang::En), purpose.get(Lang::En)),
                    )),
                    (hint, purpose) => hint.clone().or_else(|| purpose.clone()),
                };
                texts.extend(hint.map(|hint| (hint_id(&path), hint)));
                if let Some(message) = &question.constraint_message {
                    texts.push((message_id(&path), message.clone()));
                }
            }
        }
    }
}
