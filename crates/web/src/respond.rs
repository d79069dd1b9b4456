use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use huiyin_db::StoreError;

use crate::{PageError, PageResult};

/// Renders a page.
pub fn render(template: &impl Template) -> PageResult {
    render_status(StatusCode::OK, template)
}

pub fn render_status(status: StatusCode, template: &impl Template) -> PageResult {
    match template.render() {
        Ok(html) => Ok((status, Html(html)).into_response()),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            Err(PageError::BadRequest {
                key: "web-error-internal",
            })
        }
    }
}

/// After a change: look at the result with GET.
pub fn redirect(location: &str) -> Response {
    Redirect::to(location).into_response()
}

/// The media type of workbooks.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes a file on a thread that may be slow.
pub async fn written<E: std::fmt::Display + Send + 'static>(
    write: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>, PageError> {
    let task = tokio::task::spawn_blocking(write);
    let bytes = task.await.map_err(StoreError::inconsistent)?;
    Ok(bytes.map_err(StoreError::inconsistent)?)
}

/// A file to keep. The name is ours, never a person's input.
pub fn download(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
