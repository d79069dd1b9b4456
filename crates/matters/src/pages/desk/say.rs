//! Sentences for what was not done.

use huiyin_web::{Arg, Ctx, PageError};

/// The sentence of a refusal; other errors are handed on.
pub(super) fn refusal(ctx: &Ctx, error: PageError) -> Result<String, PageError> {
    match error {
        PageError::Refused { key, args } => {
            let args: Vec<(&str, Arg)> = args
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            Ok(ctx.say(&key, &args))
        }
        other => Err(other),
    }
}

/// A sentence for any error, where several things were asked for at once and the rest goes on.
pub(super) fn any(ctx: &Ctx, error: PageError) -> Result<String, PageError> {
    match error {
        PageError::Conflict => Ok(ctx.t("matters-desk-changed-meanwhile")),
        PageError::NotFound => Ok(ctx.t("matters-desk-not-yours")),
        other => refusal(ctx, other),
    }
}
