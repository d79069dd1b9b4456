//! Forms from the file to the phone and to ODK Collect, and what is refused on the way.

#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a helper of a test fails as its test would"
)]

mod answers;
mod odk_validate;
mod properties;
mod refused;
mod sent;
mod shipped;
mod vectors;

use huiyin_forms::Form;
use huiyin_forms::xlsform::{Refusal, Source, import};

const SETTINGS: &str = "form_id,form_title::中文 (zh),version\ntest_form,试验,1\n";
const CHOICES: &str = "list_name,name,label\nyes_no,yes,是\nyes_no,no,否\nabc,a,甲\nabc,b,乙\n";

/// A form of which only the survey matters.
fn form(survey: &str) -> Result<Form, Vec<Refusal>> {
    import(Source::Tables {
        survey: survey.as_bytes(),
        choices: CHOICES.as_bytes(),
        settings: SETTINGS.as_bytes(),
    })
}

fn good(survey: &str) -> Form {
    match form(survey) {
        Ok(form) => form,
        Err(refusals) => panic!("refused: {refusals:?}"),
    }
}
