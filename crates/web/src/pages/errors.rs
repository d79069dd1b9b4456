use askama::Template;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::context::Ctx;
use crate::error::{BAD_FORM, Problem};
use crate::{Page, redirect, respond};

#[derive(Template)]
#[template(path = "error.html")]
struct View {
    page: Page,
    status: u16,
    sentence: String,
    fields: Vec<(String, String)>,
}

/// Shows an error: JSON under `/api`, a page with ways on elsewhere, or the way to the page where
/// it can be mended.
pub(crate) fn problem(ctx: &Ctx, problem: &Problem) -> Response {
    let args: Vec<(&str, crate::Arg)> = problem
        .args
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let sentence = if ctx.wants_json && problem.key == BAD_FORM {
        ctx.t("web-error-bad-request")
    } else {
        ctx.say(&problem.key, &args)
    };
    let mut response = if ctx.wants_json {
        let fields: serde_json::Map<String, serde_json::Value> = problem
            .fields
            .iter()
            .map(|(name, text)| (name.clone(), text.clone().into()))
            .collect();
        let code = problem.key.trim_start_matches("web-error-").to_owned();
        let body = serde_json::json!({ "code": code, "message": sentence, "fields": fields });
        (problem.status, Json(body)).into_response()
    } else if let Some(location) = &problem.go_to {
        redirect(location)
    } else {
        let view = View {
            page: ctx.page(),
            status: problem.status.as_u16(),
            sentence,
            fields: problem.fields.clone(),
        };
        respond::render_status(problem.status, &view)
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    };
    if let Some(seconds) = problem.retry_after_seconds {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
