use huiyin_kernel::mask::find_personal_data;

use crate::model::{Refused, RefusedCode};

/// A text for the public shows no phone number, identity number or the like (rule 21).
pub(super) fn check_public(text: &str) -> Result<(), Refused> {
    match find_personal_data(text).first() {
        None => Ok(()),
        Some(found) => {
            let shown = text.get(found.range.clone()).unwrap_or_default();
            Err(Refused::new(RefusedCode::SummaryShowsPersonalData).with("found", shown))
        }
    }
}
