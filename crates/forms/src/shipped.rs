use crate::model::Form;
use crate::xlsform::{Refusal, Source, import};

/// The form that comes with the product: short, and nothing about religion, politics, income or
/// papers. It is data, read as any other form is.
pub fn household_visit() -> Result<Form, Vec<Refusal>> {
    import(Source::Tables {
        survey: include_bytes!("../data/household-visit/survey.csv"),
        choices: include_bytes!("../data/household-visit/choices.csv"),
        settings: include_bytes!("../data/household-visit/settings.csv"),
    })
}
