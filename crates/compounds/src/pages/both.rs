//! Two people had the same page open: what was saved meanwhile stands beside what was typed, so that
//! nothing typed is lost and nobody writes over the other unseen.

use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_web::forms::Errors;
use huiyin_web::{Ctx, PageError};

use crate::ops::OpError;

/// Where both versions stand on a page.
const PLACE: &str = "both";

/// A field that reads otherwise now than as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub label: String,
    pub theirs: String,
    pub yours: String,
}

/// Those of the fields that differ: label, what stands now, what was typed.
pub(crate) fn differing(fields: impl IntoIterator<Item = (String, String, String)>) -> Vec<Other> {
    let other = |(label, theirs, yours): (String, String, String)| {
        (theirs != yours).then_some(Other {
            label,
            theirs,
            yours,
        })
    };
    fields.into_iter().filter_map(other).collect()
}

/// Why a form was not carried out, where its page is shown once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unsaved {
    /// The key of the sentence.
    Refused(String),
    /// Somebody saved meanwhile.
    Stale,
}

impl Unsaved {
    /// The reason, where the page can show it; everything else is answered as it was.
    pub(crate) fn read(error: OpError) -> Result<Self, PageError> {
        match error {
            OpError::Room(key) => Ok(Self::Refused(key)),
            OpError::Store(StoreError::Conflict { .. }) => Ok(Self::Stale),
            other => Err(other.into()),
        }
    }

    /// Says it on the page; `field` is where a refusal stands.
    pub(crate) fn tell(&self, ctx: &Ctx, errors: &mut Errors, field: &str) {
        match self {
            Self::Refused(key) => errors.add(field, ctx.t(key)),
            Self::Stale => stale(ctx, errors),
        }
    }
}

/// Says that somebody saved meanwhile.
pub(crate) fn stale(ctx: &Ctx, errors: &mut Errors) {
    errors.add(PLACE, ctx.t("compounds-both-stale"));
}

pub(crate) fn is_stale(errors: &Errors) -> bool {
    errors.of(PLACE).is_some()
}

/// How a page is answered that says these.
pub(crate) fn status(errors: &Errors) -> StatusCode {
    if is_stale(errors) {
        StatusCode::CONFLICT
    } else if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let field = |label: &str, theirs: &str, yours: &str| {
            (label.to_owned(), theirs.to_owned(), yours.to_owned())
        };
        let found = differing([
            field("a", "x", "x"),
            field("b", "x", ""),
            field("c", "", "y"),
        ]);
        let labels: Vec<&str> = found.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["b", "c"]);
        assert_eq!((&*found[1].theirs, &*found[1].yours), ("", "y"));
    }
}
