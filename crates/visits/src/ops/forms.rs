//! Forms: taken from a workbook, out of use again.

use huiyin_db::{StoreError, Tx};
use huiyin_forms::Form;
use huiyin_forms::xlsform::{Refusal, Source, import};
use huiyin_kernel::Instant;
use huiyin_web::Site;

use crate::model::bounds::QUESTIONS;
use crate::rules::door::{Asked, form_fault};
use crate::store::forms;

/// Bytes of a workbook with a form.
pub const FORM_BYTES: usize = 2 * 1024 * 1024;

/// Why a form was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    #[error("{} faults in the workbook", .0.len())]
    Refused(Vec<Refusal>),
    /// More questions than a visit may ask (rule 12.5).
    #[error("{0} questions")]
    TooLong(usize),
    /// A question against rules F3 or V8.
    #[error("the question {0}")]
    Question(String),
    /// The newest version says the very same.
    #[error("the same as version {0}")]
    Same(u32),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Questions as the rules on forms see them. Everything that asks may be left unanswered: the form
/// itself sees to that (rule V8).
pub fn asked(form: &Form) -> Vec<Asked> {
    let questions = form.questions();
    let asks = questions.iter().filter(|it| it.question.kind.is_asked());
    asks.map(|placed| {
        let question = placed.question;
        let purpose = question.required_for.as_ref();
        Asked {
            name: question.name.to_string(),
            mandatory: purpose.is_some(),
            is_photo: question.kind == huiyin_forms::Kind::Image,
            purpose: purpose.map(|it| it.zh.clone()).unwrap_or_default(),
            may_be_left: true,
        }
    })
    .collect()
}

/// A form out of a workbook, held against the rules on what may be asked at a door.
pub fn read(bytes: &[u8]) -> Result<Form, FormError> {
    let form = import(Source::Workbook(bytes)).map_err(FormError::Refused)?;
    let asked = asked(&form);
    if asked.len() > QUESTIONS {
        return Err(FormError::TooLong(asked.len()));
    }
    if let Some(name) = form_fault(&asked) {
        return Err(FormError::Question(name.to_owned()));
    }
    Ok(form)
}

/// Keeps a form as its next version; the same words again are no new one.
pub async fn add(
    tx: &mut Tx,
    site: &Site,
    form: &Form,
    by: &str,
    now: Instant,
) -> Result<u32, FormError> {
    forms::install_shipped(tx, &site.keys, now).await?;
    let id = form.id.as_str();
    let versions = forms::all(tx).await?;
    let newest = versions.iter().find(|it| it.id == id);
    if let Some(newest) = newest.filter(|it| it.retired_at.is_none()) {
        let kept = forms::load(tx, &site.keys, id, newest.version).await?;
        if kept.as_ref() == Some(form) {
            return Err(FormError::Same(newest.version));
        }
    }
    Ok(forms::add(tx, &site.keys, form, by, now).await?)
}

/// Sees to it that the form which comes with the program is there; does nothing where it is.
pub async fn install(site: &Site) -> Result<(), StoreError> {
    let mut tx = site.db.read().await?;
    let has_any = !forms::all(&mut tx).await?.is_empty();
    drop(tx);
    if has_any {
        return Ok(());
    }
    let mut tx = site.db.write().await?;
    forms::install_shipped(&mut tx, &site.keys, site.now()).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_form_keeps_the_rules_and_reads_back() {
        let form = huiyin_forms::household_visit().unwrap();
        let asked = asked(&form);
        assert!(asked.len() <= QUESTIONS, "{}", asked.len());
        assert_eq!(form_fault(&asked), None);
        let bytes = huiyin_forms::xlsform::export(&form).unwrap();
        assert_eq!(read(&bytes).unwrap(), form);
        assert!(matches!(read(b"no workbook"), Err(FormError::Refused(_))));
    }
}
