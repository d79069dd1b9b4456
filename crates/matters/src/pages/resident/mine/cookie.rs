//! The two cookies of a light account: the browser that asked for a code, and the open session.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_web::{Ctx, PageError, Site};

use crate::rules::light::{CODE_SECONDS, SESSION_SECONDS};
use crate::store::light::{self, Account};

const ASKED: &str = "huiyin_mine_asked";
const SESSION: &str = "huiyin_mine";
/// Where they are sent to, and nowhere else.
const PATH: &str = "/mine";

/// What this browser asked with, if it did.
pub(super) fn asked(headers: &HeaderMap) -> Option<String> {
    huiyin_web::cookie(headers, ASKED).filter(|it| !it.is_empty())
}

pub(super) fn token(headers: &HeaderMap) -> Option<String> {
    huiyin_web::cookie(headers, SESSION).filter(|it| !it.is_empty())
}

/// Whose account is open in this browser.
///
/// # Errors
/// The store's.
pub async fn account(
    ctx: &Ctx,
    headers: &HeaderMap,
    tx: &mut Tx,
) -> Result<Option<Account>, PageError> {
    let Some(token) = token(headers) else {
        return Ok(None);
    };
    Ok(light::session(tx, &ctx.site.keys, &token, ctx.now).await?)
}

pub(super) fn with_asked(site: &Site, response: Response, secret: &str) -> Response {
    with(site, response, ASKED, secret, CODE_SECONDS)
}

/// Into the account: the question is answered and its cookie goes.
pub(super) fn with_session(site: &Site, response: Response, token: &str) -> Response {
    let response = with(site, response, SESSION, token, SESSION_SECONDS);
    with(site, response, ASKED, "", 0)
}

pub(super) fn without_session(site: &Site, response: Response) -> Response {
    with(site, response, SESSION, "", 0)
}

fn with(site: &Site, mut response: Response, name: &str, value: &str, seconds: i64) -> Response {
    let secure = if site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let line =
        format!("{name}={value}; Path={PATH}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}
