//! The JSON that the notebook speaks, one endpoint a file.

pub(super) mod photos;
pub(super) mod route;
pub(super) mod sealed;
pub(super) mod submissions;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use huiyin_web::{PageError, forms};
use serde::de::DeserializeOwned;
use serde_json::Value;

type Body = Result<Json<Value>, JsonRejection>;

/// Every text is cleaned as the fields of a form are.
fn read<T: DeserializeOwned>(body: Body) -> Result<T, PageError> {
    let malformed = || PageError::BadRequest {
        key: "web-error-bad-form",
    };
    let Json(mut value) = body.map_err(|_| malformed())?;
    clean(&mut value);
    serde_json::from_value(value).map_err(|_| malformed())
}

fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = forms::clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
