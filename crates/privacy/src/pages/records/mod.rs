//! The records that the law wants: notices, consents, assessments, breaches.

pub(super) mod assessment;
pub(super) mod breach;
pub(super) mod consents;
pub(super) mod notice;
pub(super) mod overview;

use huiyin_kernel::Id;
use huiyin_web::PageError;
use huiyin_web::forms::{Errors, Form};

/// Characters of one field of a record.
pub(super) const FIELD_CHARS: usize = 4_000;

fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A field of a record: its name, what stands in it and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: String,
}

/// The fields of a record as the page draws them.
pub(super) fn fields(
    ctx: &huiyin_web::Ctx,
    prefix: &str,
    names: &[&'static str],
    form: &Form,
    errors: &Errors,
) -> Vec<Field> {
    names
        .iter()
        .map(|name| Field {
            name,
            label: ctx.t(&format!("{prefix}-{}", name.replace('_', "-"))),
            hint: ctx.t(&format!("{prefix}-hint-{}", name.replace('_', "-"))),
            value: form.text(name),
            error: errors.of(name).unwrap_or_default().to_owned(),
        })
        .collect()
}
