//! Signing in with a passkey. Needs the island `passkey.js`; the password stands beside it.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, PageError, PageResult};

use super::passkeys::{party, problem, question};
use super::way_in_cookie::{self, Browser};
use super::{Desk, enter, sign_in};
use crate::ops::{self, Admission};

/// Hands out the question that any passkey of this site may answer.
pub(super) async fn begin(State(desk): State<Desk>, ctx: Ctx, _posted: Posted) -> PageResult {
    let party = party(&desk).ok_or(PageError::NotFound)?;
    enter::count(&desk, &ctx)?;
    match ops::begin_passkey_sign_in(&desk.site, &party).await? {
        Some(asked) => Ok(question(&desk, asked)),
        None => Ok(problem(
            StatusCode::TOO_MANY_REQUESTS,
            ctx.t("registry-passkey-crowded"),
        )),
    }
}

pub(super) async fn submit(
    State(desk): State<Desk>,
    ctx: Ctx,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    let party = party(&desk).ok_or(PageError::NotFound)?;
    let form = posted.0;
    let answer = form.secret("answer");
    let next = form.text("next");
    let admission = match Browser::of(&headers) {
        Some(browser) => {
            let device = enter::device(&headers);
            ops::passkey_sign_in(&desk.site, &party, browser.secret(), &answer, &device).await?
        }
        None => Admission::Refused,
    };
    let response = match enter::admit(&desk, &ctx, admission, &next).await? {
        Some(response) => response,
        None => sign_in::turned_away(&desk, &ctx, next, "registry-passkey-sign-in-refused")?,
    };
    Ok(way_in_cookie::forget(&desk, response))
}
