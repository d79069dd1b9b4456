//! The JSON interface under `/api/v1`. One endpoint a file; the document at
//! `/api/v1/openapi.json` is made from them.

mod acts;
mod board;
mod categories;
mod desk;
mod document;
mod echo;
mod report;
mod view;

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use huiyin_web::{Access, PageError, Routes, forms};
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::openapi::OpenApi;

pub use document::openapi;

use crate::Matters;
use crate::acts::DESK;

/// What a request carries, as a body that may be malformed.
type Body = Result<Json<Value>, JsonRejection>;

/// Reads a body; every text in it is cleaned as the fields of a form are.
fn read<T: DeserializeOwned>(body: Body) -> Result<T, PageError> {
    let malformed = || PageError::BadRequest {
        key: "web-error-bad-form",
    };
    let Json(mut value) = body.map_err(|_| malformed())?;
    clean(&mut value);
    serde_json::from_value(value).map_err(|_| malformed())
}

/// The reader of JSON bounds how deep values nest.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = forms::clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `others` are the documents of other slices, told in one with ours.
pub(crate) fn routes(others: Vec<OpenApi>) -> Routes<Arc<Matters>> {
    let document = document::merged(others);
    Routes::new()
        .post("/api/v1/matters", Access::Public, report::create)
        .get("/api/v1/echo/{code}", Access::Public, echo::show)
        .post("/api/v1/echo/{code}/acts", Access::Public, echo::act)
        .get("/api/v1/board", Access::Public, board::list)
        .get("/api/v1/categories", Access::Public, categories::list)
        .get("/api/v1/openapi.json", Access::Public, async move || {
            Json(document)
        })
        .get("/api/v1/session", Access::SignedIn, desk::session)
        .get(
            "/api/v1/desk/queues/{queue}",
            Access::Needs(DESK),
            desk::queue,
        )
        .get(
            "/api/v1/desk/matters/{id}",
            Access::Needs(DESK),
            desk::matter,
        )
        .post(
            "/api/v1/desk/matters/{id}/acts",
            Access::Needs(DESK),
            acts::carry_out,
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_body_are_cleaned_at_every_depth() {
        let sent = serde_json::json!({"a": " x\u{0}\u{1b}y\n", "b": [{"c": "\u{0}"}], "n": 1});
        let read: Value = read(Ok(Json(sent))).unwrap();
        assert_eq!(
            read,
            serde_json::json!({"a": "xy", "b": [{"c": ""}], "n": 1})
        );
    }
}
