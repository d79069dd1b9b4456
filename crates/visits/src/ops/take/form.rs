use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx};
use huiyin_forms::xform::is_version_of;
use huiyin_forms::{Form, household_visit};
use serde_json::Value;

use crate::model::{Answers, Said};
use crate::notebook::Taken;
use crate::store::forms;

/// A form in the version that answers name, as it was signed.
pub(crate) async fn form_of(
    tx: &mut Tx,
    keys: &Keys,
    id: &str,
    version: u32,
) -> Result<Option<Form>> {
    let stored = forms::load(tx, keys, id, version).await?;
    // The shipped one is known before anybody has looked at the page of forms.
    Ok(stored.or_else(|| shipped().filter(|form| form.id.as_str() == id && version == 1)))
}

/// A form by the version that its XForm bore, with the number of that version.
pub(crate) async fn edition_of(
    tx: &mut Tx,
    keys: &Keys,
    id: &str,
    version: &str,
) -> Result<Option<(u32, Form)>> {
    let all = forms::all(tx).await?;
    for known in all.iter().filter(|it| it.id == id) {
        let form = forms::load(tx, keys, id, known.version).await?;
        if let Some(form) = form.filter(|it| is_version_of(it, version)) {
            return Ok(Some((known.version, form)));
        }
    }
    let shipped = shipped().filter(|it| it.id.as_str() == id && is_version_of(it, version));
    Ok(shipped.map(|form| (1, form)))
}

pub(super) fn shipped() -> Option<Form> {
    household_visit().ok()
}

/// Whether a question of consent was answered with yes.
pub(crate) fn answered_yes(answers: &Answers, question: &str) -> bool {
    answers.get(question).and_then(Value::as_str) == Some(huiyin_forms::model::CONSENT_GIVEN)
}

/// What is kept of a submission: nothing that was not asked (rule V8), nothing sensitive without
/// its own consent (rule P4). Codes say what was left out and what does not fit.
pub(super) fn said(taken: &Taken, form: Option<&Form>) -> Said {
    let submission = &taken.submission;
    let mut said = Said {
        outcome: submission.outcome.word().to_owned(),
        answers: submission.answers.clone(),
        matters: taken
            .matters
            .iter()
            .map(|matter| (matter.id, matter.answers.clone()))
            .collect(),
        odd: Vec::new(),
    };
    let Some(form) = form else {
        said.odd.push("form-unknown".to_owned());
        return said;
    };
    let around = said.answers.clone();
    let mut odd: Vec<&str> = Vec::new();
    let matters = said.matters.iter_mut().map(|(_, answers)| (answers, true));
    for (answers, in_matter) in std::iter::once((&mut said.answers, false)).chain(matters) {
        let own = answers.clone();
        answers.retain(|name, value| {
            let placed = form.question(name);
            let Some(placed) = placed.filter(|it| it.in_matter() == in_matter) else {
                odd.push("not-asked");
                return false;
            };
            let agreed = placed.question.consent.as_ref().is_none_or(|consent| {
                let consent = consent.as_str();
                let yes = answered_yes(&own, consent) || answered_yes(&around, consent);
                yes || value.is_null() || is_declined(value)
            });
            if placed.question.sensitive && !agreed {
                odd.push("consent-missing");
                return false;
            }
            true
        });
    }
    let faults = |it: &huiyin_forms::answers::Checked| !it.faults.is_empty();
    let judged = taken.checked.iter();
    if judged
        .chain(taken.matters.iter().filter_map(|it| it.checked.as_ref()))
        .any(faults)
    {
        odd.push("answers-faulty");
    }
    if taken.checked.is_none() && submission.outcome == crate::notebook::Outcome::Visited {
        odd.push("form-other");
    }
    odd.sort_unstable();
    odd.dedup();
    said.odd = odd.into_iter().map(str::to_owned).collect();
    said
}

/// Would rather not say.
fn is_declined(value: &Value) -> bool {
    value.get("declined").is_some()
}
