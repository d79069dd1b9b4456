//! A form for an act, as a list of fields that one template draws. Field names carry the act's
//! name, because a matter's page shows several forms at once and every id must be its own.

use huiyin_kernel::{Id, Lang};
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Choice, Ctx};

use crate::model::{ActName, Actor, Matter};
use crate::store::templates::Template;
use crate::store::{Known, Photo};
use crate::suggest::Suggestions;
use crate::{Matters, World};

/// Everything a form may draw on.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages::desk) struct Scene<'a> {
    pub ctx: &'a Ctx,
    pub matters: &'a Matters,
    pub world: &'a World,
    pub known: &'a Known,
    pub actor: &'a Actor,
    pub suggestions: &'a Suggestions,
    pub templates: &'a [Template],
    /// People of the lead body, for whoever answers for a suspended matter.
    pub people: &'a [(Id, String)],
    pub photos: &'a [Photo],
}

impl Scene<'_> {
    pub(super) const fn matter(&self) -> &Matter {
        &self.known.matter
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::pages::desk) struct Field {
    /// `text`, `long`, `select`, `radios`, `checks`, `photos` or `template`.
    pub kind: &'static str,
    /// `type` of a text field: `text`, `number`, `date`.
    pub input: &'static str,
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: String,
    pub required: bool,
    pub most: usize,
    pub rows: usize,
    pub options: Vec<Choice>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::pages::desk) struct ActForm {
    pub act: &'static str,
    pub title: String,
    pub hint: String,
    pub icon: &'static str,
    /// Class of the button: `primary`, `danger` or nothing.
    pub tone: &'static str,
    pub open: bool,
    /// Why the act was refused, as a sentence.
    pub refused: String,
    pub has_files: bool,
    pub fields: Vec<Field>,
    pub key: String,
}

impl ActForm {
    /// Errors at fields, for the summary above them.
    pub(in crate::pages::desk) fn errors(&self) -> Vec<(String, String)> {
        self.fields
            .iter()
            .filter(|field| !field.error.is_empty())
            .map(|field| (field.name.clone(), field.error.clone()))
            .collect()
    }

    /// What was typed, in words, for the page that shows two versions.
    pub(in crate::pages::desk) fn typed(&self) -> Vec<(String, String)> {
        self.fields
            .iter()
            .filter_map(|field| {
                let chosen: Vec<&str> = field
                    .options
                    .iter()
                    .filter(|it| it.chosen && !it.value.is_empty())
                    .map(|it| it.label.as_str())
                    .collect();
                let value = if field.options.is_empty() {
                    field.value.clone()
                } else {
                    chosen.join(", ")
                };
                (!value.is_empty()).then(|| (field.label.clone(), value))
            })
            .collect()
    }
}

/// Puts the fields of one act together, with what was typed before and what was wrong with it.
pub(super) struct Writing<'a> {
    pub(super) scene: Scene<'a>,
    act: ActName,
    typed: Option<&'a Form>,
    errors: &'a Errors,
    pub(super) fields: Vec<Field>,
}

impl<'a> Writing<'a> {
    pub(super) const fn new(
        scene: Scene<'a>,
        act: ActName,
        typed: Option<&'a Form>,
        errors: &'a Errors,
    ) -> Self {
        Self {
            scene,
            act,
            typed,
            errors,
            fields: Vec::new(),
        }
    }

    fn name(&self, field: &str) -> String {
        format!("{}-{field}", self.act.name())
    }

    /// The value typed before, else the one to begin with.
    pub(super) fn value(&self, field: &str, first: &str) -> String {
        let name = self.name(field);
        match self.typed {
            Some(form) if !form.all(&name).is_empty() || form.is_on("sent") => form.text(&name),
            _ => first.to_owned(),
        }
    }

    /// The sentence `matters-desk-PART-ACT-FIELD`, or the general one of the field, or nothing.
    fn words(&self, part: &str, field: &str) -> String {
        let ctx = self.scene.ctx;
        let field = field.replace('_', "-");
        let own = format!("matters-desk-{part}-{}-{field}", self.act.key());
        let general = format!("matters-desk-{part}-{field}");
        [own, general]
            .into_iter()
            .find(|key| ctx.site.texts.has(Lang::Zh, key))
            .map_or_else(String::new, |key| ctx.t(&key))
    }

    fn field(&self, kind: &'static str, field: &str) -> Field {
        let name = self.name(field);
        Field {
            kind,
            label: self.words("f", field),
            hint: self.words("h", field),
            error: self.errors.of(&name).unwrap_or_default().to_owned(),
            name,
            ..Field::default()
        }
    }

    pub(super) fn short(
        &mut self,
        field: &str,
        input: &'static str,
        first: &str,
        required: bool,
        most: usize,
    ) {
        let value = self.value(field, first);
        let made = self.field("text", field);
        self.fields.push(Field {
            input,
            value,
            required,
            most,
            ..made
        });
    }

    pub(super) fn long(&mut self, field: &str, required: bool, most: usize) {
        let value = self.value(field, "");
        let made = self.field("long", field);
        let rows = if required { 4 } else { 2 };
        self.fields.push(Field {
            value,
            required,
            most,
            rows,
            ..made
        });
    }

    fn listed(&mut self, kind: &'static str, field: &str, required: bool, options: Vec<Choice>) {
        let made = self.field(kind, field);
        self.fields.push(Field {
            required,
            options,
            ..made
        });
    }

    pub(super) fn select(&mut self, field: &str, required: bool, options: Vec<Choice>) {
        self.listed("select", field, required, options);
    }

    pub(super) fn radios(&mut self, field: &str, required: bool, options: Vec<Choice>) {
        self.listed("radios", field, required, options);
    }

    /// Boxes of which several may be ticked; what was ticked before stays so.
    pub(super) fn checks(&mut self, field: &str, mut options: Vec<Choice>) {
        if let Some(form) = self.typed {
            let ticked = form.all(&self.name(field));
            for option in &mut options {
                option.chosen = ticked.contains(&option.value);
            }
        }
        self.listed("checks", field, false, options);
    }

    pub(super) fn photos(&mut self, field: &str) {
        let made = self.field("photos", field);
        self.fields.push(made);
    }

    /// A choice among the texts kept for these purposes, with a button that puts one in.
    pub(super) fn templates(&mut self, purposes: &[&str]) {
        let ctx = self.scene.ctx;
        let fitting = self
            .scene
            .templates
            .iter()
            .filter(|it| purposes.contains(&it.purpose.as_str()));
        let mut options = vec![Choice::new("", ctx.t("matters-desk-choose"), true)];
        options.extend(fitting.map(|it| {
            let purpose = ctx.t(&format!(
                "matters-desk-purpose-{}",
                it.purpose.replace('_', "-")
            ));
            Choice::new(
                it.id.to_string(),
                format!("{purpose} · {}", it.title),
                false,
            )
        }));
        if options.len() > 1 {
            self.listed("template", "template", false, options);
        }
    }
}
