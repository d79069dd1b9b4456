use huiyin_web::Ctx;

use crate::import::{Fault, FileError};

/// What is wrong with a file as a whole.
pub(super) fn file(ctx: &Ctx, error: &FileError) -> String {
    match error {
        FileError::Read(error) => {
            let key = format!("import-file-{}", error.code());
            ctx.say(&key, &[("detail", error.detail().into())])
        }
        FileError::TooManyRows => ctx.t("visits-import-too-many-rows"),
        FileError::NoColumn(field) => {
            let column = ctx.t(&format!("visits-import-field-{}", field.key()));
            ctx.say("visits-import-no-column", &[("column", column.into())])
        }
    }
}

/// Why a row was not taken, with what it says there.
pub(super) fn fault(ctx: &Ctx, fault: &Fault) -> String {
    let mut words = ctx.t(&format!("visits-import-row-{}", fault.fault.key()));
    if !fault.value.is_empty() {
        let value = [("value", fault.value.as_str().into())];
        words.push_str(&ctx.say("visits-import-value", &value));
    }
    if let Some(first) = fault.first_row {
        let first = i64::try_from(first).unwrap_or(i64::MAX);
        words.push_str(&ctx.say("visits-import-first-row", &[("row", first.into())]));
    }
    words
}
