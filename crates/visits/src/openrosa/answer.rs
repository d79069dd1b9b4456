//! Answers as OpenRosa wants them: XML with its own headers, errors included.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use huiyin_db::StoreError;
use huiyin_web::{Ctx, PageError};

use super::enter::Closed;

const VERSION: HeaderName = HeaderName::from_static("x-openrosa-version");
const MOST: HeaderName = HeaderName::from_static("x-openrosa-accept-content-length");

/// Bytes of one sending. ODK Collect divides what is more into several.
pub(super) const SENDING_BYTES: usize = 16 * 1024 * 1024;

/// Text that stands between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            sign if sign.is_control() && sign != '\n' && sign != '\t' => {}
            sign => out.push(sign),
        }
    }
    out
}

fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(VERSION, HeaderValue::from_static("1.0"));
    headers.insert(MOST, HeaderValue::from(SENDING_BYTES));
    response
}

pub(super) fn xml(status: StatusCode, body: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/xml; charset=utf-8")];
    with_headers((status, kind, body).into_response())
}

/// Nothing to say but the headers.
pub(super) fn empty() -> Response {
    with_headers(StatusCode::NO_CONTENT.into_response())
}

/// A sentence that ODK Collect shows to whoever holds the phone.
pub(super) fn told(status: StatusCode, sentence: &str) -> Response {
    let sentence = escaped(sentence);
    xml(
        status,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <OpenRosaResponse xmlns=\"http://openrosa.org/http/response\">\
             <message nature=\"\">{sentence}</message></OpenRosaResponse>"
        ),
    )
}

pub(super) fn closed(ctx: &Ctx, why: Closed) -> Response {
    let error = match why {
        Closed::Failed(error) => error,
        Closed::Unknown => {
            let sentence = ctx.t("visits-collect-unknown");
            let mut response = told(StatusCode::UNAUTHORIZED, &sentence);
            let asks = HeaderValue::from_static("Basic realm=\"huiyin\", charset=\"UTF-8\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, asks);
            return response;
        }
    };
    failed(ctx, &error)
}

/// An error in the words of the pages, without their frame.
fn failed(ctx: &Ctx, error: &PageError) -> Response {
    let say = |status, key: &str| told(status, &ctx.t(key));
    match error {
        PageError::NotFound => say(StatusCode::NOT_FOUND, "visits-collect-not-yours"),
        PageError::Conflict => say(StatusCode::CONFLICT, "visits-collect-other-words"),
        PageError::TooLarge => say(StatusCode::PAYLOAD_TOO_LARGE, "visits-collect-too-large"),
        PageError::BadRequest { key } => say(StatusCode::BAD_REQUEST, key),
        PageError::Refused { key, args } => {
            let args: Vec<_> = args
                .iter()
                .map(|(name, it)| (name.as_str(), it.clone()))
                .collect();
            told(StatusCode::UNPROCESSABLE_ENTITY, &ctx.say(key, &args))
        }
        PageError::TooMany { wait_seconds } => {
            let mut response = say(StatusCode::TOO_MANY_REQUESTS, "visits-collect-slow-down");
            let wait = HeaderValue::from(*wait_seconds);
            response.headers_mut().insert(header::RETRY_AFTER, wait);
            response
        }
        PageError::Store(StoreError::Full) => {
            say(StatusCode::INSUFFICIENT_STORAGE, "visits-collect-later")
        }
        PageError::Store(StoreError::Busy) => {
            say(StatusCode::SERVICE_UNAVAILABLE, "visits-collect-later")
        }
        error => {
            tracing::error!(?error, "a request of ODK Collect failed");
            say(StatusCode::INTERNAL_SERVER_ERROR, "visits-collect-later")
        }
    }
}
