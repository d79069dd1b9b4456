//! The JSON that the notebook speaks, one endpoint a file.

pub(super) mod photos;
pub(super) mod route;
pub(super) mod sealed;
pub(super) mod submissions;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use huiyin_web::json::{Unique, named_twice};
use huiyin_web::{Ctx, PageError, forms};
use serde::de::DeserializeOwned;
use serde_json::Value;

type Body = Result<Json<Unique>, JsonRejection>;

/// Every text is cleaned as the fields of a form are.
fn read<T: DeserializeOwned>(ctx: &Ctx, body: Body) -> Result<T, PageError> {
    let malformed = || PageError::BadRequest {
        key: "web-error-bad-form",
    };
    let Json(unique) = body.map_err(|why| match named_twice(&why) {
        Some(name) => PageError::BadFields(vec![(name, ctx.t("web-field-twice"))]),
        None => malformed(),
    })?;
    cleaned(unique).ok_or_else(malformed)
}

/// The same for what came sealed, so that both ways make the same of it.
pub(super) fn cleaned<T: DeserializeOwned>(Unique(mut value): Unique) -> Option<T> {
    clean(&mut value);
    serde_json::from_value(value).ok()
}

fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = forms::clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
