//! What every way in has in common: cookies, the session left behind, and where one lands.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use huiyin_web::forms::percent;
use huiyin_web::{Ctx, PageError, SESSION_COOKIE, Viewer, redirect};

use super::Desk;
use crate::ops::{self, Admission, Doer, Opened};
use crate::rules::device;
use crate::rules::session::STEP_SECONDS;

/// The cookie of a sign-in that stands half-way.
pub(super) const STEP_COOKIE: &str = "huiyin_step";
const SIGN_IN: &str = "/sign-in";
const SECOND_STEP: &str = "/sign-in/code";
const DESK: &str = "/desk";

/// Counts one more try of this network.
pub(super) fn count(desk: &Desk, ctx: &Ctx) -> Result<(), PageError> {
    desk.site
        .limits
        .sign_in(&ctx.network)
        .map_err(|wait_seconds| PageError::TooMany { wait_seconds })
}

/// Counts one more password for this login. Somebody who tries one login on and on is slowed
/// without the others of the network.
pub(super) fn count_password(desk: &Desk, ctx: &Ctx, login: &str) -> Result<(), PageError> {
    desk.site
        .limits
        .password(&ctx.network, login)
        .map_err(|wait_seconds| PageError::TooMany { wait_seconds })
}

/// Browser and system in words of ours.
pub(super) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT);
    device::words(agent.and_then(|it| it.to_str().ok()).unwrap_or_default())
}

/// The answer to an admission: into the house, on to the second step, or nothing where the page
/// itself must say no.
pub(super) async fn admit(
    desk: &Desk,
    ctx: &Ctx,
    admission: Admission,
    next: &str,
) -> Result<Option<Response>, PageError> {
    match admission {
        Admission::Refused => Ok(None),
        Admission::Session(opened) => inside(desk, ctx, &opened, next).await.map(Some),
        Admission::SecondStep(token) => {
            let location = if is_own_path(next) {
                format!("{SECOND_STEP}?next={}", percent(next))
            } else {
                SECOND_STEP.to_owned()
            };
            let cookie = (STEP_COOKIE, SIGN_IN, token.as_str());
            Ok(Some(with_cookie(
                desk,
                redirect(&location),
                cookie,
                STEP_SECONDS,
            )))
        }
    }
}

async fn inside(
    desk: &Desk,
    ctx: &Ctx,
    opened: &Opened,
    next: &str,
) -> Result<Response, PageError> {
    // Whoever signs in again in the same browser leaves the earlier session behind.
    if let Some(before) = &ctx.viewer {
        end(desk, before).await?;
    }
    let mut tx = desk.site.db.read().await?;
    let gatekeeper = &desk.site.gatekeeper;
    let viewer = gatekeeper
        .viewer(&mut tx, &opened.token, desk.site.now())
        .await?;
    let location = viewer.map_or_else(|| "/".to_owned(), |viewer| landing(&viewer, next));
    let cookie = (SESSION_COOKIE, "/", opened.token.as_str());
    let response = with_cookie(desk, redirect(&location), cookie, opened.seconds);
    Ok(with_cookie(desk, response, (STEP_COOKIE, SIGN_IN, ""), 0))
}

/// Ends the session of this viewer.
pub(super) async fn end(desk: &Desk, viewer: &Viewer) -> Result<(), PageError> {
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: desk.site.now(),
    };
    let mut tx = desk.site.db.write().await?;
    ops::sign_out(&mut tx, &viewer.session_digest, by).await?;
    Ok(tx.commit().await?)
}

/// Takes the session's cookie out of the browser.
pub(super) fn without_session(desk: &Desk, response: Response) -> Response {
    with_cookie(desk, response, (SESSION_COOKIE, "/", ""), 0)
}

fn with_cookie(
    desk: &Desk,
    mut response: Response,
    (name, path, token): (&str, &str, &str),
    seconds: i64,
) -> Response {
    let secure = if desk.site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let line =
        format!("{name}={token}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// Where somebody goes after signing in: where they were going, else to their own work.
pub(super) fn landing(viewer: &Viewer, next: &str) -> String {
    if let Some(duty) = viewer.duty {
        return duty.page().to_owned();
    }
    if is_own_path(next) && next != DESK {
        return next.to_owned();
    }
    let desks = [
        ("matters.desk", DESK),
        (crate::ACCOUNTS.0, "/desk/accounts"),
        (crate::SYSTEM.0, "/desk/system"),
        (crate::AUDIT.0, "/desk/audit"),
        // The visits are another slice, so their right is named here as the desk of matters is.
        ("visits.walk", "/notebook"),
    ];
    desks
        .into_iter()
        .find(|(act, _)| viewer.acts.contains(*act))
        .map_or("/account", |(_, path)| path)
        .to_owned()
}

/// Only a path of our own, and none that leads back here.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.starts_with("/sign-")
        && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use huiyin_kernel::Id;
    use huiyin_web::Duty;

    use super::*;

    fn viewer(acts: &[&str]) -> Viewer {
        Viewer {
            account_id: Id::derived("test", "viewer"),
            name: "甲".to_owned(),
            posts: Vec::new(),
            acts: acts
                .iter()
                .map(|act| (*act).to_owned())
                .collect::<BTreeSet<_>>(),
            duty: None,
            session_digest: "d".to_owned(),
        }
    }

    #[test]
    fn everybody_lands_where_they_have_work() {
        assert_eq!(landing(&viewer(&["matters.desk"]), ""), "/desk");
        assert_eq!(
            landing(&viewer(&["registry.accounts"]), "/desk"),
            "/desk/accounts"
        );
        assert_eq!(landing(&viewer(&["visits.walk"]), "/desk"), "/notebook");
        assert_eq!(
            landing(&viewer(&["visits.walk", "matters.desk"]), ""),
            "/desk"
        );
        assert_eq!(landing(&viewer(&[]), "/desk"), "/account");
        assert_eq!(
            landing(&viewer(&["matters.desk"]), "/desk/m/1?tab=2"),
            "/desk/m/1?tab=2"
        );
        let mut new = viewer(&["matters.desk"]);
        new.duty = Some(Duty::ChangePassword);
        assert_eq!(landing(&new, "/desk/m/1"), "/account/password");
    }

    #[test]
    fn nobody_is_led_away_after_signing_in() {
        for hostile in [
            "//evil.cn",
            "https://evil.cn",
            "/\\evil.cn",
            "javascript:x",
            "/a\r\nb",
            "/sign-out",
        ] {
            assert_eq!(
                landing(&viewer(&["matters.desk"]), hostile),
                "/desk",
                "{hostile:?}"
            );
        }
    }
}
