//! Reading the form of an act back: each field checked, each error at its field.

use huiyin_kernel::Id;
use huiyin_web::Ctx;
use huiyin_web::forms::{Errors, Form};

use super::form::Scene;
use crate::model::{ActName, Outcome, OutcomeName};
use crate::store::Placed;

pub(super) struct Reading<'a> {
    pub(super) scene: Scene<'a>,
    act: ActName,
    form: &'a Form,
    pub(super) errors: Errors,
    /// Where the matter lies, when a correction says so.
    pub(super) place: Option<Placed>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(scene: Scene<'a>, act: ActName, form: &'a Form) -> Self {
        Self {
            scene,
            act,
            form,
            errors: Errors::default(),
            place: None,
        }
    }

    const fn ctx(&self) -> &'a Ctx {
        self.scene.ctx
    }

    pub(super) fn name(&self, field: &str) -> String {
        format!("{}-{field}", self.act.name())
    }

    fn raw(&self, field: &str) -> String {
        self.form.text(&self.name(field))
    }

    pub(super) fn wrong(&mut self, field: &str, key: &str) {
        let sentence = self.ctx().t(key);
        self.errors.add(&self.name(field), sentence);
    }

    pub(super) fn text(&mut self, field: &str, required: bool, most: usize) -> String {
        let name = self.name(field);
        if required {
            self.errors.required(self.ctx(), self.form, &name, most)
        } else {
            self.errors.optional(self.ctx(), self.form, &name, most)
        }
    }

    /// A value that must be chosen from a list.
    pub(super) fn chosen<T>(&mut self, field: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            self.wrong(field, "matters-desk-choose-one");
            return None;
        }
        self.known(field, &raw, from)
    }

    /// A value that may be left out; an unknown one is an error at the field.
    pub(super) fn maybe<T>(&mut self, field: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        self.known(field, &raw, from)
    }

    fn known<T>(&mut self, field: &str, raw: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = from(raw);
        if found.is_none() {
            self.wrong(field, "web-field-unknown");
        }
        found
    }

    pub(super) fn ids(&mut self, field: &str) -> Vec<Id> {
        let raw = self.form.all(&self.name(field));
        raw.iter().filter_map(|text| text.parse().ok()).collect()
    }

    pub(super) fn yes_or_no(&mut self, field: &str) -> Option<bool> {
        self.chosen(field, yes_or_no)
    }

    /// What was achieved, with the text that it owes.
    pub(super) fn outcome(&mut self, most: usize) -> Option<Outcome> {
        let name = self.chosen("outcome", OutcomeName::from_name)?;
        Some(match name {
            OutcomeName::Solved => Outcome::Solved,
            OutcomeName::Partly => Outcome::Partly,
            OutcomeName::Explained => Outcome::Explained,
            OutcomeName::Refused => Outcome::Refused {
                reason: self.text("reason", true, most),
            },
            OutcomeName::Referred => Outcome::Referred {
                channel: self.text("channel", true, most),
            },
        })
    }
}

pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
