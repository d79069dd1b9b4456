//! The cookie of a sign-in under way: what binds an answer to the browser that was asked.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::Desk;
use crate::rules::way_in::OPEN_SECONDS;

const COOKIE: &str = "huiyin_way_in";
/// Characters of a secret of ours.
const SECRET_CHARACTERS: usize = 43;

/// What a browser knows of the sign-in it has begun.
pub(super) struct Browser(String);

impl std::fmt::Debug for Browser {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Browser(…)")
    }
}

impl Browser {
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        huiyin_web::cookie(headers, COOKIE)
            .filter(|secret| secret.len() == SECRET_CHARACTERS)
            .map(Self)
    }

    pub(super) fn secret(&self) -> &str {
        &self.0
    }
}

pub(super) fn set(desk: &Desk, response: Response, secret: &str) -> Response {
    with(desk, response, secret, OPEN_SECONDS)
}

pub(super) fn forget(desk: &Desk, response: Response) -> Response {
    with(desk, response, "", 0)
}

fn with(desk: &Desk, mut response: Response, secret: &str, seconds: i64) -> Response {
    let secure = if desk.site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    // Lax, because the way back from an outside provider is a link from a foreign page.
    let line =
        format!("{COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}
