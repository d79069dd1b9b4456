use crate::model::{Act, Refused, RefusedCode};
use crate::rules::draft::Draft;

pub(super) fn apply(_draft: &mut Draft<'_>, _act: Act) -> Result<(), Refused> {
    Err(RefusedCode::NotAllowed.into())
}
