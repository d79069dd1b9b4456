//! Whether a form holds together: names, lists, what conditions look at, purposes and consent.
//! A form that passes can be asked, checked, sent to the phone and written as an `XForm` without
//! any of them meeting something unknown.

mod consent;
mod expressions;

use std::collections::BTreeSet;

use huiyin_kernel::Said;

use crate::bounds::{
    CHOICES_MAX, GROUP_DEPTH_MAX, MANDATORY_PHOTOS_MAX, QUESTIONS_MAX, TEXT_CHARS_MAX,
};
use crate::fault::{FormFault, Misfit};
use crate::model::{Form, Group, Kind, Part, Question};
use crate::name::Name;

pub(crate) fn verify(form: &Form) -> Vec<Misfit> {
    let mut judge = Judge {
        form,
        names: BTreeSet::new(),
        misfits: Vec::new(),
        matters: 0,
    };
    judge.text("", "form_title", &form.title);
    judge.lists();
    judge.parts(&form.parts, 0, false);
    judge.counts();
    let mut misfits = judge.misfits;
    misfits.extend(expressions::verify(form));
    misfits.extend(consent::verify(form));
    misfits
}

struct Judge<'a> {
    form: &'a Form,
    names: BTreeSet<&'a str>,
    misfits: Vec<Misfit>,
    matters: usize,
}

impl<'a> Judge<'a> {
    fn add(&mut self, at: &str, column: &'static str, fault: FormFault) {
        self.misfits.push(Misfit {
            at: at.to_owned(),
            column,
            fault,
        });
    }

    fn text(&mut self, at: &str, column: &'static str, text: &Said) {
        if text.zh.trim().is_empty() {
            self.add(at, column, FormFault::NoText);
        }
        if [&text.zh, &text.en]
            .iter()
            .any(|said| said.chars().count() > TEXT_CHARS_MAX)
        {
            self.add(at, column, FormFault::TextTooLong);
        }
    }

    fn name(&mut self, name: &'a Name) {
        if let Err(error) = Name::question(name.as_str()) {
            self.add(name.as_str(), "name", FormFault::Name(error.0));
        }
        if !self.names.insert(name.as_str()) {
            self.add(
                name.as_str(),
                "name",
                FormFault::NameTwice(name.to_string()),
            );
        }
    }

    fn lists(&mut self) {
        for (list, choices) in &self.form.lists {
            let mut seen = BTreeSet::new();
            if choices.len() > CHOICES_MAX {
                self.add(list.as_str(), "list_name", FormFault::TooMany(CHOICES_MAX));
            }
            for choice in choices {
                self.text(list.as_str(), "label", &choice.label);
                if !seen.insert(&choice.name) {
                    self.add(
                        list.as_str(),
                        "name",
                        FormFault::NameTwice(choice.name.to_string()),
                    );
                }
            }
        }
    }

    fn parts(&mut self, parts: &'a [Part], depth: usize, in_matter: bool) {
        for part in parts {
            match part {
                Part::Question(question) => self.question(question, in_matter),
                Part::Group(group) => self.group(group, depth + 1, in_matter),
            }
        }
    }

    fn group(&mut self, group: &'a Group, depth: usize, in_matter: bool) {
        let at = group.name.as_str();
        self.name(&group.name);
        self.text(at, "label", &group.label);
        if depth > GROUP_DEPTH_MAX {
            self.add(at, "type", FormFault::GroupTooDeep);
            return;
        }
        if group.matter {
            self.matters += 1;
            if in_matter {
                self.add(at, "meaning", FormFault::Meaning("matter".to_owned()));
            }
        }
        self.parts(&group.parts, depth, in_matter || group.matter);
    }

    fn question(&mut self, question: &'a Question, in_matter: bool) {
        let at = question.name.as_str();
        self.name(&question.name);
        self.text(at, "label", &question.label);
        if let Some(list) = question.kind.list()
            && self.form.choices(list).is_empty()
        {
            self.add(at, "type", FormFault::List(list.to_string()));
        }
        for (column, text) in [
            ("hint", &question.hint),
            ("purpose", &question.required_for),
            ("constraint_message", &question.constraint_message),
        ] {
            if let Some(text) = text {
                self.text(at, column, text);
            }
        }
        // A photo has nothing that a condition could read, and a note asks nothing.
        if question.constraint.is_some()
            && matches!(question.kind, Kind::Image | Kind::Note | Kind::Geopoint)
        {
            self.add(
                at,
                "constraint",
                FormFault::Value(question.kind.word().to_owned()),
            );
        }
        if question.required_for.is_some() && !question.kind.is_asked() {
            self.add(
                at,
                "required",
                FormFault::Value(question.kind.word().to_owned()),
            );
        }
        if let Some(meaning) = question.meaning
            && !(meaning.stands_well(in_matter) && meaning.suits(&question.kind))
        {
            self.add(at, "meaning", FormFault::Meaning(meaning.word().to_owned()));
        }
    }

    fn counts(&mut self) {
        let questions = self.form.questions();
        let asked = questions
            .iter()
            .filter(|placed| placed.question.kind.is_asked())
            .count();
        if asked == 0 {
            self.add("", "type", FormFault::Empty);
        }
        if questions.len() > QUESTIONS_MAX {
            self.add("", "type", FormFault::TooMany(QUESTIONS_MAX));
        }
        let photos = questions
            .iter()
            .filter(|placed| {
                placed.question.kind == Kind::Image && placed.question.required_for.is_some()
            })
            .count();
        if photos > MANDATORY_PHOTOS_MAX {
            self.add("", "required", FormFault::MandatoryPhotos(photos));
        }
        if self.matters > 1 {
            self.add("", "meaning", FormFault::MeaningTwice("matter".to_owned()));
        }
        let mut seen = BTreeSet::new();
        for meaning in questions
            .iter()
            .filter_map(|placed| placed.question.meaning)
        {
            let may_repeat = meaning == crate::model::Meaning::Consent;
            if !seen.insert(meaning) && !may_repeat {
                self.add(
                    "",
                    "meaning",
                    FormFault::MeaningTwice(meaning.word().to_owned()),
                );
            }
        }
    }
}
